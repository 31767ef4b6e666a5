"""The mapping of last year's file found again for this year's, and said to be so. Pure.

Guarantees that a person's choice comes before any guess: the same headers give the same mapping
whole, and a header that came before takes its field again.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass

from terreau.collect.mapping.codec import matched
from terreau.collect.mapping.model import KEPT, OWN_FIELDS, MappedColumn, Mapping, SavedMapping
from terreau.collect.mapping.words import words
from terreau.collect.readers.tables.model import Table

#: How sure a field is that a person gave to this header in another file, whose rest differed.
SAME_HEADER, LIKE_HEADER = 0.95, 0.85
NEW = "cet en-tête n’était dans aucun des fichiers d’avant"


@dataclass(frozen=True, slots=True)
class Reused:
    """A field that a person gave before to this header, how sure it is here, and why."""

    field: str
    confidence: float
    why: str


def recall(table: Table, saved: Sequence[SavedMapping]) -> Mapping:
    """The fields that earlier mappings give to the columns of a table; the others are kept.

    `saved` goes from the most recent. One with exactly the same headers is used alone; else each
    header takes the field it had in the most recent mapping that has it.
    """
    found = reused(table, saved, OWN_FIELDS)
    kept = Reused(KEPT, 0.0, NEW)
    columns = [(column, found.get(column.index, kept)) for column in table.columns]
    return Mapping(
        tuple(
            MappedColumn(column.index, column.header, one.field, one.confidence, one.why)
            for column, one in columns
        )
    )


def reused(
    table: Table, saved: Sequence[SavedMapping], fields: Lookup[str, bool]
) -> dict[int, Reused]:
    """By index of column, what earlier mappings say of it; no single field is given twice."""
    headers = sorted(column.header.strip() for column in table.columns)
    for one in saved:
        if sorted(header.strip() for header, _ in one.columns) == headers:
            found, _ = matched(one.columns, table)
            why = f"mêmes colonnes que{_file(one)}"
            same = {index: Reused(field, 1.0, why) for index, field in found.items()}
            return _given_once([same], fields)
    return _given_once([_by_header(table, one) for one in saved], fields)


def _given_once(
    found: Sequence[Lookup[int, Reused]], fields: Lookup[str, bool]
) -> dict[int, Reused]:
    """The first answer for each column, without unknown fields or a single field given twice."""
    kept: dict[int, Reused] = {}
    used: set[str] = set()
    for answers in found:
        for index, one in answers.items():
            free = fields.get(one.field, False) or one.field not in used
            if index not in kept and one.field in fields and free:
                kept[index] = one
                used.add(one.field)
    return kept


def _by_header(table: Table, saved: SavedMapping) -> dict[int, Reused]:
    """The columns of this header as it is written, then those of the same words."""
    exact, _ = matched(saved.columns, table)
    why = f"même en-tête que{_file(saved)}"
    found = {index: Reused(field, SAME_HEADER, why) for index, field in exact.items()}
    alike = {
        words(header): (header, field) for header, field in reversed(saved.columns) if words(header)
    }
    for column in table.columns:
        if column.index in found or words(column.header) not in alike:
            continue
        header, field = alike.pop(words(column.header))
        why = f"en-tête proche de «\u00a0{header}\u00a0»,{_file(saved, 'dans')}"
        found[column.index] = Reused(field, LIKE_HEADER, why)
    return found


def _file(saved: SavedMapping, before: str = "") -> str:
    lead = f" {before}" if before else ""
    return f"{lead} «\u00a0{saved.label}\u00a0»" if saved.label else f"{lead} un fichier d’avant"
