"""What every page of an import begins and ends with: who may, which import, its frame, refusals."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terreau.accounts.access import required
from terreau.accounts.errors import AccountError
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action
from terreau.collect.errors import CollectError
from terreau.collect.models import ImportRun
from terreau.collect.presenting.imports import title
from terreau.collect.presenting.steps import address, bar
from terreau.collect.readers.errors import ReaderError
from terreau.collect.tasks import work_on
from terreau.portfolio.frame import COLLECT, frame
from terreau.portfolio.models import Portfolio

View = Callable[..., HttpResponse]


def entrusted(request: HttpRequest, slug: str) -> tuple[Portfolio, Agent]:
    """The portfolio, and whoever is signed in, who may bring files into it.

    Raises Http404, SignInNeeded or PermissionDenied as `required` does.
    """
    portfolio = Portfolio.objects.select_related("scheme").filter(slug=slug).first()
    if portfolio is None:
        raise Http404
    return portfolio, required(request, Action.IMPORT, portfolio)


def the_run(request: HttpRequest, slug: str, pk: int) -> tuple[ImportRun, Agent]:
    """An import of the portfolio, and whoever may act on it; 404 where there is none such."""
    portfolio, agent = entrusted(request, slug)
    people = ("by", "applied_by", "undone_by", "portfolio__scheme")
    found = ImportRun.objects.select_related(*people).filter(portfolio=portfolio, pk=pk).first()
    if found is None:
        raise Http404
    return found, agent


def answering(view: View) -> View:
    """Turn a refusal of the service into a message, on the page that says what can be done."""

    @wraps(view)
    def answer(request: HttpRequest, portfolio: str, run: int, **more: Any) -> HttpResponse:  # noqa: ANN401
        try:
            return view(request, portfolio, run, **more)
        except (CollectError, AccountError, ReaderError) as error:
            messages.error(request, f"{error} {error.hint}".strip())
            return redirect("collect:run", portfolio, run)

    return answer


def set_to_work(run: ImportRun) -> HttpResponse:
    """Leave an import to the worker, and lead to the page that shows how far it is."""
    work_on.enqueue(run.pk)
    return redirect(address(run, "progress"))


def show(
    request: HttpRequest,
    agent: Agent,
    run: ImportRun,
    here: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A page of an import, with its frame, its steps and the way back; `here` is its step."""
    surroundings = frame(run.portfolio, COLLECT[0], agent) | {
        "run": run,
        "title": title(run),
        "steps": bar(run, here),
        "breadcrumb": trail(run.portfolio, title(run)),
    }
    return render(request, template, surroundings | context)


def trail(portfolio: Portfolio, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """The way back from a page: the list of imports, what lies between, this page."""
    way = [("Collecte", reverse(COLLECT[0], args=[portfolio.slug])), *between, (here, "")]
    return [{"label": label, "url": url} for label, url in way]
