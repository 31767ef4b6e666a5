"""Tells the packages above that the records of a portfolio were changed by an import.

Guarantees that `collect`, which knows none of them, lets what they work out from the records (who
stands for whom, where places are) be worked out again in the transaction of the import.
"""

from __future__ import annotations

from collections.abc import Callable

from terreau.portfolio.models import Portfolio

Follow = Callable[[Portfolio], object]
_following: list[Follow] = []


def follow(act: Follow) -> None:
    """Have `act` called after each import, and each undoing of one; once, when Django starts."""
    if act not in _following:
        _following.append(act)


def changed(portfolio: Portfolio) -> None:
    """The records of a portfolio were just changed; called inside the transaction."""
    for act in _following:
        act(portfolio)
