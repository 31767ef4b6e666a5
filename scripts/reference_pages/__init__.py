"""The pages of docs/reference/, drawn from the code: what it lacks words for stops the writing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "reference"
NAMES = ("index", "cli", "settings", "exports", "errors", "model")


def pages() -> Mapping[str, str]:
    """Each page by its file name, as it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.conf.settings")
    if not apps.ready:
        django.setup()
    # The pages look at models, which can be imported only now.
    return {f"{name}.md": import_module(f"{__name__}.{name}").page() for name in NAMES}


def stale() -> list[str]:
    """The names of the pages that are not as they should be."""
    return [
        name
        for name, text in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
