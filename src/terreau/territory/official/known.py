"""A territory as the files that were loaded say, else as the gazetteer; reads, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.models import TerritoryFact, TerritoryPosition

Place = tuple[str, str]  # level, code
SAID = ("name", "population", "parent")
PARENTS = {
    "epci": Level.EPCI,
    "ept": Level.EPCI,
    "departement": Level.DEPARTEMENT,
    "region": Level.REGION,
}
# What must be said of a level for the whole to be said.
NEEDED = {Level.COMMUNE: {"departement", "region"}, Level.DEPARTEMENT: {"region"}}


def known_entries(places: Iterable[Place]) -> dict[Place, Entry]:
    """Give these territories as files that were loaded say, else as the gazetteer; two queries.

    A territory of which neither knows a name is left out. Where a commune has a position of its
    own it is exact; the centre of a wider area stays approximate: a point there stands for all.
    """
    wanted = sorted(set(places))
    facts: dict[Place, dict[tuple[str, str], str]] = {}
    for level, code, kind, part, value in _rows(TerritoryFact, wanted, kind__in=SAID).values_list(
        "level", "code", "kind", "part", "value"
    ):
        facts.setdefault((level, code), {})[kind, part] = value
    points = {
        (level, code): (latitude, longitude)
        for level, code, latitude, longitude in _rows(TerritoryPosition, wanted).values_list(
            "level", "code", "latitude", "longitude"
        )
    }
    known = ((place, _entry(place, facts.get(place, {}), points.get(place))) for place in wanted)
    return {place: entry for place, entry in known if entry is not None}


def _rows(
    model: type[TerritoryFact | TerritoryPosition], places: list[Place], **chosen: object
) -> QuerySet[Any]:
    levels = sorted({level for level, _ in places})
    codes = sorted({code for _, code in places})
    return model._default_manager.filter(level__in=levels, code__in=codes, **chosen)


def _entry(
    place: Place, facts: dict[tuple[str, str], str], point: tuple[float, float] | None
) -> Entry | None:
    level = Level(place[0])
    entry = load().entry(level, place[1])
    name = facts.get(("name", ""), entry.name if entry else "")
    if not name:
        return None
    if entry is None:
        entry = Entry(level, place[1], name, (), None, None, approximate=True, population=None)
    population = facts.get(("population", ""))
    return replace(
        entry,
        name=name,
        population=int(population) if population else entry.population,
        parents=_parents(level, facts, entry),
        latitude=point[0] if point else entry.latitude,
        longitude=point[1] if point else entry.longitude,
        approximate=False if point and level is Level.COMMUNE else entry.approximate,
    )


def _parents(
    level: Level, facts: dict[tuple[str, str], str], entry: Entry
) -> tuple[tuple[Level, str], ...]:
    """The nearest first; the gazetteer's where files do not say the whole."""
    said = {part: facts["parent", part] for part in PARENTS if ("parent", part) in facts}
    if not NEEDED.get(level, {"-"}) <= said.keys():
        return entry.parents
    found = [(above, said[part]) for part, above in PARENTS.items() if part in said]
    if level is Level.COMMUNE and "epci" not in said:
        found = [*(one for one in entry.parents if one[0] is Level.EPCI), *found]
    return tuple(found)
