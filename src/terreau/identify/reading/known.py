"""`find_known`: where a text names bodies that are known already, with the role its sentence gives.

Guarantees: whole words, whatever their case and accents; the longest name wins; a name of one
common word counts only where it has its capital and something says that it is a body; time grows
as the text does, however many names there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from terreau.identify.reading import lexicon
from terreau.identify.reading.finder import found, read_spans, roles_of
from terreau.identify.reading.model import Found
from terreau.identify.reading.spans import Evidence, Span
from terreau.identify.reading.tokens import Token, tokens
from terreau.vocabulary.words import singular

MOST_WORDS = 25
"""Words of a name beyond which it is not looked for."""


class Known(NamedTuple):
    """A known body found in a text: where and as what, and the number it was given under."""

    found: Found
    number: int


class _Node:
    __slots__ = ("after", "number")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.number: int | None = None


class Names:
    """Names made ready to be looked for in many texts."""

    def __init__(self, names: Mapping[str, int]) -> None:
        """Keep each name, and the number that it stands for; of equal names the first by number."""
        self._root = _Node()
        for name, number in sorted(names.items(), key=lambda item: (item[1], item[0])):
            keys = [token.key for token in tokens(name)]
            if not 1 <= len(keys) <= MOST_WORDS or len("".join(keys)) < 2:
                continue
            node = self._root
            for key in keys:
                node = node.after.setdefault(key, _Node())
            if node.number is None:
                node.number = number

    def at(self, words: Sequence[Token], first: int) -> tuple[int, int] | None:
        """Give the end (excluded) and the number of the longest name that begins at `first`."""
        node, best = self._root, None
        for last in range(first, min(len(words), first + MOST_WORDS)):
            following = node.after.get(words[last].key)
            if following is None or (last > first and words[last].begins):
                break
            node = following
            if node.number is not None:
                best = (last + 1, node.number)
        return best


def find_known(text: str, names: Mapping[str, int] | Names) -> tuple[Known, ...]:
    """Give the places where `text` names one of `names` (each name or written form to a number)."""
    ready = names if isinstance(names, Names) else Names(names)
    words = tokens(text)
    evidence = Evidence(words)
    others = read_spans(words, evidence)
    spans, numbers = _known_spans(words, ready, others)
    taken = {at for span in spans for at in range(span.first, span.last)}
    rest = [span for span in others if taken.isdisjoint(range(span.first, span.last))]
    return tuple(
        Known(found(text, words, one), numbers[one.span.first])
        for one in roles_of(words, sorted([*spans, *rest]), evidence)
        if one.span.first in numbers and one.span in spans
    )


def _known_spans(
    words: Sequence[Token], names: Names, others: Sequence[Span]
) -> tuple[set[Span], dict[int, int]]:
    inside = {at: span for span in others for at in range(span.first, span.last)}
    spans: set[Span] = set()
    numbers: dict[int, int] = {}
    at = 0
    while at < len(words):
        hit = names.at(words, at)
        if hit is None or not _is_name(words, at, hit[0], inside.get(at)):
            at += 1
            continue
        last, number = hit
        other = inside.get(at)
        nature, cue = (other.nature, other.cue) if other is not None else ("", "")
        spans.add(Span(at, last, nature, cue, firm=True))
        numbers[at] = number
        at = last
    return spans, numbers


def _is_name(words: Sequence[Token], first: int, last: int, other: Span | None) -> bool:
    """Whether these words are the known name here, and not words that happen to be alike."""
    if other is not None and (other.first < first or other.last < last):
        # « Fondation La Gemme » is not « La Gemme »; « l’association La Gemme » is.
        head = tuple(singular(token.key) for token in words[other.first : first])
        if other.first < first and head not in lexicon.FORMS:
            return False
    own = [token for token in words[first:last] if token.key not in lexicon.LINKS]
    proper = [token for token in own if token.capital or token.text[0].isdigit()]
    if not proper or not (own[0].capital or own[0].text[0].isdigit()):
        return other is not None
    if last - first > 1:
        told = len(proper) > 1 or last - first > 3 or words[first].key in lexicon.ARTICLES
        return told or other is not None or not words[first].begins
    token = words[first]
    return other is not None or token.opened or token.acronym or not token.begins
