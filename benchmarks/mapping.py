"""Columns that the proposer maps right: four directories, and twelve files labelled by hand.

Run from the root of the repository: python -m benchmarks.mapping
Prints, per directory of mediation numérique, the targets whose column is right, wrong or missed
and the columns proposed that nobody expected, beside a baseline (a header equal to the name or the
title of the field, once normalised); then the same for our own fields, whole columns and those
that have a field, beside the same baseline on our labels.

The catalogue of the directories is drawn from the published schema alone, never from the expected
answers; the general lexicon of words (abbreviations, English) was written with their headers in
view. Of the labelled files, one half served to better the rules; the other was kept for the end.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fixtures.labelled import HALVES, Hits, hits, labelled
from tests.fixtures.mednum import DIRECTORIES, Count, catalogue, directory, expected, judge
from tests.support import test_data_dir

from terreau.collect.fields import FIELDS
from terreau.collect.mapping import KEPT, MappedColumn, Mapping, propose
from terreau.collect.mapping.targets import Target
from terreau.collect.readers.tables import Table
from terreau.territory.gazetteer import normalise


def main() -> int:
    """Print the tables; 3 without the real files."""
    data = test_data_dir()
    if not (data / "mednum-annuaires").is_dir():
        print("no directories: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    _directories(data)
    for half in HALVES:
        _half(data, half)
    return 0


def _directories(data: Path) -> None:
    targets = catalogue(data)
    totals = {"proposed": Count(), "same header": Count()}
    for name in DIRECTORIES:
        table = directory(data, name)
        wanted = expected(data, name, table)
        for way, found in (
            ("proposed", _proposed(table, targets)),
            ("same header", _same_header(table, targets)),
        ):
            count = judge(wanted, found)
            totals[way] += count
            print(f"{name}, {way}: {_told(count)}")
    for way, count in totals.items():
        print(f"all four, {way}: {_told(count)}")


def _told(count: Count) -> str:
    asked = count.right + count.wrong + count.missed
    return (
        f"{count.right}/{asked} right, {count.wrong} wrong, {count.missed} missed, "
        f"{count.unasked} unasked"
    )


def _proposed(table: Table, targets: Sequence[Target]) -> dict[str, str]:
    columns = propose(table, targets=targets).columns
    return {column.field: column.header for column in columns if column.field != KEPT}


def _same_header(table: Table, targets: Sequence[Target]) -> dict[str, str]:
    """The baseline: the first column whose header is the name or a phrase of the target."""
    headers = {normalise(column.header): column.header for column in reversed(table.columns)}
    found: dict[str, str] = {}
    for target in targets:
        names = [target.key, *(phrase.text for phrase in target.phrases)]
        match = next((headers[key] for key in map(normalise, names) if key in headers), None)
        if match is not None:
            found[target.key] = match
    return found


def _half(data: Path, half: str) -> None:
    ours, plain = Hits(0, 0, 0, 0), Hits(0, 0, 0, 0)
    start = time.perf_counter()
    for case in labelled(half):
        table = case.table(data)
        ours += hits(case, propose(table))
        plain += hits(case, _plain(table))
    seconds = time.perf_counter() - start
    for way, one in (("proposed", ours), ("same header", plain)):
        print(
            f"own fields, {half}, {way}: {one.right}/{one.columns} columns, "
            f"{one.fields_right}/{one.fields} of those that have a field"
        )
    print(f"own fields, {half}: {seconds:.1f} s with the reading of the files")


def _plain(table: Table) -> Mapping:
    """The baseline on our fields: a header equal to the key or the label of a field."""
    keys = {normalise(name): one.key for one in FIELDS for name in (one.key, one.label)}
    used: set[str] = set()
    columns: list[MappedColumn] = []
    for column in table.columns:
        key = keys.get(normalise(column.header), KEPT)
        key = KEPT if key in used else key
        used |= {key} - {KEPT}
        columns.append(MappedColumn(column.index, column.header, key))
    return Mapping(tuple(columns))


if __name__ == "__main__":
    sys.exit(main())
