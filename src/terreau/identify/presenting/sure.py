"""The proposals that are all but certain, as lines of one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from terreau.accounts.models import Agent
from terreau.identify.desk.model import Case, Side
from terreau.identify.presenting import words
from terreau.identify.presenting.addresses import case_address
from terreau.identify.undoing import decisions
from terreau.portfolio.models import Portfolio

MOST = 200  # lines on one page: nobody reads more in one go
TOLD = 2  # reasons shown of each


@dataclass(frozen=True, slots=True)
class SureLine:
    """A proposal: both names, why, what speaks against it, where to compare them."""

    key: str
    left: str
    right: str
    left_detail: str
    right_detail: str
    figure: str
    why: str
    against: str
    url: str


def lines(portfolio: Portfolio, cases: Iterable[Case]) -> list[SureLine]:
    """The likeliest first, as many as one page bears."""
    ordered = sorted(cases, key=lambda one: (-one.probability, one.key))
    return [_line(portfolio, one) for one in islice(ordered, MOST)]


def _line(portfolio: Portfolio, case: Case) -> SureLine:
    speaking = [said for said, speaks_for in case.reasons if speaks_for]
    against = [said for said, speaks_for in case.reasons if not speaks_for]
    return SureLine(
        key=case.key,
        left=case.left.name,
        right=case.right.name,
        left_detail=_detail(case.left),
        right_detail=_detail(case.right),
        figure=words.figure(case.probability),
        why=_joined(speaking),
        against=_joined(against),
        url=case_address(portfolio, case.key),
    )


def _detail(side: Side) -> str:
    """What tells a body from another of the same name."""
    known = (words.projects(side.projects), words.years(side.years), *side.places[:1])
    return ", ".join(one for one in (*known, side.identifier) if one)


def _joined(sentences: list[str]) -> str:
    return " ".join(f"{said.rstrip('.')}." for said in sentences[:TOLD])


def first_of(portfolio: Portfolio, agent: Agent, at: datetime) -> int | None:
    """The first judgement of those that were given at this moment; None where there is none."""
    rows = decisions(portfolio).filter(by=agent, at=at)
    return rows.order_by("pk").values_list("pk", flat=True).first()
