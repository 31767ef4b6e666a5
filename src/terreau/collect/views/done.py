"""What an import did once it is applied, and taking it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terreau.collect.models import ImportRun
from terreau.collect.presenting import words
from terreau.collect.presenting.imports import summary
from terreau.collect.presenting.steps import DONE, address
from terreau.collect.runs.stages import ask_undo
from terreau.collect.views.common import answering, set_to_work, show, the_run

State = ImportRun.State
MOST = 60


@require_safe
def done(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """What was written, by whom, and the projects that it is about."""
    found, agent = the_run(request, portfolio, run)
    if found.state not in {State.APPLIED, State.UNDONE}:
        return redirect(address(found))
    rows = found.records.filter(outcome__in=["created", "updated"], project__withdrawn=False)
    projects = dict(rows.values_list("project__slug", "project__name"))
    links = [
        {"label": name, "url": reverse("explore:project", args=[portfolio, slug])}
        for slug, name in projects.items()
    ]
    context = {
        "applied": found.state == State.APPLIED,
        "when": words.moment(found.applied_at) if found.applied_at else "",
        "who": found.applied_by.name if found.applied_by else "",
        "undone_when": words.moment(found.undone_at) if found.undone_at else "",
        "undone_who": found.undone_by.name if found.undone_by else "",
        "summary": summary(found.counts),
        "projects": links[:MOST],
        "others": max(0, len(links) - MOST),
    }
    return show(request, agent, found, DONE, "collect/done.html", context)


@require_POST
@answering
def undo(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Take an import back, as one."""
    found, agent = the_run(request, portfolio, run)
    return set_to_work(ask_undo(found, agent))
