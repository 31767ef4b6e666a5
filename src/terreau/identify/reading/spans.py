"""Where the name of a body begins and ends among the words of a sentence.

Guarantees: a span never crosses a sentence; each word is looked at a bounded number of times, so
that reading is linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from terreau.identify.given_names import words as word_list
from terreau.identify.reading import lexicon
from terreau.identify.reading.tokens import Token
from terreau.identify.reading.verbs import is_verb
from terreau.territory.gazetteer import load
from terreau.vocabulary.words import singular

LONGEST_NAME = 16
"""Words of the longest name read."""

_YEARS = range(1900, 2100)
_ADJECTIVE = (
    *("al", "ale", "aux", "ales", "aire", "aires", "ique", "iques", "el", "elle", "els", "elles"),
    *("ien", "ienne", "iens", "iennes", "ais", "aise", "aises", "ois", "oise", "oises", "eux"),
    *("euse", "euses", "if", "ive", "ifs", "ives", "able", "ables", "ible", "ibles", "ard", "arde"),
    *(
        "in",
        "ine",
        "ins",
        "ines",
        "mun",
        "mune",
        "muns",
        "munes",
        "ibre",
        "ibres",
        "eau",
        "belle",
        "ain",
        "aine",
        "ains",
        "aines",
    ),
)
# Participles that introduce what is said of a body, and are no part of its name.
_SAID_OF = word_list(
    """
    base basee bases basees situe situee situes situees cree creee crees creees implante
    implantee specialise specialisee specialises specialisees preside presidee gere geree agree
    agreee engage engagee installe installee labellise labellisee conventionne conventionnee
    adherente adherent fonde fondee nee ne reconnue reconnu porteur porteuse porteurs
    gestionnaire partenaire partenaires propre seul seule autre autres meme memes tel telle tels
    telles tout toute tous toutes ici aussi dirige dirigee animee anime issue issu dediee dedie
    chargee charge elu elue presente presents notamment deja ensuite enfin egalement bientot
    hier aujourd demain toujours souvent
    """
)
# What a small link and these words begin is a circumstance, not the end of a name.
_AFTER_LINK = word_list(
    """
    partir travers hauteur cote destination lien partenariat charge facon maniere abord ailleurs ici
    plus nouveau fait raison cause propos peine chaque deux trois quatre cinq six sept huit neuf dix
    leur leurs son sa ses notre nos une un cette ce ces tout toute tous toutes plusieurs domicile
    temps fin debut cours place oeuvre collaboration cooperation concertation complement janvier
    fevrier mars avril mai juin juillet aout septembre octobre novembre decembre amont aval vue
    """
) - {"avril"}


class Span(NamedTuple):
    """Words `first` to `last` (excluded) are a name; `nature` is a notation or "".

    `cue` is the word that told it when it is not in the span; `firm` is False where only the place
    of a sequence of capitals in its sentence could tell that it is a body.
    """

    first: int
    last: int
    nature: str
    cue: str
    firm: bool


class Evidence:
    """How often words follow each other in a text: what tells where a repeated name ends."""

    def __init__(self, words: Sequence[Token]) -> None:
        """Count the pairs and the triples of the text that begin a name."""
        keys = [token.key for token in words]
        self._pairs = Counter(pairwise(keys))
        self._triples = Counter(zip(keys, keys[1:], keys[2:], strict=False))

    def follows(self, before: str, last: str, word: str) -> bool | None:
        """Whether `word` always or never follows the two others; None where too few tell."""
        pairs = self._pairs[before, last]
        if pairs < 2:
            return None
        return self._triples[before, last, word] == pairs


def capitals(words: Sequence[Token], first: int, end: int, evidence: Evidence) -> int:
    """Give the end (excluded) of the name that a capital opens at `first`."""
    if words[first].opened and (closing := _closing(words, first, end)) is not None:
        return closing
    last = first + 1
    small = 0
    limit = min(end, first + LONGEST_NAME)
    while last < limit and words[last].joined and not words[last].opened:
        if _goes_on(words, first, last):
            last, small = last + 1, 0
        elif (after := _linked(words, last, limit)) is not None:
            last, small = after + 1, 0
        elif small < 1 and _small(words, first, last, evidence):
            last, small = last + 1, small + 1
        else:
            return last + _complement(words, first, last, end, evidence)
    return last


def _complement(words: Sequence[Token], first: int, last: int, end: int, evidence: Evidence) -> int:
    """Words of what ends a name with no article: « d’avril », « à linge », « de bois »; else 0."""
    introduced = _introduced(words, first) and _ends(words, last + 2)
    if last + 1 >= end or not words[last + 1].joined or (last - first < 2 and not introduced):
        return 0
    link, noun = words[last], words[last + 1]
    if link.key not in {"d", "de", "en"} and not link.toward:
        return 0
    if len(noun.key) < 3 or not noun.text.islower() or noun.key in _AFTER_LINK | lexicon.LINKS:
        return 0
    told = evidence.follows(words[last - 1].key, link.key, noun.key)
    named = introduced or (words[first].key in lexicon.ARTICLES and words[first].capital)
    if told is False or (told is None and not named) or noun.key.endswith(("er", "ir", "re")):
        return 0
    more = last + 2
    if more < end and words[more].joined and _small(words, first, more, evidence):
        return 3
    return 2


def _closing(words: Sequence[Token], first: int, end: int) -> int | None:
    for last in range(first + 1, min(end, first + 12) + 1):
        if last == len(words) or words[last].closed:
            return last
    return None


def _goes_on(words: Sequence[Token], first: int, last: int) -> bool:
    token = words[last]
    if token.text.isdigit():
        return len(token.text) <= 4 and int(token.text) not in _YEARS
    if token.capital:
        return token.key not in lexicon.MONTHS
    return last == first + 1 and words[first].key in lexicon.OPENINGS


def _linked(words: Sequence[Token], last: int, limit: int) -> int | None:
    """The capital that small words lead to: « des Figues », « de la Cloche »; not a place."""
    at = last
    while at < limit and at - last < 3 and words[at].key in lexicon.LINKS and words[at].joined:
        if words[at].key == "et":
            return None
        at += 1
    if at == last or at >= limit or not (words[at].capital and words[at].joined):
        return None
    if words[last].key in {"a", "au", "aux", "en"} and is_place(words, at, limit):
        return None
    return at


def _small(words: Sequence[Token], first: int, last: int, evidence: Evidence) -> bool:
    """Whether a word in small letters ends the name: « Secours populaire français »."""
    token = words[last]
    key = token.key
    if not token.text[0].isalpha() or key in lexicon.DETERMINERS or key in lexicon.PREPOSITIONS:
        return False
    if key in _SAID_OF or key in {"et", "ou", "ni", "que", "qui", "dont"} or len(key) < 3:
        return False
    told = evidence.follows(words[last - 2].key, words[last - 1].key, key) if last >= 2 else None
    if told is not None:
        return told
    if is_verb(token):
        return False
    named = words[first].key in lexicon.OPENINGS
    if key.endswith(_ADJECTIVE) or (named and last - first >= 3):
        return True
    return _introduced(words, first) and _ends(words, last + 1) and len(key) > 3


def _introduced(words: Sequence[Token], first: int) -> bool:
    """Whether a legal form in small letters stands just before: « l’association Vent d’ouest »."""
    before = words[first - 1] if first else None
    return before is not None and before.text.islower() and (singular(before.key),) in lexicon.FORMS


def _ends(words: Sequence[Token], at: int) -> bool:
    """Whether a mark, a verb or a small word follows: the word before may end a name."""
    if at >= len(words) or not words[at].joined:
        return True
    return is_verb(words[at]) or words[at].key in lexicon.LINKS | lexicon.PREPOSITIONS


def is_place(words: Sequence[Token], first: int, end: int) -> bool:
    """Whether the words from `first` are the name of a territory."""
    last = first + 1
    while last < end and last - first < 5 and words[last].joined and words[last].capital:
        last += 1
    return bool(load().find(" ".join(token.text for token in words[first:last])))


def phrase_at(
    words: Sequence[Token], first: int, end: int, wanted: Container[tuple[str, ...]]
) -> int:
    """Give the number of words of the longest phrase of `wanted` that begins at `first`, else 0."""
    keys = tuple(singular(token.key) for token in words[first : min(end, first + lexicon.LONGEST)])
    for count in range(len(keys), 0, -1):
        if keys[:count] in wanted and all(t.joined for t in words[first + 1 : first + count]):
            return count
    return 0
