"""Shows a link once, to be copied: no message leaves this machine."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from terreau.accounts.models import Agent


def address_of(token: str, base: str) -> str:
    """The whole address of a link on the site at `base` (without a final slash)."""
    return f"{base}{reverse('accounts:follow', args=[token])}"


def show_link(
    request: HttpRequest, agent: Agent, token: str, *, lasts: str, back: str
) -> HttpResponse:
    """The page that gives the link of `agent` to copy; it is not shown again."""
    base = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    url = address_of(token, base)
    text = (
        f"Bonjour,\n\nVoici votre lien pour entrer dans Terreau ; il sert pendant {lasts} :\n\n"
        f"{url}\n\nIl est pour vous seulement : ne le transmettez à personne."
    )
    email = agent.user.email if agent.user else ""
    subject = quote("Votre lien pour entrer dans Terreau")
    context = {
        "agent": agent,
        "url": url,
        "lasts": lasts,
        "back": back,
        "mailto": f"mailto:{quote(email, safe='@')}?subject={subject}&body={quote(text)}",
    }
    return render(request, "accounts/link.html", context)
