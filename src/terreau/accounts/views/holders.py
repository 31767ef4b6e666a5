"""Those who hold a project, let in by a link that shows this project alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from terreau.accounts.access import required
from terreau.accounts.errors import AccountError, NameTaken
from terreau.accounts.forms import HolderForm
from terreau.accounts.models import Agent, Membership
from terreau.accounts.people import dismiss_holder, holder_link, invite_holder
from terreau.accounts.permissions import Action, Part
from terreau.accounts.presenting import holders as list_of_holders
from terreau.accounts.scopes import Scope, directory
from terreau.accounts.views.links import show_link

LASTS = "quatre-vingt-dix jours"


def holders(request: HttpRequest, scope: str) -> HttpResponse:
    """Those who hold a project; invite one more."""
    place, project = _project(scope)
    by = required(request, Action.INVITE, project)
    form = HolderForm(request.POST or None)
    if form.is_valid():
        try:
            invited = invite_holder(form.cleaned_data["name"], project, by=by, at=timezone.now())
        except NameTaken as error:
            form.add_error("name", f"{error} {error.hint}")
        else:
            return show_link(request, invited.agent, invited.token, lasts=LASTS, back=request.path)
    context = {
        "place": place,
        "form": form,
        "holders": list_of_holders(place.key, timezone.now()),
    }
    return render(request, "accounts/holders.html", context)


@require_POST
def holder_renewed(request: HttpRequest, scope: str, key: int) -> HttpResponse:
    """Make a new link for someone who holds the project; the one before stops serving."""
    place, project = _project(scope)
    by = required(request, Action.INVITE, project)
    agent = _holder(place, key)
    try:
        token = holder_link(agent, project, by=by, at=timezone.now())
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
        return redirect("accounts:holders", scope)
    back = request.path.rpartition(f"{key}/")[0]
    return show_link(request, agent, token, lasts=LASTS, back=back)


@require_POST
def holder_dismissed(request: HttpRequest, scope: str, key: int) -> HttpResponse:
    """Take a holder's link back, and end the sessions that it opened."""
    place, project = _project(scope)
    by = required(request, Action.INVITE, project)
    try:
        dismiss_holder(_holder(place, key), project, by=by, at=timezone.now())
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
    else:
        messages.success(request, "Le lien ne sert plus ; les sessions ouvertes ont pris fin.")
    return redirect("accounts:holders", scope)


def _project(scope: str) -> tuple[Scope, Part]:
    place = directory().named([scope]).get(scope)
    if place is None or not isinstance(place.target, Part):
        raise Http404
    return place, place.target


def _holder(place: Scope, key: int) -> Agent:
    held = {"memberships__role": Membership.Role.HOLDER, "memberships__scope": place.key}
    people = Agent.objects.select_related("user").filter(kind=Agent.Kind.PERSON, **held)
    return get_object_or_404(people, pk=key)
