"""The truth of a fictitious portfolio, as `python -m scripts.fictif --to DIR` writes it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.fictif.tables.layouts import (
    AMBITION,
    AMOUNT,
    BUDGET,
    CODE,
    DATE,
    DEPARTEMENT,
    HOLDER,
    LAYOUTS,
    MAIL,
    PHONE,
    PLACE,
    SIRET,
    STAGE,
    TEXT,
    TITLE,
)

#: The field of a project that each column of the spreadsheets should fill. A stage of growth
#: (« essaimage ») is not the state of a dossier, and has no field.
FIELDS = {
    CODE: "external_id",
    TITLE: "name",
    HOLDER: "holder.name",
    SIRET: "holder.identifier",
    PLACE: "action.name",
    AMOUNT: "grant.amount",
    BUDGET: "extra",
    DATE: "grant.date",
    TEXT: "summary",
    MAIL: "extra",
    PHONE: "extra",
    AMBITION: "ambition",
    STAGE: "extra",
    DEPARTEMENT: "action.departement",
}
#: Headers that say an amount was only asked for, over amounts that were granted: nothing but a
#: person can know, and keeping the column aside is the right proposal.
ASKED = {"Demandé", "Montant proposé"}


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is; `writings` are the ways in which its holder's name is written."""

    code: str
    name: str
    year: int
    siret: str
    place: str
    amount: int
    decided: date
    writings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A planted mistake: its kind, its cell, the field that it spoils."""

    kind: str
    file: str
    row: int
    column: str
    field: str


@dataclass(frozen=True, slots=True)
class Truth:
    """`rows` gives, by file and row, the number of the project that the row speaks of."""

    folder: Path
    projects: Mapping[str, Project]
    rows: Mapping[tuple[str, int], str]
    mistakes: tuple[Mistake, ...]
    doubles: tuple[tuple[tuple[str, int], ...], ...]
    documents: Mapping[str, str]

    def rows_of(self, file: str) -> dict[int, str]:
        """The rows of one file, with the project of each."""
        return {row: code for (name, row), code in self.rows.items() if name == file}


def load(folder: Path) -> Truth:
    """Read the truth under `folder`."""
    told = folder / "verite"
    bodies = {row["organisme"]: row for row in _csv(told / "organismes.csv")}
    mistakes = list(_csv(told / "erreurs.csv"))
    rows = {(row["file"], int(row["row"])): row["project"] for row in mistakes}
    for row in _csv(told / "mentions.csv"):
        if row["ligne"]:
            rows[row["fichier"], int(row["ligne"])] = row["numero"]
    return Truth(
        folder,
        {one["numero"]: _project(one, bodies) for one in _json(told / "projets.json")},
        rows,
        tuple(
            Mistake(row["kind"], row["file"], int(row["row"]), row["column"], row["field"])
            for row in mistakes
        ),
        tuple(_places(row["lignes"]) for row in _csv(told / "doublons.csv")),
        {row["fichier"]: row["numero"] for row in _csv(told / "textes.csv")},
    )


def columns_of(file: str) -> dict[str, tuple[str, str]]:
    """By its letter, the field of the truth and the header of each column of a spreadsheet."""
    layout = next(one for one in LAYOUTS if one.name == file)
    return {chr(ord("A") + place): pair for place, pair in enumerate(layout.columns)}


def _project(one: Mapping[str, object], bodies: Mapping[str, dict[str, str]]) -> Project:
    body = bodies[str(one["porteur"])]
    places = one["lieux"]
    assert isinstance(places, list)
    return Project(
        code=str(one["numero"]),
        name=str(one["nom"]),
        year=int(str(one["annee"])),
        siret=str(one["siret"]),
        place=str(places[0]),
        amount=int(str(one["montant"])),
        decided=date.fromisoformat(str(one["date"])),
        writings=frozenset({body["nom"], *body["ecritures"].split("|")}),
    )


def _places(told: str) -> tuple[tuple[str, int], ...]:
    pairs = (one.rsplit(":", 1) for one in told.split("|"))
    return tuple((name, int(row)) for name, row in pairs)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _json(path: Path) -> list[dict[str, object]]:
    read = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(read, list)
    return read
