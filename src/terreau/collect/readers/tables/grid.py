"""A sheet before its tables are found: lines of raw values and the cells that are merged. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.collect.readers.tables.model import Value

#: Inclusive corners of a merged cell: first line, first column, last line, last column, from 0.
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a sheet, from its first line; a blank cell is None, a line may be short.

    `told` (« Feuille « X » ») is how the sheet is named to a reader, blank where the file is its
    own only sheet. `prose` is True where the sheet may be a page of text: in a spreadsheet a
    single column is not always a list, in a CSV it is.
    """

    sheet: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[Merge, ...] = ()
    prose: bool = False


def present(value: Value) -> Value:
    """The value of a cell, None where it is blank."""
    return None if isinstance(value, str) and (not value or value.isspace()) else value
