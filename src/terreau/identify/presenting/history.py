"""What people answered at the desk: who, what, when, whether it still holds.

Guarantees the newest first, in a total order, at a cost of one query for a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from terreau.accounts.models import Agent
from terreau.identify.desk.model import Asked
from terreau.identify.presenting import words
from terreau.identify.presenting.addresses import asked_of, case_address
from terreau.identify.telling import answered, asked
from terreau.identify.undoing import UNDOING, decisions
from terreau.portfolio.models import Judgement, Portfolio
from terreau.portfolio.models.judgements import standing

PER_PAGE = 30
LONGEST_NUMBER = 18
HOLDS, GONE = "valent", "defaites"
STATES = ((HOLDS, "Celles qui valent"), (GONE, "Celles qui ne valent plus"))
ABOUT = {
    Asked.BODIES: Q(resolution__body__isnull=False),
    Asked.PLACES: Q(kind=Judgement.Kind.LOCATION),
    Asked.NAMED: Q(resolution__mention__isnull=False),
}
TOLD_OF = (
    "by",
    "superseded_by__by",
    "superseded_by__means",
    "resolution__body",
    "resolution__organisation",
    "resolution__mention",
    "location__territory",
    "nature__organisation",
    "nature__concept",
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as a line; `key` and `seen` take it back: a blank key, it no longer holds."""

    answer: str
    subject: str
    who: str
    when: str
    reason: str
    url: str
    key: str
    seen: int
    state: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which answers are asked for; blank: all. `together` is the first of some given at once."""

    question: str = ""
    person: str = ""
    state: str = ""
    together: str = ""

    def __bool__(self) -> bool:
        return bool(self.question or self.person or self.state or self.together)


def found(portfolio: Portfolio, filters: Filters) -> QuerySet[Judgement]:
    """The answers that pass the filters, the newest first."""
    rows = decisions(portfolio).select_related(*TOLD_OF)
    if filters.question in ABOUT:
        rows = rows.filter(ABOUT[Asked(filters.question)])
    if _is_number(filters.person):
        rows = rows.filter(by=int(filters.person))
    if filters.state in {HOLDS, GONE}:
        rows = rows.filter(standing() if filters.state == HOLDS else ~standing())
    return rows.filter(_given_with(filters.together)) if filters.together else rows


def together(portfolio: Portfolio, first: str) -> list[str]:
    """The keys of what was accepted at once with this judgement and still holds."""
    if not first:
        return []
    rows = decisions(portfolio).filter(_given_with(first)).filter(standing())
    return list(rows.values_list("key", flat=True))


def _given_with(first: str) -> Q:
    """What the same person answered at the very same moment; nothing where there is no such."""
    row = Judgement.objects.filter(pk=first).first() if _is_number(first) else None
    return Q(by=row.by_id, at=row.at) if row is not None else Q(pk=None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def told(portfolio: Portfolio, rows: Iterable[Judgement]) -> list[Told]:
    """Answers as lines."""
    return [_told(portfolio, row) for row in rows]


def last_of(portfolio: Portfolio, agent: Agent) -> Told | None:
    """The last answer of a person that still holds; one query."""
    row = found(portfolio, Filters(state=HOLDS)).filter(by=agent).first()
    return _told(portfolio, row) if row is not None else None


def people(portfolio: Portfolio) -> QuerySet[Agent]:
    """Who answered at least once, by name."""
    made = decisions(portfolio).order_by().values("by")
    return Agent.objects.filter(pk__in=made).order_by("name", "pk")


def _told(portfolio: Portfolio, row: Judgement) -> Told:
    after = getattr(row, "superseded_by", None)
    return Told(
        answer=answered(row),
        subject=asked(row),
        who=row.by.name,
        when=words.moment(row.at),
        reason=row.reason,
        url=case_address(portfolio, row.key) if asked_of(row.key) else "",
        key="" if after else row.key,
        seen=row.pk,
        state=_gone(after) if after else "",
    )


def _gone(after: Judgement) -> str:
    by_undoing = after.means is not None and after.means.name == UNDOING
    return f"{'défaite' if by_undoing else 'changée'} par {after.by.name}"
