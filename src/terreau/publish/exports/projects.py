"""Writes projects as JSON, with their documents and the portfolio's card beside the list.

Guarantees that what it writes can be imported again, and is then exported to the same bytes.
Only accepted, standing codings and statements are written, unless everything is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from terreau.collect.readers.projects import card_path
from terreau.portfolio.judgements import statement_subject
from terreau.portfolio.models import (
    Coding,
    Document,
    Grant,
    Judgement,
    Participation,
    Place,
    Portfolio,
    Project,
    Statement,
)
from terreau.portfolio.services import document_bytes, portfolio_named
from terreau.publish.exports.request import Exported, ExportRequest, write_whole
from terreau.vocabulary.models import Concept

Json = dict[str, Any]


def export(request: ExportRequest) -> Exported:
    """Write the projects to `request.to`: a `.json` file, or a folder that gets `projects.json`."""
    portfolio = portfolio_named(request.portfolio)
    path = request.to if request.to.suffix == ".json" else request.to / "projects.json"
    names = _document_names(portfolio)
    projects = _projects(portfolio, names, everything=request.everything)
    for document in portfolio.documents.order_by("pk"):
        data = document_bytes(request.media_root, document)
        write_whole(path.parent / "documents" / names[document.pk], data)
    write_whole(card_path(path), _dump(_card(portfolio, names, everything=request.everything)))
    write_whole(path, _dump(projects))
    return Exported(path, len(projects), "relecture par « terreau import »")


def _dump(value: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _document_names(portfolio: Portfolio) -> Mapping[int, str]:
    """A file name for each document: its own, with a piece of its SHA-256 where two are alike."""
    taken: dict[str, int] = {}
    names: dict[int, str] = {}
    for document in portfolio.documents.order_by("name", "sha256"):
        name = PurePath(document.name).name
        if name in taken:
            path = PurePath(name)
            name = f"{path.stem}-{document.sha256[:8]}{path.suffix}"
        taken[name] = document.pk
        names[document.pk] = name
    return names


def _card(portfolio: Portfolio, names: Mapping[int, str], *, everything: bool) -> Json:
    added = Concept.objects.filter(added=True).select_related("scheme", "broader")
    used = added.filter(scheme=portfolio.scheme) | added.filter(
        codings__project__portfolio=portfolio
    )
    rows = Statement.objects.standing() if everything else Statement.objects.counting()
    statements = (
        rows.filter(portfolio=portfolio)
        .select_related("concept__scheme", "type", "topic__scheme", "judgement__by")
        .prefetch_related("judgement__evidence__passage__layer__document")
        .order_by("concept__order", "concept__notation", "type__order", "position", "pk")
    )
    return {
        "slug": portfolio.slug,
        "name": portfolio.name,
        "fictitious": portfolio.fictitious,
        "scheme": portfolio.scheme.slug,
        "funder": portfolio.funder,
        "source": portfolio.source,
        "concepts": [
            _concept(concept)
            for concept in used.distinct().order_by("scheme__slug", "order", "notation")
        ],
        "statements": [_statement(statement, names) for statement in statements],
    }


def _concept(concept: Concept) -> Json:
    return {
        "scheme": concept.scheme.slug,
        "notation": concept.notation,
        "broader": concept.broader.notation if concept.broader else "",
        "label": concept.label,
        "definition": concept.definition,
        "source": concept.source,
        "source_url": concept.source_url,
    }


def _statement(statement: Statement, names: Mapping[int, str]) -> Json:
    topic = statement.topic
    return {
        "scheme": statement.concept.scheme.slug,
        "concept": statement.concept.notation,
        "type": statement.type.notation,
        "topic_scheme": topic.scheme.slug if topic else "",
        "topic": topic.notation if topic else "",
        "subject": statement_subject(statement.judgement),
        "wording": statement.wording,
        **_verdict(statement.judgement, names),
    }


def _verdict(judgement: Judgement, names: Mapping[int, str]) -> Json:
    evidence = sorted(judgement.evidence.all(), key=lambda item: item.position)
    return {
        "status": judgement.status,
        "by": judgement.by.name,
        "at": judgement.at.astimezone(UTC).isoformat(),
        "passages": [
            {
                "document": names[item.passage.layer.document_id],
                "layer": item.passage.layer.label,
                "page": item.passage.page,
                "start": item.passage.start,
                "end": item.passage.end,
                "quote": item.passage.quote,
            }
            for item in evidence
        ],
    }


def _projects(portfolio: Portfolio, names: Mapping[int, str], *, everything: bool) -> list[Json]:
    rows = Coding.objects.standing() if everything else Coding.objects.counting()
    codings = _grouped(
        rows.filter(project__portfolio=portfolio)
        .select_related("concept__scheme", "reach", "judgement__by")
        .prefetch_related("judgement__evidence__passage__layer__document")
        .order_by("concept__scheme__slug", "concept__order", "concept__notation")
    )
    actors = _grouped(
        Participation.objects.filter(project__portfolio=portfolio)
        .select_related("organisation", "category")
        .order_by("position", "id")
    )
    places = _grouped(
        Place.objects.filter(project__portfolio=portfolio)
        .select_related("territory")
        .order_by("relation", "territory__level", "territory__code", "words")
    )
    grants = _grouped(
        Grant.objects.filter(project__portfolio=portfolio).order_by("date", "amount", "id")
    )
    projects = (
        portfolio.projects.select_related("call")
        .prefetch_related("documents")
        .order_by("position", "slug")
    )
    return [
        {
            "slug": project.slug,
            "name": project.name,
            "title": project.title,
            "summary": project.summary,
            "call": project.call.name if project.call else "",
            "year": project.year,
            "external_id": project.external_id,
            **_actors(actors.get(project.pk, [])),
            "territories": [_place(place) for place in places.get(project.pk, [])],
            "codings": [_coding(coding, names) for coding in codings.get(project.pk, [])],
            "grants": [_grant(grant) for grant in grants.get(project.pk, [])],
            "documents": _documents(project, names),
        }
        for project in projects
    ]


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found


def _actors(rows: list[Participation]) -> Json:
    holder: Json | None = None
    partners: list[Json] = []
    for row in rows:
        body = row.organisation
        identifier = (body.identifier or None) if body else None
        if row.role == Participation.Role.HOLDER and body and holder is None:
            holder = {"name": body.name, "id": identifier}
            continue
        partner: Json = {
            "name": body.name if body else row.words,
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


def _coding(coding: Coding, names: Mapping[int, str]) -> Json:
    found: Json = {
        "scheme": coding.concept.scheme.slug,
        "notation": coding.concept.notation,
        "label": coding.concept.display,
        "rationale": coding.judgement.reason,
        **_verdict(coding.judgement, names),
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


def _documents(project: Project, names: Mapping[int, str]) -> list[Json]:
    documents: list[Document] = sorted(project.documents.all(), key=lambda one: names[one.pk])
    return [
        {
            "name": names[document.pk],
            "sha256": document.sha256,
            "pages": document.pages,
            "kind": document.kind,
            "title": document.title,
        }
        for document in documents
    ]
