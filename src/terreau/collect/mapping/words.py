"""The words of a header, however it is typed: accents, case, capitals in the middle, jargon.

Guarantees that two headers of one meaning give the same words where the lexicon knows them:
« Mt subv. », « montantSubvention » and « Montant de la subvention » are one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from terreau.collect.mapping.lexicon import EMPTY, PLAIN
from terreau.territory.names import fold

_NUMBER_SIGN = re.compile(r"\b[nN]\s?[°º]\s?|№")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_DIGITS = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NOT_A_WORD = re.compile(r"[\W_]+")
#: A run of letters that long is likely several words typed without a space.
RUN_TOGETHER = 7
#: Letters that may be left over when such a run is cut into known words, as a share of it.
LEFT_OVER = 0.34
#: A header is understood by its beginning; a paragraph in its place costs no more.
LONGEST_HEADER = 300


@lru_cache(maxsize=4096)
def words(header: str, vocabulary: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words that carry the meaning of a header, in plain French, singular, without accents.

    `vocabulary` (from `vocabulary_of`) lets words typed without a space be told apart:
    « Nomdelastructure » gives `nom`, `structure`.
    """
    shown = header[:LONGEST_HEADER]
    text = _NUMBER_SIGN.sub(" numero ", shown).replace("%", " pourcentage ")
    spaced = " ".join(map(_uncapped, _NOT_A_WORD.sub(" ", text).split()))
    tokens = _DIGITS.sub(" ", fold(spaced)).split()
    found: list[str] = []
    for token in tokens:
        for piece in _cut(token, vocabulary):
            found += _plain(piece)
    return tuple(found)


def _uncapped(token: str) -> str:
    """The words that capitals part (« nomProjet »); « MaJ » is one word all the same."""
    return token if fold(token) in PLAIN else _CAMEL.sub(" ", token)


def vocabulary_of(phrases: Iterable[str]) -> frozenset[str]:
    """The words that a run of letters may be cut into: those of the phrases and of the lexicon."""
    own = (_NOT_A_WORD.sub(" ", fold(phrase)).split() for phrase in phrases)
    return frozenset({word for phrase in own for word in phrase} | EMPTY | PLAIN.keys())


def _plain(token: str) -> list[str]:
    if token in EMPTY:
        return []
    known = PLAIN.get(token) or PLAIN.get(singular(token))
    return [singular(word) for word in known.split()] if known else [singular(token)]


def singular(word: str) -> str:
    """The word without the marks of plural and of the feminine of a participle."""
    if len(word) > 3 and word[-1] in "sx" and word[-2:] != "ss":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("ee") else word


def _cut(token: str, vocabulary: frozenset[str]) -> tuple[str, ...]:
    """The known words that a run of letters is made of; the run itself where it is not."""
    if not vocabulary or len(token) < RUN_TOGETHER or token in vocabulary:
        return (token,)
    if singular(token) in vocabulary:
        return (token,)
    # best[i]: letters left over and pieces in the first i letters, and where the last piece begins
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(token) + 1):
        options = [(best[end - 1][0] + 1, best[end - 1][1] + 1, end - 1)]
        for start in range(max(0, end - 20), end - 1):
            if token[start:end] in vocabulary or singular(token[start:end]) in vocabulary:
                options.append((best[start][0], best[start][1] + 1, start))
        best.append(min(options))
    left_over = best[-1][0]
    if left_over > LEFT_OVER * len(token):
        return (token,)
    pieces: list[str] = []
    end = len(token)
    while end:
        start = best[end][2]
        pieces.append(token[start:end])
        end = start
    telling = [piece for piece in pieces if len(piece) > 2 and piece not in EMPTY]
    if len(telling) < 2:  # one word and its ending (« opérationnel »)
        return (token,)
    return tuple(piece for piece in reversed(pieces) if len(piece) > 1)
