"""What speaks for and against two names being one body, as numbers, for many pairs at once.

Guarantees: symmetric (the features of a pair do not depend on which name comes first); no loop over
the pairs. Columns are named in NAMES, in order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from terreau.identify.matching.alike import alike
from terreau.identify.matching.ragged import (
    Bools,
    Floats,
    Ints,
    cross,
    longest_shared,
    share,
)
from terreau.identify.matching.statistics import Statistics
from terreau.identify.matching.tables import Table, table
from terreau.identify.names.sigles import spells

__all__ = ["NAMES", "features", "table"]

NAMES = (
    "surplus",
    "shortage",
    "share",
    "lost_both",
    "lost_one",
    "place_added",
    "ratio",
    "joined",
    "exact",
    "exact_near",
    "verbatim",
    "nothing",
    "sigle_near",
    "sigle_anywhere",
    "same_kind",
    "other_kind",
    "public_once",
    "kind_once",
    "same_seat",
    "same_town",
    "other_town",
    "same_departement",
    "other_departement",
    "elsewhere_common",
    "nowhere_common",
    "other_number",
    "network_near",
    "network_elsewhere",
    "branch_elsewhere",
    "network_national",
    "identifier",
)
#: Bits that the words of a name bring when it is neither rare nor common.
ORDINARY = 24.0
#: Letters of a sigle that mere chance gives.
SIGLE_BY_CHANCE = 2.0
#: A name whose words bring fewer bits than this says too little to be told from another.
SAYS_NOTHING = 7.0
CHUNK = 50_000


def features(rows: Table, i: Ints, j: Ints, statistics: Statistics) -> Floats:
    """Give one row of features for each pair of rows of the table, columns as NAMES."""
    parts = [
        _features(rows, i[at : at + CHUNK], j[at : at + CHUNK], statistics)
        for at in range(0, len(i), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(NAMES)))


def _features(t: Table, i: Ints, j: Ints, statistics: Statistics) -> Floats:
    words = _shared(t, i, j)
    ratio = _ratio(t, i, j)
    # One word or two, « promofemmes » and « promo femmes »: letters match though words do not.
    sigle = _sigle(t, i, j, words)
    eased = np.maximum(np.clip((ratio - 0.8) / 0.15, 0, 1), np.clip(sigle / 4, 0, 1))
    lost = [side * (1 - eased) for side in words.lost_core]
    whole = np.minimum(t.core_bits[i], t.core_bits[j])
    nothing = np.minimum(t.bits[i], t.bits[j]) < SAYS_NOTHING
    exact = (t.compact[i] == t.compact[j]) & ~nothing
    seat = _one_seat(t, i, j)
    said = words.core + words.place * seat
    core = np.where(ratio >= 0.95, np.maximum(said, 0.9 * whole), said)
    surplus = core - statistics.prior
    vague = np.clip((ORDINARY - core) / ORDINARY, 0, 1)
    columns = [
        np.clip(surplus, 0, 20),
        np.clip(surplus, None, 0),
        words.share,
        np.minimum(*lost),
        np.maximum(*lost),
        np.abs(words.lost_place[0] - words.lost_place[1]) * ~_said_beside(t, i, j),
        ratio,
        (ratio >= 0.92) & ~exact & ~nothing,
        exact,
        exact & (share(t.departements, t.departements, i, j) | share(t.towns, t.towns, i, j)),
        (t.verbatim[i] == t.verbatim[j]) & ~nothing,
        nothing,
        *_near(t, i, j, np.maximum(0.0, sigle - SIGLE_BY_CHANCE)),
        *_kinds(t, i, j),
        seat & (np.maximum(*lost) < 1),
        *_places(t, i, j, vague),
        *_networks(t, i, j),
        _identity(t, i, j),
    ]
    return np.column_stack([np.asarray(column, np.float64) for column in columns])


def _said_beside(t: Table, i: Ints, j: Ints) -> Bools:
    """Whether the département that one name holds is the one beside the other name."""
    return share(t.wide, t.departements, i, j) | share(t.departements, t.wide, i, j)


def _ratio(t: Table, i: Ints, j: Ints) -> Floats:
    found = cpdist(t.compact[i], t.compact[j], scorer=fuzz.ratio, dtype=np.float32)
    ratio: Floats = np.asarray(found, np.float64) / 100
    return ratio


def _kinds(t: Table, i: Ints, j: Ints) -> list[Bools]:
    same = (t.kind[i] == t.kind[j]) & (t.kind[i] > 0)
    other = (t.kind[i] != t.kind[j]) & (t.kind[i] > 0) & (t.kind[j] > 0)
    once = (t.kind[i] > 0) ^ (t.kind[j] > 0)
    public = t.public[i] | t.public[j]
    return [same, other, once & public, once & ~public]


def _near(t: Table, i: Ints, j: Ints, value: Floats) -> tuple[Floats, Floats]:
    """Part a value by place: where both names are in one place, where one says no place."""
    near = share(t.departements, t.departements, i, j) | share(t.towns, t.towns, i, j)
    nowhere = (t.departements.length[i] == 0) | (t.departements.length[j] == 0)
    return value * near, value * (nowhere & ~near)


def _one_seat(t: Table, i: Ints, j: Ints) -> Bools:
    """Whether two names are of the one kind of public body that their place has once."""
    seat = share(t.seats, t.seats, i, j)
    same: Bools = seat & (t.kind[i] == t.kind[j])
    return same


def _places(t: Table, i: Ints, j: Ints, vague: Floats) -> list[Floats]:
    """Say where the two names are, and what is amiss when places that differ hold common names."""
    same_town = share(t.towns, t.towns, i, j)
    named = (t.own_towns.length[i] > 0) & (t.own_towns.length[j] > 0)
    wide = (t.wide.length[i] > 0) & (t.wide.length[j] > 0)
    other_town = named & ~share(t.own_towns, t.own_towns, i, j)
    other_town |= wide & ~share(t.wide, t.wide, i, j)
    placed = (t.departements.length[i] > 0) & (t.departements.length[j] > 0)
    same = share(t.departements, t.departements, i, j) & ~same_town
    other = placed & ~same & ~same_town
    numbered = (t.numbers.length[i] > 0) & (t.numbers.length[j] > 0)
    once = (t.numbers.length[i] > 0) ^ (t.numbers.length[j] > 0)
    number = (numbered & ~share(t.numbers, t.numbers, i, j)) + 0.3 * once
    flags = (same_town, other_town, same, other)
    return [
        *(flag.astype(np.float64) for flag in flags),
        other * vague,
        (~placed & ~same_town) * vague,
        number * ~(t.public[i] | t.public[j]),
    ]


def _networks(t: Table, i: Ints, j: Ints) -> list[Bools]:
    network = (t.network[i] > 0) & (t.network[i] == t.network[j])
    near = share(t.departements, t.departements, i, j) | share(t.towns, t.towns, i, j)
    branch = t.branch[i]
    return [
        network & near & t.single[i],
        network & ~near & t.local[i] & ~branch,
        network & ~near & branch,
        network & ~t.local[i],
    ]


def _sigle(t: Table, i: Ints, j: Ints, words: Shared) -> Floats:
    """Give the letters by which a word of one name is made of the words of the other, 0 if none."""
    whole = longest_shared(t.sigles, t.initials, i, j, t.sigle_length)
    whole = np.maximum(whole, longest_shared(t.initials, t.sigles, i, j, t.sigle_length))
    found = np.maximum(0.0, whole - 0.5) * (whole > 0)
    unlike = (words.share < 0.5) & (found == 0)
    for short, long in ((i, j), (j, i)):
        hopeful = unlike & (t.few[short]) & (t.many[long])
        hopeful &= share(t.sigle_firsts, t.word_firsts, short, long)
        for at in np.flatnonzero(hopeful).tolist():
            one, other = t.described[short[at]], t.described[long[at]]
            best = max(spells(sigle, other.words) for sigle in one.sigles)
            found[at] = max(found[at], best)
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """In bits: what core words share, what each side has alone; the part of all that is shared."""

    core: Floats
    place: Floats
    lost_core: tuple[Floats, Floats]
    lost_place: tuple[Floats, Floats]
    share: Floats


def _shared(t: Table, i: Ints, j: Ints) -> Shared:
    cells = cross(t.tokens, t.tokens, i, j)
    a, b = t.tokens.flat[cells.left], t.tokens.flat[cells.right]
    low, high = np.minimum(a, b), np.maximum(a, b)
    codes, back = np.unique(low * len(t.words) + high, return_inverse=True)
    degree = alike(t.words, codes // len(t.words), codes % len(t.words))[back]
    height, width = t.tokens.length[i], t.tokens.length[j]
    first = np.cumsum(height * width) - height * width
    turned = degree[_turned(first, height, width)]
    left = _side(t, i, np.maximum.reduceat(degree, _row_starts(first, height, width)))
    right = _side(t, j, np.maximum.reduceat(turned, _row_starts(first, width, height)))
    core = np.minimum(left[0], right[0])
    both = core + np.minimum(left[2], right[2])
    most = np.maximum(sum(left), sum(right))
    share_of = np.divide(both, most, out=np.zeros(len(i)), where=most > 0)
    return Shared(
        core, np.minimum(left[2], right[2]), (left[1], right[1]), (left[3], right[3]), share_of
    )


def _side(t: Table, rows: Ints, best: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the bits of one side: core words shared, alone; places shared, alone."""
    at = _positions(t.tokens.start[rows], t.tokens.length[rows])
    pair = np.repeat(np.arange(len(rows)), t.tokens.length[rows])
    weight, place = t.weight[at], t.place[at]

    def total(value: Floats) -> Floats:
        return np.bincount(pair, value, len(rows)).astype(np.float64)

    return (
        total(weight * best * ~place),
        total(weight * (1 - best) * ~place),
        total(weight * best * place),
        total(weight * (1 - best) * place),
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
    cells: Ints = first[pair] + (place % height[pair]) * width[pair] + place // height[pair]
    return cells


def _positions(start: Ints, length: Ints) -> Ints:
    offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    places: Ints = np.repeat(start, length) + offset
    return places


def _identity(t: Table, i: Ints, j: Ints) -> Floats:
    """1 where both give the same valid number, -1 where they give different SIREN, else 0."""
    both = (t.siren[i] > 0) & (t.siren[j] > 0)
    rna = (t.rna[i] > 0) & (t.rna[i] == t.rna[j])
    same: Bools = (both & (t.siren[i] == t.siren[j])) | (rna & ~both)
    other = both & (t.siren[i] != t.siren[j])
    identity: Floats = same.astype(np.float64) - other.astype(np.float64)
    return identity
