"""Labelled files of names of French bodies: rows to match, with a truth held back from the matcher.

Guarantees: rows come in the order of their files; the truth is a SIREN whose digits add up, or
blank when the file does not say; `half` splits by a hash of the truth, so that no body is on both
sides, and was fixed before any look at the names.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from terreau.collect.readers.values.identifiers import luhn

DEVELOPMENT, HELD_OUT = 0, 1


class Row(NamedTuple):
    """A row: the name as written, its département or town (blank where none), the true SIREN."""

    name: str
    place: str
    truth: str


def half(truth: str) -> int:
    """DEVELOPMENT or HELD_OUT: which half of the evaluation this SIREN belongs to."""
    return hashlib.sha256(truth.encode()).digest()[0] & 1


def only(rows: list[Row], which: int) -> list[Row]:
    """Give the rows of one half; a row without truth has no place in either."""
    return [row for row in rows if row.truth and half(row.truth) == which]


def data() -> Path:
    """The folder of real files, as the tests find it."""
    named = os.environ.get("TERREAU_TEST_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def siren(text: str) -> str:
    """Give the SIREN that a SIREN or a SIRET holds, blank when it is neither or does not add up."""
    digits = text.replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {9, 14}:
        return ""
    whole = luhn(digits) or (digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0)
    return digits[:9] if whole and luhn(digits[:9]) else ""


def associations() -> list[Row]:
    """Associations of eight files of two State programmes, with their département."""
    rows = []
    for path in sorted((data() / "ci-ville-adulte-relais-fonjep").glob("*-20*.json")):
        for row in json.loads(path.read_text("utf-8")):
            code = row.get("code_tiers") or ""
            truth = siren(code) if len(code) == 14 else ""
            rows.append(Row(row.get("raison_sociale") or "", row.get("insee_dep") or "", truth))
    return rows


def public_bodies() -> list[Row]:
    """Communes, groupings and départements as typed by prefectures in two years of grants."""
    rows = []
    for path in sorted((data() / "dgcl-dotations").glob("dgcl-*.csv")):
        for row in _table(path, ";"):
            truth = siren(row["beneficiaire_siren"])
            rows.append(Row(row["beneficiaire_nom"], row["beneficiaire_dep"], truth))
    return rows


def green_fund() -> list[Row]:
    """Beneficiaries of all kinds of a national fund, with their commune's code."""
    return [
        Row(row["nom_beneficiaire_principal"], row["code_departement"], siren(row["siren"]))
        for row in _table(data() / "fonds-vert-2023" / "projets.csv", ",")
    ]


def aliases() -> list[Row]:
    """Other names of groupings, with their SIREN; no place."""
    return [
        Row(row["alias"], "", row["code_officiel"])
        for row in _table(data() / "actee-laureats" / "aliases.csv", ",")
    ]


def invented_people(file: str) -> list[Row]:
    """People invented for record linkage (FEBRL): given name and surname; the truth is a person."""
    path = data() / "er-febrl-splink" / "febrl" / f"{file}.csv"
    return [
        Row(f"{row['given_name']} {row['surname']}".strip(), "", row["rec_id"].split("-")[1])
        for row in (
            {key.strip(): value.strip() for key, value in line.items()}
            for line in _table(path, ",")
        )
    ]


def splink_people() -> list[Row]:
    """The thousand invented people of splink's own examples: names, town; the truth is a person."""
    return [
        Row(f"{row['first_name']} {row['surname']}".strip(), row["city"], row["cluster"])
        for row in _table(data() / "er-febrl-splink" / "splink_fake_1000.csv", ",")
    ]


SOURCES: dict[str, Callable[[], list[Row]]] = {
    "associations": associations,
    "public_bodies": public_bodies,
    "green_fund": green_fund,
    "aliases": aliases,
}


def _table(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)
