"""The reference: which of the names given are one organisation, in this process.

Guarantees: rows with the same words, place and identifier share an answer; the answer does not
depend on the order of the rows, but for the numbers that name the groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from terreau.identify.matching.blocking import MOST_IN_BLOCK, keys
from terreau.identify.matching.grouping import group
from terreau.identify.matching.model import Cut, Edge, Groups, Written
from terreau.identify.matching.scoring import MERGE, PROPOSE, score
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import Description, describe


def match(written: Sequence[Written]) -> Groups:
    """Group rows that are one organisation; a name that says too little stays alone."""
    numbers, descriptions = distinct(written)
    statistics = Statistics.count(descriptions)
    pairs = candidates(descriptions, statistics)
    left = [descriptions[a] for a, _ in pairs]
    right = [descriptions[b] for _, b in pairs]
    odds = score(left, right, statistics).tolist()
    edges = [Edge(a, b, p) for (a, b), p in zip(pairs, odds, strict=True) if p >= PROPOSE]
    groups = group(len(descriptions), edges, _never)
    own = score(descriptions, descriptions, statistics).tolist()
    return spread(numbers, own, groups)


def distinct(written: Sequence[Written]) -> tuple[list[int], list[Description]]:
    """Give the number of the description of each row, and the descriptions, in order of coming."""
    described = {one: describe(one) for one in dict.fromkeys(written)}
    number: dict[Description, int] = {}
    for description in described.values():
        number.setdefault(description, len(number))
    return [number[described[one]] for one in written], list(number)


def spread(numbers: Sequence[int], own: Sequence[float], groups: Groups) -> Groups:
    """Give the groups of rows from those of their descriptions.

    `numbers` is the description of each row, `own` the likelihood of each description with itself:
    below MERGE, its rows say too little to be one body (« Mission locale » twice) and each stays
    alone, but where there is only one such row.
    """
    rows = Counter(numbers)
    first: dict[int, int] = {}
    group_of, sure = [], []
    for row, number in enumerate(numbers):
        vague = own[number] < MERGE and rows[number] > 1
        name = row if vague else first.setdefault(groups.group[number], row)
        repeated = own[number] if rows[number] > 1 else 1.0
        group_of.append(name)
        sure.append(1.0 if vague else min(repeated, groups.score[number]))
    at = {number: row for row, number in reversed(list(enumerate(numbers)))}
    cuts = []
    for (left, right, probability), words in ((cut.edge, cut.words) for cut in groups.cuts):
        low, high = sorted((at[left], at[right]))
        cuts.append(Cut(Edge(low, high, probability), words))
    return Groups(tuple(group_of), tuple(sure), tuple(cuts))


def _never(*_rows: int) -> bool:
    return False


def candidates(
    descriptions: Sequence[Description], statistics: Statistics
) -> list[tuple[int, int]]:
    """Give the pairs of descriptions that share a key, each once, sorted."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, description in enumerate(descriptions):
        for key in keys(description, statistics):
            blocks[key].append(number)
    codes = [
        np.array([a * len(descriptions) + b for at, a in enumerate(rows) for b in rows[at + 1 :]])
        for rows in blocks.values()
        if 1 < len(rows) <= MOST_IN_BLOCK
    ]
    if not codes:
        return []
    found = np.unique(np.concatenate(codes))
    return list(zip(*(side.tolist() for side in np.divmod(found, len(descriptions))), strict=True))
