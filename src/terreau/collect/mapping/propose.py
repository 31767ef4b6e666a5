"""A field proposed for every column of a table, from headers, values and earlier mappings.

Guarantees the best assignment for the whole table (no single field twice), the same for the same
table, with how sure it is and why; what nothing recognises is kept as it is. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from terreau.collect.mapping.assignment import best
from terreau.collect.mapping.catalogue import CATALOGUE
from terreau.collect.mapping.memory import Reused, reused
from terreau.collect.mapping.model import KEPT, OWN_FIELDS, MappedColumn, Mapping, SavedMapping
from terreau.collect.mapping.profile import Profile, profiles
from terreau.collect.mapping.scoring import Score, Scorer
from terreau.collect.mapping.targets import Several, Target, vocabulary_phrases
from terreau.collect.mapping.words import vocabulary_of
from terreau.collect.readers.tables.model import Table

#: Below this, a column is kept as it is rather than sent to a field.
THRESHOLD = 0.35
NOT_RECOGNISED = "ni l’en-tête ni les valeurs ne disent un champ connu"
EMPTY = "la colonne est vide et son en-tête ne dit pas un champ connu"
_SCALE = 10_000


def propose(
    table: Table,
    remembered: Sequence[SavedMapping] = (),
    targets: Sequence[Target] = CATALOGUE,
) -> Mapping:
    """Propose a field for each column of `table`.

    `remembered` holds saved mappings, the most recent first: a header found in them takes its
    field again, and the rest is proposed around it. `targets` is the catalogue of the fields;
    with another than ours, the mapping's fields are its keys.
    """
    known = _fields(targets)
    fixed = reused(table, remembered, known)
    seen = profiles(table, vocabulary_of(vocabulary_phrases(targets)))
    free = [profile for profile in seen if profile.column.index not in fixed]
    board = _Board(free, targets, frozenset(one.field for one in fixed.values()))
    chosen = board.assign()
    return Mapping(
        tuple(
            _remembered(profile, fixed[profile.column.index])
            if profile.column.index in fixed
            else chosen[profile.column.index]
            for profile in seen
        ),
        known,
    )


def _fields(targets: Sequence[Target]) -> dict[str, bool]:
    if targets is CATALOGUE:
        return dict(OWN_FIELDS)
    several = {target.key: target.several is not Several.ONE for target in targets}
    lanes = {target.key: True for target in targets if target.lane}
    return several | lanes | {KEPT: True}


def _remembered(profile: Profile, one: Reused) -> MappedColumn:
    return MappedColumn(
        profile.column.index, profile.column.header, one.field, one.confidence, one.why
    )


class _Board:
    """Columns against fields: every score, then the best assignment of the whole.

    Columns compete for the fields that take one. What a column takes where it wins none is its
    own affair: the best field that takes many, or being kept as it is.
    """

    def __init__(
        self, columns: Sequence[Profile], targets: Sequence[Target], taken: frozenset[str]
    ) -> None:
        self._columns = columns
        self._several = {target.slot: target.several for target in targets if target.key != KEPT}
        self._keys = {target.slot: target.key for target in targets}
        self._contested = [
            slot
            for slot, several in self._several.items()
            if several is not Several.ANY
            and not (several is Several.ONE and self._keys[slot] in taken)
        ]
        scorer = Scorer(targets)
        self._scores = [_best_scores(scorer, profile, targets) for profile in columns]

    def assign(self) -> dict[int, MappedColumn]:
        """The field of each column, by the index of the column."""
        slots = [self._otherwise(place) for place in self._places]
        # One place aside for each field, which no column may suit.
        aside = [0] * len(self._contested)
        gains = [
            [*(self._gain(place, slots[place], contested) for place in self._places), *aside]
            for contested in self._contested
        ]
        for contested, place in zip(self._contested, best(gains), strict=True):
            if place < len(slots):
                slots[place] = contested
        self._add_alike(slots)
        return {
            profile.column.index: self._mapped(place, slots[place])
            for place, profile in enumerate(self._columns)
        }

    @property
    def _places(self) -> range:
        return range(len(self._columns))

    def _value(self, place: int, slot: str | None) -> float:
        """How well a column suits a slot; None is being kept, which any column suits a little."""
        if slot is None:
            return max(THRESHOLD, self._scores[place].get(KEPT, Score()).value)
        return self._scores[place].get(slot, Score()).value

    def _otherwise(self, place: int) -> str | None:
        """What a column takes where it wins no field: one that takes many, or being kept (None)."""
        found: str | None = None
        for slot, several in self._several.items():
            if several is Several.ANY and self._value(place, slot) > self._value(place, found):
                found = slot
        return found

    def _gain(self, place: int, otherwise: str | None, slot: str) -> int:
        """What a column brings more in a slot than otherwise; between equals, the first column."""
        value, least = self._value(place, slot), self._value(place, otherwise)
        if value < max(THRESHOLD, least):
            return -1
        count = len(self._columns)
        return round((value - least) * _SCALE) * count + count - place

    def _add_alike(self, slots: list[str | None]) -> None:
        """Send beside a column those whose headers differ from its own by a number alone."""
        for place, slot in enumerate(list(slots)):
            if slot is None or self._several[slot] is not Several.ALIKE:
                continue
            stem = _stem(self._columns[place])
            for other in self._places:
                if slots[other] is None and _stem(self._columns[other]) == stem:
                    slots[other] = slot if self._value(other, slot) >= THRESHOLD else None

    def _mapped(self, place: int, slot: str | None) -> MappedColumn:
        profile = self._columns[place]
        score = self._scores[place].get(slot or KEPT, Score())
        if slot is None and score.value < THRESHOLD:
            score = Score(0.0, NOT_RECOGNISED if profile.texts else EMPTY)
        return MappedColumn(
            profile.column.index,
            profile.column.header,
            self._keys[slot] if slot else KEPT,
            round(score.value, 2),
            score.why,
        )


def _best_scores(scorer: Scorer, profile: Profile, targets: Sequence[Target]) -> dict[str, Score]:
    """The best score of each field for a column; the first target wins between equals."""
    found: dict[str, Score] = {}
    for target in targets:
        score = scorer.score(profile, target)
        if score.value > found.get(target.slot, Score()).value:
            found[target.slot] = score
    return found


def _stem(profile: Profile) -> tuple[str, ...]:
    return tuple(word for word in profile.words if not word.isdigit())
