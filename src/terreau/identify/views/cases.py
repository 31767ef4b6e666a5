"""One question at a time: what is known, the answer, and the next question at once.

An answer is a form sent by POST, which leads to the page of the next question; a script asks for
the part of that page that changes. What cannot be kept is said on the page of the question itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from terreau.accounts.models import Agent
from terreau.identify import deciding, forms
from terreau.identify.desk import queue as services
from terreau.identify.desk.model import Asked, NamedCase, PlaceCase
from terreau.identify.errors import BadAnswer, IdentifyError, StandsInTheWay, UnknownCase
from terreau.identify.presenting import history, places, questions
from terreau.identify.presenting.addresses import AFTER, case_address, key_of, queue_address
from terreau.identify.presenting.sentences import in_its_sentence
from terreau.identify.presenting.waiting import Waiting, waiting
from terreau.identify.views.common import (
    at_desk,
    fragment,
    has_answered,
    reads_dossiers,
    show,
    tell,
    wants_fragment,
)
from terreau.portfolio.errors import Conflict
from terreau.portfolio.models import Portfolio
from terreau.territory.errors import TerritoryError

TEMPLATE, PART = "identify/case.html", "identify/parts/post.html"
SEARCHED = "q"
MEANWHILE = "Une autre réponse a été donnée entre-temps : la vôtre n’a pas été gardée."
GONE = "Cette question n’existe plus : un import a pu être défait."


@require_safe
def queue(request: HttpRequest, portfolio: str, asked: str) -> HttpResponse:
    """Lead to the first question of a queue, or to the one after `apres`; say when none is left."""
    chosen, agent = at_desk(request, portfolio)
    reads = reads_dossiers(agent, chosen)
    waits = waiting(chosen, Asked(asked), reads_dossiers=reads)
    following = waits.after(request.GET.get(AFTER, ""))
    if following:
        return redirect(case_address(chosen, following))
    end = questions.end(chosen, Asked(asked), len(waits))
    context = {"end": end, "heard": end["title"], "page_title": end["title"]}
    return _page(request, chosen, agent, Asked(asked), waits, context, reads=reads)


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, portfolio: str, asked: str, case: str) -> HttpResponse:
    """A question; a POST answers it and leads to the next."""
    chosen, agent = at_desk(request, portfolio)
    key = key_of(Asked(asked), case)
    if request.method != "POST":
        return _shown(request, chosen, agent, Asked(asked), key, {})
    try:
        _decide(request, chosen, agent, Asked(asked), key)
    except Conflict:
        messages.warning(request, MEANWHILE)
        return redirect(case_address(chosen, key))
    except UnknownCase:
        messages.warning(request, GONE)
    except StandsInTheWay as error:
        told = {"words": f"{error}", "key": error.key}
        return _shown(request, chosen, agent, Asked(asked), key, {"conflict": told}, 409)
    except (IdentifyError, TerritoryError) as error:
        tell(request, error)
        return _shown(request, chosen, agent, Asked(asked), key, {}, 422)
    return redirect(_onward(request, chosen, agent, Asked(asked)))


def _onward(request: HttpRequest, portfolio: Portfolio, agent: Agent, asked: Asked) -> str:
    """The question that follows the one before this, which is answered and gone from the queue."""
    before = request.POST.get("before", "")
    waits = waiting(portfolio, asked, reads_dossiers=reads_dossiers(agent, portfolio))
    return _after(portfolio, asked, waits, before)


def _after(portfolio: Portfolio, asked: Asked, waits: Waiting, key: str) -> str:
    """The address of the question after this one, else that of the end of the queue."""
    following = waits.after(key)
    if following:
        return case_address(portfolio, following)
    return queue_address(portfolio, asked, key)


def _decide(
    request: HttpRequest, portfolio: Portfolio, agent: Agent, asked: Asked, key: str
) -> None:
    sent = forms.Sent.read(request.POST)
    if sent.problem:
        raise BadAnswer(sent.problem)
    at, reason, seen = timezone.now(), sent.reason, sent.seen
    match asked:
        case Asked.BODIES:
            answer, branch = forms.two_bodies(sent.answer)
            deciding.decide_bodies(portfolio, key, answer, agent, at, reason, branch, seen)
        case Asked.PLACES:
            territory = forms.place(sent.answer)
            deciding.decide_place(portfolio, key, territory, agent, at, reason, seen)
        case Asked.NAMED:
            named = forms.named(sent, request.POST.get("role", ""))
            deciding.decide_named(
                portfolio, key, named.body, named.role, agent, at, named.reason, seen
            )


def _shown(
    request: HttpRequest,
    portfolio: Portfolio,
    agent: Agent,
    asked: Asked,
    key: str,
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    reads = reads_dossiers(agent, portfolio)
    found = services.case(portfolio, key, agent_reads_dossiers=reads)
    if found is None:
        raise Http404
    if isinstance(found, NamedCase):
        found = in_its_sentence(portfolio, found)
    waits = waiting(portfolio, asked, reads_dossiers=reads)
    asked_words = " ".join(request.GET.get(SEARCHED, "").split())[:100]
    territories = places.search(asked_words) if asked_words else None
    context: dict[str, Any] = {
        "case": found,
        "answered": found.answered,
        "settled": not found.answered and key not in waits.keys,
        "before": waits.before(key),
        "next_url": _after(portfolio, asked, waits, key),
        "page_title": f"{questions.subject(found)} · {questions.TITLES[asked]}",
        "reason": request.POST.get("reason", ""),
    }
    context |= questions.context(found, territories, request.POST.get("role", ""), asked_words)
    if isinstance(found, PlaceCase):
        context["around"] = places.around(portfolio, found, reads_dossiers=reads)
    return _page(request, portfolio, agent, asked, waits, context | more, status, reads=reads)


def _page(
    request: HttpRequest,
    portfolio: Portfolio,
    agent: Agent,
    asked: Asked,
    waits: Waiting,
    context: dict[str, Any],
    status: int = 200,
    *,
    reads: bool,
) -> HttpResponse:
    """The page of a queue, or what changes of it for a script that asks."""
    left = {
        one: len(waits if one == asked else waiting(portfolio, one, reads_dossiers=reads))
        for one in Asked
    }
    context |= {
        "queues": questions.tabs(portfolio, left, asked),
        "last": history.last_of(portfolio, agent),
    }
    if wants_fragment(request):
        told = list(messages.get_messages(request))
        context |= {"portfolio": portfolio, "told_messages": told}
        heard = questions.heard_of(context, answered=has_answered(request) and not told)
        context["said"] = " ".join([*(str(one) for one in told), heard])
        return fragment(request, PART, context, status)
    return show(request, portfolio, agent, TEMPLATE, context, status=status)
