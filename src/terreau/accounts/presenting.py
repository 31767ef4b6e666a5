"""People and their roles, as pages show them: read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from terreau.accounts import scopes
from terreau.accounts.models import Agent, EntryLink, Membership


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that someone holds: its membership, its name, what it is held on."""

    membership: int
    label: str
    scope: str

    def __str__(self) -> str:
        return f"{self.label}, {self.scope}"


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the list of people. `pending`: the link awaiting them, `closed`: let in no more."""

    key: int
    name: str
    email: str
    roles: tuple[HeldRole, ...]
    last_sign_in: datetime | None
    pending: EntryLink | None
    closed: bool


def held_roles(agent: Agent) -> tuple[HeldRole, ...]:
    """The roles of one person."""
    return _roles(list(agent.memberships.all()), {})


def people(at: datetime, *, key: int | None = None) -> list[Person]:
    """Those who hold a role or have an account, by name; with `key`, that person alone."""
    concerned = Q(memberships__isnull=False) | Q(user__isnull=False)
    agents = Agent.objects.filter(concerned, kind=Agent.Kind.PERSON).distinct()
    if key is not None:
        agents = agents.filter(pk=key)
    waiting = EntryLink.objects.filter(
        used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    )
    rows = list(
        agents.select_related("user")
        .prefetch_related("memberships", Prefetch("links", waiting, to_attr="waiting"))
        .order_by("name", "pk")
    )
    return _shown(rows)


def holders(scope: str, at: datetime) -> list[Person]:
    """Those who hold the project of `scope`, by name."""
    held = Membership.objects.filter(role=Membership.Role.HOLDER, scope=scope)
    keys = set(held.values_list("agent", flat=True))
    return [person for person in people(at) if person.key in keys]


def _shown(rows: Iterable[Agent]) -> list[Person]:
    agents = list(rows)
    keys = {one.scope for agent in agents for one in agent.memberships.all()}
    told = scopes.labels(keys)
    return [
        Person(
            key=agent.pk,
            name=agent.name,
            email=agent.user.email if agent.user else "",
            roles=_roles(list(agent.memberships.all()), told),
            last_sign_in=agent.user.last_login if agent.user else None,
            pending=next(iter(getattr(agent, "waiting", [])), None),
            closed=agent.user is not None and not agent.user.is_active,
        )
        for agent in agents
    ]


def _roles(memberships: list[Membership], told: dict[str, str]) -> tuple[HeldRole, ...]:
    known = told or scopes.labels(one.scope for one in memberships)
    return tuple(
        HeldRole(one.pk, Membership.Role(one.role).label, known[one.scope]) for one in memberships
    )
