"""Keys that two names of one body are likely to share: only names that share one are compared.

Guarantees: the keys of a description do not depend on the other descriptions but through the
statistics; sorted, without repeats, at most a few dozen.
"""

from __future__ import annotations

from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import FILL, KIND, Description
from terreau.identify.names.lexicon import SMALL

#: A key held by more distinct descriptions than this says too little: no engine compares by it.
MOST_IN_BLOCK = 120
MOST_WORDS = 5


def keys(description: Description, statistics: Statistics) -> tuple[str, ...]:
    """Give the block keys of a description, sorted; a description of nothing has none."""
    words = _telling(description, statistics)
    near = description.commune or description.departement
    found = {f"w:{word}" for word in words}
    found.update(f"b:{min(a, b)}:{max(a, b)}" for a in words for b in words if a < b)
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
