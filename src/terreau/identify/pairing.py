"""Which pairs of names are worth a question, with what speaks for and against each. Pure.

Guarantees that the pairs kept hold together all that likely pairs hold together, and that their
number grows as that of the names, however alike these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from terreau.identify.desk.model import SURE
from terreau.identify.matching import (
    PROPOSE,
    Cut,
    Description,
    Edge,
    Reason,
    Relation,
    Statistics,
    Written,
    candidates,
    distinct,
    group,
    reasons,
    relation,
    score,
)

NEAREST = 5  # likely pairs of a name that are kept, besides those that hold its group together
BY_RULE = 0.5
"""The probability told of a branch: a rule finds it, and no measure says how often it is right."""


class Likely(NamedTuple):
    """Two rows, left < right, that may be one body; or, where `branch` is one of them, a branch.

    `probability` is that of what is proposed.
    """

    left: int
    right: int
    probability: float
    branch: int | None
    reasons: tuple[Reason, ...]

    @property
    def told(self) -> list[dict[str, object]]:
        """The reasons as they are kept with a judgement."""
        return [
            {"code": one.code, "words": one.words, "for": one.speaks_for} for one in self.reasons
        ]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs kept, in order, and the chains of near names that were cut."""

    pairs: tuple[Likely, ...]
    cuts: tuple[Cut, ...] = ()

    @property
    def sure(self) -> int:
        """How many pairs are likely enough to be accepted with others, in one go."""
        return sum(one.branch is None and one.probability >= SURE for one in self.pairs)


def pair(written: Sequence[Written]) -> Pairing:
    """Find the likely pairs of the names given."""
    numbers, described = distinct(written)
    statistics = Statistics.count(described)
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(numbers):
        rows.setdefault(number, []).append(row)
    edges, branches = _scored(described, statistics, rows)
    kept = _worth(len(written), edges)
    cuts = group(len(written), edges, lambda _, __: False).cuts
    found = [
        Likely(a, b, odds, None, reasons(described[numbers[a]], described[numbers[b]], statistics))
        for a, b, odds in kept
    ]
    found += [
        Likely(
            min(below, above),
            max(below, above),
            BY_RULE,
            below,
            reasons(described[numbers[below]], described[numbers[above]], statistics),
        )
        for below, above in branches
    ]
    return Pairing(tuple(sorted(found, key=lambda one: one[:2])), cuts)


def _scored(
    described: Sequence[Description], statistics: Statistics, rows: dict[int, list[int]]
) -> tuple[list[Edge], list[tuple[int, int]]]:
    """The likely pairs of rows, and the pairs that a rule says to be a branch and its head."""
    near = candidates(described, statistics)
    near += [(number, number) for number, own in rows.items() if len(own) > 1]
    odds = score(
        [described[a] for a, _ in near], [described[b] for _, b in near], statistics
    ).tolist()
    edges: list[Edge] = []
    branches: list[tuple[int, int]] = []
    for (a, b), probability in zip(near, odds, strict=True):
        one, other = described[a], described[b]
        by_rule = _branch(one, other, statistics) if a != b else None
        if by_rule is not None:
            below, above = (a, b) if by_rule is one else (b, a)
            branches.append((rows[below][0], rows[above][0]))
        elif probability >= PROPOSE:
            edges += _between(rows[a], rows[b], probability)
    return edges, branches


def _between(left: Sequence[int], right: Sequence[int], probability: float) -> Iterable[Edge]:
    """One edge between two names; within a name written alike in several rows, a chain."""
    if left is right:
        return [Edge(a, b, probability) for a, b in pairwise(left)]
    return [Edge(min(left[0], right[0]), max(left[0], right[0]), probability)]


def _branch(one: Description, other: Description, statistics: Statistics) -> Description | None:
    """Which of two names of a network is its local branch: the one that alone names a place."""
    if not one.network or one.network != other.network or bool(one.codes) == bool(other.codes):
        return None
    if relation(one, other, statistics) is not Relation.BRANCH:
        return None
    return one if one.codes else other


def _worth(count: int, edges: Iterable[Edge]) -> list[Edge]:
    """The nearest of each row, and the most likely edges that hold each group together."""
    parent = list(range(count))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    near = [0] * count
    kept: list[Edge] = []
    for edge in sorted(edges, key=lambda one: (-one.probability, one.left, one.right)):
        a, b = root(edge.left), root(edge.right)
        if a != b:
            parent[max(a, b)] = min(a, b)
        elif near[edge.left] >= NEAREST or near[edge.right] >= NEAREST:
            continue
        near[edge.left] += 1
        near[edge.right] += 1
        kept.append(edge)
    return kept
