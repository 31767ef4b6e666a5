"""`find`: the organisations that a text names, and what each sentence says of their part.

Guarantees: pure; offsets are code points of the text given; results are in order and none overlaps
another; time grows as the text does.
"""

from __future__ import annotations

from collections.abc import Sequence

from terreau.identify.persons import is_person
from terreau.identify.reading import lexicon
from terreau.identify.reading.bodies import bodies
from terreau.identify.reading.following import Told
from terreau.identify.reading.model import HOLDER, PARTNER, Found
from terreau.identify.reading.roles import told
from terreau.identify.reading.spans import Evidence, Span, capitals
from terreau.identify.reading.tokens import Token, sentences, tokens

LONGEST_CHARACTERS = 200
"""A longer name is none: a list without marks, a text in capitals."""
_SHOUTED = 0.6
_REPEATED = 5
_UNDERTAKINGS = frozenset({"projet", "programme", "dispositif", "action", "festival", "nomme"})


def find(text: str) -> tuple[Found, ...]:
    """Give the organisations named in `text`, in the order in which they are written."""
    words = tokens(text)
    evidence = Evidence(words)
    spans = read_spans(words, evidence)
    return tuple(found(text, words, one) for one in roles_of(words, spans, evidence))


def read_spans(words: Sequence[Token], evidence: Evidence) -> list[Span]:
    """Give the names that tell themselves, wherever they are written, in order."""
    titles = _titles(words, evidence)
    spans = [
        span
        for first, end in sentences(words)
        if not _shouted(words, first, end)
        for span in bodies(words, first, end, evidence)
        if _kept(words, span)
        and (span.cue or _proper_key(words, span.first, span.last) not in titles)
    ]
    return _with_repeats(words, spans)


def _titles(words: Sequence[Token], evidence: Evidence) -> frozenset[tuple[str, ...]]:
    """What the text says is a project: « X » with no kind before it, « le projet X »."""
    found = set()
    for at, token in enumerate(words):
        if not token.capital:
            continue
        before = words[at - 1].key if at else ""
        quoted = token.opened and (token.begins or (before,) not in lexicon.heads())
        if quoted or (not token.begins and before in _UNDERTAKINGS):
            found.add(_proper_key(words, at, capitals(words, at, len(words), evidence)))
    return frozenset(found)


def _proper_key(words: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    """The words of a name without the article it may begin with."""
    if last - first > 1 and words[first].key in lexicon.ARTICLES:
        first += 1
    return tuple(token.key for token in words[first:last])


def roles_of(words: Sequence[Token], spans: Sequence[Span], evidence: Evidence) -> list[Told]:
    """Give these names, and those that only a cue tells, with their roles, in order."""
    named = [
        one
        for first, end, inside in _by_sentence(words, spans)
        for one in told(words, first, end, inside, evidence)
        if words[one.span.last - 1].end - words[one.span.first].start <= LONGEST_CHARACTERS
    ]
    titles = _titles(words, evidence)
    proper = [
        one for one in named if one.span.nature or one.span.cue or not _in(words, one, titles)
    ]
    return _agreed(words, proper)


def _in(words: Sequence[Token], one: Told, titles: frozenset[tuple[str, ...]]) -> bool:
    return _proper_key(words, one.span.first, one.span.last) in titles


def _agreed(words: Sequence[Token], named: Sequence[Told]) -> list[Told]:
    """Let no holder be its own partner: who holds the project sits in its committees too."""
    keys = [_proper_key(words, one.span.first, one.span.last) for one in named]
    holders = {
        key: one.cue
        for key, one in zip(keys, named, strict=True)
        if one.role == HOLDER and one.sure
    }
    return [
        one._replace(role=HOLDER, cue=holders[key], sure=False)
        if one.role == PARTNER and key in holders
        else one
        for key, one in zip(keys, named, strict=True)
    ]


def _shouted(words: Sequence[Token], first: int, end: int) -> bool:
    """A title in capitals: nothing tells a name from the other words."""
    letters = [token for token in words[first:end] if token.text[0].isalpha()]
    capitals = sum(token.text.isupper() and len(token.text) > 1 for token in letters)
    return len(letters) >= 4 and capitals > _SHOUTED * len(letters)


def _kept(words: Sequence[Token], span: Span) -> bool:
    """Whether a span may be the name of a body: not a person’s, nor that of a project."""
    name = " ".join(token.text for token in words[span.first : span.last])
    return not (span.cue and (is_person(name) or words[span.first].key in lexicon.NOT_BODIES))


def _with_repeats(words: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Add the places where a name told once is written again without what told it."""
    names: dict[str, list[tuple[tuple[str, ...], Span]]] = {}
    for span in spans:
        if not span.firm:
            continue
        for first, last in _own_names(words, span):
            keys = tuple(token.key for token in words[first:last])
            names.setdefault(keys[0], []).append((keys, span))
    for options in names.values():
        options.sort(key=lambda option: (-len(option[0]), option[0], option[1].first))
        # The longest names first, each once.
        options[:] = list({keys: (keys, span) for keys, span in reversed(options)}.values())[:40]
        options.sort(key=lambda option: (-len(option[0]), option[0]))
    taken = {at for span in spans for at in range(span.first, span.last)}
    result = list(spans)
    for at, token in enumerate(words):
        if at in taken or not token.capital or token.key not in names:
            continue
        repeat = _repeat(words, at, names[token.key])
        if repeat is not None and taken.isdisjoint(range(repeat.first, repeat.last)):
            taken.update(range(repeat.first, repeat.last))
            result.append(repeat)
    return sorted(result)


def _own_names(words: Sequence[Token], span: Span) -> list[tuple[int, int]]:
    """The stretches of a name by which it may be called again: itself, its acronym."""
    last = span.last - 1
    stretches = []
    if last > span.first and words[last].acronym and words[last].gap.strip() == "(":
        stretches.append((last, last + 1))
        last -= 1
    written = words[span.first : last + 1]
    proper = sum(token.capital for token in written)
    if proper > 1 or (proper and len(written[0].key) >= _REPEATED and written[0].capital):
        stretches.append((span.first, last + 1))
    return stretches


def _repeat(
    words: Sequence[Token], at: int, options: Sequence[tuple[tuple[str, ...], Span]]
) -> Span | None:
    for keys, span in options:
        last = at + len(keys)
        if last > len(words) or any(words[n].begins for n in range(at + 1, last)):
            continue
        if tuple(token.key for token in words[at:last]) != keys:
            continue
        if len(keys) == 1 and words[at].begins and not words[at].acronym and not span.cue:
            continue
        return Span(at, last, span.nature, "", firm=True)
    return None


def _by_sentence(
    words: Sequence[Token], spans: Sequence[Span]
) -> list[tuple[int, int, list[Span]]]:
    """Each sentence with its spans; a sentence in capitals keeps only those told elsewhere."""
    parts: list[tuple[int, int, list[Span]]] = []
    number = 0
    for first, end in sentences(words):
        inside = []
        while number < len(spans) and spans[number].first < end:
            inside.append(spans[number])
            number += 1
        if inside or not _shouted(words, first, end):
            parts.append((first, end, inside))
    return parts


def found(text: str, words: Sequence[Token], one: Told) -> Found:
    """Give a name told among the words of `text` as it stands in it."""
    start, end = words[one.span.first].start, words[one.span.last - 1].end
    if text[end : end + 1] == ")" and "(" in text[start:end] and ")" not in text[start:end]:
        end += 1
    name = " ".join(text[start:end].split())
    return Found(start, end, name, one.role, one.cue, one.sure)
