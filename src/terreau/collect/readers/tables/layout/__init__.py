"""From the lines of a sheet to its tables, whatever stands above, below, beside and between.

Guarantees that every line which is not blank is a header, a row of data, or is set aside with a
code (`title`, `total`, `repeated_header`, `note`) and a sentence; where a sheet has no table at
all, one note says which lines it has. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import itemgetter

from terreau.collect.readers.tables.errors import counted
from terreau.collect.readers.tables.grid import Grid
from terreau.collect.readers.tables.layout import blocks, headers, leftovers
from terreau.collect.readers.tables.layout.cells import excerpt, told
from terreau.collect.readers.tables.layout.sheet import Cells, Head, Sheet, aside, sheet_of
from terreau.collect.readers.tables.limits import check_extent
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value

#: First words of the sheet that a spreadsheet program adds to sum up an export.
SUMMARY = "Ce document a été exporté depuis Numbers"


#: A line that is in no table: its number and what it says.
Stray = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a sheet, and what is to be told of the sheet itself."""

    tables: tuple[Table, ...]
    notes: tuple[Note, ...] = ()


def laid_out(grid: Grid) -> Found:
    """The tables of a sheet; raises the errors of `limits` where it is too big."""
    check_extent(len(grid.rows), max(map(len, grid.rows), default=0))
    sheet = sheet_of(grid)
    if not sheet.rows:
        return Found(())
    if grid.prose and any(SUMMARY in told(value) for value in sheet.rows[0]):
        return Found((), (_no_table(sheet),))
    tables, left = _tables(sheet, split=True)
    if not tables:
        return Found((), (_no_table(sheet),))
    tables = _with_strays(tables, left)
    notes = [note for table in tables for note in _notes(grid, table)]
    return Found(tuple(tables), tuple(notes))


def _no_table(sheet: Sheet) -> Note:
    first, last = sheet.numbers[0], sheet.numbers[-1]
    where = f"«\u00a0{sheet.name}\u00a0», " if sheet.name else ""
    lines = f"lignes\u00a0{first} à\u00a0{last}" if last > first else f"ligne\u00a0{first}"
    name = f"La feuille «\u00a0{sheet.name}\u00a0»" if sheet.name else "Le fichier"
    return Note(
        "sheet_without_table",
        f"{where}{lines}",
        f"{name} n’a pas de tableau ({lines})\u00a0: «\u00a0{excerpt(sheet.rows[0])}\u00a0».",
    )


def _tables(sheet: Sheet, *, split: bool) -> tuple[list[Table], list[Stray]]:
    """The tables of a part of a sheet, and the numbers of the lines that belong to none."""
    tables: list[Table] = []
    left: list[Stray] = []
    start = 0
    while start < len(sheet.rows):
        head = headers.find(sheet, start)
        if head is None:
            left.extend(_strays(sheet, start, len(sheet.rows)))
            break
        stop = blocks.stop_of(sheet, head)
        found, lost = _segment(sheet, head, stop, split=split)
        if found:
            titles = _titles(sheet, start, head.top)
            found[0] = replace(found[0], set_aside=(*titles, *found[0].set_aside))
        else:
            left.extend(_strays(sheet, start, head.top))
        tables.extend(found)
        left.extend(lost)
        start = stop
    return tables, left


def _segment(
    sheet: Sheet, head: Head, stop: int, *, split: bool
) -> tuple[list[Table], list[Stray]]:
    parts = blocks.side_by_side(sheet, head, stop) if split else []
    if len(parts) < 2:
        if not blocks.worth(sheet, head, stop):
            return [], _strays(sheet, head.top, stop)
        return [_table(sheet, head, stop)], []
    tables: list[Table] = []
    left: list[Stray] = []
    for first, last in parts:
        found, lost = _tables(sheet.part(range(head.top, stop), first, last), split=False)
        tables.extend(found)
        left.extend(lost)
    return tables, left


def _table(sheet: Sheet, head: Head, stop: int) -> Table:
    apart = leftovers.of(sheet, head, stop)
    columns = blocks.columns_of(sheet, head, stop)
    lines = [line for line in range(head.below, stop) if line not in apart]
    values = _filled_down(sheet, head, stop)
    cut = _cutter(columns, len(head.names))
    rows = [Row(sheet.numbers[line], cut(values.get(line) or sheet.rows[line])) for line in lines]
    return Table(
        sheet=sheet.name,
        header_row=0 if head.absent else sheet.numbers[head.line],
        columns=tuple(Column(sheet.first + place, head.names[place]) for place in columns),
        rows=tuple(rows),
        set_aside=tuple(apart[line] for line in sorted(apart)),
    )


def _cutter(columns: list[int], width: int) -> Callable[[Cells], tuple[Value, ...]]:
    """What keeps the cells of some columns of a line; a line kept whole is not copied."""
    if len(columns) == width:
        return tuple
    if len(columns) == 1:
        only = columns[0]
        return lambda row: (row[only],)
    return itemgetter(*columns)


def _titles(sheet: Sheet, start: int, top: int) -> list[Note]:
    notes = []
    for line in range(start, top):
        number, words = sheet.numbers[line], excerpt(sheet.rows[line])
        message = (
            f"La ligne {number}, au-dessus du tableau, est un titre\u00a0: «\u00a0{words}\u00a0»."
        )
        notes.append(aside("title", number, message))
    return notes


def _filled_down(sheet: Sheet, head: Head, stop: int) -> dict[int, list[Value]]:
    """The lines of data under cells merged downwards, with the merged value in each of them."""
    lines = (
        {sheet.numbers[line] - 1: line for line in range(head.below, stop)} if sheet.merges else {}
    )
    changed: dict[int, list[Value]] = {}
    done: dict[int, int] = {}
    for top, column, bottom, _ in sheet.merges:
        place = column - sheet.first
        if bottom == top or top not in lines or not 0 <= place < len(head.names):
            continue
        # Merged cells never overlap in a true file: in a hostile one, the first of them counts.
        if top <= done.get(place, -1):
            continue
        done[place] = bottom
        value = sheet.rows[lines[top]][place]
        for number in range(top + 1, min(bottom + 1, sheet.numbers[stop - 1])):
            line = lines.get(number)
            if line is not None and sheet.rows[line][place] is None:
                changed.setdefault(line, list(sheet.rows[line]))[place] = value
    return changed


def _strays(sheet: Sheet, start: int, stop: int) -> list[Stray]:
    return [(sheet.numbers[line], excerpt(sheet.rows[line])) for line in range(start, stop)]


def _with_strays(tables: list[Table], left: list[Stray]) -> list[Table]:
    """Lines, or parts of lines, that belong to no table go with the one above, else the first."""
    firsts = [_first(table) for table in tables]
    notes: dict[int, list[Note]] = {}
    for number, words in sorted(left):
        above = bisect_left(firsts, number) - 1
        message = f"La ligne {number} n’est dans aucun tableau\u00a0: «\u00a0{words}\u00a0»."
        notes.setdefault(max(above, 0), []).append(aside("note", number, message))
    return [
        replace(table, set_aside=(*table.set_aside, *notes.get(place, ())))
        for place, table in enumerate(tables)
    ]


def _first(table: Table) -> int:
    return table.header_row or (table.rows[0].number if table.rows else 0)


def _notes(grid: Grid, table: Table) -> list[Note]:
    """What a person should know of a table: cells merged, lines longer than the header."""
    where = f"«\u00a0{table.sheet}\u00a0», " if table.sheet else ""
    notes = []
    merged = sum(top < bottom and top >= table.header_row for top, _, bottom, _ in grid.merges)
    if merged:
        notes.append(
            Note(
                "merged_cells",
                f"{where}tableau de la ligne\u00a0{table.header_row}",
                f"Fusion vers le bas de {counted(merged, 'cellule')}\u00a0: "
                "la valeur est lue sur chacune des lignes.",
            )
        )
    unnamed = [column.letters for column in table.columns if not column.header.strip()]
    if unnamed and table.header_row:
        notes.append(
            Note(
                "unnamed_columns",
                f"{where}ligne\u00a0{table.header_row}",
                f"Des valeurs n’ont pas de nom de colonne\u00a0: {', '.join(unnamed)}.",
            )
        )
    return notes
