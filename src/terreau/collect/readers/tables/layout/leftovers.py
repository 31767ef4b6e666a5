"""The lines inside a table that are no data: totals, repeated headers, notes underneath. Pure.

Guarantees that a line is a total only if its words are those of a total and it says nothing else
than numbers, or if its numbers are the sums of those above: a project called « Total … » stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from terreau.collect.readers.tables.layout.cells import (
    excerpt,
    filled,
    is_number,
    same,
    told,
)
from terreau.collect.readers.tables.layout.sheet import Cells, Head, Sheet, aside
from terreau.collect.readers.tables.model import Note
from terreau.collect.readers.values import amount

TOTAL = re.compile(
    r"\W*(?:(?:sous|grand)[\s\-]*)?(?:total|totaux|cumul|consolidation|ensemble)"
    r"(?:\s+(?:général|general|généraux|global|résultat|resultat|cumulé|annuel|\d{4}))*\W*",
    re.IGNORECASE,
)
BEGINNING = re.compile(r"\W*(?:sous|grand|tota|cumul|consolid|ensemble)", re.IGNORECASE)
TOTAL_OF = re.compile(r"\W*(?:sous[\s\-]*)?tota(?:l|ux)\b", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"\s*(?:sources?|notes?|nb|n\.b\.|champ|lecture|légende|\*+|\(\d\)|\d\))\s*(?:[:\-—\*\w]|$)",
    re.IGNORECASE,
)
LONG = 80  # characters of a text alone on its line
MOST_SUMS = 200  # a table
CLOSE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Again:
    """A line of the header, and how to see quickly that another line does not repeat it.

    The first cell that has a label begins with one of its `initials`.
    """

    labels: tuple[str, ...]
    key: int
    initials: str

    @classmethod
    def of(cls, row: Cells) -> _Again:
        labels = tuple(map(same, row))
        key = next((place for place, label in enumerate(labels) if label), 0)
        initial, written = labels[key][:1], row[key]
        as_written = written[:1] if isinstance(written, str) else ""
        return cls(labels, key, initial + initial.upper() + as_written)

    def is_on(self, row: Cells) -> bool:
        first = row[self.key]
        quick = isinstance(first, str) and first[0] in self.initials
        return quick and tuple(map(same, row)) == self.labels


def of(sheet: Sheet, head: Head, stop: int) -> dict[int, Note]:
    """The lines from the header to `stop`, excluded, that are no data, with the reason."""
    found: dict[int, Note] = {}
    header = () if head.absent else sheet.rows[head.top : head.line + 1]
    again = tuple(map(_Again.of, header))
    fullest = max(sheet.counts[head.below : stop], default=0)
    columns = max(fullest, sum(map(bool, head.names)))
    after_total = head.below
    tried = 0
    for line in range(head.below, stop):
        row = sheet.rows[line]
        if any(one.is_on(row) for one in again):
            found[line] = _repeated(sheet, line)
        elif sheet.counts[line] == fullest > 3 and line < stop - 1:
            continue
        elif _may_be_total(row, last=line == stop - 1):
            # Past a number of sums, only the names of totals count: the cost stays that of reading.
            tried += 1
            above = range(head.below, line) if tried <= MOST_SUMS else ()
            data = [one for one in above if one not in found]
            if _is_total(sheet, row, data, after_total):
                found[line] = _total(sheet, line)
                after_total = line + 1
    found.update(_notes(sheet, head, stop, columns, found))
    return found


def _repeated(sheet: Sheet, line: int) -> Note:
    number = sheet.numbers[line]
    return aside("repeated_header", number, f"La ligne {number} répète l’en-tête.")


def _total(sheet: Sheet, line: int) -> Note:
    number, words = sheet.numbers[line], excerpt(sheet.rows[line])
    return aside("total", number, f"La ligne {number} est un total\u00a0: «\u00a0{words}\u00a0».")


def _may_be_total(row: Cells, *, last: bool) -> bool:
    """A cheap look at a line: its first words must be those of a total, or it must be the last."""
    for value in row:
        if isinstance(value, str) and not value[0].isdigit():
            return last or BEGINNING.match(value) is not None
    return last


def _is_total(sheet: Sheet, row: Cells, data: Sequence[int], after_total: int) -> bool:
    """`data` are the lines of data above, `after_total` the first one since the last total."""
    words = [row[place] for place in filled(row) if not is_number(row[place])]
    numbers = [place for place in filled(row) if is_number(row[place])]
    since = [line for line in data if line >= after_total]
    if len(words) == 1 and isinstance(words[0], str):
        if TOTAL.fullmatch(words[0]):
            return True
        named = TOTAL_OF.match(words[0]) is not None
        return named and any(_is_sum(sheet, row, place, (since, data)) for place in numbers)
    if words or len(data) < 2 or len(row) < 2:
        return False
    return all(_is_sum(sheet, row, place, (since, data)) for place in numbers)


def _is_sum(sheet: Sheet, row: Cells, place: int, above: Sequence[Sequence[int]]) -> bool:
    """True where a number is the sum of its column over one of the groups of lines above."""
    stated = amount(row[place]).value
    if not stated:
        return False
    for lines in above:
        cells = (sheet.rows[line][place] for line in lines)
        numbers = [amount(cell).value or Decimal(0) for cell in cells if is_number(cell)]
        if len(numbers) >= 2 and abs(sum(numbers) - stated) <= CLOSE:
            return True
    return False


def _notes(
    sheet: Sheet, head: Head, stop: int, columns: int, found: dict[int, Note]
) -> Iterator[tuple[int, Note]]:
    """Texts alone on their line: after a blank line, merged across, or at the end of the table."""
    if columns < 2:
        return
    sections = _sections(sheet, columns)
    end = stop
    while end > head.below and (end - 1 in found or _footnote(sheet, end - 1, columns)):
        end -= 1
    for line in range(head.below, stop):
        if line in found or sheet.counts[line] != 1:
            continue
        apart = columns >= 3 and sheet.gap_before(line)
        titled = line + 1 in found and found[line + 1].code == "repeated_header"
        words_apart = apart and (titled or not _lone_value(sheet.rows[line]))
        if (
            line >= end
            or words_apart
            or (sheet.numbers[line], filled(sheet.rows[line])[0]) in sections
        ):
            number, words = sheet.numbers[line], excerpt(sheet.rows[line])
            message = f"La ligne {number} est une note\u00a0: «\u00a0{words}\u00a0»."
            yield line, aside("note", number, message)


def _footnote(sheet: Sheet, line: int, columns: int) -> bool:
    if sheet.counts[line] != 1:
        return False
    text = told(sheet.rows[line][filled(sheet.rows[line])[0]])
    return bool(FOOTNOTE.match(text)) or (len(text) > LONG and columns >= 3)


def _sections(sheet: Sheet, columns: int) -> set[tuple[int, int]]:
    """Where the heading of a section begins: a cell merged over half of the table or more."""
    return {
        (top + 1, left - sheet.first)
        for top, left, _, right in sheet.merges
        if (right - left + 1) * 2 >= columns >= 3
    }


def _lone_value(row: Cells) -> bool:
    return is_number(row[filled(row)[0]])
