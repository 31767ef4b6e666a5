"""The people of the instance: invited, given roles, let in again or no more.

Every page here is for those who administer the whole instance, and asks so first.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from terreau.accounts.access import required
from terreau.accounts.errors import AccountError, EmailTaken, NameTaken
from terreau.accounts.forms import InvitationForm, RoleForm
from terreau.accounts.links import INVITATION, RECOVERY, make_link
from terreau.accounts.models import Agent, EntryLink, Membership
from terreau.accounts.people import (
    close_access,
    give_role,
    invite,
    reopen_access,
    take_role,
)
from terreau.accounts.permissions import Action
from terreau.accounts.presenting import people as list_of_people
from terreau.accounts.views.links import show_link

INVITED_FOR = "quatorze jours"


def people(request: HttpRequest) -> HttpResponse:
    """Everyone, with their roles and when they last came."""
    required(request, Action.ADMINISTER)
    context = {"people": list_of_people(timezone.now())}
    return render(request, "accounts/people.html", context)


def invitation(request: HttpRequest) -> HttpResponse:
    """Invite someone, and give the link to copy."""
    by = required(request, Action.ADMINISTER)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            invited = invite(
                asked["name"],
                asked["email"],
                asked["role"],
                asked["scope"],
                by=by,
                at=timezone.now(),
            )
        except (EmailTaken, NameTaken) as error:
            field = "email" if isinstance(error, EmailTaken) else "name"
            form.add_error(field, f"{error} {error.hint}")
        else:
            return show_link(
                request,
                invited.agent,
                invited.token,
                lasts=INVITED_FOR,
                back=reverse("accounts:people"),
            )
    return render(request, "accounts/invite.html", {"form": form})


def person(request: HttpRequest, key: int) -> HttpResponse:
    """One person: their roles, their access."""
    required(request, Action.ADMINISTER)
    found = list_of_people(timezone.now(), key=key)
    if not found:
        raise Http404
    return render(request, "accounts/person.html", {"person": found[0], "form": RoleForm()})


@require_POST
def role(request: HttpRequest, key: int) -> HttpResponse:
    """Give a role, in place of the one held on the same thing."""
    by = required(request, Action.ADMINISTER)
    agent = _agent(key)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez un rôle et un portefeuille de la liste.")
        return redirect("accounts:person", key)
    given = form.cleaned_data
    try:
        give_role(agent, given["role"], given["scope"], by=by, at=timezone.now())
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
    else:
        messages.success(request, "Le rôle est donné ; il vaut dès maintenant.")
    return redirect("accounts:person", key)


@require_POST
def no_role(request: HttpRequest, key: int, membership: int) -> HttpResponse:
    """Take a role back."""
    by = required(request, Action.ADMINISTER)
    held = get_object_or_404(Membership, pk=membership, agent=_agent(key))
    try:
        take_role(held, by=by, at=timezone.now())
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
    else:
        messages.success(request, "Le rôle est retiré ; ce qu’il permettait ne l’est plus.")
    return redirect("accounts:person", key)


@require_POST
def link(request: HttpRequest, key: int) -> HttpResponse:
    """Make a link by which the person chooses a password (again)."""
    by = required(request, Action.ADMINISTER)
    agent = _agent(key)
    if agent.user is None or not agent.user.email:
        messages.error(
            request,
            "Cette personne n’a pas d’adresse électronique. "
            "Faites-lui un lien sur la machine avec « terreau sign-in-link ».",
        )
        return redirect("accounts:person", key)
    purpose = EntryLink.Purpose.PASSWORD
    lasts, told = (RECOVERY, "un jour") if agent.user.last_login else (INVITATION, INVITED_FOR)
    try:
        token = make_link(agent, purpose, by=by, at=timezone.now(), lasts=lasts)
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
        return redirect("accounts:person", key)
    return show_link(request, agent, token, lasts=told, back=reverse("accounts:person", args=[key]))


@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Let someone in no more, from this moment."""
    by = required(request, Action.ADMINISTER)
    try:
        close_access(_agent(key), by=by, at=timezone.now())
    except AccountError as error:
        messages.error(request, f"{error} {error.hint}")
    else:
        messages.success(request, "L’accès est fermé : sessions et liens ont pris fin.")
    return redirect("accounts:person", key)


@require_POST
def reopen(request: HttpRequest, key: int) -> HttpResponse:
    """Let someone in again."""
    by = required(request, Action.ADMINISTER)
    reopen_access(_agent(key), by=by, at=timezone.now())
    messages.success(request, "L’accès est rouvert. Un nouveau lien peut être nécessaire.")
    return redirect("accounts:person", key)


def _agent(key: int) -> Agent:
    people = Agent.objects.select_related("user").filter(kind=Agent.Kind.PERSON)
    return get_object_or_404(people, pk=key)
