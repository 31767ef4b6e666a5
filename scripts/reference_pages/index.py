"""The first page of the reference."""

from __future__ import annotations

from scripts.reference_pages import words


def page() -> str:
    """The whole page."""
    return words.page("La référence", words.text("index"))
