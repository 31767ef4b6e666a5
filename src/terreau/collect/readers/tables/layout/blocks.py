"""Tables that share lines of a sheet: side by side, or one above another. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from terreau.collect.readers.tables.layout.cells import filled, is_heading, is_typed, same, told
from terreau.collect.readers.tables.layout.sheet import Cells, Head, Sheet

LOOK = 20  # lines of data that tell which columns hold numbers and dates
PROSE = 200  # characters of a cell that is a paragraph
TITLES = 3  # lines of title above a table


def stop_of(sheet: Sheet, head: Head) -> int:
    """The line at which the table ends: that of the next one's titles or header, or the end."""
    known = _known(sheet, head)
    for line in range(head.below + 1, len(sheet.rows)):
        if sheet.gap_before(line) and _begins_another(sheet, line, known):
            return line
    return len(sheet.rows)


def columns_of(sheet: Sheet, head: Head, stop: int) -> list[int]:
    """The columns of a table that have a name or a value, in order."""
    lines = range(head.below, stop)
    return [
        place
        for place, name in enumerate(head.names)
        if name or any(sheet.rows[line][place] is not None for line in lines)
    ]


def side_by_side(sheet: Sheet, head: Head, stop: int) -> list[tuple[int, int]]:
    """The blocks of columns, first and last excluded, that are tables of their own.

    An empty column may be a mere space inside a table. It separates two tables where it is two
    columns wide, where one block ends lines before the other, or where both have the same headers;
    each block has two columns at least.
    """
    columns = columns_of(sheet, head, stop)
    blocks: list[list[int]] = []
    for place in columns:
        if blocks and place == blocks[-1][-1] + 1:
            blocks[-1].append(place)
        else:
            blocks.append([place])
    joined: list[list[int]] = []
    for block in blocks:
        if joined and not _apart(sheet, head, stop, joined[-1], block):
            joined[-1].extend(block)
        else:
            joined.append(block)
    return [(block[0], block[-1] + 1) for block in joined]


Known = tuple[set[int], set[int], list[str]]


def _known(sheet: Sheet, head: Head) -> Known:
    """What is known of a table: its columns, those with typed values, the text of its header."""
    rows = sheet.rows[head.below : head.below + LOOK]
    typed = {place for row in rows for place in filled(row) if is_typed(row[place])}
    named = {place for place, name in enumerate(head.names) if name}
    used = named.union(*map(filled, rows)) if rows else named
    labels = [] if head.absent else [same(value) for value in sheet.rows[head.line]]
    return used, typed, labels


def _begins_another(sheet: Sheet, line: int, known: Known) -> bool:
    """True where a header that is not the table's stands here, or under a few lines of title."""
    last = min(line + TITLES, len(sheet.rows) - 1)
    for place in range(line, last + 1):
        if sheet.counts[place] > 1:
            return _another_header(sheet, place, known)
    return False


def _another_header(sheet: Sheet, line: int, known: Known) -> bool:
    used, typed, labels = known
    row = sheet.rows[line]
    places = set(filled(row))
    if not is_heading(row) or [same(value) for value in row] == labels:
        return False
    if line + 1 >= len(sheet.rows):
        return False
    if not places <= used:
        return not _one_more(places, used)
    if any(not is_typed(row[place]) for place in places & typed):
        below = sheet.rows[line + 1]
        return any(is_typed(below[place]) for place in filled(below))
    return _narrower(sheet, line, places, used)


def _one_more(places: set[int], used: set[int]) -> bool:
    """A line of data with a remark past the last column begins no other table."""
    return len(places - used) == 1 and len(places & used) > 1


def _narrower(sheet: Sheet, line: int, places: set[int], used: set[int]) -> bool:
    """True for a table of texts under another, wider one: its lines keep to its own columns."""
    lines = [set(filled(row)) for row in _run(sheet, line)]
    together = len(lines) >= 3 and all(one <= places for one in lines)
    return together and len(places) * 2 <= len(used)


def _run(sheet: Sheet, line: int) -> Iterator[Cells]:
    yield sheet.rows[line]
    for place in range(line + 1, len(sheet.rows)):
        if sheet.gap_before(place):
            return
        yield sheet.rows[place]


def _apart(sheet: Sheet, head: Head, stop: int, left: list[int], right: list[int]) -> bool:
    if len(left) < 2 or len(right) < 2:
        return False
    if right[0] - left[-1] > 2 or any(
        _starts_lower(sheet, head, stop, side) for side in (left, right)
    ):
        return True
    names = ({head.names[place].casefold() for place in side} - {""} for side in (left, right))
    first, second = names
    if len(first & second) * 2 >= min(len(first), len(second)) > 0:
        return True
    return _ends_before(sheet, head, stop, left, right)


def _starts_lower(sheet: Sheet, head: Head, stop: int, side: list[int]) -> bool:
    """True for a block without names in this header, but with a header of its own further down."""
    if any(head.names[place] for place in side):
        return False
    blocks = ([sheet.rows[line][place] for place in side] for line in range(head.below, stop))
    lines = [block for block in blocks if filled(block)]
    return len(lines) >= 2 and len(filled(lines[0])) == len(side) and is_heading(lines[0])


def _ends_before(sheet: Sheet, head: Head, stop: int, left: list[int], right: list[int]) -> bool:
    """True where one block fills every line from its first to its last, and the other goes on."""
    sides = []
    for side in (left, right):
        lines = [
            line
            for line in range(head.below, stop)
            if any(sheet.rows[line][place] is not None for place in side)
        ]
        if not lines or len(lines) != lines[-1] - lines[0] + 1:
            return False
        sides.append(lines)
    return sides[0][-1] != sides[1][-1]


def worth(sheet: Sheet, head: Head, stop: int) -> bool:
    """False for a blank form or a page of text: lines far emptier than the header, and scattered.

    A table with a single column filled is a table all the same, if its lines follow one another.
    """
    lines = range(head.below, stop)
    if not sheet.prose or not lines:
        return True
    columns = len(columns_of(sheet, head, stop))
    half_full = sum(sheet.counts[line] * 2 >= columns for line in lines)
    if half_full * 10 > len(lines):
        return True
    scattered = sum(sheet.gap_before(line) for line in lines) * 2 >= len(lines)
    wordy = any(len(told(value)) > PROSE for line in lines for value in sheet.rows[line])
    return not scattered and not wordy
