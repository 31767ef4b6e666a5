"""How likely it is that two names are one body: a logistic model over the features.

Guarantees: symmetric, between 0 and 1, the same numbers whatever the other pairs of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from terreau.identify.matching.features import NAMES, features, table
from terreau.identify.matching.ragged import Floats, Ints
from terreau.identify.matching.statistics import Statistics
from terreau.identify.matching.weights import BIAS, WEIGHTS
from terreau.identify.names.description import Description

MERGE = 0.8
PROPOSE = 0.3
CERTAIN, IMPOSSIBLE = 0.999999, 0.000001


def score(
    left: Sequence[Description], right: Sequence[Description], statistics: Statistics
) -> Floats:
    """Give, for each pair left[k], right[k], the probability that they are one body.

    ValueError when the two sequences are not of one length.
    """
    if len(left) != len(right):
        raise ValueError(f"{len(left)} names on the left, {len(right)} on the right")
    distinct: dict[int, int] = {}
    rows: list[Description] = []
    numbers = [_number(d, distinct, rows) for side in (left, right) for d in side]
    i: Ints = np.array(numbers[: len(left)], np.int64)
    j: Ints = np.array(numbers[len(left) :], np.int64)
    found = features(table(rows, statistics), i, j, statistics)
    return probability(found)


def probability(found: Floats) -> Floats:
    """Give the probability for rows of features; identifiers that are known decide alone."""
    weights = np.array([WEIGHTS.get(name, 0.0) for name in NAMES])
    given: Floats = 1 / (1 + np.exp(-np.clip(found @ weights + BIAS, -30, 30)))
    identity = found[:, NAMES.index("identifier")]
    return np.where(identity > 0, CERTAIN, np.where(identity < 0, IMPOSSIBLE, given))


def _number(description: Description, distinct: dict[int, int], rows: list[Description]) -> int:
    number = distinct.get(id(description))
    if number is None:
        number = distinct[id(description)] = len(rows)
        rows.append(description)
    return number
