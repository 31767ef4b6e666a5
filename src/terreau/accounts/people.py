"""Inviting people, giving and taking roles, closing access: each one transaction, each noted.

Nobody is ever deleted, for judgements name people. Whatever is done, somebody who has come in
once still administers the instance. A role given or taken, and access closed, hold at once:
rights are read anew for each page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from terreau.accounts import scopes
from terreau.accounts.errors import (
    EmailTaken,
    LastAdministrator,
    NameTaken,
    NotAllowed,
    UnknownScope,
)
from terreau.accounts.links import HOLDER, INVITATION, live_links, make_link
from terreau.accounts.models import (
    INSTANCE_SCOPE,
    AccessEvent,
    Agent,
    EntryLink,
    Membership,
    User,
)
from terreau.accounts.permissions import Action, Part

Kind = AccessEvent.Kind
Role = Membership.Role
GIVEN_BY_INVITATION = (Role.OWNER, Role.OFFICER, Role.PANELLIST, Role.READER)


@dataclass(frozen=True, slots=True)
class Invited:
    """Someone who was invited, and the token of the link to give them."""

    agent: Agent
    token: str


def account_of(agent: Agent) -> User:
    """The account of a person, made without e-mail address nor password where there is none."""
    if agent.user is None:
        name = f"agent-{agent.pk}"
        agent.user, made = User.objects.get_or_create(username=name)
        if made:
            agent.user.set_unusable_password()
            agent.user.save(update_fields=["password"])
        agent.save(update_fields=["user"])
    return agent.user


@transaction.atomic
def invite(name: str, email: str, role: str, scope: str, *, by: Agent, at: datetime) -> Invited:
    """A new person with one role, and a link to choose a password by.

    Raises EmailTaken, NameTaken or UnknownScope, having written nothing.
    """
    _check_scope(role, scope)
    agent = _new_person(name, email)
    _note(Kind.INVITED, agent, by, at)
    _hold(agent, role, scope, by, at)
    purpose = EntryLink.Purpose.PASSWORD
    return Invited(agent, make_link(agent, purpose, by=by, at=at, lasts=INVITATION))


@transaction.atomic
def invite_holder(name: str, project: Part, *, by: Agent, at: datetime) -> Invited:
    """A new person who holds `project`, and the link that shows it to them. Raises NameTaken."""
    agent = _new_person(name, "")
    _note(Kind.INVITED, agent, by, at)
    _hold(agent, Role.HOLDER, project.access_scope, by, at)
    return Invited(agent, holder_link(agent, project, by=by, at=at))


@transaction.atomic
def holder_link(agent: Agent, project: Part, *, by: Agent, at: datetime) -> str:
    """The token of a new link for a holder of `project`; the earlier one, and its sessions, end.

    Raises NotAllowed for someone with any other role: the link would give it too.
    """
    _only_holds(agent, project)
    _end_sessions(agent)
    purpose = EntryLink.Purpose.ENTER
    return make_link(agent, purpose, by=by, at=at, lasts=HOLDER, single_use=False)


@transaction.atomic
def dismiss_holder(agent: Agent, project: Part, *, by: Agent, at: datetime) -> None:
    """Take back a holder's link: it stops serving, the sessions that it opened end.

    Raises NotAllowed for someone with any other role.
    """
    _only_holds(agent, project)
    _end_sessions(agent)
    live_links(agent, at).update(revoked_at=at)
    _note(Kind.LINKS_REVOKED, agent, by, at)


@transaction.atomic
def give_role(agent: Agent, role: str, scope: str, *, by: Agent | None, at: datetime) -> None:
    """Make `role` the one that `agent` holds on `scope`, in place of another held there.

    A link that serves many times was given for what was held then: it stops serving, and what it
    opened ends. Raises UnknownScope or LastAdministrator.
    """
    _check_scope(role, scope)
    others = agent.memberships.filter(scope=scope).exclude(role=role)
    for membership in others:
        take_role(membership, by=by, at=at)
    if live_links(agent, at).filter(single_use=False).update(revoked_at=at):
        _end_sessions(agent)
    _hold(agent, role, scope, by, at)


@transaction.atomic
def take_role(membership: Membership, *, by: Agent | None, at: datetime) -> None:
    """Take a role back. Raises LastAdministrator."""
    if (membership.role, membership.scope) == (Role.OWNER, INSTANCE_SCOPE):
        _keep_an_administrator(membership.agent)
    agent, detail = membership.agent, f"{membership.role} {membership.scope}"
    membership.delete()
    _note(Kind.ROLE_TAKEN, agent, by, at, detail)


@transaction.atomic
def close_access(agent: Agent, *, by: Agent | None, at: datetime) -> None:
    """Let someone in no more: sessions end at once, links stop serving. Raises LastAdministrator.

    The roles stay, for the day when access is opened again.
    """
    if agent.memberships.filter(role=Role.OWNER, scope=INSTANCE_SCOPE).exists():
        _keep_an_administrator(agent)
    user = account_of(agent)
    User.objects.filter(pk=user.pk).update(is_active=False, epoch=F("epoch") + 1)
    live_links(agent, at).update(revoked_at=at)
    _note(Kind.CLOSED, agent, by, at)


@transaction.atomic
def reopen_access(agent: Agent, *, by: Agent, at: datetime) -> None:
    """Let someone in again, by their password or by a new link."""
    User.objects.filter(agent=agent).update(is_active=True)
    _note(Kind.REOPENED, agent, by, at)


@transaction.atomic
def set_credentials(agent: Agent, email: str, password: str, *, at: datetime) -> User:
    """Give a person the e-mail address and the password to sign in with.

    Their other sessions end, their unused links stop serving. Raises EmailTaken.
    """
    user = account_of(agent)
    user.email = user.username = email.strip().lower()
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "username", "password"])
    except IntegrityError as error:
        raise EmailTaken(email) from error
    live_links(agent, at).update(revoked_at=at)
    _note(Kind.PASSWORD_SET, agent, agent, at)
    return user


def _end_sessions(agent: Agent) -> None:
    User.objects.filter(agent=agent).update(epoch=F("epoch") + 1)


def _new_person(name: str, email: str) -> Agent:
    if Agent.objects.filter(kind=Agent.Kind.PERSON, name__iexact=name).exists():
        raise NameTaken(name)
    try:
        with transaction.atomic():
            agent = Agent.objects.create(kind=Agent.Kind.PERSON, name=name)
    except IntegrityError as error:
        raise NameTaken(name) from error
    if not email:
        account_of(agent)
        return agent
    address = email.strip().lower()
    try:
        with transaction.atomic():
            agent.user = User.objects.create_user(address, address)
    except IntegrityError as error:
        raise EmailTaken(address) from error
    agent.save(update_fields=["user"])
    return agent


def _check_scope(role: str, scope: str) -> None:
    """Holders come by the page of their project; other roles are held on what exists."""
    if role not in GIVEN_BY_INVITATION:
        raise UnknownScope
    known = {INSTANCE_SCOPE, *(one.key for one in scopes.directory().portfolios())}
    if scope not in known:
        raise UnknownScope


def _hold(agent: Agent, role: str, scope: str, by: Agent | None, at: datetime) -> None:
    _, new = Membership.objects.get_or_create(agent=agent, role=role, scope=scope)
    if new:
        _note(Kind.ROLE_GIVEN, agent, by, at, f"{role} {scope}")


def _only_holds(agent: Agent, project: Part) -> None:
    held = set(agent.memberships.values_list("role", "scope"))
    if held != {(Role.HOLDER, project.access_scope)}:
        raise NotAllowed(agent.name, Action.INVITE.label, "ce projet")


def _keep_an_administrator(leaving: Agent) -> None:
    """Raise LastAdministrator unless someone else who came in once administers the instance.

    The rows are locked: of two administrators who take each other's role, one is refused.
    """
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        role=Role.OWNER, scope=INSTANCE_SCOPE
    )
    owners = list(rows.select_related("agent__user").order_by("pk"))
    for one in owners:
        user = one.agent.user
        if one.agent_id != leaving.pk and user and user.is_active and user.last_login:
            return
    raise LastAdministrator(leaving.name)


def _note(
    kind: AccessEvent.Kind, about: Agent, by: Agent | None, at: datetime, detail: str = ""
) -> None:
    AccessEvent.objects.create(kind=kind, about=about, by=by, at=at, detail=detail)
