"""Signing in by password or by link, signing out, one's own account."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from terreau.accounts.access import agent_of, safe_next, signed_in
from terreau.accounts.entering import BY_LINK, TooManyTries, open_session, user_of
from terreau.accounts.errors import EmailTaken
from terreau.accounts.forms import CredentialsForm, PasswordForm, SignInForm
from terreau.accounts.links import read_link, use_link
from terreau.accounts.models import EntryLink, Membership
from terreau.accounts.people import account_of, set_credentials
from terreau.accounts.presenting import held_roles
from terreau.accounts.scopes import directory
from terreau.web.typography import NBSP

LINK_COOKIE = "terreau_link"
LINK_COOKIE_AGE_S = 30 * 60
LINK_COOKIE_PATH = "/entrer/"
WRONG = "Cette adresse et ce mot de passe ne vont pas ensemble."


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with an e-mail address and a password, then go on to where one was going."""
    onward = safe_next(request, request.POST.get("next") or request.GET.get("next") or "/")
    if agent_of(request) is not None:
        return redirect(onward)
    form = SignInForm(request.POST or None)
    refusal, status = "", 200
    if form.is_valid():
        at = timezone.now()
        try:
            user = user_of(request, form.cleaned_data["email"], form.cleaned_data["password"], at)
        except TooManyTries as error:
            minutes = ceil(error.wait.total_seconds() / 60)
            plural = "s" if minutes > 1 else ""
            refusal = (
                f"Trop d’essais avec cette adresse. Réessayez dans {minutes}{NBSP}minute{plural}."
            )
            status = 429
        else:
            agent = getattr(user, "agent", None)
            if agent is not None:
                open_session(request, agent, at=at)
                return redirect(onward)
            refusal = WRONG
    context = {"form": form, "next": onward, "refusal": refusal}
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("/")


@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """Take the link out of the address, so that no history, log or Referer keeps it.

    Nothing is used up: the programs that open the links of a message only come this far.
    """
    response = redirect("accounts:enter")
    response.set_cookie(
        LINK_COOKIE,
        token,
        max_age=LINK_COOKIE_AGE_S,
        path=LINK_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@sensitive_post_parameters("password", "again")
def enter(request: HttpRequest) -> HttpResponseBase:
    """Say what the link gives; use it when the button is pressed."""
    at = timezone.now()
    token = request.COOKIES.get(LINK_COOKIE, "")
    link = read_link(token, at)
    if link is None:
        return _no_longer(request)
    asked = link.purpose == EntryLink.Purpose.PASSWORD
    data = request.POST if request.method == "POST" else None
    form = PasswordForm(data, user=account_of(link.agent)) if asked else None
    if request.method != "POST" or (form is not None and not form.is_valid()):
        held = held_roles(link.agent)
        context = {"link": link, "form": form, "held": held, "other": agent_of(request)}
        return render(request, "accounts/enter.html", context)
    with transaction.atomic():
        used = use_link(token, at)
        if used is None:
            return _no_longer(request)
        user = account_of(used.agent)
        if form is not None:
            set_credentials(used.agent, user.username, form.cleaned_data["password"], at=at)
    until = None if used.single_use else used.expires_at
    open_session(request, used.agent, at=at, until=until, by_link=form is None)
    response = redirect(_first_page(used))
    response.delete_cookie(LINK_COOKIE, path=LINK_COOKIE_PATH, samesite="Lax")
    return response


def _no_longer(request: HttpRequest) -> HttpResponse:
    """A link that is forged, used, too old or taken back: which of these is not told."""
    return render(request, "accounts/no_longer.html", status=410)


def _first_page(link: EntryLink) -> str:
    """A holder comes to see a project; who has chosen no password yet, to choose one."""
    held = list(link.agent.memberships.values_list("role", "scope"))
    if held and {role for role, _ in held} == {Membership.Role.HOLDER}:
        found = directory().named(scope for _, scope in held)
        return next((one.address for one in found.values()), "/")
    known = link.agent.user is not None and link.agent.user.has_usable_password()
    chosen_now = link.purpose == EntryLink.Purpose.PASSWORD
    return "/" if known and not chosen_now else reverse("accounts:account")


@sensitive_post_parameters("current", "password", "again")
def account(request: HttpRequest) -> HttpResponse:
    """One's own roles; the e-mail address and the password to sign in with."""
    agent = signed_in(request)
    user = account_of(agent)
    roles = list(agent.memberships.values_list("role", flat=True))
    by_link_only = bool(roles) and set(roles) == {Membership.Role.HOLDER}
    form = None
    if not by_link_only:
        form = CredentialsForm(
            request.POST or None,
            user=user,
            initial={"email": user.email},
            proved=bool(request.session.get(BY_LINK)) or not user.has_usable_password(),
        )
    if form is not None and form.is_valid() and _kept(request, form, at=timezone.now()):
        return redirect("accounts:account")
    context = {
        "agent": agent,
        "held": held_roles(agent),
        "form": form,
        "chosen": user.has_usable_password(),
    }
    return render(request, "accounts/account.html", context)


def _kept(request: HttpRequest, form: CredentialsForm, *, at: datetime) -> bool:
    """Keep the new address and password, and this session with them."""
    agent = signed_in(request)
    try:
        set_credentials(agent, form.cleaned_data["email"], form.cleaned_data["password"], at=at)
    except EmailTaken as error:
        form.add_error("email", f"{error} {error.hint}")
        return False
    open_session(request, agent, at=at)
    messages.success(request, "C’est gardé. Vos autres sessions sont fermées.")
    return True
