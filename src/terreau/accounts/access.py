"""What a page asks of whoever opens it: who they are, and whether they may.

`required` is the one line that a view which writes begins with. Without a session cookie nothing
here asks the database.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from terreau.accounts.models import Agent, User
from terreau.accounts.permissions import Action, Scoped, can

KEPT = "_terreau_agent"


class SignInNeeded(Exception):
    """A visitor asked for what needs a sign-in; the middleware leads to the page of sign-in."""


def agent_of(request: HttpRequest) -> Agent | None:
    """Who is signed in; None for a visitor, and where no session exists (the static site)."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    kept: dict[int, Agent | None] = request.__dict__.setdefault(KEPT, {})
    if user.pk not in kept:
        kept[user.pk] = Agent.objects.select_related("user").filter(user_id=user.pk).first()
    return kept[user.pk]


def required(request: HttpRequest, action: Action, target: Scoped | None = None) -> Agent:
    """Whoever is signed in, if they may do `action` on `target` (None: on the instance).

    Raises Http404 where they may not even view `target`, so that nothing is given away,
    SignInNeeded for a visitor and PermissionDenied (403) for someone without the right.
    """
    agent = agent_of(request)
    if target is not None and not can(agent, Action.VIEW, target):
        raise Http404
    if agent is None:
        raise SignInNeeded
    if not can(agent, action, target):
        raise PermissionDenied
    return agent


def signed_in(request: HttpRequest) -> Agent:
    """Whoever is signed in. Raises SignInNeeded for a visitor."""
    agent = agent_of(request)
    if agent is None:
        raise SignInNeeded
    return agent


def safe_next(request: HttpRequest, asked: str) -> str:
    """The address to go on to: `asked` where it is a page of this site, else the first page."""
    own = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if own and asked.startswith("/") else "/"
