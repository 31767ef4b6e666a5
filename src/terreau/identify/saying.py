"""Writes one judgement of the desk, unless it holds already; names what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from terreau.accounts.models import Agent
from terreau.identify.bonds import BRANCH, SAME, Bonds, Link
from terreau.identify.errors import StandsInTheWay
from terreau.identify.standing import links
from terreau.portfolio.errors import Conflict
from terreau.portfolio.judgements import Question, Verdict, add_judgement, head
from terreau.portfolio.models import (
    Judgement,
    Location,
    Nature,
    Organisation,
    Portfolio,
    Resolution,
)
from terreau.vocabulary.models import Scheme

Row = Resolution | Location | Nature
# What makes two answers to one question the same answer.
ANSWER = {
    Judgement.Kind.RESOLUTION: ("body_id", "organisation_id", "relation", "role"),
    Judgement.Kind.LOCATION: ("territory_id",),
    Judgement.Kind.NATURE: ("concept_id",),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says: on which question, when, why, in which scheme."""

    kind: Judgement.Kind
    key: str
    by: Agent
    at: datetime
    reason: str = ""
    scheme: Scheme | None = None


def say(said: Said, row: Row, before: Judgement | None) -> Judgement:
    """Add a person's answer on top of `before`, unless that is a person's and says the same.

    Raises Conflict when `before` no longer holds.
    """
    if before is not None and _repeats(before, said, row):
        return before
    verdict = Verdict(said.by, said.at, Judgement.Status.ACCEPTED, reason=said.reason.strip())
    row.judgement = add_judgement(Question(said.kind, said.key, said.scheme), verdict, before)
    row.save()
    return row.judgement


def _repeats(before: Judgement, said: Said, row: Row) -> bool:
    if before.status != Judgement.Status.ACCEPTED or before.by.kind != Agent.Kind.PERSON:
        return False
    told = getattr(before, said.kind)
    return all(getattr(told, name) == getattr(row, name) for name in ANSWER[said.kind])


def refuse_another(key: str, seen: int | None) -> Judgement | None:
    """What holds on a question; Conflict where that is not the judgement that a person saw."""
    before = head(key)
    if seen is not None and seen != (before.pk if before else 0):
        raise Conflict(key)
    return before


def check_against(
    portfolio: Portfolio,
    before: Judgement | None,
    body: Organisation,
    other: Organisation,
    relation: str,
) -> None:
    """Refuse what a decision forbids; `before` is the one that the answer takes the place of."""
    if relation == Resolution.Relation.UNSURE:
        return
    held = Bonds(links(portfolio, but=before.pk if before else None))
    link = held.against(body.pk, other.pk, relation)
    if link is not None:
        raise in_the_way(link)


def in_the_way(link: Link) -> StandsInTheWay:
    """The error that names a decision, its author and its day."""
    judgement = Judgement.objects.select_related("by").get(pk=link.judgement)
    names = dict(
        Organisation.objects.filter(pk__in=[link.body, link.other]).values_list("pk", "name")
    )
    one, other = (f"«\u00a0{names[pk]}\u00a0»" for pk in (link.body, link.other))
    if link.relation == SAME:
        said = f"{one} et {other} sont le même organisme"
    elif link.relation == BRANCH:
        said = f"{one} est une antenne de {other}"
    else:
        said = f"{one} et {other} sont deux organismes"
    day = timezone.localtime(judgement.at).strftime("%d/%m/%Y")
    return StandsInTheWay(judgement.key, said, judgement.by.name, day)
