"""What official files say, brought to the territories that an instance refers to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from terreau.territory.gazetteer import Entry, Level
from terreau.territory.models import Territory
from terreau.territory.official.known import Place, known_entries
from terreau.territory.services import territories

BATCH = 500


def apply_to_territories(places: Collection[Place]) -> int:
    """Bring name, population, position and parents of these territories to their rows.

    Gives how many rows changed. Territories that no row refers to get none.
    """
    rows = [row for row in Territory.objects.order_by("pk").iterator(BATCH) if _at(row) in places]
    done = 0
    for start in range(0, len(rows), BATCH):
        done += _apply(rows[start : start + BATCH])
    return done


def _apply(rows: list[Territory]) -> int:
    entries = known_entries(_at(row) for row in rows)
    changed = []
    for row in rows:
        entry = entries.get(_at(row))
        if entry is not None and _said(row) != _told(entry):
            row.name, row.latitude, row.longitude, row.approximate, row.population = _told(entry)
            changed.append(row)
    names = ["name", "latitude", "longitude", "approximate", "population"]
    Territory.objects.bulk_update(changed, names, batch_size=BATCH)
    return len({row.pk for row in changed} | _set_parents(rows, entries.values()))


def _set_parents(rows: list[Territory], entries: Iterable[Entry]) -> set[int]:
    """Put rows within those that contain them; the keys of the rows that were elsewhere."""
    wanted = {(entry.level.value, entry.code): set(entry.parents) for entry in entries}
    through = Territory.parents.through.objects.filter(from_territory__in=rows)
    held: dict[int, set[tuple[Level, str]]] = {row.pk: set() for row in rows}
    for pk, level, code in through.values_list(
        "from_territory", "to_territory__level", "to_territory__code"
    ):
        held[pk].add((Level(level), code))
    moved = [row for row in rows if _at(row) in wanted and held[row.pk] != wanted[_at(row)]]
    above = {pair for row in moved for pair in wanted[_at(row)]}
    named = known_entries((level.value, code) for level, code in above)
    known = territories((Level(level), code) for level, code in named)
    for row in moved:
        row.parents.set([known[pair] for pair in wanted[_at(row)] if pair in known])
    return {row.pk for row in moved}


def _at(row: Territory) -> Place:
    return row.level, row.code


def _said(row: Territory) -> tuple[object, ...]:
    return row.name, row.latitude, row.longitude, row.approximate, row.population


def _told(entry: Entry) -> tuple[str, float | None, float | None, bool, int | None]:
    return entry.name, entry.latitude, entry.longitude, entry.approximate, entry.population
