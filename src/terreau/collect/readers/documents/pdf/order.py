"""The reading order of a page: columns one after the other, rows across, tables in their place.

Guarantees each run once. A gutter makes columns where at least `LINES` lines of prose stand on
each side of it; short words side by side are a row, their pieces separated by a tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from terreau.collect.readers.documents.pdf.glyphs import Glyph
from terreau.collect.readers.documents.pdf.grids import TableBlock
from terreau.collect.readers.documents.pdf.runs import Run, runs_of, same_line
from terreau.collect.readers.documents.writing import one_line

LINES = 3  # lines on each side of a gutter
PROSE = 14  # characters: the median line of a column of prose
DEPTH = 6  # columns inside columns
GUTTERS = 80  # places looked at: a page with more is a drawing


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order: its words, place and size; the right end of its column.

    `alone` is a line that no other continues: the row of a table, turned text.
    """

    text: str
    x0: float = 0
    x1: float = 0
    y: float = 0
    size: float = 0
    column: int = 0
    alone: bool = False

    @staticmethod
    def turned(text: str) -> Line:
        """A line of text drawn at an angle."""
        return Line(text, alone=True)


Item = Run | TableBlock


def ordered(runs: Sequence[Run], tables: Sequence[TableBlock]) -> list[Line]:
    """The lines of a page in reading order."""
    lines: list[Line] = []
    for number, column in enumerate(_columns([*runs, *tables], 0)):
        for band in column:
            lines.extend(_lines(band, number))
    return lines


def _box(item: Item) -> tuple[float, float, float, float]:
    if isinstance(item, TableBlock):
        return item.box
    return item.x0, item.top, item.x1, item.bottom


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items that stand on one line, together; from the top."""
    bands: list[list[Item]] = []
    for item in sorted(items, key=lambda one: (_middle(one), _box(one)[0])):
        last = bands[-1] if bands else None
        if last is not None and any(_beside(other, item) for other in last):
            last.append(item)
        else:
            bands.append([item])
    return [sorted(band, key=lambda one: _box(one)[0]) for band in bands]


def _middle(item: Item) -> float:
    _, top, _, bottom = _box(item)
    return (top + bottom) / 2


def _beside(one: Item, other: Item) -> bool:
    if isinstance(one, Run) and isinstance(other, Run):
        return same_line(one, other)
    return False


def _columns(items: Sequence[Item], depth: int) -> list[list[list[Item]]]:
    """The bands of each column, columns in reading order."""
    bands = _bands(items)
    best: list[tuple[bool, list[list[Item]]]] = []
    best_score = 0
    for gutter in _gutters(bands) if depth < DEPTH else ():
        parts = _parted(bands, gutter)
        score = sum(len(part) for split, part in parts if split)
        if score > best_score:
            best, best_score, best_gutter = parts, score, gutter
    if not best:
        return [bands] if bands else []
    columns = []
    for split, part in best:
        inside = [item for band in part for item in band]
        if split:
            columns += _columns([one for one in inside if _box(one)[0] < best_gutter], depth + 1)
            columns += _columns([one for one in inside if _box(one)[0] >= best_gutter], depth + 1)
        else:
            columns += _columns(inside, depth + 1)
    return columns


def _gutters(bands: list[list[Item]]) -> list[float]:
    """Where a column could begin: just before what stands at the right of something else."""
    starts = {
        int(_box(right)[0]) - 1.0
        for band in bands
        for left, right in pairwise(band)
        if _box(right)[0] > _box(left)[2]
    }
    return sorted(starts)[:GUTTERS]


def _parted(bands: list[list[Item]], gutter: float) -> list[tuple[bool, list[list[Item]]]]:
    """The bands in stretches, each with whether the gutter makes two columns of it."""
    stretches: list[tuple[bool, list[list[Item]]]] = []
    for band in bands:
        clear = all(not _box(one)[0] < gutter < _box(one)[2] - 1 for one in band)
        if stretches and stretches[-1][0] == clear:
            stretches[-1][1].append(band)
        else:
            stretches.append((clear, [band]))
    parts: list[tuple[bool, list[list[Item]]]] = []
    for clear, stretch in stretches:
        split = clear and _is_prose(stretch, gutter)
        if parts and not split and not parts[-1][0]:
            parts[-1][1].extend(stretch)
        else:
            parts.append((split, stretch))
    return parts


def _is_prose(bands: list[list[Item]], gutter: float) -> bool:
    runs = [one for band in bands for one in band if isinstance(one, Run)]
    left = [len(run.text) for run in runs if run.x0 < gutter]
    right = [len(run.text) for run in runs if run.x0 >= gutter]
    if min(len(left), len(right)) < LINES:
        return False
    return min(median(left), median(right)) >= PROSE


def _lines(band: list[Item], column: int) -> list[Line]:
    lines: list[Line] = []
    runs = [one for one in band if isinstance(one, Run)]
    if runs:
        text, last = runs[0].text, runs[0]
        wide = False
        for run in runs[1:]:
            gap = (run.x0 - last.x1) / max(run.size, last.size)
            wide = wide or gap > 1.5
            text += ("\t" if gap > 1.5 else " ") + run.text
            last = run
        widest = max(runs, key=lambda run: len(run.text))
        lines.append(Line(text, runs[0].x0, last.x1, widest.y, widest.size, column, wide))
    for table in band:
        if isinstance(table, TableBlock):
            lines += _rows(table, column)
    return lines


def _rows(table: TableBlock, column: int) -> list[Line]:
    """One line a row; a row of a single cell is a frame, whose lines make paragraphs."""
    lines = []
    for row in table.rows:
        if len(row) == 1:
            framed = ordered(runs_of(row[0].glyphs), [])
            lines += [replace(line, column=-1 - column - line.column) for line in framed]
            continue
        cells = [_cell(cell.glyphs) for cell in row]
        if any(cells):
            lines.append(Line("\t".join(cells), column=column, alone=True))
    return lines


def _cell(glyphs: Sequence[Glyph]) -> str:
    """The words of a cell on one line; those that a line end cuts are mended."""
    text = ""
    for column in _columns(runs_of(glyphs), DEPTH):
        for band in column:
            line = " ".join(run.text for run in band if isinstance(run, Run))
            mended = text[:-1] if _is_cut(text, line) else f"{text} "
            text = mended + line if text else line
    return one_line(text)


def _is_cut(text: str, line: str) -> bool:
    return text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
