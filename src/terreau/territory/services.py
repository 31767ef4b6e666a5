"""Brings territories into the database, with all that contain them.

They are as official files that were loaded say (terreau.territory.official), else as the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from terreau.territory.errors import UnknownTerritory
from terreau.territory.gazetteer import Entry, Level
from terreau.territory.models import Territory
from terreau.territory.official.known import known_entries

Pair = tuple[Level, str]


def territory(level: Level, code: str) -> Territory:
    """Give the row of this territory, made with its parents if need be.

    UnknownTerritory when the gazetteer has no such level and code.
    """
    return territories([(level, code)])[level, code]


@transaction.atomic
def territories(pairs: Iterable[Pair]) -> dict[Pair, Territory]:
    """Give the rows of these territories, made with their parents if need be; ten queries at most.

    A row that exists is given as it is. UnknownTerritory, and nothing written, when one that has no
    row is unknown to the gazetteer and to the files that were loaded.
    """
    asked = sorted(set(pairs), key=lambda pair: (pair[0].rank, pair[1]))
    rows = _rows(asked)
    missing = [pair for pair in asked if pair not in rows]
    if missing:
        rows |= _make(missing)
    return {pair: rows[pair] for pair in asked}


def _make(pairs: list[Pair]) -> dict[Pair, Territory]:
    wanted = _known(pairs)
    unknown = next((pair for pair in pairs if pair not in wanted), None)
    if unknown is not None:
        raise UnknownTerritory(*unknown)
    above = {parent for entry in wanted.values() for parent in entry.parents} - wanted.keys()
    wanted |= _known(above)
    known = _rows(wanted)
    made = [wanted[pair] for pair in sorted(wanted, key=_widest_first) if pair not in known]
    Territory.objects.bulk_create([_row(entry) for entry in made], ignore_conflicts=True)
    rows = _rows(wanted)
    through = Territory.parents.through
    links = [
        through(from_territory=rows[entry.level, entry.code], to_territory=rows[parent])
        for entry in made
        for parent in entry.parents
        if parent in rows
    ]
    through.objects.bulk_create(links, ignore_conflicts=True)
    return rows


def _known(pairs: Iterable[Pair]) -> dict[Pair, Entry]:
    entries = known_entries((level.value, code) for level, code in pairs)
    return {(entry.level, entry.code): entry for entry in entries.values()}


def _row(entry: Entry) -> Territory:
    return Territory(
        level=entry.level.value,
        code=entry.code,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        approximate=entry.approximate,
        population=entry.population,
    )


def _rows(pairs: Iterable[Pair]) -> dict[Pair, Territory]:
    codes: dict[Level, set[str]] = {}
    for level, code in pairs:
        codes.setdefault(level, set()).add(code)
    if not codes:
        return {}
    chosen = Q()
    for level in sorted(codes, key=lambda level: level.rank):
        chosen |= Q(level=level.value, code__in=sorted(codes[level]))
    return {(Level(row.level), row.code): row for row in Territory.objects.filter(chosen)}


def _widest_first(pair: Pair) -> tuple[int, str]:
    return -pair[0].rank, pair[1]
