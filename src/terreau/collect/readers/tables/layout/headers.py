"""Where a table begins: its header, on one line or two, wherever it stands. Pure.

Guarantees that a line is a header only if it is made of labels, is at least half as full as the
lines under it, and is the first such line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from terreau.collect.readers.tables.layout.cells import (
    filled,
    is_heading,
    is_label,
    is_typed,
    same,
    told,
)
from terreau.collect.readers.tables.layout.sheet import Cells, Head, Sheet

JOIN = " › "
LOOK_BELOW = 5  # lines
TYPED_COLUMNS = 2  # of values that no header is
SHORT = 80  # characters of an entry in a list of one column


def find(sheet: Sheet, start: int) -> Head | None:
    """The header of the first table at or below line `start`; None where there is no table.

    A table without header begins at its first line of data, with blank names.
    """
    if not any(count > 1 for count in islice(sheet.counts, start, None)):
        return _single(sheet, start)
    for line in range(start, len(sheet.rows)):
        if not _wide_enough(sheet, line):
            continue
        if is_heading(sheet.rows[line]):
            if _worth(sheet, line):
                return _header(sheet, start, line)
        elif _is_data(sheet, line):
            return Head(line, line - 1, _blank(sheet), absent=True)
    return None


def _wide_enough(sheet: Sheet, line: int) -> bool:
    count = sheet.counts[line]
    below = max(sheet.counts[line + 1 : line + 1 + LOOK_BELOW], default=0)
    return count >= 2 and count * 2 >= below


def _worth(sheet: Sheet, line: int) -> bool:
    """A header alone is a table without lines in a CSV; in a spreadsheet it must be wide."""
    return line + 1 < len(sheet.rows) or not sheet.prose or sheet.counts[line] >= 3


def _is_data(sheet: Sheet, line: int) -> bool:
    """True where this line and the next ones have values in the same columns: no header above."""
    lines = sheet.rows[line : line + 3]
    typed = [{place for place in filled(row) if is_typed(row[place])} for row in lines]
    common = set.intersection(*typed)
    if len(lines) == 1:
        return not sheet.prose and bool(common)
    return bool(common)


def _single(sheet: Sheet, start: int) -> Head | None:
    """A list of one column: always in a CSV, in a spreadsheet only if it looks like no prose."""
    rows = sheet.rows[start:]
    places = {filled(row)[0] for row in rows[:1000]}
    first = rows[0][filled(rows[0])[0]]
    if sheet.prose:
        short = all(len(told(row[filled(row)[0]])) <= SHORT for row in rows[:1000])
        together = not any(sheet.gap_before(start + 1 + line) for line in range(len(rows) - 1))
        named = is_label(first) and not told(first).rstrip().endswith((".", ":", ";", "!", "?"))
        if not (short and together and named and len(rows) >= 3 and len(places) == 1):
            return None
    if is_label(first):
        return Head(start, start, tuple(map(told, rows[0])))
    return Head(start, start - 1, _blank(sheet), absent=True)


def _blank(sheet: Sheet) -> tuple[str, ...]:
    return ("",) * len(sheet.rows[0])


def _header(sheet: Sheet, start: int, line: int) -> Head:
    """The header at `line`, with the line of groups above it, or of details below it."""
    row = sheet.rows[line]
    if line > start and not sheet.gap_before(line) and _groups_above(sheet, line):
        return Head(line - 1, line, _joined(sheet, line - 1, row))
    if _details_below(sheet, line):
        return Head(line, line + 1, _joined(sheet, line, sheet.rows[line + 1]))
    return Head(line, line, tuple(map(told, row)))


def _spans(sheet: Sheet, line: int) -> dict[int, int]:
    """Merged cells that begin on a line: first column to last, places in the sheet's part."""
    at = sheet.numbers[line] - 1
    return {
        left - sheet.first: right - sheet.first
        for top, left, bottom, right in sheet.merges
        if top == at and bottom == at and right > left
    }


def _groups_above(sheet: Sheet, line: int) -> bool:
    """True where the line above names groups of columns: merged cells, or three labels or more."""
    above, row = sheet.rows[line - 1], sheet.rows[line]
    places = filled(above)
    if len(places) < 2 or len(places) >= sheet.counts[line] or not is_heading(above):
        return False
    if set(_spans(sheet, line - 1)) & set(places):
        return True
    whole = all(is_label(above[place]) for place in places)
    return whole and len(places) >= 3 and places[0] <= 1 and places[-1] < len(row)


def _details_below(sheet: Sheet, line: int) -> bool:
    """True where the next line names the columns of the groups."""
    if line + 2 >= len(sheet.rows) or sheet.gap_before(line + 1):
        return False
    row, below = sheet.rows[line], sheet.rows[line + 1]
    named, details = set(filled(row)), set(filled(below))
    if not all(is_label(below[place]) for place in details):
        return False
    if named < details and _names_values(sheet, line + 1):
        return True
    spans = _spans(sheet, line)
    under = {place for left, right in spans.items() for place in range(left, right + 1)}
    if spans:
        # Either it names what is under the merged cells alone, or it names columns that the first
        # line leaves without a name: a line of data would do neither.
        fuller = len(details) > len(named) and bool(details - named - under)
        return len(details) >= 2 and (details <= under or fuller)
    blanks = set(range(min(named), max(named | details) + 1)) - named
    after = set(filled(sheet.rows[line + 2]))
    return bool(blanks) and blanks <= details and bool(named - details) and bool(after - details)


def _names_values(sheet: Sheet, line: int) -> bool:
    """True where a line of different labels stands over columns of numbers, dates and the like.

    A first line of data would hold such values too: two columns or more tell them apart.
    """
    row = sheet.rows[line]
    labels = [same(row[place]) for place in filled(row)]
    lines = sheet.rows[line + 1 : line + 1 + LOOK_BELOW]
    if len(set(labels)) < len(labels) or len(lines) < 2:
        return False
    columns = ([one[place] for one in lines if one[place] is not None] for place in filled(row))
    typed = [sum(map(is_typed, values)) * 2 > len(values) for values in columns if len(values) >= 2]
    return sum(typed) >= TYPED_COLUMNS


def _joined(sheet: Sheet, line: int, details: Cells) -> tuple[str, ...]:
    groups = _spread(sheet.rows[line], _spans(sheet, line))
    names = []
    for group, detail in zip(groups, map(told, details), strict=True):
        both = bool(group.strip()) and bool(detail.strip())
        names.append(f"{group.strip()}{JOIN}{detail.strip()}" if both else group or detail)
    return _only_where_filled(names, sheet.rows[line], details)


def _spread(row: Cells, spans: dict[int, int]) -> Sequence[str]:
    """The name of the group over each column: that of its merged cell, or the last one written."""
    names: list[str] = []
    current, until = "", len(row)
    for place, value in enumerate(row):
        if value is not None:
            current = told(value)
            until = spans.get(place, place) if spans else len(row)
        names.append(current if place <= until else "")
    return names


def _only_where_filled(names: list[str], groups: Cells, details: Cells) -> tuple[str, ...]:
    """Past the last detail, a group's name is on its own column only."""
    kept = (
        name if groups[place] is not None or details[place] is not None else ""
        for place, name in enumerate(names)
    )
    return tuple(kept)
