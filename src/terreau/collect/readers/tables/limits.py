"""How big a file of tables may be, so that a mistake ends in a sentence and not in a full memory.

The limits on lines and columns are those of spreadsheets, rounded for lines.
"""

from __future__ import annotations

from terreau.collect.readers.tables.errors import (
    TableFileTooLarge,
    TooManyCells,
    TooManyColumns,
    TooManyRows,
)

ROWS = 1_000_000
COLUMNS = 16_384
CELLS = 20_000_000
TEXT = 200_000_000  # characters
CELL_TEXT = 131_072  # characters; a spreadsheet stops at 32,767
FILE = 200_000_000  # bytes


def check_file(data: bytes) -> None:
    """Raises TableFileTooLarge over the limit on bytes."""
    if len(data) > FILE:
        raise TableFileTooLarge(len(data), FILE)


def check_extent(rows: int, columns: int, *, line: int = 1, before: int = 0) -> int:
    """The cells of a sheet, added to those `before`.

    Raises TooManyRows, TooManyColumns (`line` is the widest) or TooManyCells.
    """
    if columns > COLUMNS:
        raise TooManyColumns(columns, COLUMNS, line)
    if rows > ROWS:
        raise TooManyRows(ROWS)
    cells = before + rows * columns
    if cells > CELLS:
        raise TooManyCells(cells, CELLS)
    return cells
