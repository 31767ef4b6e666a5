"""Why two names are likely one body or not, in short French sentences.

Guarantees: reasons come in a fixed order, those for before those against; each sentence quotes what
it speaks of.
"""

from __future__ import annotations

from terreau.identify.matching.model import Reason, Relation
from terreau.identify.matching.scoring import MERGE, score
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import Description

#: Bits from which a shared word is worth a sentence: one name in 250 holds it.
RARE = 8.0


def reasons(left: Description, right: Description, statistics: Statistics) -> tuple[Reason, ...]:
    """Give what speaks for, then what speaks against; nothing of note gives an empty tuple."""
    found: list[Reason] = []
    if left.siren and left.siren == right.siren:
        found.append(Reason("same_siren", f"Même SIREN ({_spaced(left.siren)})", True))
    if left.compact and left.compact == right.compact:
        found.append(Reason("same_words", "Mêmes mots, à la forme juridique près", True))
    rare = _rare(left, right, statistics)
    if rare:
        quoted = ", ".join(f"“{word}”" for word in rare)
        found.append(Reason("rare_words", f"Mots rares en commun\u00a0: {quoted}", True))
    if left.departement and right.departement and left.departement != right.departement:
        words = f"Deux départements différents\u00a0: {left.departement} et {right.departement}"
        found.append(Reason("other_departement", words, False))
    return tuple(found)


def relation(left: Description, right: Description, statistics: Statistics) -> Relation:
    """Say by rule what a pair is: one body, a network and its member, or two bodies."""
    if left.siren and right.siren:
        return Relation.SAME if left.siren == right.siren else Relation.DIFFERENT
    if left.network and left.network == right.network and left.codes != right.codes:
        return Relation.BRANCH
    likely = float(score([left], [right], statistics)[0])
    return Relation.SAME if likely >= MERGE else Relation.DIFFERENT


def _rare(left: Description, right: Description, statistics: Statistics) -> list[str]:
    """Give the words of both names that say more than a common one, the rarest first."""
    told = {
        token: statistics.information(token, letter)
        for token, letter in zip(left.tokens, left.classes, strict=True)
        if token in right.tokens
    }
    return sorted((t for t in told if told[t] >= RARE), key=lambda t: (-told[t], t))[:3]


def _spaced(digits: str) -> str:
    return "\u00a0".join(digits[at : at + 3] for at in range(0, len(digits), 3))
