"""How well groups of rows agree with the truth, over all unordered pairs of rows.

Guarantees time in proportion to rows: pairs are counted by the sizes of groups, never listed.
Source: pairwise precision and recall, as in Menestrina, Whang and Garcia-Molina, « Evaluating
Entity Resolution Results », VLDB 2010.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of rows: together in truth and answer, in the answer, in truth; None over nothing."""

    right: int
    answered: int
    true: int

    @property
    def precision(self) -> float | None:
        """Share of the pairs put together that truth puts together."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """Share of the pairs that truth puts together that were put together."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both: twice the right pairs over those of answer and truth."""
        whole = self.answered + self.true
        return 2 * self.right / whole if whole else None


def pairwise_quality(groups: Sequence[Hashable], truths: Sequence[str]) -> Quality:
    """Compare groups with a truth, over the rows whose truth is not blank.

    ValueError when the two sequences are not of one length.
    """
    both = [(group, truth) for group, truth in zip(groups, truths, strict=True) if truth]
    return Quality(
        right=_pairs(Counter(both).values()),
        answered=_pairs(Counter(group for group, _ in both).values()),
        true=_pairs(Counter(truth for _, truth in both).values()),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
