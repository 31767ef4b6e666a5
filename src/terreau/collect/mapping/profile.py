"""A column as the proposer sees it: the words of its header and a sample of its values, as texts.

Guarantees the same sample for the same table, spread over all its rows. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from terreau.collect.mapping.kinds import share
from terreau.collect.mapping.targets import Kind
from terreau.collect.mapping.words import words
from terreau.collect.readers.tables.model import Column, Table, Value

SAMPLE = 200
#: What joins the lines of a header.
LEVELS = "›"


@dataclass(frozen=True, slots=True)
class Profile:
    """The header's words, and the values that are not blank, at most `SAMPLE` of them."""

    column: Column
    words: tuple[str, ...]
    own: frozenset[str]
    """The words of the last line of the header, without those of the groups above it."""
    texts: tuple[str, ...]
    _shares: dict[Kind, float] = field(default_factory=dict, compare=False, repr=False)

    def share(self, kind: Kind) -> float:
        """The share of the values that are of a kind, 0 to 1; counted once."""
        if kind not in self._shares:
            self._shares[kind] = share(kind, self.texts)
        return self._shares[kind]


def profiles(table: Table, vocabulary: frozenset[str]) -> tuple[Profile, ...]:
    """The profile of each column of a table, in order."""
    step = max(1, len(table.rows) // SAMPLE)
    rows = table.rows[::step]
    return tuple(
        Profile(
            column,
            words(column.header, vocabulary),
            frozenset(words(column.header.rpartition(LEVELS)[2], vocabulary)),
            tuple(text for row in rows if (text := as_text(row.values[place])))[:SAMPLE],
        )
        for place, column in enumerate(table.columns)
    )


def as_text(value: Value) -> str:
    """A value as a person would read it in the cell; whole numbers without decimals."""
    match value:
        case None:
            text = ""
        case bool():
            text = "oui" if value else "non"
        case float() if value.is_integer():
            text = str(int(value))
        case datetime():
            text = value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
        case date():
            text = value.isoformat()
        case Decimal():
            text = format(value, "f")
        case _:
            text = str(value).strip()
    return text
