"""The amounts of a project: added where they are new, corrected where the same decision changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from terreau.collect.incoming import IncomingGrant, IncomingProject
from terreau.collect.report import Change
from terreau.collect.writing.session import Session
from terreau.collect.writing.values import where
from terreau.portfolio.models import Grant, Project
from terreau.web.typography import euros, nombre

FIELD, LABEL = "grant.amount", "Montant de l’aide"
Decision = tuple[str, date | None, str]


def write_grants(session: Session, project: Project, incoming: IncomingProject) -> Iterator[Change]:
    """Bring the grants of a project up to what the file says; two alike are two grants.

    Where the file and the project each have one grant of the same date, currency and funder,
    another amount corrects it, unless this very import said the first; a grant that the file no
    longer has stays.
    """
    if not incoming.grants:
        return
    holdings = session.holdings
    held = holdings.grants(project.pk)
    said, fresh = list(incoming.grants), list[Grant]()
    alone = _alone(held) & _alone(said) - {_decision(one) for one in held if holdings.said(one)}
    known = Counter((*_decision(one), one.amount) for one in held)
    for one, cell in zip(said, _cells(incoming), strict=True):
        decision = _decision(one)
        if known[*decision, one.amount]:
            known[*decision, one.amount] -= 1
        elif decision in alone:
            grant = next(row for row in held if _decision(row) == decision)
            before = grant.amount
            grant.amount = one.amount
            grant.save(update_fields=["amount"])
            session.ledger.updated(grant, {"amount": before})
            former = _told(before, one.currency)
            yield Change(FIELD, LABEL, former, _told(one.amount, one.currency), cell)
        else:
            added = Grant(
                project=project,
                amount=one.amount,
                currency=one.currency,
                date=one.date,
                funder=one.funder,
            )
            session.pending.detail(added)
            fresh.append(added)
            yield Change(FIELD, LABEL, "", _told(one.amount, one.currency), cell)
    told = {(*_decision(one), one.amount) for one in said}
    held += fresh
    holdings.say(one for one in held if (*_decision(one), one.amount) in told)


def _cells(incoming: IncomingProject) -> list[str]:
    """Where each amount was read; blank where amounts and cells do not go together one by one."""
    cells = [where(one) for one in incoming.values if one.field == FIELD]
    return cells if len(cells) == len(incoming.grants) else [""] * len(incoming.grants)


def _decision(grant: Grant | IncomingGrant) -> Decision:
    return grant.currency, grant.date, grant.funder


def _alone(grants: Iterable[Grant | IncomingGrant]) -> set[Decision]:
    """The decisions of which there is one grant only."""
    counted = Counter(_decision(one) for one in grants)
    return {decision for decision, count in counted.items() if count == 1}


def _told(amount: Decimal, currency: str) -> str:
    return euros(amount) if currency == "EUR" else f"{nombre(amount, 2)} {currency}"
