"""Why two names are likely one body or not, in short French sentences.

Guarantees: reasons for come before reasons against, each in a fixed order; each sentence quotes
what it speaks of; nothing is said that the model does not weigh.
"""

from __future__ import annotations

import re

import numpy as np

from terreau.identify.matching.alike import alike
from terreau.identify.matching.features import NAMES, features, table
from terreau.identify.matching.model import Reason, Relation
from terreau.identify.matching.ragged import Ints
from terreau.identify.matching.scoring import MERGE, score
from terreau.identify.matching.statistics import Statistics
from terreau.identify.matching.wording import LABELS, quoted, spaced, town
from terreau.identify.names.description import FILL, KIND, Description
from terreau.identify.names.lexicon import BRANCHES
from terreau.identify.names.sigles import spells
from terreau.identify.names.words import stem
from terreau.territory.names import fold

#: Bits from which a shared word is worth a sentence: one name in 250 holds it.
RARE = 8.0
_WORD = re.compile(r"[^\W_]+")


def reasons(left: Description, right: Description, statistics: Statistics) -> tuple[Reason, ...]:
    """Give what speaks for, then what speaks against; nothing of note gives an empty tuple."""
    said = _seen(left, right, statistics)
    found = [
        *_identifiers(left, right),
        *_words(left, right, statistics, said),
        *_places(left, right, said),
        *_kinds(left, right, said),
        *_networks(left, said),
    ]
    return tuple(sorted(found, key=lambda reason: not reason.speaks_for))


def relation(left: Description, right: Description, statistics: Statistics) -> Relation:
    """Say by rule what a pair is: one body, two members of a network (BRANCH), or two bodies.

    BRANCH also stands for a network and its member: which is which is for a person to say.
    """
    likely = float(score([left], [right], statistics)[0])
    if likely >= MERGE:
        return Relation.SAME
    network = left.network and left.network == right.network and left.network in BRANCHES
    return Relation.BRANCH if network and not _one_siren(left, right) else Relation.DIFFERENT


def _one_siren(left: Description, right: Description) -> bool:
    return bool(left.siren) and left.siren == right.siren


def _seen(left: Description, right: Description, statistics: Statistics) -> dict[str, float]:
    first: Ints = np.array([0], np.int64)
    row = features(table([left, right], statistics), first, first + 1, statistics)[0]
    return dict(zip(NAMES, row.tolist(), strict=True))


def _identifiers(left: Description, right: Description) -> list[Reason]:
    if left.siren and right.siren:
        if left.siren == right.siren:
            return [Reason("same_siren", f"Même SIREN ({spaced(left.siren)})", True)]
        words = f"Deux SIREN différents\u00a0: {spaced(left.siren)} et {spaced(right.siren)}"
        return [Reason("other_siren", words, False)]
    if left.rna and left.rna == right.rna:
        return [Reason("same_rna", f"Même numéro RNA ({left.rna})", True)]
    return []


def _words(
    left: Description, right: Description, statistics: Statistics, said: dict[str, float]
) -> list[Reason]:
    found = []
    if said["exact"] and not said["other_kind"]:
        found.append(_same_words(left, right))
    sigle = _sigle(left, right) if said["sigle_near"] or said["sigle_anywhere"] else ""
    if sigle:
        found.append(Reason("sigle", sigle, True))
    slip = _slip(left, right)
    if slip and all(slip) and not said["exact"]:
        words = f"Un mot abrégé ou une faute de frappe\u00a0: {quoted(slip[0])}, {quoted(slip[1])}"
        found.append(Reason("slip", words, True))
    rare = _rare(left, right, statistics)
    if rare and not said["exact"]:
        many = "Mots rares" if len(rare) > 1 else "Mot rare"
        words = f"{many} en commun\u00a0: {', '.join(map(quoted, rare))}"
        found.append(Reason("rare_words", words, True))
    if said["nothing"] and not said["identifier"]:
        found.append(Reason("nothing", "Un des noms est trop général pour désigner seul", False))
    return [*found, *_alone(left, right, said)]


def _same_words(left: Description, right: Description) -> Reason:
    if left.words == right.words:
        return Reason("same_name", "Même nom", True)
    if left.kind == right.kind and KIND in left.classes and KIND in right.classes:
        return Reason("same_words", "Mêmes mots, écrits autrement", True)
    return Reason("same_words", "Seule change la forme juridique ou la façon d’écrire", True)


def _alone(left: Description, right: Description, said: dict[str, float]) -> list[Reason]:
    """Say which words each name has that the other has not, where both have some."""
    if said["lost_both"] < RARE:
        return []
    mine, theirs = _only(left, right), _only(right, left)
    if not mine or not theirs:
        return []
    pair = _written(left, mine[0]), _written(right, theirs[0])
    if not all(pair):
        return []
    words = f"Des mots propres à chaque nom\u00a0: {quoted(pair[0])}, {quoted(pair[1])}"
    return [Reason("other_words", words, False)]


def _only(one: Description, other: Description) -> list[str]:
    return [
        token
        for token, letter in zip(one.tokens, one.classes, strict=True)
        if letter not in {FILL, KIND} and token not in other.tokens
    ]


def _sigle(left: Description, right: Description) -> str:
    """Give the sentence for the best sigle of one name that the words of the other spell."""
    found = [
        (spells(sigle, other.words), sigle, other.name)
        for one, other in ((left, right), (right, left))
        for sigle in one.sigles
        if sigle not in other.words
    ]
    letters, sigle, name = max(found, default=(0.0, "", ""))
    if not letters:
        return ""
    return f"{quoted(sigle.upper())} est le sigle de {quoted(name[:60])}"


def _slip(left: Description, right: Description) -> tuple[str, str] | None:
    """Give the first two words that are one word cut short or mistyped."""
    mine, theirs = _only(left, right), _only(right, left)
    words = [*mine, *theirs]
    i: Ints = np.repeat(np.arange(len(mine)), len(theirs))
    j: Ints = np.tile(np.arange(len(theirs)) + len(mine), len(mine))
    if not len(i):
        return None
    degree = alike(words, i, j)
    best = int(degree.argmax())
    if not degree[best]:
        return None
    return _written(left, words[i[best]]), _written(right, words[j[best]])


def _rare(left: Description, right: Description, statistics: Statistics) -> list[str]:
    """Give the words of both names that say more than a common one, the rarest first."""
    told = {
        token: statistics.information(token, letter)
        for token, letter in zip(left.tokens, left.classes, strict=True)
        if token in right.tokens
    }
    rare = sorted((t for t in told if told[t] >= RARE), key=lambda t: (-told[t], t))
    return [word for word in (_written(left, token) for token in rare) if word][:3]


def _written(description: Description, token: str) -> str:
    """Give the word of the name that a token was made of, "" for one made of several."""
    return next((_as_typed(description.name, w) for w in description.words if stem(w) == token), "")


def _as_typed(name: str, word: str) -> str:
    """Give a folded word as the name has it, with its accents; itself where letters were joined."""
    return next((found for found in _WORD.findall(name) if fold(found) == word), word)


def _places(left: Description, right: Description, said: dict[str, float]) -> list[Reason]:
    if said["other_town"]:
        names = f"{quoted(left.name[:60])}, {quoted(right.name[:60])}"
        return [Reason("other_place", f"Deux lieux différents dans les noms\u00a0: {names}", False)]
    if said["other_departement"]:
        words = "Deux départements différents"
        if left.departement and right.departement:
            words += f"\u00a0: {left.departement} et {right.departement}"
        return [Reason("other_departement", words, False)]
    if said["same_seat"]:
        return []
    if said["same_town"]:
        shared = sorted(
            {*left.codes, "c" + left.commune} & {*right.codes, "c" + right.commune} - {"c"}
        )
        name = town(shared)
        return [Reason("same_town", f"Même commune{name and f' ({name})'}", True)]
    if said["same_departement"]:
        where = left.departement or right.departement
        return [Reason("same_departement", f"Même département{where and f' ({where})'}", True)]
    return []


def _kinds(left: Description, right: Description, said: dict[str, float]) -> list[Reason]:
    if said["same_seat"]:
        names = f"{left.name[:60]}, {right.name[:60]}"
        return [Reason("same_seat", f"Même lieu et même nature\u00a0: {names}", True)]
    if said["other_kind"]:
        kinds = f"{LABELS[left.kind]} et {LABELS[right.kind]}"
        return [Reason("other_kind", f"Deux natures différentes\u00a0: {kinds}", False)]
    if said["same_kind"]:
        return [Reason("same_kind", f"Même nature\u00a0: {LABELS[left.kind]}", True)]
    return []


def _networks(left: Description, said: dict[str, float]) -> list[Reason]:
    name = left.network.upper() if " " not in left.network else left.network
    if said["network_national"]:
        return [Reason("national", f"{quoted(name)}\u00a0: une seule organisation en France", True)]
    if said["network_near"]:
        return [Reason("network", f"{quoted(name)}\u00a0: une par département", True)]
    if said["branch_elsewhere"]:
        words = f"Même réseau ({quoted(name)}), mais rien ne dit que c’est la même antenne"
        return [Reason("branch", words, False)]
    return []
