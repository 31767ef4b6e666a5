"""What a body takes part as, by the words before its name: the cue that governs it, or a place.

Guarantees: one pass over the words of a sentence; a role is never given where the sentence denies
it; a wish, a condition or a past that is over makes it unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from terreau.identify.given_names import GIVEN
from terreau.identify.persons import is_person
from terreau.identify.reading import cues, lexicon
from terreau.identify.reading.following import Told, by_what_follows
from terreau.identify.reading.model import BENEFICIARY, FUNDER, HOST, PARTNER
from terreau.identify.reading.spans import LONGEST_NAME, Evidence, Span, capitals, is_place
from terreau.identify.reading.tokens import Token
from terreau.identify.reading.verbs import is_verb

_OF = frozenset({"de", "d", "du", "des"})
_TO = frozenset({"a", "au", "aux"})
_HELP = ("soutien", "soutenu", "concours")
_PLACES = frozenset({"lieu-culturel", "ecole", "animation", "medico-social", "sante"})
_OF_BODIES = frozenset(
    {"porte", "pilote", "finance", "financent", "cofinance", "cofinancent", "subventionne", "verse"}
)
_WEAK = frozenset({"avec", "grace", "via", "chez", "associe", "mobilise", "reunit", "rassemble"})


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
    return by_what_follows(words, first, end, left)


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
    if state is None:
        return None
    # After an article, « l’équipe », « l’aide », « la demande » are no verbs.
    noun = at > 0 and token.joined and words[at - 1].key in lexicon.DETERMINERS
    if cues.stops(token) and not token.capital and not noun:
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
