"""Agents and the instance's owner: found or made by name, never twice."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from terreau.accounts.errors import UnknownPerson
from terreau.accounts.models import INSTANCE_SCOPE, Agent, Membership

UNNAMED_OWNER = "Propriétaire"


def source_agent(name: str) -> Agent:
    """The agent that stands for the publisher or author of a document."""
    return Agent.objects.get_or_create(kind=Agent.Kind.SOURCE, name=name[:200], version="")[0]


def model_agent(name: str, version: str) -> Agent:
    """The agent that stands for one version of a reader, a suggester or another machine."""
    return Agent.objects.get_or_create(
        kind=Agent.Kind.MODEL, name=name[:200], version=version[:80]
    )[0]


@transaction.atomic
def make_owner(name: str) -> Agent:
    """The person `name`, with every right on the instance."""
    agent, _ = Agent.objects.get_or_create(kind=Agent.Kind.PERSON, name=name, version="")
    Membership.objects.get_or_create(agent=agent, role=Membership.Role.OWNER, scope=INSTANCE_SCOPE)
    return agent


@transaction.atomic
def example_person(name: str, role: str, scope: str) -> Agent:
    """The person `name` of the example, with one role; who exists keeps what they hold."""
    agent, new = Agent.objects.get_or_create(kind=Agent.Kind.PERSON, name=name, version="")
    if new:
        Membership.objects.create(agent=agent, role=role, scope=scope)
    return agent


def ensure_owner(name: str | None) -> Agent:
    """The owner called `name`; without a name, the one there is, else one to be named later."""
    if name is None:
        found = _owners().first()
        return found if found is not None else make_owner(UNNAMED_OWNER)
    return make_owner(name)


def _owners() -> QuerySet[Agent]:
    """The owners of the instance, the first in time first."""
    return Agent.objects.filter(
        kind=Agent.Kind.PERSON,
        memberships__role=Membership.Role.OWNER,
        memberships__scope=INSTANCE_SCOPE,
    ).order_by("memberships__pk")


def person(name: str | None) -> Agent:
    """The person called `name`; without a name, the instance's owner.

    Raises UnknownPerson when there is none.
    """
    if name:
        found = Agent.objects.filter(kind=Agent.Kind.PERSON, name=name).first()
    else:
        found = _owners().first()
    if found is None:
        raise UnknownPerson(name or "")
    return found
