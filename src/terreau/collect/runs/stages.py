"""Moves an import from stage to stage: what a person asks for, and what the worker then does.

Guarantees that what a person asks answers at once (the work is left to the worker), and that work
cut short is taken up again where it was.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from datetime import datetime
from pathlib import Path

from django.db import transaction

from terreau.accounts.models import Agent
from terreau.collect.errors import CollectError, NothingReceived, WrongStage
from terreau.collect.mapping import MappedColumn, Mapping
from terreau.collect.models import Answer, ImportRun, ReceivedTable, SavedMapping
from terreau.collect.rights import may_import
from terreau.collect.runs.planning import apply_run, plan_run
from terreau.collect.runs.reading import read_run
from terreau.collect.runs.undoing import undo_run
from terreau.collect.tabular import signature

State = ImportRun.State
READABLE = frozenset({State.RECEIVING, State.STOPPED, State.FAILED})
PLANNABLE = frozenset({State.MAPPING, State.PLANNED, State.FAILED})


def _move(run: ImportRun, allowed: frozenset[State], to: State) -> ImportRun:
    """Put an import at another stage; WrongStage where it is not at one of `allowed`."""
    with transaction.atomic():
        held = ImportRun.objects.select_for_update().get(pk=run.pk)
        if held.state not in allowed:
            raise WrongStage(held.get_state_display())
        held.state, held.stop_asked, held.error = to, False, {}
        held.save(update_fields=["state", "stop_asked", "error"])
    return held


def ask_reading(run: ImportRun, by: Agent) -> ImportRun:
    """Start reading the files, or take it up again after a stop."""
    may_import(by, run.portfolio)
    if not run.files.exists():
        raise NothingReceived
    return _move(run, READABLE, State.READING)


def ask_stop(run: ImportRun, by: Agent) -> None:
    """Stop reading after the file under way; what was read stays read."""
    may_import(by, run.portfolio)
    ImportRun.objects.filter(pk=run.pk, state=State.READING).update(stop_asked=True)


def ask_plan(run: ImportRun, by: Agent) -> ImportRun:
    """Work out the plan, once the columns are confirmed or a question was answered."""
    may_import(by, run.portfolio)
    return _move(run, PLANNABLE, State.PLANNING)


def ask_apply(run: ImportRun, by: Agent) -> ImportRun:
    """Apply the plan as it was read."""
    may_import(by, run.portfolio)
    moved = _move(run, frozenset({State.PLANNED}), State.APPLYING)
    moved.applied_by = by
    moved.save(update_fields=["applied_by"])
    return moved


def ask_undo(run: ImportRun, by: Agent) -> ImportRun:
    """Take the import back."""
    may_import(by, run.portfolio)
    moved = _move(run, frozenset({State.APPLIED}), State.UNDOING)
    moved.undone_by = by
    moved.save(update_fields=["undone_by"])
    return moved


@transaction.atomic
def confirm(
    table: ReceivedTable,
    fields: Lookup[int, str],
    by: Agent,
    at: datetime,
    *,
    call: str = "",
    year: int | None = None,
    skipped: bool = False,
) -> None:
    """Keep what a person says the columns of a table mean, and remember it for later files.

    `fields` maps a column's place to a field. Raises the mapping's own errors.
    """
    run = table.file.run
    may_import(by, run.portfolio)
    said = [
        {**one, "field": fields.get(one["index"], one["field"]), **_certainty(one, fields)}
        for one in table.mapping
    ]
    Mapping(tuple(MappedColumn(one["index"], one["header"], one["field"]) for one in said))
    table.mapping = said
    table.defaults = {"call": call, "year": year}
    table.skipped, table.confirmed = skipped, True
    table.save(update_fields=["mapping", "defaults", "skipped", "confirmed"])
    if skipped:
        return
    headers = [one["header"] for one in said]
    SavedMapping.objects.update_or_create(
        portfolio=run.portfolio,
        signature=signature(headers),
        defaults={
            "label": f"{table.file.name} {table.sheet}".strip()[:300],
            "columns": [{"header": one["header"], "field": one["field"]} for one in said],
            "by": by,
            "at": at,
        },
    )


def _certainty(column: Lookup[str, object], fields: Lookup[int, str]) -> dict[str, object]:
    index = column["index"]
    if not isinstance(index, int) or fields.get(index, column["field"]) == column["field"]:
        return {}
    return {"confidence": 1.0, "why": "choisi par une personne"}


def answer(run: ImportRun, choices: Lookup[str, str], by: Agent, at: datetime) -> None:
    """Keep what a person decided on the questions of a plan; a blank choice takes one back."""
    may_import(by, run.portfolio)
    if run.state != State.PLANNED:
        raise WrongStage(run.get_state_display())
    for key, choice in choices.items():
        if choice:
            values = {"choice": choice[:200], "by": by, "at": at}
            Answer.objects.update_or_create(run=run, key=key[:300], defaults=values)
        else:
            Answer.objects.filter(run=run, key=key[:300]).delete()


def work(run_pk: int, media_root: Path, at: datetime) -> None:
    """What the worker does on an import, whatever its stage, until a person is needed.

    A known failure is kept on the import, for the person to read; nothing is half-written.
    """
    run = ImportRun.objects.select_related("portfolio__scheme", "by").get(pk=run_pk)
    try:
        _work(run, media_root, at)
    except CollectError as error:
        _stopped(run, error.code, str(error), error.hint)
    except Exception as error:
        hint = "Recommencez ; si cela se reproduit, signalez-le avec ce message."
        _stopped(run, "unexpected", f"Une erreur imprévue ({type(error).__name__}).", hint)
        raise


def _work(run: ImportRun, media_root: Path, at: datetime) -> None:
    if run.state == State.READING:
        _read(run, media_root)
    if run.state == State.PLANNING:
        plan_run(run, media_root)
    elif run.state == State.APPLYING:
        apply_run(run, media_root, run.applied_by or run.by, at)
    elif run.state == State.UNDOING:
        undo_run(run, run.undone_by or run.by, at)


def _read(run: ImportRun, media_root: Path) -> None:
    if not read_run(run, media_root):
        run.state = State.STOPPED
    elif ReceivedTable.objects.filter(file__run=run, confirmed=False).exists():
        run.state = State.MAPPING
    else:
        run.state = State.PLANNING
    run.stop_asked = False
    run.save(update_fields=["state", "stop_asked"])


def _stopped(run: ImportRun, code: str, message: str, hint: str) -> None:
    """Put an import back where a person can act, with what went wrong."""
    run.refresh_from_db()
    back = {
        State.UNDOING: State.APPLIED,
        State.APPLYING: State.PLANNED if code != "plan_outdated" else State(run.state),
    }
    run.state = back.get(State(run.state), State.FAILED if run.is_working else State(run.state))
    run.error = {"code": code, "message": message, "hint": hint}
    run.save(update_fields=["state", "error"])
