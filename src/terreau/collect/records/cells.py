"""The cells of one row by field, each with its place, and the doubts met while reading them.

Guarantees that a doubt names its cell as a person finds it: « Lauréats, ligne 14, colonne F ».
Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from terreau.collect.incoming import IncomingValue, Origin, Remark
from terreau.collect.mapping.model import Mapping
from terreau.collect.readers.tables.model import Column, Row, Table, Value
from terreau.collect.readers.values import Parsed, months_first, text
from terreau.collect.records.model import Context

IGNORED, DATE = "ignore", "grant.date"
#: What people and databases write where they have nothing to say.
NOTHING = frozenset(
    {"null", "none", "nan", "#", "-", "–", "—", "/", "n/a", "na", "nc", "néant", "#n/a", "?"}
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is read: where its values stand in a row, its field, its name in the file.

    `month_first` is True for dates written as in the United States.
    """

    index: int
    field: str
    column: Column
    name: str
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with the columns that are read, worked out once for all its rows."""

    table: Table
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank: its place, its value, its text."""

    place: Place
    value: Value
    text: str

    @property
    def column(self) -> Column:
        """The column it stands in."""
        return self.place.column


def column_name(table: Table, column: Column) -> str:
    """The letters of a column, or its key where the table has no line of headers (JSON)."""
    return column.header if table.header_row == 0 and column.header else column.letters


def layout(table: Table, mapping: Mapping) -> Layout:
    """The columns of a table that its mapping does not leave aside."""
    fields = {one.index: one.field for one in mapping.columns}
    return Layout(
        table,
        tuple(
            Place(
                index,
                fields[column.index],
                column,
                column_name(table, column),
                fields[column.index] == DATE
                and months_first(row.values[index] for row in table.rows),
            )
            for index, column in enumerate(table.columns)
            if fields.get(column.index, IGNORED) != IGNORED
        ),
    )


@dataclass(slots=True)
class RowCells:
    """The cells of a row that are not blank, by field, and the warnings that they raise."""

    context: Context
    table: Table
    row: Row
    cells: tuple[Cell, ...]
    warnings: list[Remark] = field(default_factory=list)
    _by_field: dict[str, list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            if cell.text.casefold() not in NOTHING:
                self._by_field.setdefault(cell.place.field, []).append(cell)

    @property
    def where(self) -> str:
        """The row, as a person finds it."""
        return line(self.table, self.row)

    def all(self, field_key: str) -> tuple[Cell, ...]:
        """The cells of a field that say something, in the order of the columns."""
        return tuple(self._by_field.get(field_key, ()))

    def first(self, field_key: str) -> Cell | None:
        """The first cell of a field; None where all are blank."""
        return next(iter(self._by_field.get(field_key, ())), None)

    def text(self, field_key: str) -> str:
        """The text of a field on one line; blank where no cell has any."""
        cell = self.first(field_key)
        return " ".join(cell.text.split()) if cell else ""

    def at(self, index: int | None) -> str:
        """The text of the column of this index; blank where there is none."""
        if index is None:
            return ""
        return next((cell.text for cell in self.cells if cell.column.index == index), "")

    def warn(self, cell: Cell, code: str, message: str) -> None:
        """Tell a doubt about a cell."""
        where = f"{self.where}, colonne {cell.place.name}"
        self.warnings.append(Remark(self.context.source, where, code, message))

    def value_of(self, cell: Cell, parsed: Parsed[T]) -> T | None:
        """The value read in a cell; its doubt, if any, is told."""
        if parsed.doubt:
            self.warn(cell, parsed.doubt, parsed.sentence)
        return parsed.value

    def values(self) -> tuple[IncomingValue, ...]:
        """Every cell with the place it came from."""
        file, sheet, number = self.context.file, self.table.sheet, self.row.number
        return tuple(
            IncomingValue(
                cell.place.field,
                cell.text,
                Origin(file, sheet, number, cell.place.name, cell.column.header),
            )
            for cell in self.cells
        )


def line(table: Table, row: Row) -> str:
    """« Lauréats, ligne 14 »; without a sheet, « ligne 14 »."""
    return f"{table.sheet}, ligne {row.number}" if table.sheet else f"ligne {row.number}"


def row_cells(context: Context, read: Layout, row: Row) -> RowCells:
    """The cells of a row that are not blank, of the columns that are read."""
    said = ((place, row.values[place.index]) for place in read.places)
    cells = tuple(
        Cell(place, value, written)
        for place, value in said
        if value is not None and (written := text(value))
    )
    return RowCells(context, read.table, row, cells)
