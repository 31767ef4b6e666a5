"""The real communes of Nouvelle-Aquitaine where the projects happen, with their setting."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from terreau.territory import gazetteer
from terreau.territory.gazetteer import Entry, Level

REGION = "75"
# Code: name, « en … », « de … ».
DEPARTEMENTS = {
    "16": ("Charente", "en Charente", "de la Charente"),
    "17": ("Charente-Maritime", "en Charente-Maritime", "de la Charente-Maritime"),
    "19": ("Corrèze", "en Corrèze", "de la Corrèze"),
    "23": ("Creuse", "en Creuse", "de la Creuse"),
    "24": ("Dordogne", "en Dordogne", "de la Dordogne"),
    "33": ("Gironde", "en Gironde", "de la Gironde"),
    "40": ("Landes", "dans les Landes", "des Landes"),
    "47": ("Lot-et-Garonne", "dans le Lot-et-Garonne", "du Lot-et-Garonne"),
    "64": ("Pyrénées-Atlantiques", "dans les Pyrénées-Atlantiques", "des Pyrénées-Atlantiques"),
    "79": ("Deux-Sèvres", "dans les Deux-Sèvres", "des Deux-Sèvres"),
    "86": ("Vienne", "dans la Vienne", "de la Vienne"),
    "87": ("Haute-Vienne", "en Haute-Vienne", "de la Haute-Vienne"),
}
INDUSTRY = frozenset(
    [
        "Mourenx",
        "Lacq",
        "Fumel",
        "Saint-Junien",
        "Nontron",
        "Ruelle-sur-Touvre",
        "Châtellerault",
        "Cerizay",
        "Bressuire",
        "Tulle",
        "Ussel",
        "Tarnos",
        "Boucau",
        "Gond-Pontouvre",
        "Bellac",
        "Condat-sur-Vienne",
        "Thiviers",
        "Terrasson-Lavilledieu",
    ]
)
CITY, TOWN, HAMLET = 22_000, 6_000, 350
# Longitudes west of which a commune of these départements is by the sea.
SHORE = {"17": -0.95, "33": -1.02, "40": -1.25, "64": -1.45}


# The least peopled départements have more projects than their population would give.
BOOST = {"23": 4.5, "47": 1.7, "19": 1.5, "16": 1.6, "87": 1.5, "33": 0.8}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with its setting: rural, quartier, littoral, montagne, industrie or ville."""

    code: str
    name: str
    departement: str
    epci: str
    epci_name: str
    population: int
    setting: str


def _setting(entry: Entry, departement: str) -> str:
    longitude, latitude = entry.longitude or 0.0, entry.latitude or 0.0
    if entry.name in INDUSTRY:
        return "industrie"
    if longitude < SHORE.get(departement, -180.0):
        return "littoral"
    high = departement == "64" and latitude < 43.2
    if high or (departement in {"19", "23", "87"} and longitude > 1.75 and 45.3 < latitude < 46):
        return "montagne"
    if (entry.population or 0) > CITY:
        return "quartier"
    return "ville" if (entry.population or 0) > TOWN else "rural"


@cache
def places() -> tuple[Place, ...]:
    """The communes of the région with more than a few hundred inhabitants, by code."""
    known = gazetteer.load()
    found = []
    for entry in known.entries(Level.COMMUNE):
        above = dict(entry.parents)
        epci = above.get(Level.EPCI, "")
        if above.get(Level.REGION) != REGION or (entry.population or 0) < HAMLET or not epci:
            continue
        group = known.entry(Level.EPCI, epci)
        departement = above[Level.DEPARTEMENT]
        found.append(
            Place(
                entry.code,
                entry.name,
                departement,
                epci,
                group.name if group else "",
                entry.population or 0,
                _setting(entry, departement),
            )
        )
    return tuple(found)


@cache
def _weights() -> tuple[float, ...]:
    """Cumulated: a town weighs more than a hamlet, a city less than its population."""
    return tuple(
        accumulate(place.population**0.62 * BOOST.get(place.departement, 1) for place in places())
    )


@cache
def _together() -> dict[str, tuple[Place, ...]]:
    """The communes of each intercommunality and of each département, by code."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places():
        found[place.epci].append(place)
        found[place.departement].append(place)
    return {code: tuple(held) for code, held in found.items()}


def draw(rng: random.Random) -> Place:
    """A commune: towns more often than hamlets, every département its share."""
    return rng.choices(places(), cum_weights=_weights())[0]


def near(place: Place, rng: random.Random) -> Place:
    """Another commune of the same intercommunality, or of the same département."""
    same = _together()[place.epci]
    held = same if len(same) > 1 else _together()[place.departement]
    return rng.choice([one for one in held if one != place])
