"""Who answered what, and taking it back: one answer, or those that were given at once."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.accounts.access import safe_next
from terreau.accounts.models import Agent
from terreau.identify.errors import IdentifyError
from terreau.identify.presenting import history as presenting
from terreau.identify.presenting import words
from terreau.identify.presenting.addresses import desk_address
from terreau.identify.undoing import undo_key
from terreau.identify.views.common import at_desk, show, tell
from terreau.portfolio.errors import PortfolioError
from terreau.portfolio.judgements import head
from terreau.portfolio.models import Portfolio
from terreau.web.paging import page_number, pagination
from terreau.web.typography import accord, nombre

TITLE = "Qui a répondu quoi"
CHANGED = "Cette réponse a changé entre-temps : rien n’a été défait."
MOST_TOGETHER = 2_000


@require_safe
def history(request: HttpRequest, portfolio: str) -> HttpResponse:
    """What people answered, the newest first; filters are in the address."""
    chosen, agent = at_desk(request, portfolio)
    filters = presenting.Filters(
        question=request.GET.get("question", ""),
        person=request.GET.get("personne", ""),
        state=request.GET.get("etat", ""),
        together=request.GET.get("ensemble", ""),
    )
    found = presenting.found(chosen, filters)
    count, number = found.count(), page_number(request)
    last = max(1, -(-count // presenting.PER_PAGE))
    first = (min(number, last) - 1) * presenting.PER_PAGE
    kept = {name: value for name, value in request.GET.items() if value and name != "page"}
    context = {
        "decisions": presenting.told(chosen, found[first : first + presenting.PER_PAGE]),
        "count": count,
        "filtered": bool(filters),
        "together": filters.together,
        "holding": len(presenting.together(chosen, filters.together)),
        "questions": _options(words.QUEUES.items(), filters.question),
        "people": _options(
            ((one.pk, one.name) for one in presenting.people(chosen)), filters.person
        ),
        "states": _options(presenting.STATES, filters.state),
    }
    context |= pagination(number, last, lambda page: f"?{urlencode(kept | {'page': page})}")
    return show(request, chosen, agent, "identify/history.html", context, here=TITLE)


@require_POST
def undo(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Take one answer back, and lead to the page that `back` names."""
    chosen, agent = at_desk(request, portfolio)
    key, seen = request.POST.get("key", ""), request.POST.get("seen", "")
    holding = head(key)
    if seen and (holding is None or str(holding.pk) != seen):
        messages.warning(request, CHANGED)
    else:
        _undone(request, chosen, agent, key)
    return redirect(safe_next(request, request.POST.get("back") or desk_address(chosen)))


def _undone(request: HttpRequest, portfolio: Portfolio, agent: Agent, key: str) -> None:
    try:
        messages.success(request, undo_key(portfolio, key, agent, timezone.now()))
    except (IdentifyError, PortfolioError) as error:
        tell(request, error)


@require_POST
def undo_together(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Take back what was accepted at once, all of it or nothing."""
    chosen, agent = at_desk(request, portfolio)
    keys = presenting.together(chosen, request.POST.get("ensemble", ""))[:MOST_TOGETHER]
    try:
        with transaction.atomic():
            for key in keys:
                undo_key(chosen, key, agent, timezone.now())
    except (IdentifyError, PortfolioError) as error:
        tell(request, error)
    else:
        said = f"{nombre(len(keys))} {accord(len(keys), 'réponse défaite')}."
        messages.success(request, said)
    return redirect(desk_address(chosen))


def _options(pairs: Iterable[tuple[object, str]], chosen: str) -> list[dict[str, object]]:
    return [
        {"value": str(value), "label": label, "chosen": str(value) == chosen}
        for value, label in pairs
    ]
