"""From characters to runs: stretches of one line with no wide gap inside.

Guarantees that each character is in one run, and that spaces are where the page shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from terreau.collect.readers.documents.pdf.glyphs import Glyph

ABOVE, BELOW = 0.85, 0.25  # of a size: what a line takes above and below its baseline
WIDE_GAP = 1.0  # of a size: what separates two runs of a line
WORD_GAP = 0.22  # of a size: what separates two words where the file has no space


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line: its words, its ends, its baseline from the top, its size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float

    @property
    def top(self) -> float:
        """Where the line begins, from the top of the page."""
        return self.y - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where the line ends, from the top of the page."""
        return self.y + BELOW * self.size


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """The runs, in the order of the file, those of one line that touch made one."""
    runs: list[Run] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _follows(current[-1], glyph):
            runs.append(_run(current))
            current = []
        current.append(glyph)
    if current:
        runs.append(_run(current))
    return _touching([run for run in runs if run.text.strip()])


def same_line(one: Run | Glyph, other: Run | Glyph) -> bool:
    """Whether two stretches stand on one line: half of the smaller one's height is in common."""
    top = max(one.y - ABOVE * one.size, other.y - ABOVE * other.size)
    bottom = min(one.y + BELOW * one.size, other.y + BELOW * other.size)
    return bottom - top > 0.5 * (ABOVE + BELOW) * min(one.size, other.size)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    if (last.x0, last.x1, last.y) == (glyph.x0, glyph.x1, glyph.y):
        return True  # the parts of one ligature
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    return same_line(last, glyph) and -0.6 * size < gap < WIDE_GAP * size


def _run(glyphs: list[Glyph]) -> Run:
    parts = [glyphs[0].char]
    for last, glyph in pairwise(glyphs):
        gap = glyph.x0 - last.x1
        if glyph.spaced or gap > WORD_GAP * max(last.size, glyph.size):
            parts.append(" ")
        parts.append(glyph.char)
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    base = next(glyph for glyph in glyphs if glyph.size == size)
    x0 = min(glyph.x0 for glyph in glyphs)
    return Run("".join(parts), x0, max(glyph.x1 for glyph in glyphs), base.y, size)


def _touching(runs: list[Run]) -> list[Run]:
    """Runs that the file draws apart but the page shows as one: words drawn one by one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        size = max(last.size, run.size) if last else 0
        if last and same_line(last, run) and -0.2 * size < run.x0 - last.x1 < 0.9 * size:
            joined[-1] = glued([last, run], " " if run.x0 - last.x1 > WORD_GAP * size else "")
        else:
            joined.append(run)
    return joined


def glued(runs: Iterable[Run], between: str) -> Run:
    """Runs of one line made one."""
    pieces = list(runs)
    widest = max(pieces, key=lambda run: len(run.text))
    return Run(
        between.join(run.text for run in pieces),
        min(run.x0 for run in pieces),
        max(run.x1 for run in pieces),
        widest.y,
        widest.size,
    )
