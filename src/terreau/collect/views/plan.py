"""The plan of an import: read, answered, applied."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from terreau.accounts.models import Agent
from terreau.collect.models import ImportRun
from terreau.collect.presenting import plan as presenting
from terreau.collect.presenting.questions import choices_of, lone_likenesses
from terreau.collect.presenting.steps import PLAN, address
from terreau.collect.runs.stages import answer, ask_apply, ask_plan
from terreau.collect.views.common import (
    answering,
    set_to_work,
    show,
    the_run,
)
from terreau.web.paging import page_number, pagination

State = ImportRun.State
READABLE = frozenset({State.PLANNED, State.APPLIED, State.UNDONE})
MOST_WARNINGS = 200
NO_ANSWER = "Choisissez une réponse, puis enregistrez."
CHANGED = "Le plan a été refait entre-temps : relisez ses questions, puis répondez."
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of a field)


@require_safe
def plan(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """What an import would do, or did, record by record."""
    found, agent = the_run(request, portfolio, run)
    if found.state not in READABLE:
        return redirect(address(found))
    issue = request.GET.get("issue", "")
    return _shown(request, found, agent, issue)


def _shown(request: HttpRequest, run: ImportRun, agent: Agent, issue: str) -> HttpResponse:
    planned = run.state == State.PLANNED
    listed = presenting.records(run, issue)
    number, size = page_number(request), presenting.PER_PAGE
    last = max(1, -(-listed.count() // size))
    first = (min(number, last) - 1) * size
    page = listed.select_related("project")[first : first + size]
    warnings = run.counts.get("warnings", [])

    def url(page: int) -> str:
        kept = [("issue", issue)] if issue else []
        return f"?{urlencode([*kept, ('page', page)])}"

    records = presenting.views(run, page)
    context = {
        "issue": issue,
        "planned": planned,
        "tabs": presenting.tabs(run, issue),
        "undecided": presenting.undecided(run) if planned else 0,
        "records": records,
        "asking": any(one.questions for one in records),
        "likenesses": len(lone_likenesses(run)) if planned and issue == presenting.QUESTION else 0,
        "warnings": warnings[:MOST_WARNINGS],
        "more_warnings": max(0, len(warnings) - MOST_WARNINGS),
        "warning_count": len(warnings),
    }
    context |= pagination(number, last, url)
    return show(request, agent, run, PLAN, "collect/plan.html", context)


@require_POST
@answering
def respond(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Keep the answers of a page, and have the plan worked out again with them."""
    found, agent = the_run(request, portfolio, run)
    allowed: dict[str, set[str]] = {}
    for record in found.records.filter(presenting.ASKS):
        allowed |= choices_of(record)
    choices = {
        key: str(choice) for key, choice in request.POST.items() if choice in allowed.get(key, ())
    }
    if not choices:
        messages.error(request, CHANGED if set(request.POST) - {TOKEN} else NO_ANSWER)
        return redirect(f"{address(found, PLAN)}?issue={presenting.QUESTION}")
    answer(found, choices, agent, timezone.now())
    return set_to_work(ask_plan(found, agent))


@require_POST
@answering
def respond_same(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Answer « the same » wherever a record is like one project alone."""
    found, agent = the_run(request, portfolio, run)
    choices = lone_likenesses(found)
    if not choices:
        messages.error(request, CHANGED)
        return redirect(f"{address(found, PLAN)}?issue={presenting.QUESTION}")
    answer(found, choices, agent, timezone.now())
    return set_to_work(ask_plan(found, agent))


@require_POST
@answering
def apply(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Apply the plan as it was read."""
    found, agent = the_run(request, portfolio, run)
    return set_to_work(ask_apply(found, agent))
