"""Whether a name is that of a natural person, and not of a body, nor of a body named after one.

Guarantees: pure, no list of persons; says yes only where the name has a civil title, or the shape
of a person's name (a common given name beside a word that names no kind of body). A word of a body
anywhere in the name says no: « Collège Jean Moulin », « Fondation Abbé Pierre ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from terreau.identify.given_names import ALSO_WORDS, GIVEN, SURNAMES, words
from terreau.identify.natures import labels
from terreau.territory.names import fold
from terreau.vocabulary.words import singular

LONGEST = 80
"""Characters beyond which nothing is read as a person's name."""
MOST_WORDS = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*\.?")
# What no person's name holds.
_NEVER = re.compile(r"[\d&@/«»\"“”:;!?#+*°|_=]")
_TITLES = frozenset(
    {
        *("m", "mr", "mme", "mlle", "melle", "mmes", "mm", "monsieur", "madame", "mademoiselle"),
        *("messieurs", "mesdames", "dr", "docteur", "docteure", "me", "maitre", "pr", "professeur"),
        *("professeure",),
    }
)
# A title that a body or a street may bear too: only beside a given name or a surname.
_WEAK_TITLES = frozenset({"me", "maitre", "pr", "professeur", "docteur", "dr", "m", "mm"})
_PARTICLES = frozenset({"de", "du", "d", "des", "le", "la", "van", "von", "ben", "el", "da", "dos"})
# Words of bodies, of places and of undertakings that the scheme of natures does not hold.
_OF_A_BODY = words(
    """
    accueil action agence amis art artisan asbl atelier au aux avenir avec bar bureau cabinet
    cafe caisse cantine centre chez cie cinema cite club cluster comite compagnie conseil
    consulting coop cooperative cour creche cuisine domaine ecole editions enfants entente
    espace et ets exploitation famille familles ferme festival fils foyer france freres garage
    groupe habitat halle hotel institut jardin jardins jeunes jeunesse labo les librairie ligue
    logement lycee maison maisons maraichage menuiserie mission mouvement musique ong
    organisation parc paris parti patronage pays plateforme point pole port pour production
    productions programme projet quartier relais residence restaurant ressources saint sainte
    scene service services site solidaire solidarite solidarites solution solutions sous sport
    station sur theatre traiteur transports travail tribu union unis vacances vallee village
    ville villa vivre voix tous toutes ensemble sans entre notre nos mon ma mes college chateau
    moulin pont place rue avenue boulevard square route quai impasse allee patrimoine culture
    nature energie sante emploi formation education developpement amitie fraternite
    """
)


def is_person(name: str) -> bool:
    """Say whether `name` is that of one or two natural persons, as far as its words tell."""
    if len(name) > LONGEST or _NEVER.search(name):
        return False
    written = [word.rstrip(".") for word in _WORD.findall(name.replace(",", " "))]
    folded = [fold(word) for word in written]
    if not 2 <= len(folded) <= MOST_WORDS:
        return False
    if sum(len(word) == 1 for word in folded) > 2:
        # An acronym whose letters are parted: « M.J.C. de X ».
        return False
    if folded[0] in _TITLES:
        return _titled(folded, written)
    if len(folded) == 4 and folded[1] == "et" and _given(folded[0]) and _given(folded[2]):
        # « Philippe et Martine Girard »; « Pierre et Vacances » has no second given name.
        folded, written = folded[2:], written[2:]
    return not _of_a_body(folded) and _shaped(folded, written)


def _titled(folded: Sequence[str], written: Sequence[str]) -> bool:
    """« Mme Dupont », « M. et Mme Martin », « Dr Anne Leroy »; not « Maître d’œuvre »."""
    rest = [
        (word, as_written)
        for word, as_written in zip(folded[1:], written[1:], strict=True)
        if word not in _TITLES and word != "et" and word not in _PARTICLES
    ]
    if not rest or not all(as_written[0].isupper() for _word, as_written in rest):
        return False
    if folded[0] not in _WEAK_TITLES or len(rest) < len(folded) - 1:
        return True
    return len(rest) <= 3 and not _of_a_body([word for word, _ in rest if word not in SURNAMES])


def _of_a_body(folded: Sequence[str]) -> bool:
    return any(
        part in _OF_A_BODY or singular(part) in _body_words()
        for word in folded
        for part in re.split(r"['’\-‐‑]", word)
        if part not in _PARTICLES and part not in SURNAMES
    )


@cache
def _body_words() -> frozenset[str]:
    """The words that say a kind of body alone, and the first of those that say it together."""
    return frozenset(label[0] for label in labels() if len(label[0]) > 2)


def _shaped(folded: Sequence[str], written: Sequence[str]) -> bool:
    """« Jean-Pierre MARTIN », « DUPONT Jean », « Anne de La Tour »."""
    if not all(_capital(as_written) for as_written in written if len(as_written) > 3):
        return False
    kept = [
        (word, as_written)
        for word, as_written in zip(folded, written, strict=True)
        if word not in _PARTICLES
    ]
    if not 2 <= len(kept) <= 4 or folded[0] in _PARTICLES:
        return False
    return _in_order(kept) or _in_order(kept[::-1], turned=True)


def _capital(written: str) -> bool:
    """« Aubigné », « d’Aubigné »."""
    bare = written[2:] if written[1:2] in {"'", "’"} else written
    return bare[:1].isupper()


def _in_order(kept: Sequence[tuple[str, str]], *, turned: bool = False) -> bool:
    """Whether the first is a given name and what follows may be a surname."""
    first, as_written = kept[0]
    if not _given(first):
        return False
    rest = [pair for pair in kept[1:] if not _given(pair[0])] or list(kept[-1:])
    surname, surname_written = rest[0]
    told_apart = surname_written.isupper() and len(surname) > 2 and not as_written.isupper()
    if surname in SURNAMES or told_apart:
        return True
    if turned:
        return False
    return not _common(first) and len(kept) == 2 and len(surname) > 2


def _given(word: str) -> bool:
    """A given name, single (« Jean ») or double (« Jean-Pierre »)."""
    parts = re.split(r"[\-‐‑]", word)
    return len(parts) <= 2 and all(part in GIVEN for part in parts)


def _common(word: str) -> bool:
    return word in ALSO_WORDS
