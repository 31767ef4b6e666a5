"""The outlines of the départements, as the source draws them, and their projection onto a page.

Guarantees: read-only, no network; the same codes and the same box give the same coordinates.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians

from terreau.territory.gazetteer import Level, load

__all__ = ["CREDIT", "Outline", "Projection", "departements_of", "outlines"]

# What a page that shows the outlines owes to their source.
CREDIT = "Contours : Natural Earth"

FORMAT = "terreau-outlines 1"
FILE = "outlines.tsv.gz"

LonLat = tuple[float, float]
Ring = tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A département's closed rings of (longitude, latitude) in degrees, the most detailed first.

    An enclave is one more ring: fill by the even-odd rule.
    """

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """A local map: equirectangular, east-west shortened by the cosine of the middle latitude.

    `scale` is in units of the page per degree of latitude; y grows downwards. Over a French région
    lengths are right to about 2 %; it is no map of the whole world.
    """

    west: float
    north: float
    stretch: float
    scale: float
    left: float
    top: float

    @classmethod
    def fit(
        cls, points: Iterable[LonLat], width: float, height: float, margin: float = 0.0
    ) -> Projection:
        """Give the largest map that shows all `points` (lon, lat) centred in a width x height box.

        ValueError when there is no point, or no room left inside the margin. A single point, or
        points on one meridian or parallel, are centred too.
        """
        seen = list(points)
        room_x, room_y = width - 2 * margin, height - 2 * margin
        if not seen or room_x <= 0 or room_y <= 0:
            raise ValueError("a projection needs a point, and room inside its margin")
        west, east = min(p[0] for p in seen), max(p[0] for p in seen)
        south, north = min(p[1] for p in seen), max(p[1] for p in seen)
        stretch = cos(radians((south + north) / 2))
        wide, tall = (east - west) * stretch, north - south
        scales = [room / side for room, side in ((room_x, wide), (room_y, tall)) if side > 0]
        scale = min(scales, default=1.0)
        left = margin + (room_x - wide * scale) / 2
        top = margin + (room_y - tall * scale) / 2
        return cls(west, north, stretch, scale, left, top)

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the (x, y) of a point of the map, in the units of the box."""
        x = self.left + (lon - self.west) * self.stretch * self.scale
        y = self.top + (self.north - lat) * self.scale
        return x, y


def outlines(codes: Sequence[str]) -> tuple[Outline, ...]:
    """Give the outlines of these départements, in the order asked; codes without one are left out.

    The source has the 96 départements of mainland France and Corsica and the five overseas; no
    outline is known of the other overseas collectivities.
    """
    known = _read()
    return tuple(_parse(known[code]) for code in codes if code in known)


def departements_of(region_code: str) -> tuple[str, ...]:
    """Give the INSEE codes of the départements of a région, in order; none for an unknown code."""
    parent = (Level.REGION, region_code)
    entries = load().entries(Level.DEPARTEMENT)
    return tuple(entry.code for entry in entries if parent in entry.parents)


@cache
def _read() -> dict[str, str]:
    data = files("terreau.territory").joinpath("data", FILE).read_bytes()
    header, *lines = gzip.decompress(data).decode("utf-8").splitlines()
    if header != FORMAT:
        raise ValueError(f"not a {FORMAT} file: {header[:40]!r}")
    return {line.partition("\t")[0]: line for line in lines}


@cache
def _parse(line: str) -> Outline:
    code, name, rings = line.split("\t")
    return Outline(code, name, tuple(_ring(ring) for ring in rings.split("|")))


def _ring(text: str) -> Ring:
    pairs = (pair.split(" ") for pair in text.split(","))
    return tuple((float(lon), float(lat)) for lon, lat in pairs)
