"""Reads the GeoJSON files: centres, priority quarters, outlines of communes and wider areas.

Guarantees: every feature gives an item or the reason why it is refused; coordinates are finite and
on Earth, longitude first, in degrees (WGS 84).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from terreau.territory.gazetteer import Level, load
from terreau.territory.names import normalise
from terreau.territory.official.codes import Code, area, commune, plain, shown
from terreau.territory.official.model import FileKind, Item, Outline, Read, Rejected
from terreau.territory.official.tables import LONGEST, point

Feature = Mapping[str, Any]
AREAS = ("Polygon", "MultiPolygon")
FEWEST = 4  # positions of a closed ring (RFC 7946, 3.1.6)


def kind_of(features: Sequence[Feature]) -> FileKind | None:
    """Give the kind of file that has features like the first one, None where none has."""
    first = features[0] if features else {}
    properties = _properties(first)
    drawn = isinstance(first, Mapping) and _geometry(first).get("type")
    if drawn == "Point":
        for column, kind in (
            ("code_qp", FileKind.QPV_POINTS),
            ("siren_epci", FileKind.EPCI_POINTS),
            ("insee_dep", FileKind.DEPARTEMENT_POINTS),
        ):
            if column in properties:
                return kind
    if drawn in AREAS and "code_qp" in properties:
        return FileKind.QPV_AREAS
    if drawn in AREAS and {"code", "nom"} <= properties.keys():
        return FileKind.OUTLINES
    return None


def read(kind: FileKind, features: Sequence[Feature]) -> Iterator[Read]:
    """Give what each feature says."""
    for number, feature in enumerate(features, start=1):
        where = f"entité {number}"
        if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
            yield Rejected(where, "no_feature", "Ce n’est pas une entité GeoJSON.")
        elif kind is FileKind.QPV_POINTS or kind is FileKind.QPV_AREAS:
            yield _quarters(feature, where)
        elif kind is FileKind.OUTLINES:
            yield _outline(feature, where)
        else:
            yield _centre(kind, feature, where)


def _properties(feature: object) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _geometry(feature: Feature) -> Mapping[str, Any]:
    found = feature.get("geometry")
    return found if isinstance(found, Mapping) else {}


def _text(properties: Mapping[str, Any], name: str) -> str:
    value = properties.get(name)
    return "" if value is None else plain(str(value))


def _centre(kind: FileKind, feature: Feature, where: str) -> Read:
    properties = _properties(feature)
    if kind is FileKind.DEPARTEMENT_POINTS:
        level, raw = Level.DEPARTEMENT, _text(properties, "insee_dep")
    else:
        level = Level.EPCI
        raw = _text(properties, "siren_epci") or _text(properties, "siren_ept")
    code = area(level, raw, where)
    if isinstance(code, Rejected):
        return code
    position = _point(_geometry(feature))
    if position is None:
        return Rejected(where, "bad_position", "L’entité n’a pas de point sur la Terre.")
    return Item(where, level, code.code, position=position, restored=code.restored)


def _point(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    pair = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(pair, list) or len(pair) < 2:
        return None
    return point(pair[1], pair[0])


def _quarters(feature: Feature, where: str) -> Read:
    """A point stands for the commune, not for a quarter: only the facts are kept of it."""
    properties = _properties(feature)
    code = commune(_text(properties, "insee_com"), where)
    if isinstance(code, Rejected):
        return code
    quarters = [one.strip() for one in _text(properties, "code_qp").split(",") if one.strip()]
    if not quarters or any(len(one) > len("QN00103M") + 4 for one in quarters):
        return Rejected(where, "no_value", "L’entité ne donne pas de code de quartier.")
    names = [one.strip() for one in _text(properties, "lib_qp").split(", ")]
    # A name with a comma in it cannot be told from two names: then the codes are kept alone.
    paired = names if len(names) == len(quarters) else [""] * len(quarters)
    facts = tuple(
        ("qpv", quarter, name[:LONGEST])
        for quarter, name in dict(zip(quarters, paired, strict=True)).items()
    )
    drawn = None
    if _geometry(feature).get("type") in AREAS:
        polygons = _polygons(_geometry(feature))
        if polygons is None:
            return Rejected(where, "bad_outline", "Le contour de l’entité n’est pas lisible.")
        drawn = Outline("qpv", _written(polygons))
    return Item(where, Level.COMMUNE, code.code, facts, outline=drawn, restored=code.restored)


def _outline(feature: Feature, where: str) -> Read:
    properties = _properties(feature)
    raw = _text(properties, "code")
    level, code = _level(raw, _text(properties, "nom"), where)
    if isinstance(code, Rejected):
        return code
    polygons = _polygons(_geometry(feature))
    if polygons is None:
        return Rejected(where, "bad_outline", "Le contour de l’entité n’est pas lisible.")
    return Item(
        where,
        level,
        code.code,
        position=middle(polygons),
        from_outline=True,
        outline=Outline("limits", _written(polygons)),
        restored=code.restored,
    )


def _level(raw: str, name: str, where: str) -> tuple[Level, Code | Rejected]:
    """« 75 » is a région and a département: the name tells which."""
    if len(raw) == len("200035533"):
        return Level.EPCI, area(Level.EPCI, raw, where)
    if len(raw) >= len("1001"):
        return Level.COMMUNE, commune(raw, where)
    for level in (Level.DEPARTEMENT, Level.REGION):
        code = area(level, raw, where)
        if isinstance(code, Rejected):
            continue
        entry = load().entry(level, code.code)
        if entry is not None and normalise(entry.name) == normalise(name):
            return level, code
    said = f"« {shown(raw)} », « {shown(name)} » n’est ni un département ni une région."
    return Level.DEPARTEMENT, Rejected(where, "unknown_code", said)


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[list[float]]]] | None:
    """The coordinates of a MultiPolygon, to six decimals; None where they are not of one."""
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    if not isinstance(coordinates, list) or not coordinates:
        return None
    try:
        polygons = [[[_pair(one) for one in ring] for ring in rings] for rings in coordinates]
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    closed = all(rings and all(len(ring) >= FEWEST for ring in rings) for rings in polygons)
    return polygons if closed else None


def _pair(one: Sequence[Any]) -> list[float]:
    position = point(one[1], one[0])
    if position is None:
        raise ValueError
    return [position[1], position[0]]


def _written(polygons: list[list[list[list[float]]]]) -> str:
    return json.dumps(polygons, separators=(",", ":"))


def middle(polygons: list[list[list[list[float]]]]) -> tuple[float, float]:
    """Give the centroid (latitude, longitude) of the largest polygon (shoelace formula)."""
    return max((_centroid(rings[0]) for rings in polygons), key=lambda found: found[0])[1]


def _centroid(ring: list[list[float]]) -> tuple[float, tuple[float, float]]:
    west, south = ring[0]  # sums are taken from a corner, for the sake of small outlines
    area_of, x, y = 0.0, 0.0, 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (a - west) * (d - south) - (c - west) * (b - south)
        area_of += cross
        x += (a + c - 2 * west) * cross
        y += (b + d - 2 * south) * cross
    if area_of == 0:
        return 0.0, (round(south, 6), round(west, 6))
    position = (south + y / (3 * area_of), west + x / (3 * area_of))
    return abs(area_of), (round(position[0], 6), round(position[1], 6))
