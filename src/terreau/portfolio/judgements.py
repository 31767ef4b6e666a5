"""The verbs of judging: code, state, undo.

Each is one transaction. A judgement on a question already judged must name the one it
supersedes; when that one no longer holds, nothing is written and Conflict is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from terreau.accounts.models import Agent
from terreau.portfolio.errors import Conflict
from terreau.portfolio.models import (
    Coding,
    Judgement,
    JudgementPassage,
    Passage,
    Portfolio,
    Project,
    Statement,
)
from terreau.vocabulary.models import Concept, Scheme

Status = Judgement.Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """What every kind of judgement says: by whom, with what, when, how firmly, on what grounds."""

    by: Agent
    at: datetime
    status: Judgement.Status
    passages: tuple[Passage, ...] = ()
    reason: str = ""
    means: Agent | None = None


def coding_key(project: Project, concept: Concept) -> str:
    """The question « does this concept apply to this project? », as text."""
    return f"coding:project:{project.pk}:concept:{concept.scheme.slug}:{concept.notation}"


def statement_key(portfolio: Portfolio, concept: Concept, kind: Concept, subject: str) -> str:
    """The question « what is said of this concept, on this subject? », as text."""
    scheme = concept.scheme.slug
    return (
        f"statement:portfolio:{portfolio.pk}:concept:{scheme}:{concept.notation}"
        f":{kind.notation}:{subject}"
    )[:300]


def statement_subject(judgement: Judgement) -> str:
    """The subject that `statement_key` put at the end of the key of a statement."""
    return judgement.key.split(":", 7)[7]


def head(key: str) -> Judgement | None:
    """The judgement that holds on `key`, whatever its status."""
    return Judgement.objects.standing().filter(key=key).first()


def _add(
    kind: Judgement.Kind,
    key: str,
    scheme: Scheme | None,
    verdict: Verdict,
    supersedes: Judgement | None,
) -> Judgement:
    try:
        with transaction.atomic():
            judgement = Judgement.objects.create(
                kind=kind,
                key=key,
                by=verdict.by,
                means=verdict.means,
                at=verdict.at,
                status=verdict.status,
                scheme=scheme,
                reason=verdict.reason,
                supersedes=supersedes,
            )
    except IntegrityError as error:
        raise Conflict(key) from error
    unique = dict.fromkeys(verdict.passages)
    JudgementPassage.objects.bulk_create(
        JudgementPassage(judgement=judgement, passage=passage, position=position)
        for position, passage in enumerate(unique)
    )
    return judgement


def _agrees(holding: Judgement, verdict: Verdict, scheme: Scheme | None) -> bool:
    """Whether a proposal says nothing that what holds does not say already."""
    proposal = verdict.status == Status.PROPOSED
    holds = holding.status in {Status.PROPOSED, Status.ACCEPTED}
    return proposal and holds and holding.scheme_id == (scheme.pk if scheme else None)


@transaction.atomic
def code(
    project: Project,
    concept: Concept,
    verdict: Verdict,
    *,
    supersedes: Judgement | None = None,
    weight: Decimal = Decimal(1),
    reach: Concept | None = None,
) -> Coding:
    """Judge whether `concept` applies to `project`.

    A proposal equal to what holds adds no row: what holds is returned. Raises Conflict when
    something else than `supersedes` holds on the question.
    """
    key = coding_key(project, concept)
    holding = head(key)
    if holding is not None and holding != supersedes:
        if _agrees(holding, verdict, concept.scheme):
            return holding.coding
        raise Conflict(key)
    judgement = _add(Judgement.Kind.CODING, key, concept.scheme, verdict, supersedes)
    return Coding.objects.create(
        judgement=judgement, project=project, concept=concept, weight=weight, reach=reach
    )


@transaction.atomic
def state(
    portfolio: Portfolio,
    concept: Concept,
    kind: Concept,
    wording: str,
    verdict: Verdict,
    *,
    subject: str,
    topic: Concept | None = None,
    position: int = 0,
    supersedes: Judgement | None = None,
) -> Statement:
    """Say `wording` about `concept`, as a statement of `kind` on `subject` (part of the key).

    Raises Conflict as `code` does.
    """
    key = statement_key(portfolio, concept, kind, subject)
    holding = head(key)
    if holding is not None and holding != supersedes:
        if _agrees(holding, verdict, concept.scheme):
            return holding.statement
        raise Conflict(key)
    judgement = _add(Judgement.Kind.STATEMENT, key, concept.scheme, verdict, supersedes)
    return Statement.objects.create(
        judgement=judgement,
        portfolio=portfolio,
        concept=concept,
        type=kind,
        topic=topic,
        wording=wording,
        position=position,
    )


@transaction.atomic
def undo(judgement: Judgement, by: Agent, at: datetime) -> Judgement:
    """Take a judgement back: restate what held before it, or withdraw it where nothing did.

    Raises Conflict when `judgement` no longer holds.
    """
    before = judgement.supersedes
    told = before or judgement
    verdict = Verdict(
        by=by,
        at=at,
        status=Judgement.Status(told.status) if before else Status.WITHDRAWN,
        passages=ordered_passages(told),
        reason=told.reason,
    )
    restated = _add(
        Judgement.Kind(judgement.kind), judgement.key, told.scheme, verdict, supersedes=judgement
    )
    _restate_kind(told, restated)
    return restated


def ordered_passages(judgement: Judgement) -> tuple[Passage, ...]:
    """The passages of a judgement, in the order given."""
    evidence: Sequence[JudgementPassage] = judgement.evidence.select_related("passage").order_by(
        "position"
    )
    return tuple(item.passage for item in evidence)


def _restate_kind(told: Judgement, restated: Judgement) -> None:
    if told.kind == Judgement.Kind.CODING:
        coding = told.coding
        Coding.objects.create(
            judgement=restated,
            project=coding.project,
            concept=coding.concept,
            weight=coding.weight,
            reach=coding.reach,
        )
        return
    said = told.statement
    Statement.objects.create(
        judgement=restated,
        portfolio=said.portfolio,
        concept=said.concept,
        type=said.type,
        topic=said.topic,
        wording=said.wording,
        position=said.position,
    )
