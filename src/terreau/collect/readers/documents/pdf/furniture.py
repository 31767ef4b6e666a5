"""What repeats at the head and foot of pages: set aside, with its words and pages told.

Guarantees that nothing goes without a note. A run is furniture where the same words, but
for a figure that goes up with the page, stand at the same height near an edge of enough pages, and
where no line of the body stands close.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from terreau.collect.readers.documents.pdf.runs import Run
from terreau.collect.readers.documents.writing import cleaned
from terreau.collect.readers.tables.model import Note

NBSP = "\u00a0"
EDGE = 0.12  # of a page's height, at each end
SHARE = 0.4  # of the pages: headers that alternate stand on half of them
NEAR = 1.8  # of a size: baselines of one text are nearer than this
MOST_FIGURES, LONGEST_FIGURE = 4, 6
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(r"[\W_]*(?:p(?:age|\.)?\s*)?\d+(?:\s*(?:/|sur|de|of)\s*\d+)?[\W_]*$", re.I)


def set_aside(
    heights: Sequence[float], pages: Sequence[Sequence[Run]]
) -> tuple[list[list[Run]], tuple[Note, ...]]:
    """The runs of each page without its furniture, and what was set aside."""
    where: dict[tuple[bool, str, int], set[int]] = defaultdict(set)
    for number, (height, runs) in enumerate(zip(heights, pages, strict=True), 1):
        for run in runs:
            for key in _keys(run, height, number):
                where[key].add(number)
    least = max(2, math.ceil(SHARE * len(pages)))
    repeated = {key for key, found in where.items() if len(found) >= least}
    kept: list[list[Run]] = []
    told: dict[tuple[bool, bool, str], list[int]] = defaultdict(list)
    for number, (height, runs) in enumerate(zip(heights, pages, strict=True), 1):
        alike = {run: key for run in runs for key in _keys(run, height, number) if key in repeated}
        body = _with_neighbours([run for run in runs if run not in alike], list(alike))
        kept.append([run for run in runs if run in body])
        for run in runs:
            if run in body:
                continue
            text = cleaned(run.text).strip()
            is_number = _NUMBER.match(text) is not None
            told[alike[run][0], is_number, "" if is_number else text].append(number)
    return kept, tuple(_notes(told))


def _keys(run: Run, height: float, page: int) -> list[tuple[bool, str, int]]:
    """Edge, words, height in steps; two steps, so that near heights meet."""
    if run.bottom < EDGE * height:
        at_top, place = True, run.y
    elif run.top > (1 - EDGE) * height:
        at_top, place = False, height - run.y
    else:
        return []
    steps = {int(place // 4), int((place + 2) // 4)}
    return [(at_top, words, step) for words in _wordings(run.text.strip(), page) for step in steps]


def _wordings(text: str, page: int) -> list[str]:
    """The words, as they are and with each figure that goes up with the page told as such."""
    figures = [match for match in _FIGURES.finditer(text) if len(match[0]) <= LONGEST_FIGURE]
    return [
        text,
        *(
            f"{text[: one.start()]}\0{int(one[0]) - page}\0{text[one.end() :]}"
            for one in figures[:MOST_FIGURES]
        ),
    ]


def _with_neighbours(body: list[Run], alike: list[Run]) -> set[Run]:
    """The body, and what repeats but stands in its lines: the first words of alike paragraphs."""
    reached, left = list(body), list(alike)
    whole = set(body)
    while reached:
        run = reached.pop()
        near = [one for one in left if _in_one_text(one, run)]
        left = [one for one in left if one not in near]
        whole.update(near)
        reached += near
    return whole


def _in_one_text(one: Run, other: Run) -> bool:
    beside = one.x0 < other.x1 and other.x0 < one.x1
    return beside and abs(one.y - other.y) < NEAR * max(one.size, other.size)


def _notes(told: dict[tuple[bool, bool, str], list[int]]) -> list[Note]:
    notes = []
    numbers = sorted(
        {page for (_, is_number, _), found in told.items() if is_number for page in found}
    )
    for (at_top, is_number, text), pages in told.items():
        if not is_number:
            code, label = ("header", "En-tête") if at_top else ("footer", "Pied de page")
            message = f"{label} mis de côté{NBSP}: «{NBSP}{text}{NBSP}»."
            notes.append(Note(code, stretches(pages), message))
    if numbers:
        notes.append(Note("page_numbers", stretches(numbers), "Numéros de page mis de côté."))
    return notes


def stretches(numbers: Sequence[int]) -> str:
    """Page numbers in words: 1, 2, 3, 7 gives « 1-3, 7 »."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)
