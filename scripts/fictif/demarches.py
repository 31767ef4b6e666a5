"""The last years of the invented call as the platform's own export: dossiers, blocks, avis.

Besides the funded projects it holds applications that were refused, dropped or are still read:
they are no project of the portfolio. Sheets are joined on `Dossier ID` and `Ligne`.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from dataclasses import dataclass

import xlsxwriter
from scripts.fictif.banks import ambitions
from scripts.fictif.dossier import Dossier, dossiers
from scripts.fictif.names import person
from scripts.fictif.places import DEPARTEMENTS
from scripts.fictif.plan import PROJECTS, Project, plan

FIRST_YEAR = 2021
OTHERS = 96 / PROJECTS
STATES = ("Refusé", "Classé sans suite", "En instruction", "En construction")
SHARES = (50, 25, 15, 10)
FIRST_NUMBER = 4_100_000
REASONS = {
    "Refusé": (
        "Le besoin est déjà couvert.",
        "Le budget présenté n’est pas équilibré.",
        "Projet hors du périmètre de l’appel.",
    ),
    "Classé sans suite": (
        "Sans réponse du porteur après deux relances.",
        "Retrait à la demande du porteur.",
        "Dossier déposé en double.",
    ),
}
Cell = str | int | float | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Deposit:
    """An application on the platform: its number there, its state, what it says."""

    number: int
    state: str
    dossier: Dossier

    @property
    def project(self) -> Project:
        """What the application is about."""
        return self.dossier.project


def deposits(funded: list[Dossier], seed: int) -> list[Deposit]:
    """The funded projects since FIRST_YEAR and the other applications, by number."""
    rng = random.Random(f"{seed}:demarches")
    count = max(5, round(len(funded) * OTHERS))
    others = dossiers(plan(seed + 1, count), seed + 1)
    held = [("Accepté", one) for one in funded if one.project.year >= FIRST_YEAR]
    held += [
        (STATES[rank] if rank < len(STATES) else rng.choices(STATES, SHARES)[0], one)
        for rank, one in enumerate(others)
    ]
    rng.shuffle(held)
    number = FIRST_NUMBER
    made = []
    for state, one in held:
        number += rng.randint(3, 240)
        made.append(Deposit(number, state, one))
    return made


def export(made: list[Deposit], seed: int) -> bytes:
    """The workbook of the platform: Dossiers, Etablissements, Avis, and one sheet per block."""
    rng = random.Random(f"{seed}:demarches:cells")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}
    )
    book.set_properties({"created": dt.datetime(2025, 1, 6, tzinfo=dt.UTC)})
    for name, rows in (
        ("Dossiers", [_dossier(one, rng) for one in made]),
        ("Etablissements", [_establishment(one) for one in made]),
        ("Avis", [avis for one in made for avis in _avis(one, rng)]),
        ("(1) Partenaires", [line for one in made for line in _partners(one)]),
        ("(2) Budget", [line for one in made for line in _budget(one, rng)]),
    ):
        page = book.add_worksheet(name)
        page.write_row(0, 0, list(rows[0]) if rows else [])
        for rank, row in enumerate(rows, start=1):
            for column, cell in enumerate(row.values()):
                if isinstance(cell, dt.datetime):
                    page.write_datetime(rank, column, cell)
                elif isinstance(cell, str):
                    page.write_string(rank, column, cell)
                elif cell is not None:
                    page.write_number(rank, column, cell)
    book.close()
    return buffer.getvalue()


def _dossier(one: Deposit, rng: random.Random) -> dict[str, Cell]:
    project = one.project
    deposited = dt.datetime.combine(one.dossier.pieces[0].day, dt.time(rng.randint(7, 22), 12))
    treated = dt.datetime.combine(project.decided, dt.time(14, 30))
    decided = one.state in {"Accepté", *REASONS}
    said = one.dossier.pieces[0].sentences
    ambition = next(item for item in ambitions() if item.notation == project.ambition)
    return {
        "ID": one.number,
        "Email": project.holder.email,
        "Établissement SIRET": project.holder.siret,
        "Entreprise raison sociale": rng.choice(project.holder.variants[:3]),
        "Archivé": "false",
        "État du dossier": one.state,
        "Dernière mise à jour le": treated if decided else deposited,
        "Déposé le": deposited,
        "Passé en instruction le": None
        if one.state == "En construction"
        else deposited + dt.timedelta(days=6),
        "Traité le": treated if decided else None,
        "Motivation de la décision": rng.choice(REASONS.get(one.state, ("",))),
        "Instructeurs": "instruction@grand-pollen.example",
        "Nom du projet": project.name,
        "Décrivez le besoin": " ".join(said[:3]),
        "Décrivez votre solution": " ".join(said[3:7]),
        "Commune du projet": f"{project.at.name} ({project.at.code})",
        "Département": f"{project.at.departement} – {DEPARTEMENTS[project.at.departement][0]}",
        "Ambition visée": ambition.label,
        "Stade du projet": project.stage,
        "Montant demandé": project.amount,
        "Coût total du projet": project.budget,
        "Date prévisionnelle de démarrage": dt.datetime(project.year, rng.randint(6, 12), 1),
    }


def _establishment(one: Deposit) -> dict[str, Cell]:
    holder = one.project.holder
    return {
        "Dossier ID": one.number,
        "Champ": "SIRET du porteur",
        "Établissement SIRET": holder.siret,
        "Entreprise raison sociale": holder.name,
        "Établissement Code INSEE Localité": holder.place.code,
        "Établissement Localité": holder.place.name,
        "Association RNA": "W000000000" if holder.form == "association" else None,
    }


def _avis(one: Deposit, rng: random.Random) -> list[dict[str, Cell]]:
    if one.state == "En construction":
        return []
    answers = {
        "Accepté": ("Favorable : le besoin est établi.", "Favorable avec réserve sur le budget."),
        "Refusé": ("Défavorable.", "Réservé : projet proche d’un service existant."),
    }.get(one.state, ("",))
    return [
        {
            "Dossier ID": one.number,
            "Introduction": "Merci de donner votre avis sur ce projet.",
            "Réponse": rng.choice(answers).replace(" :", "\u00a0:"),
            "Expert": f"expert{rank}@grand-pollen.example",
            "Instructeur": person(rng),
        }
        for rank in range(1, rng.choice((1, 1, 2)) + 1)
    ]


def _partners(one: Deposit) -> list[dict[str, Cell]]:
    return [
        {
            "Dossier ID": one.number,
            "Ligne": rank,
            "Nom du partenaire": actor.body.name if actor.body else actor.words,
            "Nature": "Organisme" if actor.body else "Type d’acteur",
        }
        for rank, actor in enumerate(one.project.partners, start=1)
    ]


def _budget(one: Deposit, rng: random.Random) -> list[dict[str, Cell]]:
    left = one.project.budget
    lines: list[dict[str, Cell]] = []
    for rank, cost in enumerate(one.project.family.costs, start=1):
        amount = left // rng.randint(3, 6)
        left -= amount
        lines.append({"Dossier ID": one.number, "Ligne": rank, "Poste": cost, "Montant": amount})
    number = len(lines) + 1
    lines.append({"Dossier ID": one.number, "Ligne": number, "Poste": "Salaires", "Montant": left})
    return lines
