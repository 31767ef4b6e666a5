"""What surrounds every page of a portfolio, whichever step makes it: the menu and the way home.

Pages are called by their names: nothing of the steps is imported.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, granted
from terreau.portfolio.models import Portfolio

ENTRIES = (
    ("explore:home", "Ambitions"),
    ("explore:projects", "Projets"),
    ("explore:actors", "Acteurs"),
)
COLLECT = ("collect:imports", "Collecte")
IDENTIFY = ("identify:desk", "Identification")
#: The steps that not everyone takes, each with what it asks for.
STEPS = ((Action.IMPORT, COLLECT), (Action.JUDGE, IDENTIFY))


def frame(portfolio: Portfolio, current: str, agent: Agent | None = None) -> dict[str, Any]:
    """The menu of a portfolio; `current` is the name of the entry being read.

    `agent` finds the way to the steps that they may take; a visitor costs no query.
    """
    entries = [*ENTRIES]
    if agent is not None:
        held = granted(agent, portfolio)
        entries += [entry for action, entry in STEPS if action in held]
    return {
        "portfolio": portfolio,
        "home_url": reverse("explore:home", args=[portfolio.slug]),
        "navigation": [
            {
                "label": label,
                "url": reverse(name, args=[portfolio.slug]),
                "current": name == current,
            }
            for name, label in entries
        ],
    }
