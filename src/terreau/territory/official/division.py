"""Reads the JSON files of the administrative division: names, populations, what lies in what.

The files are those of the package that the shipped gazetteer is made from (docs/decisions/0003):
a later version of it brings an instance up to date without a new version of Terreau.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from terreau.territory.gazetteer import Level
from terreau.territory.official.codes import plain, shown
from terreau.territory.official.model import Fact, FileKind, Item, Read, Rejected
from terreau.territory.official.tables import LONGEST

FORMS = {
    Level.COMMUNE: re.compile(r"\d[\dAB]\d{3}", re.ASCII),
    Level.EPCI: re.compile(r"\d{9}", re.ASCII),
    Level.DEPARTEMENT: re.compile(r"\d[\dAB]\d?", re.ASCII),
    Level.REGION: re.compile(r"\d{2,3}", re.ASCII),
}
LEVELS = {
    FileKind.COMMUNES: Level.COMMUNE,
    FileKind.EPCI: Level.EPCI,
    FileKind.DEPARTEMENTS: Level.DEPARTEMENT,
    FileKind.REGIONS: Level.REGION,
}
INNER = ("commune-deleguee", "commune-associee", "arrondissement-municipal")
MOST_PEOPLE = 2**31 - 1


def kind_of(rows: Sequence[Any]) -> FileKind | None:
    """Give the kind of file that has rows like the first one, None where none has."""
    first = rows[0] if rows and isinstance(rows[0], Mapping) else {}
    if not {"code", "nom"} <= first.keys():
        return None
    if "membres" in first:
        return FileKind.EPCI
    if "departement" in first:
        return FileKind.COMMUNES if "type" in first else None
    if "region" in first and "zone" in first:
        return FileKind.DEPARTEMENTS
    return FileKind.REGIONS if "chefLieu" in first else None


def is_arrondissements(rows: Sequence[Any]) -> bool:
    """Whether a list is that of the arrondissements, which Terreau has no use for."""
    first = rows[0] if rows and isinstance(rows[0], Mapping) else {}
    return {"code", "nom", "departement", "chefLieu"} <= first.keys() and "type" not in first


def read(kind: FileKind, rows: Sequence[Any]) -> Iterator[Read]:
    """Give what each row says; communes within another one say nothing new."""
    level = LEVELS[kind]
    for number, row in enumerate(rows, start=1):
        where = f"élément {number}"
        if not isinstance(row, Mapping):
            yield Rejected(where, "wrong_row", "Ce n’est pas un objet JSON.")
        else:
            yield _read(level, row, where)


def _read(level: Level, row: Mapping[str, Any], where: str) -> Read:
    code, name = str(row.get("code", "")), plain(str(row.get("nom", "")))
    if not FORMS[level].fullmatch(code):
        said = f"« {shown(code)} » n’a pas la forme d’un code de niveau « {level.label} »."
        return Rejected(where, "unknown_code", said)
    if row.get("type") in INNER:
        return Item(where, level, code)
    if not 0 < len(name) <= LONGEST:
        return Rejected(where, "no_value", "Le nom manque, ou il est trop long.")
    population = row.get("populationMunicipale", row.get("population"))
    facts: list[Fact] = [("name", "", name)]
    if population is not None:
        if type(population) is not int or not 0 <= population <= MOST_PEOPLE:
            said = f"« {shown(str(population))} » n’est pas une population."
            return Rejected(where, "bad_value", said)
        facts.append(("population", "", str(population)))
    for column, parent in (("departement", Level.DEPARTEMENT), ("region", Level.REGION)):
        held = str(row.get(column, ""))
        if FORMS[parent].fullmatch(held):
            facts.append(("parent", parent.value, held))
    return Item(where, level, code, tuple(facts), others=tuple(_members(row, code)))


def _members(row: Mapping[str, Any], code: str) -> Iterator[tuple[Level, str, Fact]]:
    """That the communes of an EPCI lie in it; an EPT is one more, within a métropole."""
    members = row.get("membres", ())
    part = "ept" if row.get("type") == "EPT" else "epci"
    for member in members if isinstance(members, list) else ():
        held = str(member.get("code", "")) if isinstance(member, Mapping) else ""
        if FORMS[Level.COMMUNE].fullmatch(held):
            yield Level.COMMUNE, held, ("parent", part, code)
