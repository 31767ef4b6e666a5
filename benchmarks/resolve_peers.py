"""Names of French bodies matched by Terreau and by its peers, side by side in one run.

Run from the root of the repository, after `python3 scripts/environment.py peers`:
    python -m benchmarks.resolve_peers [FILE…] [--method METHOD…]
Every method gets the same rows and, beside the names, the place where the file is said to have one.
`rapidfuzz` and `recordlinkage` also get the pairs that Terreau compares, and the threshold of
rapidfuzz and of splink's clusters is the best on the truth, which no one has in real life: all of
it is to their advantage. Precision, recall and F1 are over pairs of rows (`writings` has each
writing of a body once), with 95 % intervals by resampling true bodies (1,000 times); `held`
is F1 on the half of the bodies that nobody looked at while the rules were written.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.labelled import (
    HELD_OUT,
    Row,
    aliases,
    associations,
    green_fund,
    half,
    invented_people,
    splink_people,
)
from benchmarks.labelled import public_bodies as dotations
from benchmarks.resolve_peers_methods import METHODS
from benchmarks.resolve_scale import watched

from terreau.identify.matching import Written

SEED = 20_241_124
SAMPLES = 1_000


@dataclass(frozen=True)
class File:
    """Rows to match, and the truth of each, blank where the file does not say."""

    written: list[Written]
    truths: list[str]


def _file(rows: Sequence[Row], *, place: bool) -> File:
    written = [Written(row.name, row.place if place else "") for row in rows]
    return File(written, [row.truth for row in rows])


def _writings(*, place: bool) -> File:
    """Each writing of a body once: only pairs of different writings count, the hard ones."""
    rows = [row for row in associations() if row.truth]
    return _file(list(dict.fromkeys(rows)), place=place)


FILES: dict[str, Callable[[], File]] = {
    "associations": lambda: _file(associations(), place=True),
    "associations-no-place": lambda: _file(associations(), place=False),
    "writings": lambda: _writings(place=True),
    "writings-no-place": lambda: _writings(place=False),
    "dotations": lambda: _file(dotations(), place=True),
    "green-fund": lambda: _file(green_fund(), place=True),
    "aliases": lambda: _file(aliases(), place=False),
    # No field of ours: names of people alone, without the birth dates and addresses that tell them.
    "febrl": lambda: _file(invented_people("dataset3"), place=False),
    "splink-people": lambda: _file(splink_people(), place=False),
}


def main(arguments: list[str]) -> int:
    """Print a line a file and method; each runs in a process of its own."""
    if arguments[:1] == ["one"]:
        return one(*arguments[1:])
    at = arguments.index("--method") if "--method" in arguments else len(arguments)
    for file in arguments[:at] or FILES:
        for method in arguments[at + 1 :] or METHODS:
            command = [sys.executable, "-m", "benchmarks.resolve_peers", "one", file, method]
            print(watched(command), flush=True)
    return 0


def one(name: str, method: str) -> int:
    """Match one file by one method; print the figures in JSON."""
    file = FILES[name]()
    started = time.perf_counter()
    answers = METHODS[method](file.written)
    seconds = time.perf_counter() - started
    held = [truth if truth and half(truth) == HELD_OUT else "" for truth in file.truths]
    best = max(answers, key=lambda key: _f1(_counts(answers[key], file.truths)))
    counts = _counts(answers[best], file.truths)
    print(
        json.dumps(
            {
                "file": name,
                "method": method,
                "rows": len(file.written),
                "threshold": best,
                "precision": _interval(counts, lambda c: _ratio(c[0], c[1])),
                "recall": _interval(counts, lambda c: _ratio(c[0], c[2])),
                "f1": _interval(counts, _f1_of),
                "held": round(_f1(_counts(answers[best], held)), 4),
                "seconds": round(seconds, 1),
                "own_peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            }
        )
    )
    return 0


def _counts(groups: Sequence[int], truths: Sequence[str]) -> np.ndarray:
    """For each true body: right pairs, answered pairs (half of each that joins two), true pairs."""
    rows = [row for row, truth in enumerate(truths) if truth]
    number = {truth: at for at, truth in enumerate(sorted({truths[row] for row in rows}))}
    boxes: dict[int, Counter[int]] = defaultdict(Counter)
    for row in rows:
        boxes[groups[row]][number[truths[row]]] += 1
    found = np.zeros((3, len(number)))
    for box in boxes.values():
        size = sum(box.values())
        for body, own in box.items():
            right = own * (own - 1) / 2
            found[0, body] += right
            found[1, body] += right + own * (size - own) / 2
    for body, own in Counter(number[truths[row]] for row in rows).items():
        found[2, body] = own * (own - 1) / 2
    return found


def _ratio(above: float, below: float) -> float:
    return above / below if below else 0.0


def _f1_of(sums: Sequence[float]) -> float:
    return _ratio(2 * sums[0], sums[1] + sums[2])


def _f1(counts: np.ndarray) -> float:
    return _f1_of(counts.sum(axis=1).tolist())


def _interval(counts: np.ndarray, figure: Callable[[Sequence[float]], float]) -> list[float]:
    """The figure, then the bounds of its 95 % interval over samples of bodies."""
    chance = np.random.default_rng(SEED)
    bodies = counts.shape[1]
    drawn = [
        figure(
            (counts @ np.bincount(chance.integers(0, bodies, bodies), minlength=bodies)).tolist()
        )
        for _ in range(SAMPLES)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return [round(float(x), 4) for x in (figure(counts.sum(axis=1).tolist()), low, high)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
