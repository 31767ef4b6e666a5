"""Places communes: on a GeoNames point of their name, else on the centre of their neighbours.

A point is believed only when one commune of its name can be meant and, where neighbours are placed
already, when it lies among them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from statistics import fmean

from sources import Commune, Division, Point

from terreau.territory.names import normalise

KM_PER_DEGREE = 111.195
FARTHEST_KM = 25.0  # of a believed point from the mean of its postal or EPCI neighbours
FARTHEST_PEER_KM = 20.0  # of a believed point from the nearest placed commune of its EPCI
ENOUGH_PEERS = 4  # fewer do not tell a stray point from a wide EPCI; nor do they overseas
CLEARLY_NEARER = 0.5  # one of two namesakes is meant when it is at most half as far as the other
ALIKE = 4.0  # the largest ratio of two populations that may be of one place, at two dates

LatLon = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Position:
    latitude: float
    longitude: float
    own: bool


def distance_km(a: LatLon, b: LatLon) -> float:
    """Give the distance of two near points (equirectangular), in km."""
    east = (b[1] - a[1]) * cos(radians((a[0] + b[0]) / 2))
    return KM_PER_DEGREE * hypot(east, b[0] - a[0])


def mean(points: Iterable[LatLon]) -> LatLon:
    points = list(points)
    return fmean(p[0] for p in points), fmean(p[1] for p in points)


def place(
    division: Division, cities: tuple[Point, ...], cache: tuple[Point, ...]
) -> dict[str, Position]:
    """Give a position to every commune that has a placed neighbour, by code."""
    own = _by_name_in_departement(division, cities)
    _by_name_in_region(division, cache, own)
    _by_former_name(division, cities, own)
    _by_other_name(division, cache, own)
    _drop_strays(division, own)
    placed = {code: Position(*point, own=True) for code, point in own.items()}
    _by_neighbours(division, own, placed)
    _by_departement(division, cities, placed)
    return placed


def _by_name_in_departement(division: Division, cities: tuple[Point, ...]) -> dict[str, LatLon]:
    codes = {(c.departement, normalise(c.name)): c.code for c in division.communes}
    found: dict[str, LatLon] = {}
    for point in cities:
        code = codes.get((point.departement, normalise(point.name)))
        if code:
            found.setdefault(code, (point.latitude, point.longitude))
    return found


def _by_name_in_region(
    division: Division, points: tuple[Point, ...], own: dict[str, LatLon]
) -> None:
    neighbours = _neighbour_mean(division, own)
    named: dict[tuple[str, str], list[Commune]] = defaultdict(list)
    for commune in division.communes:
        key = normalise(commune.name)
        named[commune.region, key].append(commune)
        named[commune.departement + "*", key].append(commune)
    found: dict[str, LatLon] = {}
    for point in points:
        where = point.region or point.departement + "*"
        candidates = named.get((where, normalise(point.name)), [])
        code = _meant((point.latitude, point.longitude), candidates, neighbours)
        if code and code not in own:
            found.setdefault(code, (point.latitude, point.longitude))
    own.update(found)


def _by_former_name(division: Division, cities: tuple[Point, ...], own: dict[str, LatLon]) -> None:
    """A new commune keeps the code of its seat: the point of that old name is its own."""
    seats = {
        (f.departement, normalise(f.name)): f.current
        for f in division.former
        if f.code == f.current
    }
    for point in cities:
        code = seats.get((point.departement, normalise(point.name)))
        if code:
            own.setdefault(code, (point.latitude, point.longitude))


def _by_other_name(division: Division, points: tuple[Point, ...], own: dict[str, LatLon]) -> None:
    """GeoNames’ main name may be foreign (Dunkirk): others count where the population agrees."""
    neighbours = _neighbour_mean(division, own)
    named: dict[tuple[str, str], list[Commune]] = defaultdict(list)
    for commune in division.communes:
        if commune.code not in own:
            named[commune.region, normalise(commune.name)].append(commune)
    found: dict[str, LatLon] = {}
    for point in points:
        keys = sorted({normalise(name) for name in point.other_names})
        candidates = [
            commune
            for key in keys
            for commune in named.get((point.region, key), [])
            if _alike(point.population, commune.population, key)
        ]
        code = _meant((point.latitude, point.longitude), candidates, neighbours)
        if code:
            found.setdefault(code, (point.latitude, point.longitude))
    own.update(found)


def _alike(one: int, other: int, key: str) -> bool:
    """A name of one word is too common to be believed when the two populations differ much."""
    ratio = ALIKE if " " in key else ALIKE / 2
    return 1 / ratio <= (one + 1) / (other + 1) <= ratio


def _drop_strays(division: Division, own: dict[str, LatLon]) -> None:
    """Some GeoNames points of the right name lie at another end of the département."""
    strays = []
    for epci in division.epcis:
        members = [code for code in epci.members if code in own]
        if len(members) < ENOUGH_PEERS or members[0].startswith("97"):
            continue
        for code in members:
            peers = [distance_km(own[code], own[other]) for other in members if other != code]
            if peers and min(peers) > FARTHEST_PEER_KM:
                strays.append(code)
    for code in strays:
        del own[code]


def _meant(
    point: LatLon, candidates: list[Commune], neighbours: Callable[[Commune], LatLon | None]
) -> str | None:
    distances = sorted(
        (distance_km(point, where), commune.code)
        for commune in candidates
        if (where := neighbours(commune)) is not None
    )
    if len(distances) < len(candidates):  # overseas: a namesake without any placed neighbour
        return candidates[0].code if len(candidates) == 1 else None
    if not distances or distances[0][0] > FARTHEST_KM:
        return None
    alone = len(distances) == 1 or distances[0][0] <= CLEARLY_NEARER * distances[1][0]
    return distances[0][1] if alone else None


def _groups(division: Division) -> list[Callable[[Commune], list[Hashable]]]:
    """The circles of neighbours of a commune, the narrowest first."""
    epci_of = {code: epci.code for epci in division.epcis for code in epci.members}

    def both(c: Commune) -> list[Hashable]:
        return [(p, epci_of.get(c.code, "")) for p in c.postcodes]

    return [
        both,
        lambda c: [("postcode", p) for p in c.postcodes],
        lambda c: [("epci", epci_of[c.code])] if c.code in epci_of else [],
        lambda c: [("arrondissement", c.arrondissement)] if c.arrondissement else [],
        lambda c: [("departement", c.departement)],
    ]


def _neighbour_mean(
    division: Division, own: Mapping[str, LatLon]
) -> Callable[[Commune], LatLon | None]:
    """Give a function: the mean of the placed communes of the narrowest circle, itself excepted."""
    groups = _groups(division)
    members: dict[Hashable, list[tuple[str, LatLon]]] = defaultdict(list)
    for commune in division.communes:
        if commune.code in own:
            for group in groups:
                for key in group(commune):
                    members[key].append((commune.code, own[commune.code]))

    def neighbours(commune: Commune) -> LatLon | None:
        for group in groups:
            points = {
                code: point
                for key in group(commune)
                for code, point in members.get(key, ())
                if code != commune.code
            }
            if points:
                return mean(points[code] for code in sorted(points))
        return None

    return neighbours


def _by_neighbours(
    division: Division, own: Mapping[str, LatLon], placed: dict[str, Position]
) -> None:
    neighbours = _neighbour_mean(division, own)
    for commune in division.communes:
        if commune.code not in placed and (point := neighbours(commune)) is not None:
            placed[commune.code] = Position(*point, own=False)


def _by_departement(
    division: Division, cities: tuple[Point, ...], placed: dict[str, Position]
) -> None:
    """Overseas, a collectivity of one commune (Saint-Martin) is placed by the points within it."""
    points: dict[str, list[LatLon]] = defaultdict(list)
    for point in cities:
        points[point.departement].append((point.latitude, point.longitude))
    for commune in division.communes:
        if commune.code not in placed and commune.departement in points:
            placed[commune.code] = Position(*mean(points[commune.departement]), own=False)
