"""Cuts a text at the bounds of its passages, so that each can be shown and reached: pure.

Guarantees that the pieces, put end to end, are the text, whatever overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not, with the anchors of the passages that begin there."""

    text: str
    marked: bool
    anchors: tuple[str, ...]


def anchor(start: int, end: int) -> str:
    """The name of a passage inside the page of its document."""
    return f"passage-{start}-{end}"


def pieces(text: str, passages: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut at every bound of `passages` (code points, end excluded)."""
    spans = sorted({(start, end) for start, end in passages if 0 <= start < end <= len(text)})
    bounds = sorted({0, len(text), *(bound for span in spans for bound in span)})
    found = []
    for start, end in pairwise(bounds):
        inside = any(left <= start and end <= right for left, right in spans)
        begins = tuple(anchor(left, right) for left, right in spans if left == start)
        found.append(Piece(text[start:end], inside, begins))
    return tuple(found)
