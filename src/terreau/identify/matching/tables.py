"""Distinct descriptions as arrays, so that pairs of them are compared without a loop.

Guarantees: the rows are those of the descriptions given, in order; what a word says comes from the
statistics alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terreau.identify.matching.ragged import Bools, Floats, Ints, Ragged
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import CORE, NUMBER, PLACE, Description
from terreau.identify.names.lexicon import (
    BRANCHES,
    BY_DEPARTEMENT,
    NATIONAL,
    ONE_BY_PLACE,
    PUBLIC,
)
from terreau.identify.names.places import departement_of

#: Words of a name that may be a sigle at most, of one that it may stand for at least.
FEW, MANY = 3, 2


@dataclass(frozen=True, slots=True)
class Table:
    """Distinct descriptions as arrays; row 0 of the words is a word that says nothing."""

    words: list[str]
    tokens: Ragged
    weight: Floats
    place: Bools
    compact: NDArray[np.object_]
    bits: Floats
    core_bits: Floats
    kind: Ints
    public: Bools
    network: Ints
    local: Bools
    single: Bools
    branch: Bools
    departements: Ragged
    towns: Ragged
    own_towns: Ragged
    numbers: Ragged
    wide: Ragged
    seats: Ragged
    verbatim: Ints
    sigles: Ragged
    initials: Ragged
    sigle_length: Ints
    sigle_firsts: Ragged
    word_firsts: Ragged
    few: Bools
    many: Bools
    described: Sequence[Description]
    siren: Ints
    rna: Ints


def table(descriptions: Sequence[Description], statistics: Statistics) -> Table:
    """Lay descriptions out as arrays; what a word says comes from the statistics."""
    words = _Numbers([""])
    codes = _Numbers([])
    sigles = _Numbers([])
    kept = [_kept(d) for d in descriptions]
    tokens = Ragged.of([[0, *(words(t) for t, _ in row)] for row in kept])
    bits = {pair: statistics.information(*pair) for row in kept for pair in row}
    weight = [value for row in kept for value in (0.0, *(bits[pair] for pair in row))]
    place = [value for row in kept for value in (False, *(c == PLACE for _, c in row))]
    return Table(
        words=words.all,
        tokens=tokens,
        weight=np.array(weight),
        place=np.array(place, np.bool_),
        compact=np.array([d.compact for d in descriptions], dtype=object),
        bits=np.array([sum(bits[pair] for pair in row) for row in kept]),
        core_bits=np.array([sum(bits[p] for p in row if p[1] != PLACE) for row in kept]),
        kind=_coded(d.kind for d in descriptions),
        public=np.array([d.kind in PUBLIC for d in descriptions], np.bool_),
        network=_coded(d.network for d in descriptions),
        local=np.array([d.network not in NATIONAL for d in descriptions], np.bool_),
        branch=np.array([d.network in BRANCHES for d in descriptions], np.bool_),
        single=np.array([d.network in BY_DEPARTEMENT for d in descriptions], np.bool_),
        departements=_ragged(descriptions, codes, _departements),
        towns=_ragged(descriptions, codes, _towns),
        own_towns=_ragged(descriptions, codes, _own_towns),
        numbers=_ragged(descriptions, codes, _numbers),
        wide=_ragged(descriptions, codes, lambda d: [c[1:] for c in d.codes if c[0] == "d"]),
        seats=_ragged(descriptions, codes, _seats),
        verbatim=_coded(" ".join(d.words) for d in descriptions),
        sigles=_ragged(descriptions, sigles, lambda d: d.sigles),
        initials=_ragged(descriptions, sigles, lambda d: d.initials),
        sigle_length=np.array([len(s) for s in sigles.all] or [0], np.int64),
        sigle_firsts=_ragged(descriptions, codes, lambda d: {sigle[0] for sigle in d.sigles}),
        word_firsts=_ragged(descriptions, codes, lambda d: {word[0] for word in d.words}),
        few=np.array([0 < len(row) <= FEW for row in kept], np.bool_),
        many=np.array([len(row) >= MANY for row in kept], np.bool_),
        described=descriptions,
        siren=_coded(d.siren for d in descriptions),
        rna=_coded(d.rna for d in descriptions),
    )


class _Numbers:
    """Gives each string a number, in the order they come."""

    def __init__(self, known: list[str]) -> None:
        self.all = list(known)
        self._of = {text: number for number, text in enumerate(known)}

    def __call__(self, text: str) -> int:
        number = self._of.get(text)
        if number is None:
            number = self._of[text] = len(self.all)
            self.all.append(text)
        return number


def _coded(texts: Iterable[str]) -> Ints:
    numbers = _Numbers([""])
    return np.array([numbers(text) for text in texts], np.int64)


def _ragged(
    descriptions: Sequence[Description],
    numbers: _Numbers,
    items: Callable[[Description], Iterable[str]],
) -> Ragged:
    return Ragged.of([[numbers(item) for item in items(d)] for d in descriptions])


def _kept(description: Description) -> list[tuple[str, str]]:
    return [
        (token, letter)
        for token, letter in zip(description.tokens, description.classes, strict=True)
        if letter in {CORE, PLACE, NUMBER}
    ]


def _own_towns(description: Description) -> list[str]:
    return [code for code in description.codes if code[0] == "c"]


def _towns(description: Description) -> list[str]:
    beside = ["c" + description.commune] if description.commune else []
    return sorted({*_own_towns(description), *beside})


def _departements(description: Description) -> list[str]:
    if description.departement:
        return [description.departement]
    return sorted({departement_of(code) for code in description.codes} - {""})


def _numbers(description: Description) -> list[str]:
    pairs = zip(description.tokens, description.classes, strict=True)
    return [token for token, letter in pairs if letter == NUMBER]


def _seats(description: Description) -> list[str]:
    """Give the places of which a body of that kind is the only one: a town, a région."""
    letter = ONE_BY_PLACE.get(description.kind, "")
    codes = [*description.codes, *(["c" + description.commune] if description.commune else [])]
    return sorted({code for code in codes if letter and code[0] == letter})
