"""What an extracted text is: its words, and where its structure lies in them.

Guarantees that every mark lies inside the text and that marks nest: two marks are disjoint, or
one holds the other.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text was in the file."""

    HEADING = "heading"
    ROW = "row"
    CELL = "cell"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    BOLD = "bold"


#: Where two marks cover the same stretch, the outer kind comes first.
ORDER = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch and what it was: `start` and `end` in code points, end excluded.

    `level` is that of a heading, from 1; 0 for the rest.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """The text that one extractor version drew from a document, and its marks in total order."""

    text: str
    marks: tuple[Mark, ...]

    def quote(self, start: int, end: int) -> str:
        """The exact slice of the text."""
        return self.text[start:end]

    def within(self, kind: Kind, start: int, end: int) -> Iterator[Mark]:
        """The marks of one kind that lie between two offsets, in order."""
        first = bisect_left(self.marks, start, key=lambda mark: mark.start)
        for mark in self.marks[first:]:
            if mark.start > end:
                return
            if mark.kind is kind and mark.end <= end:
                yield mark

    def blocks(self) -> Iterator[Mark]:
        """Headings, rows, items and paragraphs that no other of them holds, in reading order."""
        reached = -1
        for mark in self.marks:
            if mark.kind in (Kind.BOLD, Kind.CELL) or mark.start < reached:
                continue
            reached = max(reached, mark.end)
            yield mark


def nested(marks: list[Mark], length: int) -> tuple[Mark, ...]:
    """The marks in total order, cut where one would stick out of the one that holds it.

    `length` is that of the text, in code points.
    """
    inside = {
        Mark(mark.kind, max(0, mark.start), min(length, mark.end), mark.level)
        for mark in marks
        if mark.start <= mark.end
    }
    ordered = sorted(inside, key=lambda mark: (mark.start, -mark.end, ORDER[mark.kind]))
    kept: list[Mark] = []
    open_marks: list[Mark] = []
    for mark in ordered:
        while open_marks and open_marks[-1].end <= mark.start:
            open_marks.pop()
        end = min(mark.end, open_marks[-1].end) if open_marks else mark.end
        cut = Mark(mark.kind, mark.start, end, mark.level)
        kept.append(cut)
        open_marks.append(cut)
    return tuple(sorted(set(kept), key=lambda mark: (mark.start, -mark.end, ORDER[mark.kind])))
