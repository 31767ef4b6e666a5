"""What a body takes part as, by what follows its name: a verb of which it is the subject, a title.

Guarantees: one pass over the names of a sentence, from the last to the first, so that a verb gives
its role to all the subjects that « et » joins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from terreau.identify.given_names import words as word_list
from terreau.identify.reading import cues, lexicon
from terreau.identify.reading.model import BENEFICIARY, FUNDER, HOLDER, HOST, PARTNER
from terreau.identify.reading.spans import Span
from terreau.identify.reading.tokens import Token

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
_DOORS = frozenset({"portes", "locaux", "salles", "salle", "jardin", "cour"})
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


def by_what_follows(
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
    at = _past_apposition(words, span.last, end)
    start = at
    skipped: list[str] = []
    while at < min(end, start + 5) and words[at].key in _SKIPPED and not words[at].toward:
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


def _past_apposition(words: Sequence[Token], at: int, end: int) -> int:
    """Past « , créée en 2018, » and « (Vienne) »: where the sentence goes on."""
    if at >= end or words[at].gap.strip() not in {",", "("}:
        return at
    closing = ")" if "(" in words[at].gap else ","
    for after in range(at + 1, min(end, at + 9)):
        if closing in words[after].gap:
            return after
    return at


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
        allowed = lexicon.DETERMINERS | lexicon.QUALIFIERS | {"et", "ainsi", "que"}
        allowed |= {here.cue.lower()}
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
