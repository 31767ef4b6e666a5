"""How likely it is that two names are one body: a logistic model over the features.

Guarantees: symmetric, between 0 and 1, the same numbers whatever the other pairs of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from terreau.identify.matching.features import NAMES, features, table
from terreau.identify.matching.ragged import Floats, Ints
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import Description

MERGE = 0.9
PROPOSE = 0.3
CERTAIN, IMPOSSIBLE = 0.999999, 0.000001

BIAS = 1.0
WEIGHTS = {
    "surplus": 0.25,
    "matched": 0.05,
    "lost_both": -0.45,
    "lost_one": -0.12,
    "ratio": 1.0,
    "joined": 1.0,
    "exact": 2.5,
    "sigle": 1.0,
    "same_kind": 0.3,
    "other_kind": -5.0,
    "kind_once": -0.7,
    "same_town": 2.5,
    "other_town": -5.0,
    "same_departement": 1.5,
    "other_departement": -2.0,
    "other_number": -4.0,
    "network_elsewhere": -6.0,
    "generic": -2.0,
    "identifier": 0.0,
}


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
    weights = np.array([WEIGHTS[name] for name in NAMES])
    given: Floats = 1 / (1 + np.exp(-np.clip(found @ weights + BIAS, -30, 30)))
    identity = found[:, NAMES.index("identifier")]
    return np.where(identity > 0, CERTAIN, np.where(identity < 0, IMPOSSIBLE, given))


def _number(description: Description, distinct: dict[int, int], rows: list[Description]) -> int:
    number = distinct.get(id(description))
    if number is None:
        number = distinct[id(description)] = len(rows)
        rows.append(description)
    return number
