"""Takes an applied import back, as one: step by step from the last, in one transaction.

Guarantees that no evidence is deleted (a judgement is followed by another, a project or a document
is withdrawn and keeps its row), and that what a person changed since is kept and told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent
from terreau.collect.errors import UndoBlocked, WrongStage
from terreau.collect.judging import UNDOING
from terreau.collect.ledger import plain
from terreau.collect.models import ImportRun, Step
from terreau.collect.rights import may_import
from terreau.portfolio.changes import changed as portfolio_changed
from terreau.portfolio.judgements import undo
from terreau.portfolio.models import (
    Call,
    Document,
    Grant,
    Judgement,
    Organisation,
    Participation,
    Place,
    Project,
)

State = ImportRun.State
VERSION = "1"
ROWS: dict[str, type[models.Model]] = {
    row.__name__: row
    for row in (Call, Document, Grant, Organisation, Participation, Place, Project)
}
KEPT_WITHDRAWN = (Document, Project)


@dataclass(slots=True)
class Undone:
    """What was taken back, and what was left because someone changed it since."""

    steps: int = 0
    kept: list[str] = field(default_factory=list)


def undo_run(run: ImportRun, by: Agent, at: datetime) -> Undone:
    """Take back all that an import wrote.

    Raises NotAllowed, WrongStage where it was not applied, UndoBlocked where a later import has
    written on the same projects.
    """
    may_import(by, run.portfolio)
    with transaction.atomic():
        held = ImportRun.objects.select_for_update().get(pk=run.pk)
        if held.state not in {State.APPLIED, State.UNDOING}:
            raise WrongStage(held.get_state_display())
        _refuse_under_later(held)
        done = _Undoing(by, at).all_of(held)
        held.state = State.UNDONE
        held.undone_by, held.undone_at = by, at
        held.save(update_fields=["state", "undone_by", "undone_at"])
        portfolio_changed(held.portfolio)
    return done


def _refuse_under_later(run: ImportRun) -> None:
    touched = run.records.exclude(project=None).values("project")
    later = ImportRun.objects.filter(
        portfolio=run.portfolio,
        state=State.APPLIED,
        applied_at__gte=run.applied_at,
        records__project__in=touched,
        records__outcome__in=["created", "updated"],
    ).exclude(pk=run.pk)
    latest = later.order_by("-applied_at", "-pk").distinct().first()
    if latest is not None and latest.applied_at is not None:
        raise UndoBlocked(latest.pk, f"{latest.applied_at:%d/%m/%Y}")


class _Undoing:
    """One import being taken back."""

    def __init__(self, by: Agent, at: datetime) -> None:
        self._by, self._at = by, at
        self._means = model_agent(UNDOING, VERSION)
        self._done = Undone()
        self._acts: dict[str, Callable[[Step], None]] = {
            Step.Act.JUDGE: self._judgement,
            Step.Act.LINK: self._link,
            Step.Act.UPDATE: self._update,
            Step.Act.CREATE: self._create,
        }

    def all_of(self, run: ImportRun) -> Undone:
        """Every step, the last first."""
        for step in run.steps.order_by("-position").iterator(chunk_size=500):
            self._acts[step.act](step)
            self._done.steps += 1
        return self._done

    def _judgement(self, step: Step) -> None:
        judgement = Judgement.objects.select_related("supersedes").get(pk=step.row)
        if Judgement.objects.filter(supersedes=judgement).exists():
            self._done.kept.append(f"un jugement rendu depuis sur « {judgement.key} »")
            return
        undo(judgement, self._by, self._at, self._means)

    def _link(self, step: Step) -> None:
        project = Project.everything.filter(pk=step.after["project"]).first()
        if project is not None:
            project.documents.remove(step.row)

    def _update(self, step: Step) -> None:
        row = _row(step)
        if row is None:
            return
        changed = [name for name, after in step.after.items() if plain(getattr(row, name)) != after]
        if changed:
            self._done.kept.append(f"« {row} », changé depuis")
            return
        for name, before in step.before.items():
            setattr(row, name, _field(row, name).to_python(before))
        row.save(update_fields=list(step.before))

    def _create(self, step: Step) -> None:
        row = _row(step)
        if row is None:
            return
        if isinstance(row, KEPT_WITHDRAWN):
            row.withdrawn = True
            row.save(update_fields=["withdrawn"])
        elif not _in_use(row):
            row.delete()


def _row(step: Step) -> models.Model | None:
    model = ROWS[step.model]
    manager: Any = getattr(model, "everything", model._default_manager)
    found: models.Model | None = manager.filter(pk=step.row).first()
    return found


def _field(row: models.Model, name: str) -> models.Field[Any, Any]:
    field = next(one for one in row._meta.concrete_fields if name in {one.name, one.attname})
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _in_use(row: models.Model) -> bool:
    """Whether something else has come to rest on a call or an organisation since."""
    if isinstance(row, Call):
        return Project.everything.filter(call=row).exists()
    return isinstance(row, Organisation) and (
        row.participations.exists()
        or row.resolutions.exists()
        or row.resolved_to.exists()
        or row.natures.exists()
    )
