"""Writes projects as JSON, with their documents and the portfolio's card beside the list.

Guarantees that what it writes can be imported again, and is then exported to the same bytes, on
either database: rows are put in order here, never by a database's own sorting of texts.
Only accepted decisions that hold are written, unless everything is asked for; views never are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from terreau.collect.files import DOCUMENTS_FOLDER, PROJECTS_NAME, card_path
from terreau.identify.naming import AHEAD, SOMEONE, is_private
from terreau.portfolio.models import (
    Coding,
    Grant,
    Participation,
    Place,
    Portfolio,
    evidence_ahead,
    shown,
)
from terreau.portfolio.services import document_bytes, portfolio_named
from terreau.publish.exports.card import card
from terreau.publish.exports.request import Exported, ExportRequest, write_whole
from terreau.publish.exports.verdicts import Json, Names, concept_rank, documents_json, verdict

VALIDATED_WITH = "relecture par « terreau import »"


def export(request: ExportRequest) -> Exported:
    """Write the projects to `request.to`: a `.json` file, or a folder that gets `projects.json`."""
    portfolio = portfolio_named(request.portfolio)
    path = request.to if request.to.suffix == ".json" else request.to / PROJECTS_NAME
    names = _document_names(portfolio)
    projects = _projects(portfolio, names, everything=request.everything)
    content, frameworks = card(portfolio, names, everything=request.everything)
    for document in portfolio.documents.order_by("pk"):
        data = document_bytes(request.media_root, document)
        write_whole(path.parent / DOCUMENTS_FOLDER / names[document.pk], data)
    for name, turtle in frameworks.items():
        write_whole(path.with_name(name), turtle)
    write_whole(card_path(path), _dump(content))
    write_whole(path, _dump(projects))
    return Exported(path, len(projects), VALIDATED_WITH)


def _dump(value: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _document_names(portfolio: Portfolio) -> Names:
    """A file name for each document: its own, with a piece of its SHA-256 where two are alike."""
    documents = sorted(portfolio.documents.all(), key=lambda one: (one.name, one.sha256))
    wanted = [PurePath(document.name).name for document in documents]
    names: dict[int, str] = {}
    for document, name in zip(documents, wanted, strict=True):
        path = PurePath(name)
        twin = wanted.count(name) > 1
        names[document.pk] = f"{path.stem}-{document.sha256[:8]}{path.suffix}" if twin else name
    return names


def _projects(portfolio: Portfolio, names: Names, *, everything: bool) -> list[Json]:
    rows = Coding.objects.deciding() if everything else Coding.objects.counting()
    codings = _grouped(
        rows.filter(project__portfolio=portfolio)
        .select_related("concept__scheme", "reach", "judgement__by")
        .prefetch_related(evidence_ahead())
        .order_by("pk")
    )
    actors = _grouped(
        Participation.objects.filter(project__portfolio=portfolio)
        .select_related(*AHEAD, "category")
        .order_by("position", "pk")
    )
    places = _grouped(
        Place.objects.filter(project__portfolio=portfolio)
        .select_related("territory")
        .order_by("pk")
    )
    grants = _grouped(Grant.objects.filter(project__portfolio=portfolio).order_by("pk"))
    listed = portfolio.projects.all() if everything else portfolio.projects.filter(shown())
    projects = listed.select_related("call").prefetch_related("documents")
    return [
        {
            "slug": project.slug,
            "name": project.name,
            "title": project.title,
            "summary": project.summary,
            "call": project.call.name if project.call else "",
            "year": project.year,
            "external_id": project.external_id,
            **({"stage": project.stage} if project.stage else {}),
            **_actors(actors.get(project.pk, []), everything=everything),
            "territories": [
                _place(place) for place in sorted(places.get(project.pk, []), key=_place_rank)
            ],
            "codings": [
                _coding(coding, names)
                for coding in sorted(codings.get(project.pk, []), key=_coding_rank)
            ],
            "grants": [
                _grant(grant) for grant in sorted(grants.get(project.pk, []), key=_grant_rank)
            ],
            "documents": documents_json(project.documents.all(), names),
        }
        for project in sorted(projects, key=lambda one: (one.position, one.slug))
    ]


def _coding_rank(coding: Coding) -> tuple[str, int, str]:
    return concept_rank(coding.concept)


def _place_rank(place: Place) -> tuple[str, str, str, str]:
    territory = place.territory
    level, code = (territory.level, territory.code) if territory else ("", "")
    return place.relation, level, code, place.words


def _grant_rank(grant: Grant) -> tuple[date, Decimal, str, str]:
    return grant.date or date.min, grant.amount, grant.currency, grant.funder


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found


def _actors(rows: list[Participation], *, everything: bool) -> Json:
    """The holder and the partners, each body once a role, whatever ways it was written.

    A person who has not agreed to be named is named only where everything is asked for.
    """
    holder: Json | None = None
    partners: list[Json] = []
    told: set[tuple[str, int]] = set()
    for row in rows:
        body = row.organisation.head if row.organisation else None
        if body and (row.role, body.pk) in told:
            continue
        told |= {(row.role, body.pk)} if body else set()
        hidden = body is not None and is_private(body) and not everything
        name = SOMEONE if hidden else body.name if body else row.words
        identifier = (body.identifier or None) if body else None
        if row.role == Participation.Role.HOLDER and body and holder is None:
            holder = {"name": name, "id": identifier}
            continue
        partner: Json = {
            "name": name,
            "id": identifier,
            "kind": "organisation" if body else "category",
            "role": row.role,
        }
        if row.category is not None:
            partner["category"] = row.category.notation
        if row.note:
            partner["note"] = row.note
        partners.append(partner)
    return {"holder": holder, "partners": partners}


def _place(place: Place) -> Json:
    territory = place.territory
    found: Json = {
        "code": territory.code if territory else "",
        "name": territory.name if territory else "",
        "level": territory.level if territory else "",
        "relation": place.relation,
    }
    if place.words:
        found["words"] = place.words
    return found


def _coding(coding: Coding, names: Names) -> Json:
    found: Json = {
        "scheme": coding.concept.scheme.slug,
        "notation": coding.concept.notation,
        "label": coding.concept.display,
        "rationale": coding.judgement.reason,
        **verdict(coding.judgement, names),
    }
    if coding.reach is not None:
        found["reach"] = coding.reach.notation
    if coding.weight != 1:
        found["weight"] = _number(coding.weight)
    return found


def _grant(grant: Grant) -> Json:
    return {
        "amount": _number(grant.amount),
        "currency": grant.currency,
        "date": grant.date.isoformat() if grant.date else None,
        "funder": grant.funder,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
