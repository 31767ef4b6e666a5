"""The sign-in links that the command line prints: whoever holds the machine lets people in.

Each serves once, within a day; making one anew puts an end to the one before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from terreau.accounts.links import RECOVERY, make_link
from terreau.accounts.models import INSTANCE_SCOPE, Agent, EntryLink, Membership
from terreau.accounts.people import account_of
from terreau.accounts.permissions import Part
from terreau.accounts.services import example_person
from terreau.accounts.views.links import address_of
from terreau.conf.server import DEFAULT_PORT, HOST
from terreau.portfolio.models import Portfolio

LOCAL = f"http://{HOST}:{DEFAULT_PORT}"
Role = Membership.Role
EXAMPLE_PEOPLE = (
    ("Chargée de mission d’exemple", Role.OFFICER),
    ("Lecteur d’exemple", Role.READER),
    ("Membre du panel d’exemple", Role.PANELLIST),
)


def link_for(agent: Agent, *, base: str, at: datetime) -> dict[str, Any]:
    """A fresh link for a person, with the role that says most about them.

    `base` is the address of the site; blank, that where `serve` answers unless told otherwise.
    Raises AccessClosed.
    """
    account_of(agent)
    token = make_link(agent, EntryLink.Purpose.ENTER, by=None, at=at, lasts=RECOVERY)
    order = list(Role)
    held = sorted(
        (
            (one.scope != INSTANCE_SCOPE, order.index(Role(one.role)))
            for one in agent.memberships.all()
        ),
    )
    role = order[held[0][1]] if held else None
    return {
        "role": role.value if role else "",
        "label": str(role.label) if role else "aucun rôle",
        "name": agent.name,
        "url": address_of(token, base.rstrip("/") or LOCAL),
    }


def example_people(portfolio: Portfolio) -> list[Agent]:
    """People of the example, one per role on its portfolio, and the holder of its first project."""
    people = [example_person(name, role, portfolio.access_scope) for name, role in EXAMPLE_PEOPLE]
    first = portfolio.projects.order_by("position", "slug").first()
    if first is not None:
        scope = Part(portfolio, first.slug).access_scope
        people.append(example_person(f"Porteur de {first.name}"[:200], Role.HOLDER, scope))
    return people
