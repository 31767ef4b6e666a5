"""Asks for the right to say who is who, and says so where it is missing."""

from __future__ import annotations

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, can
from terreau.portfolio.models import Portfolio


def may_judge(agent: Agent, portfolio: Portfolio) -> None:
    """NotAllowed where `agent` may not decide in this portfolio."""
    if not can(agent, Action.JUDGE, portfolio):
        where = f"le portefeuille «\u00a0{portfolio.slug}\u00a0»"
        raise NotAllowed(agent.name, Action.JUDGE.label, where)
