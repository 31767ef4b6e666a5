"""What every page of the desk begins and ends with: who may, the frame, fragments, refusals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from terreau.accounts.access import required
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, can
from terreau.identify.presenting.addresses import desk_address
from terreau.portfolio.frame import IDENTIFY, frame
from terreau.portfolio.models import Portfolio

FRAGMENT = "X-Terreau-Fragment"


def at_desk(request: HttpRequest, slug: str) -> tuple[Portfolio, Agent]:
    """The portfolio, and whoever is signed in, who may judge in it.

    Raises Http404, SignInNeeded or PermissionDenied as `required` does.
    """
    portfolio = Portfolio.objects.select_related("scheme").filter(slug=slug).first()
    if portfolio is None:
        raise Http404
    return portfolio, required(request, Action.JUDGE, portfolio)


def reads_dossiers(agent: Agent, portfolio: Portfolio) -> bool:
    """Whether passages of dossiers, which may speak of people, can be shown to this person."""
    return can(agent, Action.READ, portfolio)


def show(
    request: HttpRequest,
    portfolio: Portfolio,
    agent: Agent,
    template: str,
    context: dict[str, Any],
    *,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the desk with its frame and the way back; `here` names it (blank: the first)."""
    way = [{"label": "Identification", "url": desk_address(portfolio) if here else ""}]
    if here:
        way.append({"label": here, "url": ""})
    surroundings = frame(portfolio, IDENTIFY[0], agent) | {
        "breadcrumb": way if here else [],
        "here": request.get_full_path(),
    }
    response = render(request, template, surroundings | context, status=status)
    add_never_cache_headers(response)
    return response


def fragment(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    """What a script puts in place of the last case: never kept for the page of that address."""
    told = {"portfolio": context["portfolio"], "here": request.get_full_path()} | context
    response = render(request, template, told, status=status)
    response[FRAGMENT] = "1"
    patch_vary_headers(response, [FRAGMENT])
    add_never_cache_headers(response)
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Whether a script asks, which has the rest of the page already."""
    return FRAGMENT in request.headers


def has_answered(request: HttpRequest) -> bool:
    """Whether a script comes here from an answer; it says so in what it asks."""
    return request.headers.get(FRAGMENT) == "answer"


def tell(request: HttpRequest, error: Exception) -> None:
    """Say a refusal of a service in the next page."""
    hint = getattr(error, "hint", "")
    messages.error(request, f"{error} {hint}".strip())
