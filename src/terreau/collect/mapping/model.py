"""Which field each column of a table fills: one answer a column, checked when it is made.

Guarantees that no column is named twice, that each field exists, and that two columns fill one
field only where the field takes many. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from terreau.collect.fields import FIELDS
from terreau.collect.mapping.errors import ColumnTwice, FieldTwice, UnknownField
from terreau.collect.readers.tables.model import Table

#: Where a column goes that nothing recognises: its values are kept as they are.
KEPT = "extra"
#: Whether each field takes several columns.
OWN_FIELDS: Lookup[str, bool] = {one.key: one.many for one in FIELDS}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """The field that one column fills, how sure that is (0 to 1), and why, in plain French."""

    index: int
    header: str
    field: str
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A field for every column of a table, in the order of the columns.

    `fields` says which fields exist and whether each takes several columns; those of a project by
    default. Raises UnknownField, FieldTwice or ColumnTwice.
    """

    columns: tuple[MappedColumn, ...]
    fields: Lookup[str, bool] = field(default_factory=lambda: OWN_FIELDS, repr=False, compare=False)

    def __post_init__(self) -> None:
        seen: set[int] = set()
        single: dict[str, str] = {}
        for column in self.columns:
            if column.field not in self.fields:
                raise UnknownField(column.field, tuple(self.fields))
            if column.index in seen:
                raise ColumnTwice(column.header)
            seen.add(column.index)
            if self.fields[column.field]:
                continue
            if column.field in single:
                raise FieldTwice(column.field, single[column.field], column.header)
            single[column.field] = column.header

    def of(self, field_key: str) -> tuple[MappedColumn, ...]:
        """The columns that fill a field, in order; empty where none does."""
        return tuple(column for column in self.columns if column.field == field_key)

    def covers(self, table: Table) -> bool:
        """Whether every column of the table has its field here, and no other column has one."""
        return {column.index for column in self.columns} == {one.index for one in table.columns}


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping kept for other files: headers and fields, in order, without their places."""

    columns: tuple[tuple[str, str], ...]
    label: str = ""
    """What a person calls it: the file or the year that it was made for."""
