"""What one process does with a share of the names: describe, count, key, score.

Guarantees that a share gives the same whichever process takes it. A process opens the store and
the statistics of a run once, by the path of its folder.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from terreau.identify.engines.bodies import Store, body
from terreau.identify.engines.finishing import DECIMALS, Edges, Floats, Ints
from terreau.identify.matching import PROPOSE, Statistics, Written, describe, keys, score


def describe_share(written: Sequence[Written]) -> list[str]:
    """The texts of the descriptions of names, in order."""
    return [body(describe(one)) for one in written]


def count_share(folder: Path, start: int, end: int) -> Statistics:
    """The statistics of the descriptions from `start` to `end` (excluded)."""
    return Statistics.count(_store(folder, 0).span(start, end))


def merged(parts: Sequence[Statistics]) -> Statistics:
    """The statistics of all the parts, two by two: each is merged few times."""
    if len(parts) < 2:
        return parts[0] if parts else Statistics()
    middle = len(parts) // 2
    return merged(parts[:middle]).merge(merged(parts[middle:]))


def keys_share(folder: Path, start: int, end: int) -> tuple[list[str], Ints, Floats]:
    """The keys of descriptions, whose each is, and the likelihood of each with itself."""
    statistics = statistics_of(folder)
    descriptions = _store(folder, 0).span(start, end)
    found: list[str] = []
    whose: list[int] = []
    for number, description in enumerate(descriptions, start):
        own = keys(description, statistics)
        found += own
        whose += [number] * len(own)
    likely = np.round(score(descriptions, descriptions, statistics), DECIMALS)
    return found, np.array(whose, np.int64), likely


def score_share(folder: Path, kept: int, left: Ints, right: Ints) -> Edges:
    """The pairs that are likely enough to be proposed."""
    store = _store(folder, kept)
    both = store.pick([*left.tolist(), *right.tolist()])
    odds = score(both[: len(left)], both[len(left) :], statistics_of(folder))
    return proposed(left, right, odds)


def proposed(left: Ints, right: Ints, odds: Floats) -> Edges:
    """The pairs at or above PROPOSE, their likelihood rounded."""
    odds = np.round(odds, DECIMALS)
    return Edges(left, right, odds).only(odds >= PROPOSE)


def write_statistics(folder: Path, statistics: Statistics) -> None:
    """Leave the statistics of a run where its processes find them."""
    (folder / "statistics").write_bytes(pickle.dumps(statistics))


@lru_cache(maxsize=1)
def statistics_of(folder: Path) -> Statistics:
    """The statistics of a run."""
    # Written by this same run in a folder of its own: nobody else's bytes are read.
    found: Statistics = pickle.loads((folder / "statistics").read_bytes())  # noqa: S301
    return found


@lru_cache(maxsize=2)
def _store(folder: Path, kept: int) -> Store:
    return Store(folder, kept)


def forget() -> None:
    """Let go of the files of a run that is over."""
    statistics_of.cache_clear()
    _store.cache_clear()
