"""Readers: what each kind of file holds, told without a database.

Guarantees one registry: a reader of text layers is found by its name or by what a text looks like.
"""

from collections.abc import Callable
from dataclasses import dataclass

from terreau.collect.readers import fiche
from terreau.collect.readers.markup import Layer

__all__ = ["READERS", "TextReader", "named", "sniff"]


@dataclass(frozen=True, slots=True)
class TextReader:
    """A reader of text layers: its name, version, French label, and what it recognises."""

    name: str
    version: str
    label: str
    recognises: Callable[[Layer], bool]


#: In the order in which a text is shown to them.
READERS: tuple[TextReader, ...] = (
    TextReader(fiche.NAME, fiche.VERSION, "fiche publiée", fiche.recognises),
)


def named(name: str) -> TextReader | None:
    """The reader of this name, None where there is none."""
    return next((reader for reader in READERS if reader.name == name), None)


def sniff(layer: Layer) -> TextReader | None:
    """The first reader that recognises a text, None where none does."""
    return next((reader for reader in READERS if reader.recognises(layer)), None)
