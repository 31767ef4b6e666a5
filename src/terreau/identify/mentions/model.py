"""A name found where it was written, before it is kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.limits import ACTOR
from terreau.identify.keys import digest
from terreau.portfolio.directory import name_key

LONGEST = ACTOR["name"]
LISTED, COLUMN, TEXT = "liste", "colonne", "texte"


@dataclass(frozen=True, slots=True)
class CellAt:
    """The cell that a name was read in."""

    document: int | None
    sheet: str
    row: int | None
    column: str


NOWHERE = CellAt(None, "", None, "")


@dataclass(frozen=True, slots=True)
class Spot:
    """The stretch of a text layer that names a body."""

    layer: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A name in a project: its key, where it stands, and the body it is taken for, if any."""

    key: str
    project: int
    role: str
    words: str
    organisation: int | None = None
    identifier: str = ""
    territory: int | None = None
    person: bool = False
    cell: CellAt = NOWHERE
    spot: Spot | None = None


def key_of(source: str, project: int, words: str, role: str = "") -> str:
    """The key of a mention: the same name in the same source of a project is one mention."""
    return f"{source}:{project}:{role}:{digest(name_key(words))}"
