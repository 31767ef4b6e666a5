"""The planted mistakes told, and what is told that nobody planted.

A planted mistake is found where its value comes out right all the same, or where a doubt or a
finding names its cell. An empty cell is told where a check says what the project lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.collect_truth.tables import (
    READ,
    RIGHT,
    ReadFile,
    outcomes,
    told_cells,
)
from benchmarks.collect_truth.truth import Mistake, Truth

EMPTY = "cellule_vide"
#: What a project can lack, by the field of the truth: the check that says so.
LACKING = {"description": "summary_missing", "date": "year_missing"}


@dataclass(slots=True)
class Recall:
    """Of the mistakes of one kind: planted, put right, told, and those that nothing tells."""

    planted: int = 0
    right: int = 0
    told: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    silent: list[Mistake] = field(default_factory=list)


def recall(files: list[ReadFile], truth: Truth) -> dict[str, Recall]:
    """By kind of mistake, how many were found."""
    found: dict[str, Recall] = {}
    for file in files:
        told, came_out = told_cells(file), outcomes(file, truth)
        for mistake in truth.mistakes:
            if mistake.file != file.name:
                continue
            kind = found.setdefault(mistake.kind, Recall())
            kind.planted += 1
            codes = told.get((mistake.row, mistake.column), set()) | _lacking(file, mistake)
            if mistake.field in READ and came_out[mistake.row, mistake.field] == RIGHT:
                kind.right += 1
            elif codes:
                kind.told += 1
                kind.codes.update(sorted(codes))
            else:
                kind.silent.append(mistake)
    return found


def _lacking(file: ReadFile, mistake: Mistake) -> set[str]:
    """What is said of the absence, at the cell that names the project of the row."""
    code = LACKING.get(mistake.field, "")
    rows = {one.where.row for one in file.findings if one.check == code and one.where is not None}
    return {code} if mistake.kind == EMPTY and mistake.row in rows else set()


def unplanted(files: list[ReadFile], truth: Truth) -> Iterator[tuple[str, str, str, str, str]]:
    """Findings on cells where nothing was planted: check, file, cell, value, message."""
    for file in files:
        planted = {(one.row, one.column) for one in truth.mistakes if one.file == file.name}
        empty = {one.row for one in truth.mistakes if one.file == file.name and one.kind == EMPTY}
        for one in file.findings:
            where = one.where
            spot = (where.row, where.column) if where is not None else (0, "")
            lacks = one.check in LACKING.values() and spot[0] in empty
            if spot not in planted and not lacks:
                yield one.check, file.name, one.cell, one.value, one.message


def precision(files: list[ReadFile], truth: Truth) -> dict[str, tuple[int, int]]:
    """By check, its findings and those of them that stand on a planted mistake."""
    all_of = Counter(one.check for file in files for one in file.findings)
    others = Counter(check for check, *_ in unplanted(files, truth))
    return {check: (count, count - others[check]) for check, count in sorted(all_of.items())}
