"""The names of bodies that a kind of body, a network’s name or an acronym announces.

Guarantees: a kind alone (« un lycée », « les associations ») is no name; spans are in order and
none overlaps another.
"""

from __future__ import annotations

from collections.abc import Sequence

from terreau.identify.natures import acronyms, nature
from terreau.identify.reading import lexicon
from terreau.identify.reading.spans import Evidence, Span, capitals, is_place, phrase_at
from terreau.identify.reading.tokens import Token
from terreau.identify.reading.verbs import is_verb
from terreau.territory.gazetteer import Level, load
from terreau.vocabulary.words import singular

_INDEFINITE = frozenset({"un", "une", "des", "plusieurs", "chaque", "quelques", "certains"})
# Kinds of which a text speaks as of anyone’s: a place after them makes no name.
_GENERIC = frozenset(
    (word,) for word in ("societe", "entreprise", "structure", "groupe", "organisme", "reseau")
)
# Kinds of places: a name after them is often that of a building.
_BUILDINGS = frozenset(
    (word,)
    for word in (
        *("parc", "espace", "maison", "halle", "pole", "domaine", "jardin", "moulin", "service"),
        *("centre", "residence", "hotel", "atelier", "boutique", "chantier", "ferme", "pepiniere"),
        *("plateforme", "direction", "antenne", "magasin", "reseau"),
    )
)
# Words of which only the name of a place makes a name.
_OF_A_PLACE = frozenset(
    (word,) for word in ("commune", "ville", "mairie", "departement", "region", "agglomeration")
)
# What may not stand in a name that goes on in small letters.
_CHAIN_STOPS = lexicon.PREPOSITIONS - lexicon.OF - {"pour", "a", "au", "aux", "en"} | {
    *("autour", "cote", "hauteur", "sein", "partir", "travers", "lieu", "titre", "terme", "effet")
}
_CHAIN = 12
# Names of national bodies that open a sentence as words do.
_COMMON = frozenset({"orange", "francas"})
_ENDINGS = frozenset({"metropole", "agglomeration", "agglo", "communaute"})


def bodies(words: Sequence[Token], first: int, end: int, evidence: Evidence) -> list[Span]:
    """Give the bodies that the words from `first` to `end` (one sentence) name by themselves."""
    found: list[Span] = []
    at = first
    while at < end:
        span = (
            _national(words, at, end)
            or _headed(words, at, end, evidence)
            or _intercommunality(words, at, end)
        )
        if span is None:
            at += 1
            continue
        span = _with_acronym(words, span, end)
        found.append(span)
        at = max(span.last, at + 1)
    return found


def _national(words: Sequence[Token], at: int, end: int) -> Span | None:
    count = phrase_at(words, at, end, lexicon.nationals())
    if not count or not words[at].capital:
        return None
    if count == 1 and words[at].begins and words[at].key in _COMMON:
        return None
    last = at + count
    while last < end and words[last].joined and (words[last].capital or words[last].text.isdigit()):
        last += 1
    told = nature(" ".join(token.text for token in words[at:last]))
    return Span(at, _of_a_place(words, last, end), told[0] if told else "", "", firm=True)


def _intercommunality(words: Sequence[Token], at: int, end: int) -> Span | None:
    """« Bordeaux Métropole », « Grand Poitiers »: an EPCI by its name alone."""
    if not words[at].capital or (at and words[at - 1].capital and words[at].joined):
        return None
    last = at + 1
    while last < min(end, at + 6) and words[last].joined and words[last].capital:
        last += 1
    if last - at < 2 or not (words[at].key == "grand" or words[last - 1].key in _ENDINGS):
        return None
    name = " ".join(token.text for token in words[at:last])
    found = load().find(name, levels=(Level.EPCI,))
    return Span(at, last, "epci", "", firm=True) if found else None


def _of_a_place(words: Sequence[Token], last: int, end: int) -> int:
    """The end of a name that its place follows: « Secours populaire de la Vienne »."""
    at = last
    while at < end and at - last < 3 and words[at].joined and words[at].key in lexicon.OF:
        at += 1
    if at == last or at >= end or not words[at].capital or not words[at].joined:
        return last
    after = at + 1
    while after < end and words[after].joined and words[after].capital:
        after += 1
    return after if is_place(words, at, end) else last


def _headed(words: Sequence[Token], at: int, end: int, evidence: Evidence) -> Span | None:
    count = _head(words, at, end)
    if not count:
        return None
    phrase = tuple(singular(token.key) for token in words[at : at + count])
    kind = lexicon.heads()[phrase]
    after = at + count
    while after < min(end, at + count + 3) and _qualifies(words[after]):
        after += 1
    if after < end and (span := _named(words, at, after, end, phrase, evidence)) is not None:
        firm = words[at].capital or phrase not in _BUILDINGS
        return span._replace(nature=kind, firm=firm)
    last = _chain(words, at, after, end, phrase, evidence)
    if last is not None:
        return Span(at, last, kind, "", firm=True)
    return _alone(words, at, count, kind, phrase)


def _alone(
    words: Sequence[Token], at: int, count: int, kind: str, phrase: lexicon.Phrase
) -> Span | None:
    """« la DREETS », « la Région », « la Fédération des acteurs de la solidarité »."""
    proper = words[at].capital and not words[at].begins
    if not (words[at].acronym or proper):
        return None
    if lexicon.alone(kind, phrase):
        firm = words[at].acronym and kind != "securite-sociale"
        return Span(at, at + count, kind, "", firm)
    if proper and count >= 5 and kind:
        return Span(at, at + count, kind, "", firm=True)
    return None


def _head(words: Sequence[Token], at: int, end: int) -> int:
    """The words of the kind of body that begins here; an acronym counts in capitals only."""
    count = phrase_at(words, at, end, lexicon.heads())
    if count == 1 and words[at].key in acronyms() and not words[at].acronym:
        return 0
    if words[at].acronym and words[at].key in lexicon.NOT_ACRONYMS:
        return 0
    if count and at > 0 and not words[at].begins and words[at - 1].key in lexicon.NOT_BODIES:
        return 0 if words[at].capital else count
    return count


def _qualifies(token: Token) -> bool:
    return token.joined and not token.capital and token.key in lexicon.QUALIFIERS


def _named(
    words: Sequence[Token],
    at: int,
    after: int,
    end: int,
    phrase: lexicon.Phrase,
    evidence: Evidence,
) -> Span | None:
    """« l’association Les Lucioles », « le lycée “Jean Moulin” », « ADAPEI 19 »."""
    token = words[after]
    if words[at].acronym and token.joined and token.text.isdigit():
        return Span(at, after + 1, "", "", firm=True)
    quoted = token.opened and ":" not in token.gap
    named = quoted or (token.joined and token.capital)
    if not named or token.key in lexicon.MONTHS | lexicon.TITLES:
        return None
    last = capitals(words, after, end, evidence)
    if phrase in lexicon.FORMS and not words[at].capital:
        return Span(after, last, "", words[at].text, firm=True)
    if _titled(words, at, phrase):
        return None
    return Span(at, last, "", "", firm=True)


def _titled(words: Sequence[Token], at: int, phrase: lexicon.Phrase) -> bool:
    """Whether the kind is a word of a title: « La Maison des Puits », « Jardin des Balises »."""
    if not words[at].capital:
        return False
    article = at > 0 and not words[at].begins and words[at - 1].key in lexicon.ARTICLES
    entitled = article and words[at - 1].capital and not words[at - 1].begins
    opens = words[at].begins or (article and words[at - 1].begins)
    generic = lexicon.heads()[phrase] == ""
    return entitled or words[at].opened or (generic and opens)


def _chain(
    words: Sequence[Token],
    at: int,
    after: int,
    end: int,
    phrase: lexicon.Phrase,
    evidence: Evidence,
) -> int | None:
    """The end of a name that goes on with « de », up to a capital, or in small letters.

    « la mairie de Bègles », « la caisse d’allocations familiales de la Vienne »; where the kind has
    its capital in the middle of a sentence, « l’Union des familles » ends where its words end.
    """
    proper_head = words[at].capital and not words[at].begins
    if not words[at].capital and words[at].key != singular(words[at].key):
        return None
    if proper_head and _titled(words, at, phrase):
        return None
    if not proper_head and (phrase in _GENERIC or lexicon.heads()[phrase] == ""):
        return None
    content, proper = _chained(words, after, end, phrase in _OF_A_PLACE, evidence)
    if proper:
        before = words[at - 1].key if at and not words[at].begins else ""
        return None if before in _INDEFINITE and not proper_head else content
    return content if proper_head and content > after else None


def _chained(
    words: Sequence[Token], after: int, end: int, of_a_place: bool, evidence: Evidence
) -> tuple[int, bool]:
    """The end of the words that « de » joins to a kind, and whether they lead to a capital."""
    limit = min(end, after + _CHAIN)
    content = here = after
    while here < limit and words[here].joined and not words[here].opened:
        token = words[here]
        if token.capital:
            return capitals(words, here, end, evidence), True
        linked = token.key in lexicon.OF | lexicon.ARTICLES
        if (here == after or of_a_place) and not (linked or token.key == "pour"):
            break
        if token.key in _CHAIN_STOPS or is_verb(token) or token.text.isdigit():
            break
        here += 1
        if token.key not in lexicon.LINKS and token.key != "pour" and len(token.key) > 2:
            content = here
    return content, False


def _with_acronym(words: Sequence[Token], span: Span, end: int) -> Span:
    """« Fédération des acteurs de la solidarité (FAS) » is one name."""
    at = span.last
    if at >= end or words[at].gap.strip() != "(" or not words[at].acronym:
        return span
    closed = at + 1 < len(words) and words[at + 1].gap[:1] == ")"
    return span._replace(last=at + 1) if closed or at + 1 == len(words) else span
