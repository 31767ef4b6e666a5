"""What waits in each queue, and which question stands before and after one of them."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.identify.desk.model import Asked
from terreau.identify.desk.ordering import open_mentions, open_pairs, open_places
from terreau.portfolio.models import Portfolio


@dataclass(frozen=True, slots=True)
class Waiting:
    """The keys of a queue, what matters most first."""

    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def before(self, key: str) -> str:
        """The key that stands before this one; blank for the first, and for one that is gone."""
        place = self._place(key)
        return self.keys[place - 1] if place > 0 else ""

    def after(self, key: str) -> str:
        """The key that follows this one; the first where it is gone or blank, blank at the end."""
        place = self._place(key) + 1
        return self.keys[place] if place < len(self.keys) else ""

    def _place(self, key: str) -> int:
        return self.keys.index(key) if key in self.keys else -1


def waiting(portfolio: Portfolio, asked: Asked, *, reads_dossiers: bool) -> Waiting:
    """The questions of a queue that wait for an answer; at most three queries."""
    match asked:
        case Asked.BODIES:
            return Waiting(tuple(one.key for one in open_pairs(portfolio)[0]))
        case Asked.PLACES:
            return Waiting(tuple(one.key for one in open_places(portfolio)))
    found = open_mentions(portfolio, agent_reads_dossiers=reads_dossiers)
    return Waiting(tuple(one.key for one in found))
