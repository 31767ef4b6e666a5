"""The verbs of judging: code, state, undo.

Each is one transaction. A judgement on a question already judged must name the one it
supersedes; when that one no longer holds, nothing is written and Conflict is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Model

from terreau.accounts.models import Agent
from terreau.portfolio.errors import Conflict, PersonDecided
from terreau.portfolio.models import (
    Coding,
    FieldValue,
    Judgement,
    JudgementPassage,
    Location,
    Nature,
    Passage,
    Portfolio,
    Project,
    Resolution,
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
    )


def statement_subject(statement: Statement) -> str:
    """The subject that `statement_key` put at the end of the key of a statement."""
    before = statement_key(statement.portfolio, statement.concept, statement.type, "")
    return statement.judgement.key.removeprefix(before)


def head(key: str) -> Judgement | None:
    """The judgement that holds on `key`, whatever its status."""
    return Judgement.objects.standing().filter(key=key).select_related("by", "means").first()


@dataclass(frozen=True, slots=True)
class Question:
    """What is judged: the kind and key of the judgement, and the framework it is judged in."""

    kind: Judgement.Kind
    key: str
    scheme: Scheme | None


def already_held(
    question: Question,
    verdict: Verdict,
    supersedes: Judgement | None,
    is_same: Callable[[Judgement], bool],
) -> Judgement | None:
    """What holds and says already all that `verdict` proposes; None where a row is to be added.

    Raises Conflict when something else than `supersedes` holds, PersonDecided when a machine
    would take the place of a person.
    """
    holding = head(question.key)
    if holding is not None and _repeats(holding, question, verdict) and is_same(holding):
        known = set(ordered_passages(holding))
        if supersedes is None or (holding == supersedes and known.issuperset(verdict.passages)):
            return holding
    if holding != supersedes:
        raise Conflict(question.key)
    by_machine = verdict.by.kind == Agent.Kind.MODEL
    if by_machine and holding is not None and holding.by.kind == Agent.Kind.PERSON:
        raise PersonDecided(question.key, holding.by.name)
    return None


def _repeats(holding: Judgement, question: Question, verdict: Verdict) -> bool:
    """Whether `verdict` only proposes, in the same framework, what is proposed or accepted."""
    holds = holding.status in {Status.PROPOSED, Status.ACCEPTED}
    scheme_pk = question.scheme.pk if question.scheme else None
    return verdict.status == Status.PROPOSED and holds and holding.scheme_id == scheme_pk


def add_judgement(question: Question, verdict: Verdict, supersedes: Judgement | None) -> Judgement:
    """Add the row of a judgement with its passages; the caller adds that of its kind.

    Raises Conflict when `supersedes` no longer holds.
    """
    try:
        with transaction.atomic():
            judgement = Judgement.objects.create(
                kind=question.kind,
                key=question.key,
                by=verdict.by,
                means=verdict.means,
                at=verdict.at,
                status=verdict.status,
                scheme=question.scheme,
                reason=verdict.reason,
                supersedes=supersedes,
            )
    except IntegrityError as error:
        raise Conflict(question.key) from error
    unique = dict.fromkeys(verdict.passages)
    JudgementPassage.objects.bulk_create(
        JudgementPassage(judgement=judgement, passage=passage, position=position)
        for position, passage in enumerate(unique)
    )
    return judgement


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
    something else than `supersedes` holds on the question, PersonDecided when a machine would
    supersede a person's judgement.
    """
    question = Question(Judgement.Kind.CODING, coding_key(project, concept), concept.scheme)

    def is_same(holding: Judgement) -> bool:
        return bool(holding.coding.weight == weight and holding.coding.reach == reach)

    held = already_held(question, verdict, supersedes, is_same)
    if held is not None:
        found: Coding = held.coding
        return found
    return Coding.objects.create(
        judgement=add_judgement(question, verdict, supersedes),
        project=project,
        concept=concept,
        weight=weight,
        reach=reach,
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

    A proposal equal to what holds adds no row. Raises as `code` does.
    """
    key = statement_key(portfolio, concept, kind, subject)
    question = Question(Judgement.Kind.STATEMENT, key, concept.scheme)

    def is_same(holding: Judgement) -> bool:
        return bool(holding.statement.wording == wording and holding.statement.topic == topic)

    held = already_held(question, verdict, supersedes, is_same)
    if held is not None:
        found: Statement = held.statement
        return found
    return Statement.objects.create(
        judgement=add_judgement(question, verdict, supersedes),
        portfolio=portfolio,
        concept=concept,
        type=kind,
        topic=topic,
        wording=wording,
        position=position,
    )


@transaction.atomic
def undo(judgement: Judgement, by: Agent, at: datetime, means: Agent | None = None) -> Judgement:
    """Take a judgement back: restate what held before it, or withdraw it where nothing did.

    `means` names the machine by which it is taken back, where a whole import is. Raises Conflict
    when `judgement` no longer holds.
    """
    before = judgement.supersedes
    told = before or judgement
    verdict = Verdict(
        by=by,
        means=means,
        at=at,
        status=Judgement.Status(told.status) if before else Status.WITHDRAWN,
        passages=ordered_passages(told),
        reason=told.reason,
    )
    question = Question(Judgement.Kind(judgement.kind), judgement.key, told.scheme)
    restated = add_judgement(question, verdict, supersedes=judgement)
    _restate_kind(told, restated)
    return restated


def ordered_passages(judgement: Judgement) -> tuple[Passage, ...]:
    """The passages of a judgement, in the order given."""
    evidence = judgement.evidence.select_related("passage").order_by("position")
    return tuple(item.passage for item in evidence)


# What each kind of judgement says in a row of its own: its model and the fields that say it.
SAID: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    Judgement.Kind.CODING: (Coding, ("project", "concept", "weight", "reach")),
    Judgement.Kind.VALUE: (
        FieldValue,
        ("project", "field", "value", "document", "sheet", "row", "column", "header"),
    ),
    Judgement.Kind.STATEMENT: (
        Statement,
        ("portfolio", "concept", "type", "topic", "wording", "position"),
    ),
    Judgement.Kind.RESOLUTION: (
        Resolution,
        (
            *("body", "mention", "organisation", "role", "relation"),
            *("probability", "reasons", "candidates"),
        ),
    ),
    Judgement.Kind.LOCATION: (
        Location,
        ("project", "relation", "words", "territory", "candidates", "reasons"),
    ),
    Judgement.Kind.NATURE: (Nature, ("organisation", "concept", "reasons")),
}


def _restate_kind(told: Judgement, restated: Judgement) -> None:
    model, fields = SAID[told.kind]
    said = getattr(told, told.kind)
    model._default_manager.create(
        judgement=restated, **{name: getattr(said, name) for name in fields}
    )
