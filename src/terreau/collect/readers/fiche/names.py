"""The name of the project that a row describes, and the title it gives itself.

Guarantees that a name is a stretch of the first cell; None where the cell names no project.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from terreau.collect.readers.fiche.model import Span
from terreau.collect.readers.fiche.verbs import VERBS
from terreau.collect.readers.fiche.words import Token, View, tidy, tokens, view
from terreau.collect.readers.markup import Kind, Layer

_LEADS = frozenset(
    {"a", "au", "aux", "en", "dans", "sur", "basee", "base", "bases", "basees", "implantee",
     "implante", "installee", "installe", "situee", "situe", "depuis", "creee", "cree", "nee", "ne",
     "portee", "porte", "pour", "avec", "face", "domiciliee", "domicilie", "laureat", "laureate"}
)  # fmt: skip
_COMMON = frozenset(
    {"association", "structure", "projet", "collectif", "societe", "entreprise", "cooperative",
     "initiative", "programme", "dispositif", "demarche", "reseau", "groupe", "federation"}
)  # fmt: skip
_INDEFINITE = frozenset(
    {"un", "une", "des", "ce", "cet", "cette", "ces", "il", "elle", "ils", "elles"}
)
_TITLE = re.compile(
    r"\b(?:projet|programme|action|dispositif|d[ée]marche|exp[ée]rimentation|initiative|parcours)s?"
    r"(?:\s+(?:intitul|nomm|appel|baptis)[ée]e?s?)?\s*:?\s*"
    r"(?:\"([^\"]{2,150})\"|«\s*([^«»]{2,150}?)\s*»)",
    re.IGNORECASE,
)
_OBJECTS = frozenset(
    {"un", "une", "le", "la", "les", "l'", "du", "des", "son", "sa", "ses", "leur", "leurs", "ce",
     "cette", "ces", "d'"}
)  # fmt: skip
_PAUSE = re.compile(r"[,;:(]|\s[–—-]\s|[.!?…](?=\s)")
LENGTH = 90
OPENING = 1000  # code points of the cell in which its subject and its title stand


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name and title; `lead` is where the subject begins, in the view of the cell."""

    name: str
    span: Span
    title: str | None
    certain: bool


def read_name(layer: Layer, span: Span) -> Name | None:
    """Find who or what the first cell is about."""
    cell = view(layer, span[0], min(span[1], span[0] + OPENING))
    text = cell.text
    words = tokens(text)
    start = _after_lead(text, words) if words else 0
    subject = [word for word in words if word.start >= start]
    if not subject:
        return None
    stop, verb_found = _end_of_subject(text, subject)
    bold = _bold(layer, span, cell, subject[0], stop)
    first, last = bold or (subject[0].start, stop)
    named = _stripped(text, first, last)
    if named is None or (bold is None and not _may_name(text, subject[0], named)):
        return None
    where = cell.span(*named)
    name = tidy(layer.text[where[0] : where[1]])
    if len(name) > LENGTH:
        return None
    return Name(name, where, _title(layer, cell, name), bold is not None or verb_found)


def _may_name(text: str, first: Token, named: Span) -> bool:
    """Whether words that nothing sets off can be a name: « Une plateforme d’aide » is none."""
    words = tokens(text, *named)
    quoted = text[: first.start].strip() in ("«", '"')
    if first.folded in _INDEFINITE and not quoted and not any(w.capital for w in words[1:2]):
        return False
    return _proper(words)


def _after_lead(text: str, words: list[Token]) -> int:
    """Where the subject begins, after « À Pau, » and the like."""
    start = words[0].start
    while True:
        rest = [word for word in words if word.start >= start]
        if not rest or rest[0].folded not in _LEADS:
            return start
        comma = text.find(",", start)
        if comma < 0 or comma - start > LENGTH:
            return start
        if any(
            _is_verb(word, rank) for rank, word in enumerate(rest) if rank > 0 and word.end <= comma
        ):
            return start
        after = next((word.start for word in rest if word.start > comma), None)
        if after is None:
            return start
        start = after


def _is_verb(word: Token, rank: int) -> bool:
    return rank > 0 and not word.capital and word.folded in VERBS and not word.text.endswith("à")


def _end_of_subject(text: str, subject: list[Token]) -> tuple[int, bool]:
    """Where the name may end at the latest, and whether a sign or a known verb says so."""
    guess: int | None = None
    for rank in range(1, len(subject)):
        before, word = subject[rank - 1], subject[rank]
        if _PAUSE.search(text[before.end : word.start]) or word.folded in {"qui", "dont"}:
            return (before.end, True) if guess is None else (guess, False)
        if not any(w.capital or w.text[0].isdigit() for w in subject[:rank]):
            continue
        if _is_verb(word, rank):
            return (before.end, True) if guess is None else (guess, False)
        if guess is None and _looks_like_verb(subject, rank):
            guess = before.end
    return (subject[-1].end if guess is None else guess), False


def _looks_like_verb(subject: list[Token], rank: int) -> bool:
    """A small word with a verb's ending, before an object."""
    word = subject[rank]
    following = subject[rank + 1].folded if rank + 1 < len(subject) else ""
    return (
        not word.capital
        and not word.link
        and word.folded.endswith(("e", "ent", "it", "end"))
        and following in _OBJECTS
    )


def _bold(layer: Layer, span: Span, cell: View, first: Token, stop: int) -> tuple[int, int] | None:
    """The bold stretch that the subject holds, cut where the sentence goes on."""
    for mark in layer.within(Kind.BOLD, *span):
        if mark.end > cell.end:
            return None
        start, end = cell.position(mark.start), cell.position(mark.end)
        if end <= first.start or start >= stop:
            continue
        start = max(start, first.start) if start < first.start else start
        after = tokens(cell.text, end)[:1]
        if after and _is_verb(after[0], 1) and len(tokens(cell.text, start, end)) < 12:
            return start, end
        return start, min(end, max(stop, start))
    return None


def _stripped(text: str, first: int, last: int) -> Span | None:
    """The name without article in small letters, common noun before it, or quotes around it."""
    while first < last and text[first] in " «\"'":
        first += 1
    while last > first and text[last - 1] in " »\"',;:":
        last -= 1
    words = tokens(text, first, last)
    drop = 0
    if words and words[0].article and (not words[0].capital or _opens_common(words)):
        drop = 1
    if words[drop:] and words[0].article and drop == 0 and words[1:2] and words[1].acronym:
        drop = 1
    while words[drop + 1 :] and words[drop].folded in _COMMON and not words[drop].capital:
        drop += 1
    if not words[drop:]:
        return None
    start = words[drop].start
    while start > first and drop and text[start - 1] in '«"':
        start -= 1
    if text[start] in '«"':
        return _stripped(text, start, last)
    return start, last


def _opens_common(words: list[Token]) -> bool:
    """« L’association X »: the article goes with the common noun."""
    return len(words) > 2 and words[1].folded in _COMMON and not words[1].capital


def _proper(words: list[Token]) -> bool:
    common = list(takewhile(lambda word: word.article or word.link, words))
    rest = words[len(common) :]
    return any(word.capital or word.text[0].isdigit() for word in rest)


def _title(layer: Layer, cell: View, name: str) -> str | None:
    """What the row quotes right after the word « projet », unless it is the name itself."""
    end = re.search(r"[.!?](?:\s|$)", cell.text)
    found = _TITLE.search(cell.text, 0, (end.end() if end else len(cell.text)) + 160)
    if found is None:
        return None
    group = 1 if found[1] else 2
    where = cell.span(found.start(group), found.end(group))
    title = tidy(layer.text[where[0] : where[1]])
    return None if title == name else title
