"""Markdown in a text: which marks to take out, and which blocks the lines make.

Guarantees one pass over the lines and one over the inline marks. A numbered item keeps its number,
which the author wrote; a dash or star that only draws a bullet is a mark and goes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from terreau.collect.readers.markup.edits import Edit
from terreau.collect.readers.markup.inline import emphasis
from terreau.collect.readers.markup.model import Kind, Mark

DASH = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
SIGN = re.compile(r"[ \t]*[•◦▪‣➤●–—][ \t]+(?=\S)")
NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+(?=\S)")
QUOTE = re.compile(r"[ \t]{0,3}>[ \t]?")
HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
FENCE = re.compile(r" {0,3}(```|~~~)")
SPACE = " \t\n"


@dataclass(slots=True)
class Parsed:
    """Edits and marks, both in offsets before the edits."""

    edits: list[Edit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def parse(text: str, soft: frozenset[int], taken: Sequence[Mark]) -> Parsed:
    """Find the Markdown of a text.

    `soft`: offsets of line feeds that do not end a line; `taken`: blocks that HTML already made.
    """
    lines = _Lines(text, taken)
    for start, end in _line_bounds(text, soft):
        lines.take(start, end)
    lines.end_block()
    found = lines.found
    units = [m for m in (*found.marks, *taken) if m.kind not in (Kind.ROW, Kind.BOLD)]
    edits, bold = emphasis(text, _leaves(units), found.edits)
    return Parsed(edits, found.marks + bold)


def _line_bounds(text: str, soft: frozenset[int]) -> Iterator[tuple[int, int]]:
    start = position = 0
    while (feed := text.find("\n", position)) >= 0:
        position = feed + 1
        if feed not in soft:
            yield start, feed
            start = position
    yield start, len(text)


def _leaves(units: list[Mark]) -> list[tuple[int, int]]:
    """Disjoint stretches, in order, that inline marks may not leave."""
    leaves: list[tuple[int, int]] = []
    reached = 0
    for mark in sorted(units, key=lambda unit: (unit.start, -unit.end)):
        start = max(mark.start, reached)
        if start < mark.end:
            leaves.append((start, mark.end))
            reached = mark.end
    return leaves


class _Lines:
    """Puts lines together into blocks."""

    def __init__(self, text: str, taken: Sequence[Mark]) -> None:
        self.text = text
        self.taken = [m for m in taken if m.kind in (Kind.HEADING, Kind.ROW, Kind.ITEM)]
        self.next_taken = 0
        self.taken_until = -1
        self.found = Parsed()
        self.block: tuple[Kind, int, int] | None = None
        self.fence = ""
        self.after_row = False

    def take(self, start: int, end: int) -> None:
        """Class one line."""
        text = self.text
        first, last = _trim(text, start, end)
        if first == last:
            self.end_block()
            return
        if self._is_taken(first):
            self.end_block()
            self.after_row = False
            return
        fence = FENCE.match(text, start, end)
        if fence and (not self.fence or fence[1] == self.fence):
            self.end_block()
            self.fence = "" if self.fence else fence[1]
            self.found.edits.append(Edit(first, last))
        elif self.fence:
            self._grow(Kind.PARAGRAPH, first, last)
        else:
            self._class(start, first, last)

    def _class(self, start: int, first: int, last: int) -> None:
        text = self.text
        line = text[first:last]
        row = self._row_separator(start, first, last)
        if _is_rule(line):
            self._rule(line, first, last)
        elif row == "|":
            self._pipes(first, last)
        elif row:
            self._tabs(start, last)
        elif heading := HEADING.match(text, start, last):
            self._heading(start, heading, last)
        elif mark := DASH.match(text, start, last):
            self.found.edits.append(Edit(start, mark.end()))
            self._item(mark.end(), last)
        elif mark := SIGN.match(text, start, last):
            self._item(mark.end(), last)
        elif NUMBER.match(text, start, last):
            self._item(first, last)
        else:
            while (quote := QUOTE.match(text, start, last)) and quote.end() > start:
                self.found.edits.append(Edit(start, quote.end()))
                start = quote.end()
            first, last = _trim(text, start, last)
            self._grow(Kind.PARAGRAPH, first, last)

    def end_block(self) -> None:
        """The block that was growing, if any, is whole."""
        if self.block is not None:
            kind, start, end = self.block
            self.found.marks.append(Mark(kind, start, end))
        self.block = None

    def _is_taken(self, first: int) -> bool:
        while self.next_taken < len(self.taken) and self.taken[self.next_taken].start <= first:
            self.taken_until = max(self.taken_until, self.taken[self.next_taken].end)
            self.next_taken += 1
        return first < self.taken_until

    def _grow(self, kind: Kind, first: int, last: int) -> None:
        self.after_row = False
        if self.block is None:
            self.block = (kind, first, last)
        else:  # a line that opens nothing goes on with what came before
            self.block = (self.block[0], self.block[1], last)

    def _item(self, first: int, last: int) -> None:
        self.end_block()
        self.after_row = False
        self.block = (Kind.ITEM, first, last)

    def _heading(self, start: int, heading: re.Match[str], last: int) -> None:
        self.end_block()
        self.after_row = False
        self.found.edits.append(Edit(start, heading.end()))
        words = self.text[heading.end() : last].rstrip("#").rstrip()
        end = heading.end() + len(words)
        if self.text[end : end + 1] in ("", *SPACE):  # « C# » ends with a word, « C # » does not
            if end < last:
                self.found.edits.append(Edit(end, last))
            last = end
        self.found.marks.append(Mark(Kind.HEADING, heading.end(), last, len(heading[1])))

    def _rule(self, line: str, first: int, last: int) -> None:
        """A drawn line: under words, `=` makes them a heading; elsewhere it only separates."""
        block = self.block
        if "=" in line:
            if block is None or block[0] is not Kind.PARAGRAPH:
                self._grow(Kind.PARAGRAPH, first, last)
                return
            self.block = None
            self.found.marks.append(Mark(Kind.HEADING, block[1], block[2], 1))
        self.end_block()
        self.found.edits.append(Edit(first, last))

    def _row_separator(self, start: int, first: int, last: int) -> str:
        if self.text.find("\t", first, last) >= 0:
            return "" if DASH.match(self.text, start, last) else "\t"
        if self.after_row and self.text.find("\t", start, first) >= 0:
            return "\t"
        piped = self.text[first] == "|" and self.text.find("|", first + 1, last) > 0
        return "|" if piped else ""

    def _tabs(self, start: int, last: int) -> None:
        self.end_block()
        self.after_row = True
        self.found.marks.append(Mark(Kind.ROW, start, last))
        position = start
        for piece in self.text[start:last].split("\t"):
            first, end = _trim(self.text, position, position + len(piece))
            self.found.marks.append(Mark(Kind.CELL, first, end))
            position += len(piece) + 1

    def _pipes(self, first: int, last: int) -> None:
        self.end_block()
        text = self.text
        bars = [m.start() for m in re.finditer(r"(?<!\\)\|", text[first:last])]
        bars = [first + bar for bar in bars]
        if bars[-1] < last - 1:
            bars.append(last)
        self.found.marks.append(Mark(Kind.ROW, first, last))
        for rank, (left, right) in enumerate(pairwise(bars)):
            self.found.edits.append(Edit(left, left + 1, "\t" if rank else ""))
            start, end = _trim(text, left + 1, right)
            self.found.marks.append(Mark(Kind.CELL, start, end))
        if bars[-1] < last:
            self.found.edits.append(Edit(bars[-1], last))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at its ends; empty at `start` where all is white."""
    length = len(text[start:end].strip())
    if not length:
        return start, start
    lead = end - start - len(text[start:end].lstrip())
    return start + lead, start + lead + length


def _is_rule(line: str) -> bool:
    """Whether a line only draws: a thematic break, an underline, the line under a table's head."""
    drawn = set(line) - set(" \t")
    if line.count("-") + line.count("=") + line.count("*") + line.count("_") < 2:
        return False
    if drawn <= set("-|:+") and ("\t" in line or "|" in line):
        return True
    return drawn in ({"-"}, {"*"}, {"_"}, {"="}) and len(line.replace(" ", "")) >= 3
