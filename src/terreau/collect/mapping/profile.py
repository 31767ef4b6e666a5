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
#: A text is known for long well before this many characters.
SEEN = 500
#: What joins the lines of a header.
LEVELS = "›"
FIRST_NAME, NAME, PERSON = "prenom", ("nom",), "personne"


@dataclass(frozen=True, slots=True)
class Profile:
    """The header's words, and the values that are not blank, at most `SAMPLE` of them."""

    column: Column
    words: tuple[str, ...]
    own: frozenset[str]
    """The words of the last line of the header, without those of the groups above it; all of them
    where that line says nothing by itself (« Décision › Le »)."""
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
    groups = _groups_of_persons(table, vocabulary)
    return tuple(
        Profile(
            column,
            _words(column, vocabulary, groups),
            frozenset(_own(column.header, vocabulary)),
            tuple(text for row in rows if (text := text_of(row.values[place])[:SEEN]))[:SAMPLE],
        )
        for place, column in enumerate(table.columns)
    )


def _own(header: str, vocabulary: frozenset[str]) -> tuple[str, ...]:
    last = header.rpartition(LEVELS)[2]
    return words(last, vocabulary) or words(header, vocabulary)


def _groups_of_persons(table: Table, vocabulary: frozenset[str]) -> frozenset[str]:
    """The groups of headers (blank for none) in which a column holds first names."""
    split = (column.header.rpartition(LEVELS) for column in table.columns)
    return frozenset(group for group, _, own in split if FIRST_NAME in words(own, vocabulary))


def _words(column: Column, vocabulary: frozenset[str], groups: frozenset[str]) -> tuple[str, ...]:
    """The words of a header; a bare « Nom » beside a « Prénom » is a person's."""
    group, _, own = column.header.rpartition(LEVELS)
    found = words(column.header, vocabulary)
    is_person = group in groups and words(own, vocabulary) == NAME
    return (*found, PERSON) if is_person else found
