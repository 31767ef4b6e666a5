"""A part of a sheet being read: its lines that are not blank, all of one width, and their places.

Guarantees that `numbers`, `rows` and `counts` go together, line by line, in the sheet's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.collect.readers.tables.grid import Grid, Merge
from terreau.collect.readers.tables.model import Note, Value

Cells = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`numbers` are lines of the file from 1; `first` is the place of the leftmost column."""

    name: str
    numbers: Sequence[int]
    rows: Sequence[Cells]
    counts: Sequence[int]
    first: int = 0
    merges: tuple[Merge, ...] = ()
    prose: bool = False

    def gap_before(self, line: int) -> bool:
        """True where a blank line, or nothing at all, stands above."""
        return line == 0 or self.numbers[line] != self.numbers[line - 1] + 1

    def part(self, lines: range, start: int, stop: int) -> Sheet:
        """The columns from `start` to `stop`, excluded, of some lines."""
        kept = [line for line in lines if any(_there(self.rows[line][start:stop]))]
        rows = [self.rows[line][start:stop] for line in kept]
        return Sheet(
            self.name,
            [self.numbers[line] for line in kept],
            rows,
            [len(row) - list(row).count(None) for row in rows],
            self.first + start,
            self.merges,
            self.prose,
        )


@dataclass(frozen=True, slots=True)
class Head:
    """A header: its first and last lines (places in the sheet's part), and a name a column.

    `top` equals `line` plus one where a table has none, and `names` are then all blank.
    """

    top: int
    line: int
    names: tuple[str, ...]
    absent: bool = False

    @property
    def below(self) -> int:
        """The place of the first line of data."""
        return self.top if self.absent else self.line + 1


def sheet_of(grid: Grid) -> Sheet:
    """The lines of a grid that are not blank, made as long as the longest."""
    width = max(map(len, grid.rows), default=0)
    numbers: list[int] = []
    rows: list[Cells] = []
    counts: list[int] = []
    for number, row in enumerate(grid.rows, start=1):
        length = len(row)
        count = length - row.count(None)
        if count:
            numbers.append(number)
            rows.append(row if length == width else [*row, *[None] * (width - length)])
            counts.append(count)
    return Sheet(grid.sheet, numbers, rows, counts, 0, grid.merges, grid.prose)


def aside(code: str, number: int, message: str) -> Note:
    """A line set aside; `where` is always « ligne N », so that lines can be counted."""
    return Note(code, f"ligne\u00a0{number}", message)


def _there(row: Cells) -> list[bool]:
    return [value is not None for value in row]
