"""How alike two words are: the same, one cut short, a typing error. Vectorised over pairs of words.

Guarantees: symmetric; 1 for the same word, 0 for words that no usual slip explains.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from rapidfuzz.distance import OSA, LCSseq, Prefix
from rapidfuzz.process import cpdist

from terreau.identify.matching.ragged import Bools, Floats, Ints

EXACT, CUT, SLIP, TWO_SLIPS, SKELETON = 1.0, 0.92, 0.88, 0.8, 0.7


def alike(words: list[str], left: Ints, right: Ints) -> Floats:
    """Give how alike the words of each pair are, 0 to 1; `left`, `right` number them in `words`."""
    table = np.array(words, dtype=object)
    length = np.fromiter((len(word) for word in words), np.int64, len(words))
    first = np.fromiter((ord(word[0]) if word else 0 for word in words), np.int64, len(words))
    digit = np.fromiter((any(c.isdigit() for c in w) for w in words), np.bool_, len(words))
    result = np.where(left == right, EXACT, 0.0)
    short = np.minimum(length[left], length[right])
    apart = np.abs(length[left] - length[right])
    word = (left != right) & ~digit[left] & ~digit[right]

    def on(mask: Bools, scorer: Callable[..., int]) -> Floats:
        a, b = table[left[mask]], table[right[mask]]
        return np.asarray(cpdist(a, b, scorer=scorer, dtype=np.int32), np.float64)

    def put(mask: Bools, right_ones: Bools, value: float) -> None:
        where = np.flatnonzero(mask)[right_ones]
        result[where] = np.maximum(result[where], value)

    begins = word & (first[left] == first[right])
    cut = begins & (short >= 3) & (apart > 0)
    if cut.any():
        put(cut, on(cut, Prefix.similarity) >= short[cut], CUT)
    bones = begins & (short >= 4) & (apart >= 2) & (result == 0)
    if bones.any():
        whole = (on(bones, LCSseq.similarity) >= short[bones]) & (
            short[bones] * 3 >= (short[bones] + apart[bones])
        )
        put(bones, whole, SKELETON)
    slip = word & (short >= 5) & (apart <= 2) & (result < SLIP)
    if slip.any():
        steps = on(slip, OSA.distance)
        put(slip, steps == 1, SLIP)
        put(slip, (steps == 2) & (short[slip] >= 8), TWO_SLIPS)
    return result
