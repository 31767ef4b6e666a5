"""A field proposed for every column of a table, from headers, values and earlier mappings.

Guarantees the best assignment for the whole table (no single field twice), the same for the same
table, with how sure it is and why; what nothing recognises is kept as it is. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    fixed = {
        index: one for index, one in reused(table, remembered, known).items() if one.field in known
    }
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


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place that one column may take: a field, or nothing (`None`: the column is kept)."""

    key: str | None


class _Board:
    """Columns against fields: every score, then the best assignment of the whole."""

    def __init__(
        self, columns: Sequence[Profile], targets: Sequence[Target], taken: frozenset[str]
    ) -> None:
        self._columns = columns
        self._several = {target.slot: target.several for target in targets}
        self._keys = {target.slot: target.key for target in targets}
        self._taken = {
            slot
            for slot, key in self._keys.items()
            if key in taken and self._several[slot] is Several.ONE
        }
        scorer = Scorer(targets)
        self._scores = [_best_scores(scorer, profile, targets) for profile in columns]

    def assign(self) -> dict[int, MappedColumn]:
        """The field of each column, by the index of the column."""
        if not self._columns:
            return {}
        slots = self._slots()
        gains = [[self._gain(place, slot) for slot in slots] for place in range(len(self._columns))]
        keys = [slots[slot].key for slot in best(gains)]
        self._add_alike(keys)
        return {
            profile.column.index: self._mapped(place, keys[place])
            for place, profile in enumerate(self._columns)
        }

    def _slots(self) -> list[_Slot]:
        slots: list[_Slot] = []
        for key, several in self._several.items():
            if key == KEPT or key in self._taken:
                continue
            wanting = sum(self._value(place, key) >= THRESHOLD for place in self._places)
            slots += [_Slot(key)] * (wanting if several is Several.ANY else min(wanting, 1))
        return slots + [_Slot(None)] * len(self._columns)

    @property
    def _places(self) -> range:
        return range(len(self._columns))

    def _value(self, place: int, key: str) -> float:
        return self._scores[place].get(key, Score()).value

    def _gain(self, place: int, slot: _Slot) -> int:
        """The score in whole units; between equals, the first column is sent to the field."""
        count = len(self._columns)
        if slot.key is None:
            return round(max(THRESHOLD, self._value(place, KEPT)) * _SCALE) * count
        value = self._value(place, slot.key)
        if value < THRESHOLD:
            return 0
        return round(value * _SCALE) * count + count - place - 1

    def _add_alike(self, keys: list[str | None]) -> None:
        """Send beside a column those whose headers differ from its own by a number alone."""
        for place, key in enumerate(list(keys)):
            if key is None or self._several[key] is not Several.ALIKE:
                continue
            stem = _stem(self._columns[place])
            for other in self._places:
                if keys[other] is None and _stem(self._columns[other]) == stem:
                    keys[other] = key if self._value(other, key) >= THRESHOLD else None

    def _mapped(self, place: int, key: str | None) -> MappedColumn:
        profile = self._columns[place]
        score = self._scores[place].get(key or KEPT, Score())
        if key is None and score.value < THRESHOLD:
            score = Score(0.0, NOT_RECOGNISED if profile.texts else EMPTY)
        return MappedColumn(
            profile.column.index,
            profile.column.header,
            self._keys[key] if key else KEPT,
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
