"""What a body takes part as, read from the sentence around its name.

Guarantees: one pass over the words of a sentence; a role is never given where the sentence denies
it; a wish, a condition or a past that is over makes it unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from terreau.identify.given_names import GIVEN
from terreau.identify.given_names import words as word_list
from terreau.identify.persons import is_person
from terreau.identify.reading import cues, lexicon
from terreau.identify.reading.model import BENEFICIARY, FUNDER, HOLDER, HOST, PARTNER
from terreau.identify.reading.spans import LONGEST_NAME, Evidence, Span, capitals, is_place
from terreau.identify.reading.tokens import Token
from terreau.identify.reading.verbs import is_verb

_OF = frozenset({"de", "d", "du", "des"})
_TO = frozenset({"a", "au", "aux"})
_HELP = ("soutien", "soutenu", "concours")
_PLACES = frozenset({"lieu-culturel", "ecole", "animation", "medico-social", "sante"})
_MONEY = frozenset({"euro", "euros", "eur", "ke", "financierement", "subvention", "financement"})
_SAID = {
    "porteur": HOLDER,
    "porteuse": HOLDER,
    "pilote": HOLDER,
    "partenaire": PARTNER,
    "partenaires": PARTNER,
    "financeur": FUNDER,
    "financeurs": FUNDER,
    "mecene": FUNDER,
    "beneficiaire": BENEFICIARY,
}
_OF_BODIES = frozenset(
    {"porte", "pilote", "finance", "financent", "cofinance", "cofinancent", "subventionne", "verse"}
)
_DOORS = frozenset({"portes", "locaux", "salles", "salle", "jardin", "cour"})
_WEAK = frozenset({"avec", "grace", "via", "chez", "associe", "mobilise", "reunit", "rassemble"})
_CONDITIONAL = ("rait", "raient", "rions")
_SKIPPED = cues.BETWEEN | cues.AUXILIARIES | {"pas", "plus", "jamais"}
_PUBLICS = word_list(
    "personnes habitants publics public enfants jeunes eleves residents familles patients usagers "
    "etudiants salaries adherents visiteurs locataires femmes hommes"
)


class Told(NamedTuple):
    """A span with its role ("" where untold), the words that told it, whether all of it is sure."""

    span: Span
    role: str
    cue: str
    sure: bool


class _State(NamedTuple):
    role: str
    first: int
    last: int
    denied: bool
    doubtful: bool


def told(
    words: Sequence[Token], first: int, end: int, spans: Sequence[Span], evidence: Evidence
) -> list[Told]:
    """Give the bodies of a sentence with their roles: `spans`, and those that only a cue tells."""
    left = _by_what_precedes(words, first, end, spans, evidence)
    return _by_what_follows(words, first, end, left)


def _by_what_precedes(
    words: Sequence[Token], first: int, end: int, spans: Sequence[Span], evidence: Evidence
) -> list[Told]:
    known = {span.first: span for span in spans}
    found: list[Told] = []
    state: _State | None = None
    at = first
    while at < end:
        span = known.get(at)
        if span is None:
            bare = _bare(words, at, end, evidence, state, known) if state is not None else None
            span = bare or _bare_subject(words, at, end, evidence, known)
        if span is not None:
            found.append(_governed(words, span, state, first))
            at = span.last
            continue
        count = _cue(words, at, end)
        if count:
            state = _opened(words, first, at, count)
            at += count
            continue
        state = _kept(words, at, state)
        at += 1
    return found


def _cue(words: Sequence[Token], at: int, end: int) -> int:
    """The words of the longest cue that begins here and is followed as it must be."""
    keys = tuple(token.key for token in words[at : min(end, at + cues.LONGEST)])
    for count in range(len(keys), 0, -1):
        if keys[:count] not in cues.before():
            continue
        link = cues.links().get(keys[:count])
        after = words[at + count] if at + count < end else None
        if link and (after is None or after.key not in (_OF if link == "de" else _TO)):
            continue
        if link and after is not None and after.capital:
            continue
        return count
    return 0


def _opened(words: Sequence[Token], first: int, at: int, count: int) -> _State:
    role = cues.before()[tuple(token.key for token in words[at : at + count])]
    window = {token.key for token in words[max(first, at - 5) : at + count]}
    near = {token.key for token in words[max(first, at - 3) : at]}
    return _State(
        role,
        at,
        at + count,
        not near.isdisjoint(cues.NEGATIONS),
        not window.isdisjoint(cues.DOUBTS),
    )


def _kept(words: Sequence[Token], at: int, state: _State | None) -> _State | None:
    """Whether what a cue governs goes on past this word."""
    token = words[at]
    if state is None or (cues.stops(token) and not token.capital):
        return None
    if ":" in token.gap and at != state.last:
        return None
    return state


def _bare(
    words: Sequence[Token],
    at: int,
    end: int,
    evidence: Evidence,
    state: _State,
    known: dict[int, Span],
) -> Span | None:
    """A name that only its place after a cue tells: « en partenariat avec Les Lucioles »."""
    if not words[at].capital or words[at].begins or _no_name(words, at, state):
        return None
    last = next((n for n in range(at + 1, min(end, at + LONGEST_NAME)) if n in known), end)
    last = min(capitals(words, at, end, evidence), last)
    name = " ".join(one.text for one in words[at:last])
    if len(name) < 3 or is_place(words, at, end) or is_person(name):
        return None
    told_apart = last - at > 1 or words[at].acronym
    if state.role in {HOST, BENEFICIARY} and not told_apart:
        return None
    return Span(at, last, "", "", told_apart)


def _bare_subject(
    words: Sequence[Token], at: int, end: int, evidence: Evidence, known: dict[int, Span]
) -> Span | None:
    """« La Ruche porte le projet »: only a body does what this verb says."""
    token = words[at]
    if not token.capital or (at and words[at - 1].capital and token.joined):
        return None
    if token.key in lexicon.TITLES | lexicon.MONTHS | lexicon.NOT_BODIES | GIVEN:
        return None
    last = capitals(words, at, end, evidence)
    if last >= end or words[last].key not in _OF_BODIES or not words[last].joined:
        return None
    if last - at < 2 or any(n in known for n in range(at, last)):
        return None
    name = " ".join(one.text for one in words[at:last])
    if is_person(name) or is_place(words, at, end) or words[at + 1].text.islower():
        return None
    return Span(at, last, "", "", firm=False)


def _no_name(words: Sequence[Token], at: int, state: _State) -> bool:
    """Whether a capital after a cue is a person’s, a place’s, a month’s or a project’s."""
    token, before = words[at], words[at - 1]
    if token.key in lexicon.MONTHS | lexicon.TITLES | lexicon.TITLES_OF_OFFICE | GIVEN:
        return True
    if token.key in lexicon.NOT_ACRONYMS | lexicon.NOT_BODIES or token.opened:
        return True
    if not _begins_item(words, at, state):
        return True
    if before.key in lexicon.TITLES | lexicon.NOT_BODIES:
        return True
    return _weak(words, state) and not token.acronym


def _weak(words: Sequence[Token], state: _State) -> bool:
    """« avec X », « grâce à X »: as well a person, a project or a thing."""
    return state.last - state.first == 1 and words[state.first].key in _WEAK


def _begins_item(words: Sequence[Token], at: int, state: _State) -> bool:
    """Whether a word begins what the cue governs, or an item of its list."""
    here = at
    while here > state.last and words[here].joined:
        before = words[here - 1].key
        if before in {"et", "ou", "notamment", "que"}:
            return True
        if before not in lexicon.DETERMINERS:
            return False
        here -= 1
    return here == state.last or "," in words[here].gap or ":" in words[here].gap


def _governed(words: Sequence[Token], span: Span, state: _State | None, first: int) -> Told:
    before = words[span.first - 1].key if span.first > first else ""
    if state is None or _speaks(words, span, state):
        role, cue = _where(words, span, first)
        supposed = words[first].key == "si"
        return Told(span, role, cue or span.cue, span.firm and not role and not supposed)
    cue = " ".join(token.text for token in words[state.first : state.last])
    if state.denied:
        return Told(span, "", cue, sure=False)
    role = state.role
    helped = any(token.key.startswith(_HELP) for token in words[state.first : state.last])
    if role == PARTNER and helped and cues.gives(span.nature):
        role = FUNDER
    if role == PARTNER and before in _TO and span.nature in _PLACES:
        role = HOST
    return Told(span, role, cue, span.firm and not state.doubtful)


def _speaks(words: Sequence[Token], span: Span, state: _State) -> bool:
    """Whether a comma ends what the cue governs: « Avec les élèves, l’association X a ouvert… »."""
    at = span.first
    while at > state.last and words[at].joined:
        at -= 1
    if at <= state.last or "," not in words[at].gap:
        return False
    after = span.last
    while after < len(words) and words[after].joined and words[after].key in cues.BETWEEN:
        after += 1
    if after >= len(words) or not words[after].joined or words[after].capital:
        return False
    return is_verb(words[after])


def _where(words: Sequence[Token], span: Span, first: int) -> tuple[str, str]:
    """« à la médiathèque de X », « dans le lycée Y »: where it happens, as far as one can tell."""
    at = span.first - 1
    if at >= first and words[at].key in {"la", "l", "le", "les"}:
        at -= 1
    if span.nature in _PLACES and at >= first and words[at].key in _TO | {"dans", "chez"}:
        return HOST, words[at].text
    return "", ""


def _by_what_follows(
    words: Sequence[Token], first: int, end: int, left: Sequence[Told]
) -> list[Told]:
    """Let a verb or an apposition after a name say its role, and that of those it is joined to."""
    found = list(left)
    for number in range(len(found) - 1, -1, -1):
        one = found[number]
        said = _apposed(words, one.span, end)
        subject = _subject(words, first, found, number)
        if said is None and subject:
            said = _verb(words, one.span, end)
        if said is None:
            continue
        role, cue, sure = said
        found[number] = Told(one.span, role, cue, one.span.firm and sure)
        if subject:
            _join(words, found, number, said)
    return [_needed(words, one, first, end) for one in found]


def _subject(words: Sequence[Token], first: int, found: Sequence[Told], number: int) -> bool:
    """Whether no preposition governs a name: it may be what the verb after it speaks of."""
    span = found[number].span
    at = span.first - 1
    if at < first:
        return True
    if span.cue and words[at].text == span.cue:
        at -= 1
    while at >= first and words[at].key in {"l", "la", "le", "les", "notre", "nos", "un", "une"}:
        at -= 1
    if at < first:
        return True
    before = words[at]
    if before.key == "et" and number and found[number - 1].span.last == at:
        return _subject(words, first, found, number - 1)
    return before.key not in lexicon.PREPOSITIONS or "," in words[at + 1].gap


def _verb(words: Sequence[Token], span: Span, end: int) -> tuple[str, str, bool] | None:
    at = span.last
    skipped: list[str] = []
    while at < min(end, span.last + 5) and words[at].key in _SKIPPED and not words[at].toward:
        skipped.append(words[at].key)
        at += 1
    if at >= end or words[at].capital:
        return None
    key = words[at].key
    auxiliary = not cues.AUXILIARIES.isdisjoint(skipped)
    role = cues.participles().get(key) if auxiliary else cues.verbs().get(key)
    role = role or (_SAID.get(key) if auxiliary else None)
    after = [token.key for token in words[at + 1 : min(end, at + 10)]]
    if role is None or not _holds(key, role, after, skipped):
        doubtful = not cues.DOUBTS.isdisjoint([*skipped, key])
        return ("", words[at].text, False) if doubtful else None
    if {"ne", "n"} & set(skipped) or {"pas", "plus", "jamais"} & set(skipped + after[:1]):
        return "", words[at].text, False
    role = _refined(key, role, after, skipped)
    sure = cues.DOUBTS.isdisjoint([*skipped, key] if role != HOLDER else skipped)
    return role, words[at].text, sure and key not in cues.WEAK


def _refined(key: str, role: str, after: Sequence[str], skipped: Sequence[str]) -> str:
    """The role that the object of the verb makes of it."""
    if role == PARTNER and not _MONEY.isdisjoint(after):
        return FUNDER
    if role == HOST and key.startswith(("recoi", "recev")) and "nous" not in skipped:
        return BENEFICIARY
    if key.startswith("ouvr") and not _DOORS.isdisjoint(after[:3]):
        return HOST
    return role


def _holds(key: str, role: str, after: Sequence[str], skipped: Sequence[str]) -> bool:
    """Whether the verb has the sense that gives the role, by what comes after it."""
    if key.startswith("met") or key == "mis":
        return "disposition" in after[:4]
    following = after[0] if after else ""
    if key == "compte":
        return following.endswith(("er", "ir", "re", "oir"))
    if key == "porte" and following == "sur":
        return False
    if role == HOST and "nous" not in skipped:
        return _PUBLICS.isdisjoint(after[:4]) and not following[:1].isdigit()
    return True


def _apposed(words: Sequence[Token], span: Span, end: int) -> tuple[str, str, bool] | None:
    """« X, porteur du projet », « X (financeur) », « X : 12 000 euros »."""
    at = span.last
    if at >= end:
        return None
    gap = words[at].gap.strip()
    if gap in {",", "(", ", "} and words[at].key in _SAID:
        return _SAID[words[at].key], words[at].text, True
    if gap in {"(", ":"} and words[at].text.isdigit():
        near = {token.key for token in words[at : min(end, at + 4)]}
        marks = "".join(token.gap for token in words[at + 1 : min(end + 1, at + 4)])
        if not near.isdisjoint({"euro", "euros", "eur", "ke"}) or "€" in marks:
            return FUNDER, words[at].text, True
    return None


def _join(
    words: Sequence[Token], found: list[Told], number: int, said: tuple[str, str, bool]
) -> None:
    """Give the role of a subject to the names that « et » or a comma join to it, when plural."""
    role, cue, sure = said
    while number:
        here, before = found[number].span, found[number - 1].span
        between = [token.key for token in words[before.last : here.first]]
        allowed = lexicon.DETERMINERS | {"et", "ainsi", "que", here.cue.lower()}
        if not set(between) <= allowed or not ({"et"} & set(between) or len(between) < 2):
            return
        if "et" not in between and number == len(found) - 1:
            return
        number -= 1
        found[number] = Told(before, role, cue, before.firm and sure)


def _needed(words: Sequence[Token], one: Told, first: int, end: int) -> Told:
    """« Sans X, rien n’aurait commencé » thanks X: what seems a denial is none."""
    at = one.span.first - 1
    while at > first and (words[at].key in lexicon.ARTICLES or words[at].text == one.span.cue):
        at -= 1
    if at < first or words[at].key != "sans":
        return one
    after = {token.key for token in words[one.span.last : min(end, one.span.last + 8)]}
    if after & {"rien", "impossible"} or any(key.endswith(_CONDITIONAL) for key in after):
        return Told(one.span, PARTNER, words[at].text, one.span.firm)
    return Told(one.span, "", words[at].text, sure=False)
