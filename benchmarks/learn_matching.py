"""Learn what each feature of a pair of names weighs, and write it in the package.

    python benchmarks/learn_matching.py [--sources associations,public_bodies] [--dry-run]

Guarantees: reads the development half of the labelled files only (`labelled.half`, by a hash of the
SIREN); the same files give the same weights. The model is a logistic regression whose weights keep
the sign that their meaning gives them, so that more agreement never makes a pair less likely; a
penalty draws each weight to a first guess made by hand, for features that few pairs show.

Pairs that bear one SIREN and the names of two towns, or two SIREN and the name of one town's
commune, are left out of learning (not of measuring): they are slips of the file, a SIREN typed on
the next line.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from labelled import DEVELOPMENT, SOURCES, Row, only
from terreau.identify.matching import Statistics, Written, candidates, distinct
from terreau.identify.matching.features import NAMES, features, table
from terreau.identify.matching.ragged import Floats, Ints

TARGET = Path(__file__).parents[1] / "src/terreau/identify/matching/weights.py"
#: What the sign of each weight must be, and the first guess.
GUESS = {
    "surplus": 0.12,
    "shortage": 0.12,
    "share": 2.0,
    "lost_both": -0.3,
    "lost_one": -0.08,
    "place_added": -0.05,
    "ratio": 1.0,
    "joined": 1.0,
    "exact": 2.5,
    "exact_near": 1.5,
    "verbatim": 0.5,
    "nothing": -6.0,
    "sigle_near": 1.5,
    "sigle_anywhere": 0.7,
    "same_kind": 0.3,
    "other_kind": -4.0,
    "public_once": -1.5,
    "kind_once": -0.3,
    "same_seat": 4.0,
    "same_town": 1.5,
    "other_town": -4.0,
    "same_departement": 2.0,
    "other_departement": -1.0,
    "elsewhere_common": -4.0,
    "nowhere_common": -3.0,
    "other_number": -3.0,
    "network_near": 2.0,
    "network_elsewhere": -5.0,
    "branch_elsewhere": -6.0,
    "network_national": 3.0,
}
#: A member of a network is not the member of another place, however few pairs show it.
AT_MOST = {"branch_elsewhere": -5.0}
BIAS_GUESS = -1.0
#: How strongly weights are drawn to the guess, in pairs; each set of pairs weighs the same.
PULL = 2.0
PAIRS_PER_SET = 20_000.0


class Pairs(NamedTuple):
    """Features of the pairs of one file, and whether each pair is one body; weights add up."""

    found: Floats
    same: Floats
    weight: Floats


def pairs(rows: list[Row], *, place: bool) -> Pairs:
    """Give the candidate pairs of distinct names, and names that come twice beside themselves."""
    given = [row if place else row._replace(place="") for row in rows]
    numbers, descriptions = distinct([Written(row.name, row.place) for row in given])
    truths: dict[int, set[str]] = defaultdict(set)
    times: dict[int, int] = defaultdict(int)
    for number, row in zip(numbers, given, strict=True):
        truths[number].add(row.truth)
        times[number] += 1
    statistics = Statistics.count(descriptions)
    both = candidates(descriptions, statistics)
    both += [(n, n) for n in range(len(descriptions)) if times[n] > 1]
    i: Ints = np.array([a for a, _ in both], np.int64)
    j: Ints = np.array([b for _, b in both], np.int64)
    found = features(table(descriptions, statistics), i, j, statistics)
    same = np.array([_same(truths[a], truths[b]) for a, b in both])
    slip = (same > 0) & (found[:, NAMES.index("other_town")] > 0)
    slip |= (same == 0) & (found[:, NAMES.index("same_seat")] > 0)
    return Pairs(found[~slip], same[~slip], np.ones(int((~slip).sum())))


def _same(left: set[str], right: set[str]) -> float:
    return float(len(left | right) == 1)


def fit(sets: list[Pairs]) -> tuple[float, dict[str, float]]:
    """Give the bias and the weights that explain the pairs best."""
    learnt = [name for name in NAMES if name != "identifier"]
    at = [NAMES.index(name) for name in learnt]
    found = np.concatenate([one.found[:, at] for one in sets])
    same = np.concatenate([one.same for one in sets])
    weight = np.concatenate([one.weight for one in sets])
    guess = np.array([BIAS_GUESS, *(GUESS[name] for name in learnt)])
    scale = np.maximum(np.abs(guess), 0.05)
    matrix = np.column_stack([np.ones(len(found)), found])

    def loss(weights: Floats) -> tuple[float, Floats]:
        z = matrix @ weights
        value = weight @ (np.logaddexp(0, z) - same * z)
        slope = matrix.T @ (weight * (1 / (1 + np.exp(-z)) - same))
        drawn = (weights - guess) / scale
        return value + PULL / 2 * drawn @ drawn, slope + PULL * drawn / scale

    signs = [(0, None) if GUESS[name] > 0 else (None, AT_MOST.get(name, 0.0)) for name in learnt]
    bounds = [(None, None), *signs]
    done = minimize(
        loss, guess, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000}
    )
    return float(done.x[0]), dict(zip(learnt, done.x[1:].tolist(), strict=True))


def learn(sources: list[str], which: int = DEVELOPMENT) -> tuple[float, dict[str, float]]:
    """Learn on one half of the sources, each with and without its place column."""
    sets = []
    for source in sources:
        rows = only(SOURCES[source](), which)
        for place in (True, False):
            one = pairs(rows, place=place)
            share = min(1.0, PAIRS_PER_SET / len(one.same))
            sets.append(one._replace(weight=one.weight * share))
            print(f"{source}, place {place}: {len(one.same)} pairs, {int(one.same.sum())} same")
    return fit(sets)


def main() -> None:
    """Learn and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", default="associations,public_bodies,green_fund")
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    bias, weights = learn(options.sources.split(","))
    lines = [f'    "{name}": {value:.4f},' for name, value in weights.items()]
    text = "\n".join(
        [
            '"""What each feature of a pair of names weighs. Written by a command, not by hand.',
            "",
            f"    python benchmarks/learn_matching.py --sources {options.sources}",
            "",
            "Learnt on the half of each labelled file that its quality is not reported on.",
            '"""',
            "",
            f"BIAS = {bias:.4f}",
            "WEIGHTS = {",
            *lines,
            "}",
            "",
        ]
    )
    print(text)
    if not options.dry_run:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
