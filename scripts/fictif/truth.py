"""What is true of the portfolio, in files beside it: what a reader should have found, to compare.

Files (UTF-8, comma, one header line): projets, codages, mentions, lieux, doublons, erreurs, textes,
demarches; and projets.json, which holds the projects whole.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from scripts.fictif.demarches import Deposit
from scripts.fictif.documents import name_of
from scripts.fictif.dossier import Dossier
from scripts.fictif.plan import Project
from scripts.fictif.tables import Table

Record = dict[str, object]


def truth(
    dossiers: list[Dossier], tables: list[Table], deposits: list[Deposit], seed: int
) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each file of truth."""
    projects = [project_record(one) for one in dossiers]
    flat = [{k: _flat(v) for k, v in record.items()} for record in projects]
    yield "projets.csv", _csv(flat)
    yield "projets.json", f"{json.dumps(projects, ensure_ascii=False, indent=1)}\n".encode()
    yield "codages.csv", _csv(_codings(dossiers, seed))
    yield "organismes.csv", _csv(_bodies(dossiers))
    yield "mentions.csv", _csv(_mentions(dossiers, tables, seed))
    yield "doublons.csv", _csv(_duplicates(tables))
    yield "erreurs.csv", _csv(asdict(m) for table in tables for m in table.grid.mistakes)
    yield "textes.csv", _csv(_texts(dossiers, seed))
    yield "demarches.csv", _csv(_deposits(deposits))


def project_record(dossier: Dossier) -> Record:
    """A project as it is, in plain values."""
    project = dossier.project
    return {
        "numero": project.code,
        "slug": project.slug,
        "nom": project.name,
        "annee": project.year,
        "famille": project.family.id,
        "porteur": project.holder.id,
        "porteur_nom": project.holder.name,
        "siret": project.holder.siret,
        "siege": project.holder.place.code,
        "lieux": _places(project),
        "portee": project.scope,
        "partenaires": [actor.body.id for actor in project.partners if actor.body],
        "types_acteurs": [actor.kind for actor in project.partners if actor.kind],
        "ambition": project.ambition,
        "enjeu": project.enjeu,
        "enjeu_secondaire": project.secondary,
        "roles": list(project.roles),
        "stade": project.stage,
        "montant": project.amount,
        "budget": project.budget,
        "date": project.decided.isoformat(),
    }


def _places(project: Project) -> list[str]:
    return [project.at.code] + ([project.second.code] if project.second else [])


def _codings(dossiers: list[Dossier], seed: int) -> Iterator[Record]:
    for one in dossiers:
        files = {piece.kind: name_of(piece, seed) for piece in one.pieces}
        for item in one.evidence:
            yield {
                "numero": one.project.code,
                "referentiel": item.scheme,
                "notation": item.notation,
                "phrase": item.sentence,
                "fichier": files[item.piece],
            }


def _bodies(dossiers: list[Dossier]) -> Iterator[Record]:
    known = {}
    for one in dossiers:
        for body in (one.project.holder, *(actor.body for actor in one.project.partners)):
            if body is not None:
                known[body.id] = body
    for _, body in sorted(known.items()):
        yield {
            "organisme": body.id,
            "nom": body.name,
            "forme": body.form,
            "siret": body.siret,
            "commune": body.place.code,
            "ecritures": _flat([variant.strip() for variant in body.variants]),
        }


def _mentions(dossiers: list[Dossier], tables: list[Table], seed: int) -> Iterator[Record]:
    """Each name as a spreadsheet or a dossier writes it, and whose name it is."""
    holders = {one.project.code: one.project.holder for one in dossiers}
    for table in tables:
        for row in table.grid.rows:
            body = holders[row.project]
            if row.written.strip():
                yield {
                    "fichier": table.name,
                    "ligne": row.row,
                    "numero": row.project,
                    "ecriture": row.written,
                    "organisme": body.id,
                    "commune": body.place.name,
                }
    for one in dossiers:
        for piece in one.pieces:
            text = " ".join(piece.sentences)
            bodies = (one.project.holder, *(actor.body for actor in one.project.partners))
            for named in bodies:
                if named is not None and named.group in text:
                    yield {
                        "fichier": name_of(piece, seed),
                        "ligne": "",
                        "numero": one.project.code,
                        "ecriture": named.group,
                        "organisme": named.id,
                        "commune": named.place.name,
                    }


def _duplicates(tables: list[Table]) -> Iterator[Record]:
    """The projects that more than one row speaks of, with those rows."""
    seen: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for row in table.grid.rows:
            seen[row.project].append(f"{table.name}:{row.row}")
    for code, rows in sorted(seen.items()):
        if len(rows) > 1:
            yield {"numero": code, "lignes": _flat(rows)}


def _texts(dossiers: list[Dossier], seed: int) -> Iterator[Record]:
    """The text of each dossier with its codes: what a suggester learns from."""
    for one in dossiers:
        for piece in one.pieces:
            yield {
                "fichier": name_of(piece, seed),
                "numero": one.project.code,
                "texte": " ".join(piece.sentences),
                "ambition": one.project.ambition,
                "enjeu": one.project.enjeu,
                "roles": _flat(list(one.project.roles)),
            }


def _deposits(deposits: list[Deposit]) -> Iterator[Record]:
    for one in deposits:
        yield {
            "dossier_id": one.number,
            "etat": one.state,
            "numero": one.project.code if one.state == "Accepté" else "",
            "nom": one.project.name,
        }


def _flat(value: object) -> object:
    return "|".join(map(str, value)) if isinstance(value, list) else value


def _csv(records: Iterable[Record]) -> bytes:
    rows = list(records)
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode()
