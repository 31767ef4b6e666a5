"""What every reader of tables gives: tables of raw values, each value with its place in the file.

Guarantees nothing but shape. Pure: no Django, no database, no file.
"""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.readers.values.model import Value

__all__ = ["Column", "Note", "Row", "Table", "Value", "Workbook", "letters"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a file: a code, where in the file, a French sentence."""

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place in the sheet, from 0, and its header as written.

    Headers on several lines are joined with « › »; two alike are told apart by their place.
    """

    index: int
    header: str

    @property
    def letters(self) -> str:
        """The name of the column in a spreadsheet: A for 0, AA for 26."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: `number` is its line in the sheet, from 1; one value a column, in order."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet; `sheet` is blank where the format has none (CSV, JSON).

    `header_row` is the line of the (last) header, 0 where there is none. `set_aside` tells the
    lines that are no data: titles above, totals, repeated headers.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    set_aside: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that a file of tables holds, with how it was read (encoding, separator)."""

    tables: tuple[Table, ...]
    notes: tuple[Note, ...] = ()
    how: str = ""


def letters(index: int) -> str:
    """The spreadsheet name of the column at `index`, from 0: A, B, …, Z, AA."""
    name = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
