"""From lines to the text: lines of a paragraph joined, page starts exact.

Guarantees that the pages put end to end give the text. A line ends its paragraph where a person
would see it end: a wider gap, another size, an indent, a bullet, or room left for the next word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from terreau.collect.readers.documents.pdf.hyphens import joint
from terreau.collect.readers.documents.pdf.order import Line
from terreau.collect.readers.documents.writing import cleaned

_BULLET = re.compile(r"(?:[•◦▪■●○–—►➢✓❖*·\uf0b7\uf0a7-]|\d{1,2}[.)]|[a-z]\))\s")
_ENDS = (".", "!", "?", ":", ";", "»", "…")
LEADING = 1.3  # of the usual distance between lines: past this, a paragraph ends
ANOTHER_SIZE = 0.12  # of the larger size
INDENT = 0.8  # of a size


def assembled(
    pages: Sequence[Sequence[Line]], words: frozenset[str]
) -> tuple[str, tuple[int, ...]]:
    """The text and the offset at which each page begins."""
    text, starts = "", []
    parts: list[str] = []
    length = 0
    last: Line | None = None
    for page in pages:
        start: int | None = None
        leading, rights = _leadings(page), _rights(page)
        opening: Line | None = None
        for line in page:
            words_ = cleaned(line.text).replace("\n", " ").strip(" ")
            if not words_.strip():
                continue
            fresh = start is None
            goes_on = last is not None and (
                _over_page(last, line) if fresh else _goes_on(last, line, opening, leading, rights)
            )
            if parts and goes_on:
                before, between = joint(parts[-1], words_, words)
                length += len(before) + len(between) - len(parts[-1])
                parts[-1] = before + between
            else:
                if parts:
                    parts[-1] += "\n"
                    length += 1
                opening = line
            if start is None:
                start = length
            parts.append(words_)
            length += len(words_)
            last = line
        starts.append(length if start is None else start)
    text = "".join(parts)
    return text, (0, *starts[1:])


def _leadings(page: Sequence[Line]) -> dict[int, float]:
    """The usual distance between lines, by size rounded to the point."""
    steps: dict[int, list[float]] = {}
    for one, other in pairwise(page):
        step = other.y - one.y
        if one.column == other.column and 0 < step < 3 * max(one.size, 1):
            steps.setdefault(round(other.size), []).append(step)
    return {size: median(found) for size, found in steps.items()}


def _rights(page: Sequence[Line]) -> dict[int, float]:
    rights: dict[int, float] = {}
    for line in page:
        rights[line.column] = max(rights.get(line.column, 0.0), line.x1)
    return rights


def _goes_on(
    last: Line | None,
    line: Line,
    opening: Line | None,
    leadings: dict[int, float],
    rights: dict[int, float],
) -> bool:
    """Whether a line continues the paragraph of the line before it, on the same page."""
    if last is None or last.alone or line.alone or _BULLET.match(line.text):
        return False
    if abs(last.size - line.size) > ANOTHER_SIZE * max(last.size, line.size):
        return False
    if last.column != line.column:
        return not last.text.endswith(_ENDS) and line.text[:1].islower()
    step = line.y - last.y
    usual = min(leadings.get(round(line.size), 1.5 * line.size), 2 * line.size)
    hangs = opening is not None and _BULLET.match(opening.text) is not None
    indented = line.x0 - last.x0 > INDENT * line.size and not hangs
    filled = not indented and not _has_room(last, line, rights[line.column])
    return 0 < step <= LEADING * usual and (filled or _centred(last, line))


def _centred(last: Line, line: Line) -> bool:
    same = abs((last.x0 + last.x1) - (line.x0 + line.x1)) < line.size
    return same and abs(last.x0 - line.x0) > line.size


def _has_room(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have stood at the end of the line before it."""
    if last.text[-1:] in "-\u2010\u00ad":
        return False
    first = len(line.text.split(None, 1)[0]) + 1
    width = (line.x1 - line.x0) / max(1, len(line.text)) * first
    return last.x1 + 1.15 * width < right


def _over_page(last: Line, line: Line) -> bool:
    """Whether a paragraph goes on over a page end."""
    if last.alone or line.alone or abs(last.size - line.size) > 0.5:
        return False
    return not last.text.endswith(_ENDS) and line.text[:1].islower()
