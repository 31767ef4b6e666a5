"""The page of components, served in development only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.web.specimens import SECTIONS, SPECIMENS


def components(request: HttpRequest) -> HttpResponse:
    """Show every component in both themes; refused with 404 unless settings.DEBUG."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/composants.html", {"sections": SECTIONS, "specimens": SPECIMENS})
