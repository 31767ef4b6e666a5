"""What `terreau identify` does: reads the names of a portfolio, proposes, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from terreau.accounts.models import Agent
from terreau.identify.running import ask, work
from terreau.portfolio.models import Portfolio

EVERY = 25  # texts between two words about how far it is


def identify_portfolio(
    portfolio: Portfolio, by: Agent, at: datetime, tell: Callable[[str], None]
) -> dict[str, Any]:
    """The report of the verb: see docs/reference/cli.md for its keys.

    Raises NotAllowed, and AlreadyWorking where the worker reads the same portfolio.
    """
    run = ask(portfolio, by, at)

    def told(_: str, done: int, total: int) -> None:
        if total and done % EVERY == 0:
            tell(f"{done} textes lus sur {total}…")

    return {"portfolio": portfolio.slug, **work(run, at, told).as_json()}
