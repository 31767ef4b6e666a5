"""What a document shows of a piece, before any format: fields, running text, tables, furniture."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from datetime import date

from scripts.fictif.dossier import Piece
from scripts.fictif.french import NBSP, whole
from scripts.fictif.names import Organisation
from scripts.fictif.plan import CALL, FUNDER
from scripts.fictif.slots import written

NOTICE = f"Document fictif{NBSP}: organismes, personnes et montants inventés"
LAYOUTS = ("simple", "colonnes", "encadre")
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece ready to be laid out. `layout` is one of LAYOUTS; tables are rows of two cells."""

    title: str
    name: str
    code: str
    notice: str
    day: date
    layout: str
    fields: tuple[Row, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    partners: tuple[Row, ...]
    budget: tuple[Row, ...]

    def as_json(self) -> dict[str, object]:
        """Plain values for a template."""
        return asdict(self) | {"day": self.day.isoformat()}


def sheet(piece: Piece, seed: int) -> Sheet:
    """The sheet of a piece: an application has fields and tables, a report some, a letter none."""
    project = piece.project
    rng = random.Random(f"{seed}:{project.number}:{piece.kind}:sheet")
    letter = piece.kind == "courrier"
    tables = piece.kind == "demande" or (not letter and rng.random() < 0.3)
    return Sheet(
        title=piece.title,
        name=project.name,
        code=project.code,
        notice=f"{NOTICE} — {CALL}",
        day=piece.day,
        layout="simple" if letter else rng.choice(LAYOUTS),
        fields=_letterhead(piece) if letter else _fields(piece, rng),
        sections=tuple(
            (part.heading, tuple(" ".join(group) for group in part.paragraphs))
            for part in piece.sections
        ),
        partners=_partners(piece, rng) if tables else (),
        budget=_budget(piece, rng) if tables else (),
    )


def _letterhead(piece: Piece) -> tuple[Row, ...]:
    return (
        ("À l’attention de", FUNDER),
        ("Objet", f"soutien au projet {piece.project.name}"),
        ("Date", written(piece.day)),
    )


def _fields(piece: Piece, rng: random.Random) -> tuple[Row, ...]:
    project = piece.project
    holder = project.holder
    rows = [
        (rng.choice(("Porteur", "Structure", "Nom de l’organisme")), _as_written(holder, rng)),
        (rng.choice(("Siège", "Commune du siège")), holder.place.name),
        (rng.choice(("Lieu de l’action", "Territoire")), project.at.name),
        (rng.choice(("SIRET", "N° SIRET")), holder.siret),
        (rng.choice(("Contact", "Courriel")), holder.email),
        ("Téléphone", holder.phone),
        (rng.choice(("Montant demandé", "Aide sollicitée")), f"{whole(project.amount)}{NBSP}€"),
        (rng.choice(("Budget total", "Coût du projet")), f"{whole(project.budget)}{NBSP}€"),
        ("Date", written(piece.day)),
    ]
    return tuple(row for row in rows if rng.random() > 0.06)


def _as_written(body: Organisation, rng: random.Random) -> str:
    """The body's name, most often exact."""
    return body.name if rng.random() < 0.7 else rng.choice(body.variants).strip()


def _partners(piece: Piece, rng: random.Random) -> tuple[Row, ...]:
    parts = ("pilotage", "appui technique", "mise à disposition", "orientation du public", "relais")
    rows = []
    for actor in piece.project.partners:
        said = _as_written(actor.body, rng) if actor.body else actor.words
        rows.append((said, rng.choice(parts)))
    return (("Partenaire", "Rôle dans l’action"), *rows)


def _budget(piece: Piece, rng: random.Random) -> tuple[Row, ...]:
    project = piece.project
    share = [rng.uniform(0.8, 1.4) for _ in range(len(project.family.costs) + 1)]
    labels = ("Salaires et charges", *(cost[0].upper() + cost[1:] for cost in project.family.costs))
    sums = [round(project.budget * one / sum(share) / 10) * 10 for one in share]
    sums[0] += project.budget - sum(sums)
    rows = [(label, f"{whole(amount)}{NBSP}€") for label, amount in zip(labels, sums, strict=True)]
    return (("Dépense", "Montant"), *rows, ("Total", f"{whole(project.budget)}{NBSP}€"))
