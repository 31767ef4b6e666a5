"""The last step of every engine: from scored pairs to groups of rows.

Guarantees the same groups as `matching.group` over all the pairs at once: only pairs at or above
MERGE join, so that names which no chain of such pairs ties are grouped apart, in little memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from terreau.identify.matching import MERGE, Cut, Edge, Groups, group, spread

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Decimals of a likelihood: sums taken in another order differ far below.
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Edges:
    """Scored pairs, as three arrays of one length; left < right in each."""

    left: Ints
    right: Ints
    probability: Floats

    @classmethod
    def joined(cls, parts: list[Edges]) -> Edges:
        """All the parts as one, sorted by their names' numbers."""
        if not parts:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        left = np.concatenate([part.left for part in parts])
        right = np.concatenate([part.right for part in parts])
        probability = np.concatenate([part.probability for part in parts])
        order = np.lexsort((right, left))
        return cls(left[order], right[order], probability[order])

    def only(self, kept: NDArray[np.bool_] | Ints) -> Edges:
        """Some of these pairs."""
        return Edges(self.left[kept], self.right[kept], self.probability[kept])


def finish(numbers: Ints, own: Floats, edges: Edges) -> Groups:
    """The groups of rows: `numbers` is each row's description, `own` each's odds with itself."""
    return spread(numbers.tolist(), own.tolist(), by_component(len(own), edges))


def by_component(count: int, edges: Edges) -> Groups:
    """Group `count` names, a connected part at a time."""
    part = components(count, edges.only(edges.probability >= MERGE))
    inside = edges.only(part[edges.left] == part[edges.right])
    order = np.argsort(part[inside.left], kind="stable")
    inside = inside.only(order)
    starts = np.flatnonzero(np.diff(part[inside.left], prepend=-1)).tolist()
    of, sure = list(range(count)), [1.0] * count
    cuts: list[Cut] = []
    for start, end in pairwise([*starts, len(order)]):
        _one(inside.only(np.arange(start, end)), of, sure, cuts)
    cuts.sort(key=lambda cut: (-cut.edge.probability, cut.edge.left, cut.edge.right))
    return Groups(tuple(of), tuple(sure), tuple(cuts))


def _one(edges: Edges, of: list[int], sure: list[float], cuts: list[Cut]) -> None:
    """Group one connected part; write the answer at its names' places."""
    names = np.union1d(edges.left, edges.right)
    left, right = (np.searchsorted(names, side).tolist() for side in (edges.left, edges.right))
    local = [Edge(*row) for row in zip(left, right, edges.probability.tolist(), strict=True)]
    found = group(len(names), local, _never)
    numbers = names.tolist()
    for at, name in enumerate(numbers):
        of[name] = numbers[found.group[at]]
        sure[name] = found.score[at]
    for cut in found.cuts:
        edge = Edge(numbers[cut.edge.left], numbers[cut.edge.right], cut.edge.probability)
        cuts.append(Cut(edge, cut.words))


def components(count: int, edges: Edges) -> Ints:
    """The smallest name tied to each name by a chain of pairs."""
    part: Ints = np.arange(count, dtype=np.int64)
    while True:
        before = part.copy()
        low = np.minimum(part[edges.left], part[edges.right])
        for side in (edges.left, edges.right):
            np.minimum.at(part, side, low)
            np.minimum.at(part, before[side], low)
        part = part[part]
        if np.array_equal(before, part):
            return part


def _never(*_rows: int) -> bool:
    return False
