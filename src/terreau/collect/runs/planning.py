"""The plan of an import, and its application: the same writing, taken back or kept.

Guarantees that a plan writes nothing, that what is applied is the plan that was read (else nothing
is), and that applying is one transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import transaction

from terreau.accounts.models import Agent
from terreau.collect.drop.staging import Stage
from terreau.collect.errors import PlanOutdated, WrongStage
from terreau.collect.incoming import Remark
from terreau.collect.models import ImportRun, PlannedRecord, ReceivedFile, Step
from terreau.collect.report import ImportReport, Outcome, RecordReport
from terreau.collect.rights import may_import
from terreau.collect.runs.incomings import incomings, read_ahead
from terreau.collect.sandbox import Sandbox
from terreau.collect.writing import Session, write_incoming
from terreau.collect.writing.folders import attach_by_folder
from terreau.collect.writing.session import Answers
from terreau.portfolio.changes import changed
from terreau.portfolio.models import Project

State = ImportRun.State
BATCH = 500  # rows written at once
Told = dict[str, object]


class _TakenBack(Exception):
    """Ends the writing of a plan."""


def plan_run(run: ImportRun, media_root: Path) -> ImportReport:
    """Work out what the import would do, record by record, and keep that to be read."""
    report = ImportReport()
    existing: frozenset[int] = frozenset()
    with _stage(run, media_root) as stage, suppress(_TakenBack), transaction.atomic():
        session, report = _write(run, stage, run.by, run.at)
        # Rows that are taken back have no key that may be kept.
        existing = _lasting(session)
        raise _TakenBack
    with transaction.atomic():
        _keep_records(run, report, existing)
        run.counts = _counts(report)
        run.digest = _digest(report)
        run.state = State.PLANNED
        run.error = {}
        run.save(update_fields=["counts", "digest", "state", "error"])
    return report


def apply_run(run: ImportRun, media_root: Path, by: Agent, at: datetime) -> ImportReport:
    """Write what the plan says, whole, as one transaction.

    Raises NotAllowed, WrongStage where the plan is not there to be applied, and PlanOutdated where
    the portfolio changed since: then nothing is written and the plan is worked out again.
    """
    may_import(by, run.portfolio)
    try:
        with _stage(run, media_root) as stage, transaction.atomic():
            held = ImportRun.objects.select_for_update().get(pk=run.pk)
            if held.state not in {State.PLANNED, State.APPLYING}:
                raise WrongStage(held.get_state_display())
            session, report = _write(held, stage, by, at)
            if _digest(report) != held.digest:
                raise PlanOutdated
            _finish(held, session, report, by, at)
    except PlanOutdated:
        plan_run(run, media_root)
        raise
    return report


def _finish(
    run: ImportRun, session: Session, report: ImportReport, by: Agent, at: datetime
) -> None:
    keep_done(run, session, report)
    run.state = State.APPLIED
    run.applied_by, run.applied_at = by, at
    run.save(update_fields=["state", "applied_by", "applied_at", "counts", "digest"])


def keep_done(run: ImportRun, session: Session, report: ImportReport) -> None:
    """Keep the outcome of each record and each step of an import that was just written."""
    _keep_records(run, report, None)
    Step.objects.bulk_create(
        (
            Step(
                run=run,
                position=position,
                act=row.act,
                model=row.model,
                row=row.row,
                before=dict(row.before),
                after=dict(row.after),
            )
            for position, row in enumerate(session.ledger.rows)
        ),
        batch_size=BATCH,
    )
    run.counts = _counts(report)
    run.digest = _digest(report)
    changed(run.portfolio)


@contextmanager
def _stage(run: ImportRun, media_root: Path) -> Iterator[Stage]:
    """The files of an import, its tables read already: no transaction waits for a reader."""
    with Sandbox() as sandbox:
        stage = Stage(media_root, sandbox)
        read_ahead(run, stage)
        yield stage


def _write(run: ImportRun, stage: Stage, by: Agent, at: datetime) -> tuple[Session, ImportReport]:
    answers = Answers(dict(run.answers.values_list("key", "choice")), by)
    session = Session(run.portfolio, at, answers)
    report = ImportReport(rejections=list(_refused(run)))
    report.records += [_refusal(one) for one in report.rejections]
    for incoming in incomings(run, stage):
        with transaction.atomic():
            report.merge(write_incoming(session, incoming))
    attach_by_folder(session, report)
    return session, report


def _refused(run: ImportRun) -> Iterator[Remark]:
    """The files that could not be read, and what an archive holds that could not."""
    for file in run.files.filter(state=ReceivedFile.State.REFUSED):
        yield Remark(file.path, "fichier", file.code, file.message)
    for file in run.files.filter(reader="archive").exclude(notes=[]):
        for note in file.notes:
            yield Remark(f"{file.name} › {note['where']}", "fichier", note["code"], note["message"])


def _refusal(remark: Remark) -> RecordReport:
    return RecordReport(
        key=f"{remark.source[:150]}:{remark.where}",
        source=remark.source,
        where=remark.where,
        name="",
        outcome=Outcome.REJECTED,
        code=remark.code,
        message=remark.message,
    )


def _lasting(session: Session) -> frozenset[int]:
    """The projects that were there before the import."""
    made = {
        row.row
        for row in session.ledger.rows
        if (row.act, row.model) == (Step.Act.CREATE, "Project")
    }
    known = Project.everything.filter(portfolio=session.portfolio).values_list("pk", flat=True)
    return frozenset(set(known) - made)


def _keep_records(run: ImportRun, report: ImportReport, existing: frozenset[int] | None) -> None:
    """Replace the records of a run; `existing` names the projects that may be pointed to."""
    run.records.all().delete()
    PlannedRecord.objects.bulk_create(
        (
            PlannedRecord(
                run=run,
                position=position,
                key=one.key[:200],
                source=one.source[:255],
                where=one.where[:300],
                name=one.name[:300],
                outcome=one.outcome.value,
                project_id=one.project if existing is None or one.project in existing else None,
                code=one.code,
                message=one.message,
                changes=[change.as_json() for change in one.changes],
                question=[asdict(candidate) for candidate in one.question],
                conflicts=[change.as_json() for change in one.conflicts],
            )
            for position, one in enumerate(report.records)
        ),
        batch_size=BATCH,
    )


def _counts(report: ImportReport) -> Told:
    told = report.as_json()
    names = ("read", "created", "updated", "unchanged", "rejected")
    warnings = [asdict(remark) for remark in report.warnings]
    return {name: told[name] for name in names} | {"warnings": warnings}


def _digest(report: ImportReport) -> str:
    """What the plan says of each record, in one number: the same plan has the same."""
    return digest_of(
        {
            "key": one.key,
            "outcome": one.outcome.value,
            "changes": [change.as_json() for change in one.changes],
            "code": one.code,
        }
        for one in report.records
    )


def digest_of(records: Iterable[Told]) -> str:
    """The SHA-256 of records, one a line, as canonical JSON."""
    total = hashlib.sha256()
    for record in records:
        total.update(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())
        total.update(b"\n")
    return total.hexdigest()
