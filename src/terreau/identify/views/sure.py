"""The proposals that are all but certain, on one page: read, leave some out, accept the rest."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from terreau.accounts.models import Agent
from terreau.identify.deciding import accept_sure
from terreau.identify.desk.model import SURE
from terreau.identify.desk.queue import sure_cases
from terreau.identify.errors import IdentifyError
from terreau.identify.presenting import sure as presenting
from terreau.identify.presenting import words
from terreau.identify.presenting.addresses import desk_address
from terreau.identify.views.common import at_desk, show, tell
from terreau.portfolio.errors import PortfolioError
from terreau.portfolio.models import Portfolio
from terreau.web.typography import accord, nombre

TITLE = "Propositions très sûres"
NOTHING = "Aucune case n’était cochée : rien n’a changé."


@require_http_methods(["GET", "HEAD", "POST"])
def sure(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The proposals at or above the threshold, each with its box; a POST accepts those checked."""
    chosen, agent = at_desk(request, portfolio)
    if request.method == "POST":
        return redirect(_accepted(request, chosen, agent))
    found = sure_cases(chosen, SURE)
    context = {
        "lines": presenting.lines(chosen, found),
        "more": max(0, len(found) - presenting.MOST),
        "threshold": words.figure(SURE),
        "desk_url": desk_address(chosen),
    }
    return show(request, chosen, agent, "identify/sure.html", context, here=TITLE)


def _accepted(request: HttpRequest, portfolio: Portfolio, agent: Agent) -> str:
    """Where to go once they are accepted: to what was decided, which can be taken back at once."""
    keys, at = request.POST.getlist("key"), timezone.now()
    if not keys:
        messages.warning(request, NOTHING)
        return desk_address(portfolio, "sure")
    try:
        done = accept_sure(portfolio, keys, agent, at)
    except (IdentifyError, PortfolioError) as error:
        tell(request, error)
        return desk_address(portfolio, "sure")
    if done.left:
        left = len(done.left)
        aside = f"{nombre(left)} {accord(left, 'proposition laissée')} de côté"
        messages.warning(request, f"{aside} : une décision s’y oppose.")
    said = f"{nombre(done.accepted)} {accord(done.accepted, 'proposition acceptée')}."
    messages.success(request, said)
    first = presenting.first_of(portfolio, agent, at)
    asked = f"?{urlencode({'ensemble': first})}" if first else ""
    return f"{desk_address(portfolio, 'history')}{asked}"
