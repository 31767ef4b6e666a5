"""How often each word stands in the names of a file: what a shared word is worth.

Guarantees: counting parts and merging them gives what counting the whole gives, in any order; a
small file leans on what is generally known of French names, so that a word is not taken for rare
because few names were seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2

from terreau.identify.names.description import CORE, FILL, KIND, PLACE, Description
from terreau.identify.names.lexicon import COMMON, FAMILIAR

#: The general knowledge weighs as much as this many names.
BACKGROUND = 2_000
#: Share of French names that hold a word: common, familiar, the name of a town, any other.
COMMON_SHARE, FAMILIAR_SHARE, PLACE_SHARE, OTHER_SHARE = 1 / 60, 1 / 600, 1 / 2_000, 1 / 12_000


#: A letter brings no more than this: « C » is no name.
BITS_OF_A_LETTER = 3.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over distinct descriptions: how many there are, how many hold each word."""

    names: int = 0
    holding: dict[str, int] = field(default_factory=dict)

    @classmethod
    def count(cls, descriptions: Iterable[Description]) -> Statistics:
        """Count the words of descriptions; each description given counts once."""
        holding: Counter[str] = Counter()
        names = 0
        for description in descriptions:
            names += 1
            holding.update(set(description.tokens))
        return cls(names, dict(sorted(holding.items())))

    def merge(self, other: Statistics) -> Statistics:
        """Give the counts of both parts; the parts must not share a description."""
        whole = Counter(self.holding)
        whole.update(other.holding)
        return Statistics(self.names + other.names, dict(sorted(whole.items())))

    def information(self, token: str, letter: str) -> float:
        """Give what a word says, in bits: minus the logarithm of the share of names that hold it.

        A word of the legal form says nothing; a word of the kind is read through the kind.
        """
        if letter in {FILL, KIND}:
            return 0.0
        share = OTHER_SHARE
        if token in COMMON:
            share = COMMON_SHARE
        elif token in FAMILIAR:
            share = FAMILIAR_SHARE
        elif letter == PLACE:
            share = PLACE_SHARE
        seen = self.holding.get(token, 0)
        bits = -log2((seen + BACKGROUND * share) / (self.names + BACKGROUND))
        return min(bits, BITS_OF_A_LETTER * len(token)) if letter == CORE else bits

    @property
    def prior(self) -> float:
        """Bits that a pair must bring before it is more likely than not: one name among all."""
        return log2(self.names + BACKGROUND)
