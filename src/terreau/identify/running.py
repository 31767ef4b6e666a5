"""Reads the names of a portfolio and proposes what follows: asked for by a person, done in one go.

Guarantees that one reading at a time works on a portfolio, that what is proposed is written whole
or not at all, that reading again the same portfolio writes nothing, and that a reading cut short
can be taken up again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from terreau.accounts.models import Agent
from terreau.identify.errors import AlreadyWorking
from terreau.identify.gathering import Gathered, gather
from terreau.identify.models import IdentifyRun
from terreau.identify.placing import Placed, place
from terreau.identify.proposing import Proposed, propose
from terreau.identify.rights import may_judge
from terreau.identify.standing import rebuild
from terreau.portfolio.models import Portfolio

State = IdentifyRun.State
Step = IdentifyRun.Step
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Identified:
    """What a reading found and proposed."""

    gathered: Gathered
    proposed: Proposed
    placed: Placed

    def as_json(self) -> dict[str, Any]:
        """The report of the command line: territories, organisations, names in texts."""
        places, names, said = self.placed, self.gathered, self.proposed
        return {
            "territories": {
                "read": places.read,
                "placed": places.placed,
                "proposed": places.proposed,
                "ambiguous": places.ambiguous,
                "unknown": places.unknown,
            },
            "organisations": {
                "mentions": names.mentions,
                "bodies": said.bodies,
                "proposed": said.same.made,
                "sure": said.pairing.sure,
                "cut": len(said.pairing.cuts),
                "natures": said.kinds.made,
            },
            "named": {
                "in_texts": names.texts,
                "recognised": said.named.made,
                "persons": names.persons,
            },
            "written": sum(
                one.added + one.changed + one.withdrawn
                for one in (said.same, said.named, said.kinds, places.offered)
                if one is not None
            ),
        }


def _silent(_: str, __: int, ___: int) -> None:
    """Tells nobody."""


def identify(portfolio: Portfolio, at: datetime, tell: Tell = _silent) -> Identified:
    """Read every name of a portfolio and write what is proposed; `tell` hears how far it is."""
    gathered = gather(portfolio, lambda done, total: tell(Step.NAMES, done, total))
    tell(Step.BODIES, 0, 0)
    with transaction.atomic():
        held = Portfolio.objects.select_for_update().get(pk=portfolio.pk)
        proposed = propose(held, gathered.stale, at)
        tell(Step.PLACES, 0, 0)
        placed = place(held, at)
        rebuild(held)
    return Identified(gathered, proposed, placed)


def ask(portfolio: Portfolio, by: Agent, at: datetime) -> IdentifyRun:
    """Ask for a reading; the caller has it done. Raises NotAllowed, AlreadyWorking."""
    may_judge(by, portfolio)
    try:
        with transaction.atomic():
            return IdentifyRun.objects.create(portfolio=portfolio, by=by, at=at)
    except IntegrityError as error:
        raise AlreadyWorking(portfolio.name) from error


def latest(portfolio: Portfolio) -> IdentifyRun | None:
    """The reading asked for last; None before the first."""
    return IdentifyRun.objects.filter(portfolio=portfolio).first()


def work(run: IdentifyRun, at: datetime, tell: Tell = _silent) -> Identified:
    """Do a reading that was asked for, and keep how far it is, then its report.

    A failure is kept on the reading, and raised.
    """

    def told(step: str, done: int, total: int) -> None:
        tell(step, done, total)
        if not transaction.get_connection().in_atomic_block:
            values = {"step": step, "done": done, "total": total}
            IdentifyRun.objects.filter(pk=run.pk).update(**values)

    IdentifyRun.objects.filter(pk=run.pk).update(state=State.WORKING, error={})
    try:
        found = identify(run.portfolio, at, told)
    except Exception as error:
        code = getattr(error, "code", "unexpected")
        message = str(error) if code != "unexpected" else "Une erreur imprévue a arrêté la lecture."
        hint = getattr(error, "hint", "") or "Recommencez\u00a0; si cela se répète, signalez-le."
        told_error = {"code": code, "message": message, "hint": hint}
        _end(run, State.FAILED, at, error=told_error)
        raise
    _end(run, State.DONE, at, counts=found.as_json())
    return found


def _end(run: IdentifyRun, state: IdentifyRun.State, at: datetime, **values: Any) -> None:  # noqa: ANN401
    values |= {"state": state, "step": "", "ended_at": at}
    IdentifyRun.objects.filter(pk=run.pk).update(**values)
    run.refresh_from_db()
