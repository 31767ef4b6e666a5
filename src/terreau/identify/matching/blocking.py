"""Keys that two names of one body are likely to share: only names that share one are compared.

Guarantees: the keys of a description do not depend on the other descriptions but through the
statistics; sorted, without repeats, at most a few dozen.
"""

from __future__ import annotations

from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import FILL, KIND, Description
from terreau.identify.names.lexicon import FILLER, SMALL

#: A key held by more distinct descriptions than this says too little: no engine compares by it.
MOST_IN_BLOCK = 120
MOST_WORDS = 5
#: Letters from which a sigle may be made of syllables, not of letters.
LONG_SIGLE = 5


def keys(description: Description, statistics: Statistics) -> tuple[str, ...]:
    """Give the block keys of a description, sorted; a description of nothing has none."""
    words = _telling(description, statistics)
    near = description.commune or description.departement
    found = {f"w:{word}" for word in words}
    found.update(f"b:{min(a, b)}:{max(a, b)}" for a in words for b in words if a < b)
    starts = {word[:4] for word in words if len(word) >= 4}
    found.update(f"q:{a}:{b}" for a in starts for b in starts if a < b)
    found.update(f"g:{pair}" for pair in _syllables(description))
    found.update(f"n:{near}:{word[:4]}" for word in words if near)
    if len(description.compact) >= 5:
        found.add(f"c:{description.compact[:9]}")
    found.update(f"s:{sigle}" for sigle in description.initials)
    found.update(f"s:{sigle}" for sigle in description.sigles)
    if near and len(description.compact) >= 3:
        found.update(f"a:{near}:{start}" for start in _starts(description))
    if description.kind:
        found.update(f"k:{description.kind}:{code}" for code in description.codes)
        if near:
            found.add(f"k:{description.kind}:{near}")
    if description.siren:
        found.add(f"i:{description.siren}")
    if description.rna:
        found.add(f"i:{description.rna}")
    return tuple(sorted(found))


def _syllables(description: Description) -> set[str]:
    """Give what a sigle of syllables shares with its words: how the first and another begin.

    « PROMEVIL » gives « pr me », « pr vi » among others; its words, the same.
    """
    words = [word for word in description.words if word not in SMALL and word not in FILLER]
    found = {
        f"{sigle[:2]}:{sigle[at : at + 2]}"
        for sigle in description.sigles
        if len(sigle) >= LONG_SIGLE and len(words) <= 2
        for at in range(2, len(sigle) - 1)
    }
    if len(words) >= 3:
        found |= {f"{words[0][:2]}:{words[at][:2]}" for at in (1, -1)}
    return found


def _starts(description: Description) -> set[str]:
    """Give the two first letters that a sigle and what it stands for have in common."""
    started = [word for word in description.words if word not in SMALL][:2]
    return {word[:2] for word in started}


def _telling(description: Description, statistics: Statistics) -> list[str]:
    """Give the words that say the most, at most MOST_WORDS."""
    told = {
        token: statistics.information(token, letter)
        for token, letter in zip(description.tokens, description.classes, strict=True)
        if letter not in {FILL, KIND}
    }
    return sorted(told, key=lambda token: (-told[token], token))[:MOST_WORDS]
