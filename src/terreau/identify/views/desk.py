"""The overview of the desk: what is left, what was answered last, a search for more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terreau.identify.desk.model import Asked
from terreau.identify.desk.queue import progress
from terreau.identify.errors import IdentifyError
from terreau.identify.presenting import history, overview, questions
from terreau.identify.presenting.addresses import desk_address
from terreau.identify.running import ask
from terreau.identify.tasks import read_names
from terreau.identify.views.common import at_desk, reads_dossiers, show, tell

ONWARD = "X-Terreau-Next"


@require_safe
def desk(request: HttpRequest, portfolio: str) -> HttpResponse:
    """What waits in each queue, how far the work is, the last answers."""
    chosen, agent = at_desk(request, portfolio)
    reads = reads_dossiers(agent, chosen)
    known = {one: progress(chosen, one, agent_reads_dossiers=reads) for one in Asked}
    latest = history.found(chosen, history.Filters())[: overview.LATEST]
    search = overview.search_of(chosen)
    context = {
        "queues": questions.queues(chosen, known),
        "sure_count": overview.sure_count(chosen),
        "decisions": history.told(chosen, latest),
        "search": search,
        "empty": overview.empty(known, search),
    }
    return show(request, chosen, agent, "identify/desk.html", context)


@require_POST
def search(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Set the search for more questions to work in the background."""
    chosen, agent = at_desk(request, portfolio)
    try:
        read_names.enqueue(ask(chosen, agent, timezone.now()).pk)
    except IdentifyError as error:
        tell(request, error)
    return redirect(desk_address(chosen))


@require_safe
def searching(request: HttpRequest, portfolio: str) -> HttpResponse:
    """How far the search is, for a page that asks again; led on once it has ended."""
    chosen, _ = at_desk(request, portfolio)
    found = overview.search_of(chosen)
    response = render(request, "identify/parts/searching.html", {"search": found})
    if not found.working:
        response[ONWARD] = desk_address(chosen)
    return response
