"""Collect held against the truth of the fictitious portfolio: rows, columns, values, mistakes,
projects found again, documents attached.

Run from the root of the repository: python -m benchmarks.collect_truth [DIR] [--details]
DIR is a folder that `python -m scripts.fictif --seed 2026 --to DIR` wrote; without it, one is
written and thrown away. With --details, each value, mistake, finding and document that is not
right is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.collect_truth import instance, quality, tables
from benchmarks.collect_truth.truth import Truth, load
from scripts.fictif.__main__ import SEED, everything
from scripts.fictif.dossier import dossiers
from scripts.fictif.plan import PROJECTS, plan

WORKERS = 2
WAYS = (tables.RIGHT, tables.TOLD, tables.BLANK, tables.MISSING, tables.WRONG)


def main() -> int:
    """Print the figures; 0 when they could be measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--details", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="terreau-truth-") as work:
        folder = given.folder or Path(work) / "fictif"
        if given.folder is None:
            everything(dossiers(plan(SEED, PROJECTS), SEED), SEED, folder, WORKERS)
        truth = load(folder)
        files = [tables.read(path) for path in sorted((folder / "tableaux").iterdir())]
        print(*_read(files, truth, details=given.details), sep="\n", flush=True)
        imported = instance.bring(truth, Path(work))
        print(*_brought(imported, truth, details=given.details), sep="\n")
    return 0


def _read(files: list[tables.ReadFile], truth: Truth, *, details: bool) -> Iterator[str]:
    yield "rows: found / of the truth, rows that are none"
    for file in files:
        wanted, found, more = tables.rows(file, truth)
        yield f"  {file.name}: {found}/{wanted}, {more}"
    yield from _columns(files)
    yield f"values: {', '.join(WAYS)}"
    for field, counts in tables.counted(files, truth).items():
        yield f"  {field}: {', '.join(str(counts[way]) for way in WAYS)}"
    if details:
        for file in files:
            for field, outcome, row in tables.values(file, truth):
                if outcome in {tables.WRONG, tables.MISSING}:
                    yield f"    {outcome}: {file.name}, ligne {row}, {field}"
    yield from _mistakes(files, truth, details=details)


def _columns(files: list[tables.ReadFile]) -> Iterator[str]:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    missed = []
    for file in files:
        for header, field, wanted, got, good in tables.columns(file):
            asked[field] += 1
            right[field] += good
            if not good:
                missed.append(f"    {file.name}: {header} ({field}) is {got}, not {wanted}")
    yield f"columns mapped right: {right.total()}/{asked.total()}"
    yield "  " + ", ".join(f"{field} {right[field]}/{asked[field]}" for field in asked)
    yield from missed


def _mistakes(files: list[tables.ReadFile], truth: Truth, *, details: bool) -> Iterator[str]:
    found = quality.recall(files, truth)
    planted = sum(one.planted for one in found.values())
    good = sum(one.right + one.told for one in found.values())
    yield f"planted mistakes put right or told: {good}/{planted}"
    for kind, one in sorted(found.items()):
        codes = ", ".join(f"{code} {count}" for code, count in one.codes.most_common(4))
        yield f"  {kind}: {one.right} right, {one.told} told, of {one.planted} ({codes})"
        if details:
            for mistake in one.silent:
                yield f"    silent: {mistake.file}, {mistake.column}{mistake.row}, {mistake.field}"
    yield "findings of each check, those on a planted mistake"
    for check, (count, on) in quality.precision(files, truth).items():
        yield f"  {check}: {count}, {on}"
    if details:
        for check, file, cell, value, message in quality.unplanted(files, truth):
            yield f"    not planted: {check}, {file} {cell}, {value[:60]!r}: {message[:140]}"


def _brought(found: instance.Imported, truth: Truth, *, details: bool) -> Iterator[str]:
    for name, said in (("tableaux", found.tables), ("dossiers", found.documents)):
        keys = ("read", "created", "updated", "unchanged", "rejected")
        yield f"{name}: " + ", ".join(f"{said[key]} {key}" for key in keys)
    doubles = instance.doubles(found, truth)
    yield f"projects listed by two files ({len(doubles)}): {_told(Counter(doubles.values()))}"
    mixed = instance.mixed(found)
    yield f"projects into which rows of several went: {len(mixed)}"
    told, wrong = instance.attachments(found, truth)
    yield f"documents ({told.total()}): {_told(told)}"
    yield from (f"    wrong: {file} went to {', '.join(sorted(to))}" for file, to in wrong)
    if details:
        two = (rows for rows, outcome in doubles.items() if outcome == instance.TWO)
        yield from (f"    two projects: {' and '.join(map(str, rows))}" for rows in two)
        yield from (f"    mixed: {', '.join(sorted(codes))}" for codes in mixed)
        for file in sorted(truth.documents):
            if not found.attached[file]:
                yield f"    not attached: {file}, {found.asked[file]} candidates"


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
