"""Asks for the right to bring something in, and says so where it is missing."""

from __future__ import annotations

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, can
from terreau.portfolio.models import Portfolio


def may_import(agent: Agent, portfolio: Portfolio | None) -> None:
    """NotAllowed where `agent` may not bring files into this portfolio (None: make a new one)."""
    if not can(agent, Action.IMPORT, portfolio):
        where = f"le portefeuille « {portfolio.slug} »" if portfolio else "l’instance"
        raise NotAllowed(agent.name, Action.IMPORT.label, where)
