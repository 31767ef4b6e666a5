"""Brings rows of a file into a table: made, changed, or as they were; each key once a file.

Guarantees: bounded by the number of territories, not by the size of the file; written by batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models

from terreau.territory.models import OfficialFile

BATCH = 2_000

Key = tuple[Any, ...]


class Change(Enum):
    """What a row did to a table, the strongest last; CONFLICT: the file says two things."""

    UNCHANGED = 0
    UPDATED = 1
    CREATED = 2
    CONFLICT = 3


@dataclass
class Store:
    """One table, for the time of one file: `key` tells rows apart, `values` are what may change.

    `compared` are the values that tell whether a row changed; the others follow them.
    """

    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    compared: tuple[str, ...]
    file: OfficialFile
    kept: dict[Key, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    seen: dict[Key, tuple[Any, ...]] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    _new: list[models.Model] = field(default_factory=list)
    _changed: list[models.Model] = field(default_factory=list)

    def look(self, rows: models.QuerySet[Any]) -> None:
        """Take note of the rows that are there; their compared values alone."""
        width = len(self.key)
        for pk, *found in rows.values_list("pk", *self.key, *self.compared).iterator(BATCH):
            self.kept[tuple(found[:width])] = (pk, tuple(found[width:]))

    def put(self, key: Key, values: Sequence[Any]) -> Change:
        """Make or change the row of this key."""
        row = dict(zip(self.values, values, strict=True))
        compared = tuple(row[name] for name in self.compared)
        if key in self.seen:
            return Change.UNCHANGED if self.seen[key] == compared else Change.CONFLICT
        self.seen[key] = compared
        found = self.kept.get(key)
        if found is not None and found[1] == compared:
            return Change.UNCHANGED
        self.touched.add(key)
        made = self.model(**dict(zip(self.key, key, strict=True)), **row, file=self.file)
        if found is None:
            self._new.append(made)
        else:
            made.pk = found[0]
            self._changed.append(made)
        if len(self._new) + len(self._changed) >= BATCH:
            self.flush()
        return Change.CREATED if found is None else Change.UPDATED

    def flush(self) -> None:
        """Write what waits."""
        objects = self.model._default_manager
        objects.bulk_create(self._new, batch_size=BATCH)
        objects.bulk_update(self._changed, [*self.values, "file"], batch_size=500)
        self._new, self._changed = [], []

    def unseen(self) -> list[Key]:
        """The rows there were that the file does not speak of."""
        return [key for key in self.kept if key not in self.seen]

    def remove(self, keys: Iterable[Key]) -> int:
        """Take rows away; how many."""
        gone = list(keys)
        self.touched.update(gone)
        pks = [self.kept[key][0] for key in gone]
        for start in range(0, len(pks), BATCH // 4):
            chosen = pks[start : start + BATCH // 4]
            self.model._default_manager.filter(pk__in=chosen).delete()
        return len(gone)
