"""What the header of every served page says of who is signed in; nothing on the static site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from terreau.accounts.access import agent_of
from terreau.accounts.permissions import Action, can


def account(request: HttpRequest) -> dict[str, Any]:
    """`account`: the person's name and addresses, or where to sign in.

    A page written for the static site has no session, hence no `account`.
    """
    if not hasattr(request, "user"):
        return {}
    agent = agent_of(request)
    if agent is None:
        address = reverse("accounts:sign_in")
        back = request.get_full_path()
        if request.method == "GET" and back not in {"/", address}:
            address = f"{address}?{urlencode({'next': back})}"
        return {"account": {"sign_in": address}}
    links = [{"label": agent.name, "url": reverse("accounts:account")}]
    if can(agent, Action.ADMINISTER):
        links.append({"label": "Personnes", "url": reverse("accounts:people")})
    return {
        "account": {
            "links": [link | {"current": link["url"] == request.path} for link in links],
            "sign_out": reverse("accounts:sign_out"),
        }
    }
