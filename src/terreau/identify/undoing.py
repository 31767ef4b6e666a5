"""Takes decisions of the desk back, one at a time: what held before holds again.

Guarantees that a decision taken back is told in French, that undoing again goes one decision
further back, and that what would then hold contradicts no decision (it is refused otherwise).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent
from terreau.identify.errors import NothingToUndo, UnknownCase
from terreau.identify.parts import rebuild_parts
from terreau.identify.rights import may_judge
from terreau.identify.saying import check_against
from terreau.identify.standing import rebuild_bodies, rebuild_kinds, rebuild_places
from terreau.identify.telling import told
from terreau.portfolio.judgements import head, undo
from terreau.portfolio.models import Judgement, Portfolio, Resolution

UNDOING = "annulation au bureau"
VERSION = "1"
Status = Judgement.Status


def of_portfolio(portfolio: Portfolio) -> Q:
    """The condition « is a judgement of the desk, in this portfolio »."""
    return (
        Q(kind=Judgement.Kind.RESOLUTION, resolution__body__portfolio=portfolio)
        | Q(kind=Judgement.Kind.RESOLUTION, resolution__mention__portfolio=portfolio)
        | Q(kind=Judgement.Kind.LOCATION, location__project__portfolio=portfolio)
        | Q(kind=Judgement.Kind.NATURE, nature__organisation__portfolio=portfolio)
    )


def decisions(portfolio: Portfolio) -> QuerySet[Judgement]:
    """What people decided at the desk, the latest first; undoings are no decisions."""
    made = Judgement.objects.filter(of_portfolio(portfolio), by__kind=Agent.Kind.PERSON)
    found: QuerySet[Judgement] = made.filter(status=Status.ACCEPTED).exclude(means__name=UNDOING)
    return found.order_by("-pk")


@transaction.atomic
def undo_last(portfolio: Portfolio, by: Agent, at: datetime) -> str:
    """Take back the latest decision of `by` that holds; what was taken back, in French.

    Raises NotAllowed, NothingToUndo, StandsInTheWay.
    """
    held = _locked(portfolio, by)
    last = decisions(held).filter(by=by, superseded_by__isnull=True).first()
    if last is None:
        raise NothingToUndo
    return _take_back(held, last, by, at)


@transaction.atomic
def undo_key(portfolio: Portfolio, key: str, by: Agent, at: datetime) -> str:
    """Take back the decision that holds on a question, whoever made it.

    Raises NotAllowed, UnknownCase, NothingToUndo where nobody decided, StandsInTheWay.
    """
    held = _locked(portfolio, by)
    ours = Judgement.objects.filter(of_portfolio(held), key=key)
    if not ours.exists():
        raise UnknownCase(key)
    last = decisions(held).filter(key=key, superseded_by__isnull=True).first()
    if last is None:
        raise NothingToUndo
    return _take_back(held, last, by, at)


def _locked(portfolio: Portfolio, by: Agent) -> Portfolio:
    may_judge(by, portfolio)
    return Portfolio.objects.select_for_update().get(pk=portfolio.pk)


def _take_back(portfolio: Portfolio, last: Judgement, by: Agent, at: datetime) -> str:
    sentence = told(last)
    before = last.supersedes
    if before is not None and before.status == Status.ACCEPTED:
        _refuse_contrary(portfolio, last, before)
    undo(last, by, at, model_agent(UNDOING, VERSION))
    _follow(portfolio, last)
    return sentence


def _refuse_contrary(portfolio: Portfolio, last: Judgement, before: Judgement) -> None:
    """Refuse to restate a decision that others, made since, contradict."""
    if last.kind != Judgement.Kind.RESOLUTION:
        return
    row: Resolution = before.resolution
    if row.body is not None and row.organisation is not None:
        check_against(portfolio, last, row.body, row.organisation, row.relation)


def _follow(portfolio: Portfolio, judgement: Judgement) -> None:
    """Work out again what followed from a judgement."""
    match judgement.kind:
        case Judgement.Kind.LOCATION:
            rebuild_places(portfolio, {judgement.location.project_id})
        case Judgement.Kind.NATURE:
            rebuild_kinds(portfolio, {judgement.nature.organisation_id})
        case _:
            row = judgement.resolution
            if row.mention is not None:
                rebuild_parts(portfolio, {row.mention.project_id})
            elif row.body_id and row.organisation_id:
                rebuild_bodies(portfolio, {row.body_id, row.organisation_id})


def is_decided(key: str) -> bool:
    """Whether a person's decision holds on a question."""
    held = head(key)
    return held is not None and held.status == Status.ACCEPTED and held.by.kind == Agent.Kind.PERSON
