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
from terreau.collect.readers.values import Parsed, text
from terreau.collect.records.model import Context

IGNORED = "ignore"
#: What people and databases write where they have nothing to say.
NOTHING = frozenset(
    {"null", "none", "nan", "#", "-", "–", "—", "/", "n/a", "na", "nc", "néant", "#n/a", "?"}
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank: its field, its value, its text and where it stands."""

    field: str
    column: Column
    value: Value
    text: str
    where: str


def column_name(table: Table, column: Column) -> str:
    """The letters of a column, or its key where the table has no line of headers (JSON)."""
    return column.header if table.header_row == 0 and column.header else column.letters


@dataclass(slots=True)
class RowCells:
    """The cells of a row that are not blank, by field, and the warnings that they raise."""

    context: Context
    table: Table
    row: Row
    cells: tuple[Cell, ...]
    warnings: list[Remark] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The row, as a person finds it."""
        return line(self.table, self.row)

    def all(self, field_key: str) -> tuple[Cell, ...]:
        """The cells of a field that say something, in the order of the columns."""
        return tuple(
            cell
            for cell in self.cells
            if cell.field == field_key and cell.text.casefold() not in NOTHING
        )

    def first(self, field_key: str) -> Cell | None:
        """The first cell of a field; None where all are blank."""
        return next(iter(self.all(field_key)), None)

    def text(self, field_key: str) -> str:
        """The text of a field on one line; blank where no cell has any."""
        cell = self.first(field_key)
        return " ".join(cell.text.split()) if cell else ""

    def at(self, index: int | None) -> str:
        """The text of the column of this index; blank where there is none."""
        found = (cell.text for cell in self.cells if cell.column.index == index)
        return next(found, "")

    def warn(self, cell: Cell, code: str, message: str) -> None:
        """Tell a doubt about a cell."""
        self.warnings.append(Remark(self.context.source, cell.where, code, message))

    def value_of(self, cell: Cell, parsed: Parsed[T]) -> T | None:
        """The value read in a cell; its doubt, if any, is told."""
        if parsed.doubt:
            self.warn(cell, parsed.doubt, parsed.sentence)
        return parsed.value

    def values(self) -> tuple[IncomingValue, ...]:
        """Every cell with the place it came from."""
        return tuple(
            IncomingValue(
                cell.field,
                cell.text,
                Origin(
                    self.context.file,
                    self.table.sheet,
                    self.row.number,
                    column_name(self.table, cell.column),
                    cell.column.header,
                ),
            )
            for cell in self.cells
        )


def line(table: Table, row: Row) -> str:
    """« Lauréats, ligne 14 »; without a sheet, « ligne 14 »."""
    return f"{table.sheet}, ligne {row.number}" if table.sheet else f"ligne {row.number}"


def row_cells(context: Context, table: Table, mapping: Mapping, row: Row) -> RowCells:
    """The cells of a row that its mapping does not leave aside."""
    fields = {one.index: one.field for one in mapping.columns}
    cells: list[Cell] = []
    for column, value in zip(table.columns, row.values, strict=False):
        field_key = fields.get(column.index, IGNORED)
        written = text(value)
        if field_key == IGNORED or not written:
            continue
        where = f"{line(table, row)}, colonne {column_name(table, column)}"
        cells.append(Cell(field_key, column, value, written, where))
    return RowCells(context, table, row, tuple(cells))
