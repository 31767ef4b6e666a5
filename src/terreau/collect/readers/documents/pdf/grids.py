"""Ruled tables: the cells that lines enclose, and the characters in each.

Guarantees that a character is in one cell or outside every table, and that a frame around a text,
which has a single cell, is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from terreau.collect.readers.documents.pdf.glyphs import Glyph, Rule

NEAR = 3.0  # points; lines nearer than this are one, and gaps narrower than this are closed
MAX_CROSSINGS = 40_000  # past this the lines are a drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of a table, in points from the top left corner, and what is written in it."""

    x0: float
    y0: float
    x1: float
    y1: float
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table: its rows from the top, the cells of each from the left."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        cells = [cell for row in self.rows for cell in row]
        return (
            min(cell.x0 for cell in cells),
            min(cell.y0 for cell in cells),
            max(cell.x1 for cell in cells),
            max(cell.y1 for cell in cells),
        )


def split_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> tuple[list[Glyph], list[TableBlock]]:
    """The characters out of tables, in order, and the tables that hold the others."""
    cells = _cells(rules)
    groups = [group for group in _groups(cells) if len(group) > 1]
    owners = sorted((cell for group in groups for cell in group), key=lambda one: (one.y0, one.x0))
    written: dict[Cell, list[Glyph]] = {cell: [] for cell in owners}
    tops = [cell.y0 for cell in owners]
    free: list[Glyph] = []
    for glyph in glyphs:
        cell = _holder(owners, tops, glyph)
        (free if cell is None else written[cell]).append(glyph)
    tables = []
    for group in groups:
        if any(written[cell] for cell in group):
            tables.append(_table(group, written))
    return free, tables


def _holder(owners: list[Cell], tops: list[float], glyph: Glyph) -> Cell | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.3 * glyph.size
    for cell in reversed(owners[: bisect_right(tops, y)]):
        if cell.x0 <= x < cell.x1 and y < cell.y1:
            return cell
    return None


def _table(group: list[Cell], written: dict[Cell, list[Glyph]]) -> TableBlock:
    rows: dict[float, list[Cell]] = {}
    for cell in sorted(group, key=lambda one: (one.y0, one.x0)):
        full = Cell(cell.x0, cell.y0, cell.x1, cell.y1, tuple(written[cell]))
        rows.setdefault(cell.y0, []).append(full)
    return TableBlock(tuple(tuple(row) for row in rows.values()))


def _cells(rules: Sequence[Rule]) -> list[Cell]:
    """The smallest rectangles that rules enclose."""
    flat = [rule for rule in rules if abs(rule.y1 - rule.y0) < 0.5 and rule.x1 > rule.x0]
    upright = [rule for rule in rules if abs(rule.x1 - rule.x0) < 0.5 and rule.y1 > rule.y0]
    xs = _levels(rule.x0 for rule in upright)
    ys = _levels(rule.y0 for rule in flat)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_CROSSINGS:
        return []
    across = _covered([(_nearest(ys, r.y0), r.x0, r.x1) for r in flat], len(ys), xs)
    down = _covered([(_nearest(xs, r.x0), r.y0, r.y1) for r in upright], len(xs), ys)
    cells = []
    for top in range(len(ys) - 1):
        for left in range(len(xs) - 1):
            corner = _smallest(across, down, left, top)
            if corner is not None:
                cells.append(Cell(xs[left], ys[top], xs[corner[0]], ys[corner[1]]))
    return cells


def _levels(values: Iterable[float]) -> list[float]:
    """The distinct places of lines, those that are near made one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > NEAR:
            levels.append(value)
    return levels


def _nearest(levels: list[float], value: float) -> int:
    at = bisect_right(levels, value + 0.01)
    near = [index for index in (at - 1, at) if 0 <= index < len(levels)]
    return min(near, key=lambda index: abs(levels[index] - value))


def _covered(
    lines: list[tuple[int, float, float]], count: int, stops: list[float]
) -> list[list[bool]]:
    """For each line, whether it covers the stretch from each stop to the next."""
    spans: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    for index, start, end in sorted(lines):
        last = spans[index][-1] if spans[index] else None
        if last is not None and start - last[1] <= NEAR:
            spans[index][-1] = (last[0], max(last[1], end))
        else:
            spans[index].append((start, end))
    return [
        [any(s - NEAR <= a and b <= e + NEAR for s, e in line) for a, b in pairwise(stops)]
        for line in spans
    ]


def _smallest(
    across: list[list[bool]], down: list[list[bool]], left: int, top: int
) -> tuple[int, int] | None:
    """The far corner of the smallest rectangle whose near corner is given; indexes of levels."""
    bottom = top
    while bottom < len(across) - 1 and down[left][bottom]:
        bottom += 1
        right = left
        while right < len(down) - 1 and across[top][right] and across[bottom][right]:
            right += 1
            if all(down[right][top:bottom]):
                return right, bottom
    return None


def _groups(cells: list[Cell]) -> list[list[Cell]]:
    """Cells that share a corner, together: one group a table, from the top."""
    parents = list(range(len(cells)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    corners: dict[tuple[float, float], int] = {}
    for index, cell in enumerate(cells):
        for corner in (
            (cell.x0, cell.y0),
            (cell.x0, cell.y1),
            (cell.x1, cell.y0),
            (cell.x1, cell.y1),
        ):
            first = corners.setdefault(corner, index)
            parents[root(index)] = root(first)
    groups: dict[int, list[Cell]] = {}
    for index, cell in enumerate(cells):
        groups.setdefault(root(index), []).append(cell)
    return list(groups.values())
