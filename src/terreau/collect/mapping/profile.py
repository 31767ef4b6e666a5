"""A column as the proposer sees it: the words of its header and a sample of its values, as texts.

Guarantees the same sample for the same table, spread over all its rows. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from terreau.collect.mapping.kinds import share
from terreau.collect.mapping.targets import Kind
from terreau.collect.mapping.words import words
from terreau.collect.readers.tables.model import Column, Table
from terreau.collect.readers.values import text as text_of

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
            tuple(text for row in rows if (text := text_of(row.values[place])))[:SAMPLE],
        )
        for place, column in enumerate(table.columns)
    )
