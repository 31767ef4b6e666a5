"""Likely pairs become groups; a chain of near names is cut where its ends are not alike.

Guarantees: edges are taken from the most likely down, then by their rows, so that the same edges
give the same groups in whatever order they come; two rows that are `apart` are never in one group;
every edge at or above MERGE that was not followed is shown as a cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2

from terreau.identify.matching.model import Cut, Edge, Groups
from terreau.identify.matching.scoring import MERGE

#: Mean likelihood between all the rows of two groups, below which they are not joined.
BASE, STEP, MOST = 0.45, 0.05, 0.8


def group(count: int, edges: Sequence[Edge], apart: Callable[[int, int], bool]) -> Groups:
    """Group `count` rows by their likely pairs; edges below MERGE serve as evidence, not as links.

    Two groups are joined when the mean likelihood of all their pairs (0 where no edge says) is
    high enough, higher for large groups. ValueError when an edge names a row that does not exist.
    """
    state = _State(count, edges, apart)
    cuts = []
    for edge in sorted(edges, key=lambda edge: (-edge.probability, edge.left, edge.right)):
        if edge.probability < MERGE:
            break
        words = state.join(edge)
        if words:
            cuts.append(Cut(edge, words))
    return state.groups(tuple(cuts))


class _State:
    """Groups in the making: their rows, and the sum of likelihoods between each two of them."""

    def __init__(
        self, count: int, edges: Sequence[Edge], apart: Callable[[int, int], bool]
    ) -> None:
        self.of = list(range(count))
        self.rows = {row: [row] for row in range(count)}
        self.weakest = [1.0] * count
        self.apart = apart
        self.between: dict[int, dict[int, float]] = {}
        for left, right, probability in edges:
            if not 0 <= left < right < count:
                raise ValueError(f"no such pair of rows: {left}, {right} of {count}")
            for a, b in ((left, right), (right, left)):
                known = self.between.setdefault(a, {})
                known[b] = max(known.get(b, 0.0), probability)

    def join(self, edge: Edge) -> str:
        """Join the groups of an edge; give the French sentence of why not, "" when joined."""
        a, b = self.of[edge.left], self.of[edge.right]
        if a == b:
            return ""
        if any(self.apart(min(x, y), max(x, y)) for x in self.rows[a] for y in self.rows[b]):
            return "Deux noms de ces groupes ont été dits différents."
        size = len(self.rows[a]) * len(self.rows[b])
        mean = self.between.get(a, {}).get(b, 0.0) / size
        if size > 1 and mean < min(MOST, BASE + STEP * log2(size)):
            return (
                f"Chaîne coupée\u00a0: ces deux noms se ressemblent, mais pas les "
                f"{len(self.rows[a]) + len(self.rows[b])} noms que le lien réunirait."
            )
        self._merge(a, b, edge)
        return ""

    def _merge(self, a: int, b: int, edge: Edge) -> None:
        if (len(self.rows[a]), -a) < (len(self.rows[b]), -b):
            a, b = b, a
        moved = self.rows.pop(b)
        for row in moved:
            self.of[row] = a
        self.rows[a].extend(moved)
        for row in (edge.left, edge.right):
            self.weakest[row] = min(self.weakest[row], edge.probability)
        mine = self.between.setdefault(a, {})
        for other, value in self.between.pop(b, {}).items():
            if other != a:
                mine[other] = mine.get(other, 0.0) + value
                theirs = self.between[other]
                theirs[a] = theirs.get(a, 0.0) + value
                theirs.pop(b, None)
        mine.pop(b, None)

    def groups(self, cuts: tuple[Cut, ...]) -> Groups:
        """Name each group by its smallest row."""
        smallest = {number: min(rows) for number, rows in self.rows.items()}
        return Groups(tuple(smallest[number] for number in self.of), tuple(self.weakest), cuts)
