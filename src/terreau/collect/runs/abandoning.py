"""Gives up an import of which nothing was written."""

from __future__ import annotations

from django.db import transaction

from terreau.accounts.models import Agent
from terreau.collect.errors import WrongStage
from terreau.collect.models import ImportRun
from terreau.collect.rights import may_import

State = ImportRun.State
UNWRITTEN = frozenset({State.RECEIVING, State.STOPPED, State.MAPPING, State.PLANNED, State.FAILED})


@transaction.atomic
def abandon(run: ImportRun, by: Agent) -> None:
    """Take an import out of the list, with its plan; the bytes of its files stay, harmless.

    Raises NotAllowed, and WrongStage where the worker is on it or something was written.
    """
    may_import(by, run.portfolio)
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.state not in UNWRITTEN:
        raise WrongStage(held.get_state_display())
    held.delete()
