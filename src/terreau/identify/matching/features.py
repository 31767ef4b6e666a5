"""What speaks for and against two names being one body, as numbers, for many pairs at once.

Guarantees: symmetric (the features of a pair do not depend on which name comes first); no loop over
the pairs. Columns are named in NAMES, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from terreau.identify.matching.alike import alike
from terreau.identify.matching.ragged import (
    Bools,
    Floats,
    Ints,
    Ragged,
    cross,
    longest_shared,
    share,
)
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import CORE, NUMBER, PLACE, Description
from terreau.identify.names.lexicon import NATIONAL, PUBLIC
from terreau.identify.names.places import departement_of

NAMES = (
    "surplus",
    "matched",
    "lost_both",
    "lost_one",
    "ratio",
    "joined",
    "exact",
    "sigle",
    "same_kind",
    "other_kind",
    "kind_once",
    "same_town",
    "other_town",
    "same_departement",
    "other_departement",
    "other_number",
    "network_elsewhere",
    "generic",
    "identifier",
)
CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Table:
    """Distinct descriptions as arrays; row 0 of the words is a word that says nothing."""

    words: list[str]
    tokens: Ragged
    weight: Floats
    place: Bools
    compact: np.ndarray
    kind: Ints
    public: Bools
    network: Ints
    local: Bools
    departements: Ragged
    towns: Ragged
    own_towns: Ragged
    numbers: Ragged
    sigles: Ragged
    initials: Ragged
    sigle_length: Ints
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
        kind=_coded(d.kind for d in descriptions),
        public=np.array([d.kind in PUBLIC for d in descriptions], np.bool_),
        network=_coded(d.network for d in descriptions),
        local=np.array([d.network not in NATIONAL for d in descriptions], np.bool_),
        departements=_ragged(descriptions, codes, _departements),
        towns=_ragged(descriptions, codes, _towns),
        own_towns=_ragged(descriptions, codes, _own_towns),
        numbers=_ragged(descriptions, codes, _numbers),
        sigles=_ragged(descriptions, sigles, lambda d: d.sigles),
        initials=_ragged(descriptions, sigles, lambda d: d.initials),
        sigle_length=np.array([len(s) for s in sigles.all] or [0], np.int64),
        siren=_coded(d.siren for d in descriptions),
        rna=_coded(d.rna for d in descriptions),
    )


def features(rows: Table, i: Ints, j: Ints, statistics: Statistics) -> Floats:
    """Give one row of features for each pair of rows of the table, columns as NAMES."""
    parts = [
        _features(rows, i[at : at + CHUNK], j[at : at + CHUNK], statistics)
        for at in range(0, len(i), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(NAMES)))


def _features(t: Table, i: Ints, j: Ints, statistics: Statistics) -> Floats:
    matched, lost_left, lost_right, core, all_matched = _shared(t, i, j)
    ratio = (
        np.asarray(
            cpdist(t.compact[i], t.compact[j], scorer=fuzz.ratio, dtype=np.float32), np.float64
        )
        / 100
    )
    joined = ((ratio >= 0.92) & ~all_matched).astype(float)
    # One word or two, « promofemmes » and « promo femmes »: letters match though words do not.
    ease = np.clip((ratio - 0.8) / 0.15, 0, 1)
    lost_left, lost_right = lost_left * (1 - ease), lost_right * (1 - ease)
    same_kind = (t.kind[i] == t.kind[j]) & (t.kind[i] > 0)
    other_kind = (t.kind[i] != t.kind[j]) & (t.kind[i] > 0) & (t.kind[j] > 0)
    once = (t.kind[i] > 0) ^ (t.kind[j] > 0)
    same_town = share(t.towns, t.towns, i, j)
    named = (t.own_towns.length[i] > 0) & (t.own_towns.length[j] > 0)
    other_town = named & ~share(t.own_towns, t.own_towns, i, j)
    placed = (t.departements.length[i] > 0) & (t.departements.length[j] > 0)
    same_departement = share(t.departements, t.departements, i, j)
    numbered = (t.numbers.length[i] > 0) | (t.numbers.length[j] > 0)
    both_numbered = (t.numbers.length[i] > 0) & (t.numbers.length[j] > 0)
    network = (t.network[i] > 0) & (t.network[i] == t.network[j]) & t.local[i]
    elsewhere = ~same_departement & ~same_town
    sigle = np.maximum(
        longest_shared(t.sigles, t.initials, i, j, t.sigle_length),
        longest_shared(t.initials, t.sigles, i, j, t.sigle_length),
    )
    identity = _identity(t, i, j)
    columns = [
        core - statistics.prior,
        core,
        np.minimum(lost_left, lost_right),
        np.maximum(lost_left, lost_right),
        ratio,
        joined,
        (t.compact[i] == t.compact[j]) & (t.kind[i] == t.kind[j]),
        np.maximum(0, sigle - 2),
        same_kind,
        other_kind,
        once,
        same_town,
        other_town,
        same_departement & ~same_town,
        placed & ~same_departement,
        (both_numbered & ~share(t.numbers, t.numbers, i, j)) + 0.3 * (numbered & ~both_numbered),
        network & elsewhere,
        matched < 8,
        identity,
    ]
    return np.column_stack([np.asarray(column, np.float64) for column in columns])


def _shared(t: Table, i: Ints, j: Ints) -> tuple[Floats, Floats, Floats, Floats, Bools]:
    """Give, in bits, what the words share, what each side has alone, the same for core words."""
    cells = cross(t.tokens, t.tokens, i, j)
    a, b = t.tokens.flat[cells.left], t.tokens.flat[cells.right]
    low, high = np.minimum(a, b), np.maximum(a, b)
    codes, back = np.unique(low * len(t.words) + high, return_inverse=True)
    degree = alike(t.words, codes // len(t.words), codes % len(t.words))[back]
    height, width = t.tokens.length[i], t.tokens.length[j]
    first = np.cumsum(height * width) - height * width
    best_left = np.maximum.reduceat(degree, _row_starts(first, height, width))
    best_right = np.maximum.reduceat(
        degree[_turned(first, height, width)], _row_starts(first, width, height)
    )
    left_at = _positions(t.tokens.start[i], height)
    right_at = _positions(t.tokens.start[j], width)
    left_pair = np.repeat(np.arange(len(i)), height)
    right_pair = np.repeat(np.arange(len(j)), width)

    def total(pair: Ints, value: Floats) -> Floats:
        return np.bincount(pair, value, len(i)).astype(np.float64)

    in_left = total(left_pair, t.weight[left_at] * best_left)
    in_right = total(right_pair, t.weight[right_at] * best_right)
    lost_left = total(left_pair, t.weight[left_at] * (1 - best_left))
    lost_right = total(right_pair, t.weight[right_at] * (1 - best_right))
    core_left = total(left_pair, t.weight[left_at] * best_left * ~t.place[left_at])
    core_right = total(right_pair, t.weight[right_at] * best_right * ~t.place[right_at])
    core = np.minimum(core_left, core_right)
    return (
        np.minimum(in_left, in_right),
        lost_left,
        lost_right,
        core,
        (lost_left + lost_right) < 1e-9,
    )


def _row_starts(first: Ints, height: Ints, width: Ints) -> Ints:
    pair = np.repeat(np.arange(len(first)), height)
    row = np.arange(len(pair)) - np.repeat(np.cumsum(height) - height, height)
    starts: Ints = first[pair] + row * width[pair]
    return starts


def _turned(first: Ints, height: Ints, width: Ints) -> Ints:
    """Give where each cell stands when columns come before rows."""
    size = height * width
    pair = np.repeat(np.arange(len(first)), size)
    place = np.arange(len(pair)) - first[pair]
    return first[pair] + (place % height[pair]) * width[pair] + place // height[pair]


def _positions(start: Ints, length: Ints) -> Ints:
    offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    places: Ints = np.repeat(start, length) + offset
    return places


def _identity(t: Table, i: Ints, j: Ints) -> Floats:
    """1 where both give the same valid number, -1 where they give different SIREN, else 0."""
    both = (t.siren[i] > 0) & (t.siren[j] > 0)
    rna = (t.rna[i] > 0) & (t.rna[i] == t.rna[j])
    same = (both & (t.siren[i] == t.siren[j])) | (rna & ~both)
    other = both & (t.siren[i] != t.siren[j])
    return same.astype(np.float64) - other.astype(np.float64)


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
