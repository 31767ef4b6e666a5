"""The imports of a portfolio: their list, a new one, one given up."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.collect.models import ImportRun
from terreau.collect.presenting import imports, words
from terreau.collect.presenting.steps import address
from terreau.collect.runs.abandoning import abandon as give_up
from terreau.collect.runs.receiving import begin
from terreau.collect.views.common import answering, entrusted, the_run
from terreau.portfolio.frame import COLLECT, frame
from terreau.web.paging import page_number, pagination


@require_safe
def index(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The imports, the newest first."""
    chosen, agent = entrusted(request, portfolio)
    number = page_number(request)
    lines, last = imports.lines(chosen, number)
    context = frame(chosen, COLLECT[0], agent) | {
        "lines": lines,
        "limit": words.size(settings.IMPORT_FILE_BYTES),
    }
    context |= pagination(number, last, lambda page: f"?page={page}")
    return render(request, "collect/imports.html", context)


@require_POST
def start(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Begin an import, or go back to the one that this person left without a file."""
    chosen, agent = entrusted(request, portfolio)
    empty = ImportRun.objects.filter(
        portfolio=chosen, by=agent, state=ImportRun.State.RECEIVING, files=None
    ).first()
    return redirect(address(empty or begin(chosen, agent, timezone.now())))


@require_safe
def run(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Lead to the page where an import is acted on now."""
    found, _ = the_run(request, portfolio, run)
    return redirect(address(found))


@require_POST
@answering
def abandon(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Give an import up: nothing of it was written."""
    found, agent = the_run(request, portfolio, run)
    give_up(found, agent)
    messages.success(
        request,
        "Import abandonné : rien n’avait été écrit. Pour y revenir, redéposez les fichiers.",
    )
    return redirect(COLLECT[0], portfolio)
