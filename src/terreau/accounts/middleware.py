"""Leads visitors to the sign-in, and keeps what a signed-in person sees out of every cache."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from terreau.accounts.access import SignInNeeded, agent_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccessMiddleware:
    """Comes after Django's own authentication; a visitor's page is left as it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid any copy of the answer to someone signed in, even of a download."""
        # Asked first: after a sign-out, the page before it was still that person's.
        signed_in = agent_of(request) is not None
        response = self.get_response(request)
        if signed_in or agent_of(request) is not None:
            response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseRedirect | None:
        """Where a sign-in is needed, ask for it, then come back."""
        if not isinstance(exception, SignInNeeded):
            return None
        # A form that was sent is not sent again by coming back: the first page then.
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': back})}")
