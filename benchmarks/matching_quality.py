"""How well names are matched, on labelled files, on the half they were learnt on and on the other.

    python benchmarks/matching_quality.py [--half held-out] [--crossed] [--crowd]

Precision and recall are over all unordered pairs, of rows as they come and of distinct names (of
distinct names and places where the place is given): rows that repeat a name are easy and many.
`--crossed` learns on one file and tests on the others; `--crowd` measures a file again among the
names of all files, as one large file.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from math import comb

from labelled import DEVELOPMENT, HELD_OUT, SOURCES, Row, only
from learn_matching import learn
from terreau.identify.matching import Written, match, scoring
from terreau.territory.names import normalise

HALVES = {"development": DEVELOPMENT, "held-out": HELD_OUT}
LABELLED = ("associations", "public_bodies", "green_fund")


def pairwise(truths: Sequence[str], groups: Sequence[object]) -> tuple[float, float, float]:
    """Give precision, recall and F1 over all unordered pairs of rows."""
    both = _pairs(zip(truths, groups, strict=True))
    said, true = _pairs(groups), _pairs(truths)
    precision, recall = both / said if said else 1.0, both / true if true else 1.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _pairs(values: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(values).values())


def given(rows: list[Row], *, place: bool, distinct: bool) -> list[Row]:
    """Give the rows as the matcher sees them: with their place or not, repeated or not."""
    shown = rows if place else [row._replace(place="") for row in rows]
    return sorted(set(shown)) if distinct else shown


def answer(rows: list[Row]) -> tuple[int, ...]:
    """Give the group of each row, the truth unseen."""
    return match([Written(row.name, row.place) for row in rows]).group


def report(title: str, rows: list[Row], *, baseline: bool = True) -> None:
    """Print a line of each way to count."""
    for place in (True, False):
        for distinct in (False, True):
            shown = given(rows, place=place, distinct=distinct)
            truths = [row.truth for row in shown]
            start = time.perf_counter()
            found = pairwise(truths, answer(shown))
            seconds = time.perf_counter() - start
            equal = [(normalise(row.name), row.place) for row in shown]
            how = f"{'place' if place else 'no place'}, {'distinct' if distinct else 'rows'}"
            plain = f"   equality F1 {pairwise(truths, equal)[2]:.3f}" if baseline else ""
            print(
                f"{title:28} {how:20} n {len(shown):6}  pairs {_pairs(truths):7}  "
                f"P {found[0]:.3f}  R {found[1]:.3f}  F1 {found[2]:.3f}  {seconds:5.1f} s{plain}",
                flush=True,
            )


def crossed(which: int) -> None:
    """Learn on the development half of one file, test on the others."""
    kept = scoring.BIAS, scoring.WEIGHTS
    for source in LABELLED:
        scoring.BIAS, scoring.WEIGHTS = learn([source])
        for other in LABELLED:
            if other != source:
                rows = only(SOURCES[other](), which)
                report(f"{source} > {other}", rows, baseline=False)
    scoring.BIAS, scoring.WEIGHTS = kept


def crowd(which: int) -> None:
    """Measure associations among the names of every file."""
    rows = only(SOURCES["associations"](), which)
    others = [row for source in LABELLED[1:] for row in SOURCES[source]()]
    for place in (True, False):
        shown = given(rows, place=place, distinct=True)
        crowded = [*shown, *given(others, place=place, distinct=True)]
        found = answer(crowded)[: len(shown)]
        precision, recall, f1 = pairwise([row.truth for row in shown], found)
        print(
            f"associations among {len(crowded)} names, {'place' if place else 'no place'}, "
            f"distinct: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
        )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=sorted(HALVES), default="held-out")
    parser.add_argument("--crossed", action="store_true")
    parser.add_argument("--crowd", action="store_true")
    options = parser.parse_args()
    which = HALVES[options.half]
    if options.crossed:
        crossed(which)
    elif options.crowd:
        crowd(which)
    else:
        for source in LABELLED:
            report(source, only(SOURCES[source](), which))


if __name__ == "__main__":
    main()
