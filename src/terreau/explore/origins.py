"""Where each value of a project comes from: the cell of a file, or the person who corrected it.

Guarantees one query for all the fields of a project, with all that was said of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from terreau.accounts.models import Agent
from terreau.collect.fields import BY_KEY, FIELDS
from terreau.collect.presenting import words
from terreau.portfolio.models import FieldValue, Judgement, Portfolio, Project
from terreau.portfolio.values import SINGLE_FIELDS
from terreau.web.typography import date_fr

UNSET = "non renseigné"
TAKEN_BACK = "valeur retirée"


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said of a field: its value, by whom, when, and the cell it was read in."""

    value: str
    corrected: bool
    by: str
    at: str
    reason: str
    document: str
    url: str
    cell: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A field of a project: what holds, and what was said before, the latest first.

    `take_back` is the address that undoes the last correction, blank where none can be.
    """

    label: str
    holds: Saying
    before: tuple[Saying, ...]
    take_back: str


def origins(portfolio: Portfolio, project: Project, *, may_correct: bool) -> list[Origin]:
    """The values of a project with where they come from, in the order of the fields."""
    rows = FieldValue.objects.filter(project=project)
    chains: dict[str, list[FieldValue]] = {}
    for row in rows.select_related("judgement__by", "document").order_by("-pk"):
        chains.setdefault(row.judgement.key, []).append(row)
    order = {one.key: place for place, one in enumerate(FIELDS)}
    held = [
        chain
        for chain in chains.values()
        if chain[0].judgement.status != Judgement.Status.WITHDRAWN and chain[0].field in order
    ]
    held.sort(key=lambda chain: (order[chain[0].field], chain[-1].pk))
    return [_origin(portfolio, project, chain, may_correct=may_correct) for chain in held]


def _origin(
    portfolio: Portfolio, project: Project, chain: list[FieldValue], *, may_correct: bool
) -> Origin:
    first = chain[0]
    label = BY_KEY[first.field].label
    if first.field == "extra" and first.header:
        label = first.header
    take_back = ""
    if may_correct and first.field in SINGLE_FIELDS and _correction(first) and len(chain) > 1:
        take_back = reverse("collect:take_back", args=[portfolio.slug, project.slug, first.field])
    holds, *before = (_saying(portfolio, row) for row in chain)
    return Origin(label, holds, tuple(before), take_back)


def _correction(row: FieldValue) -> bool:
    """Whether a person gave this value, rather than took an earlier one back."""
    return row.judgement.by.kind == Agent.Kind.PERSON and row.document_id is None


def _saying(portfolio: Portfolio, row: FieldValue) -> Saying:
    judgement, document = row.judgement, row.document
    withdrawn = judgement.status == Judgement.Status.WITHDRAWN
    shown = document is not None and not document.withdrawn
    return Saying(
        value=TAKEN_BACK if withdrawn else (words.value(row.field, row.value) or UNSET),
        corrected=_correction(row),
        by=judgement.by.name,
        at=date_fr(timezone.localtime(judgement.at)),
        reason=judgement.reason,
        document=str(document) if document is not None else "",
        url=(
            reverse("explore:document", args=[portfolio.slug, document.sha256])
            if document is not None and shown
            else ""
        ),
        cell=", ".join(_cell(row)),
    )


def _cell(row: FieldValue) -> Iterable[str]:
    """The place of a value in its file, part by part."""
    if row.sheet:
        yield f"feuille « {row.sheet} »"
    if row.row is not None:
        yield f"ligne {row.row}"
    if row.column:
        header = f" (« {row.header} »)" if row.header and row.header != row.column else ""
        yield f"colonne {row.column}{header}"
