"""The quality report of an import: everything that its files say, put before the checks.

Guarantees that a project of the portfolio that the import brings or completes is not taken for a
duplicate of itself. The files are read again, one after the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db.models import Sum

from terreau.collect.drop.staging import Stage
from terreau.collect.incoming import IncomingProject, Origin
from terreau.collect.models import ImportRun, ReceivedFile, ReceivedTable
from terreau.collect.quality.model import ColumnSeen, KnownProject, Subject, columns_seen
from terreau.collect.quality.report import Report, examine
from terreau.collect.readers.tables.model import Table, Workbook
from terreau.collect.runs.incomings import incomings
from terreau.collect.sandbox import Sandbox
from terreau.portfolio.models import Participation, Portfolio

MOST_ROWS = 5_000  # rows that are checked while a person waits


@dataclass(frozen=True, slots=True)
class CheckedRun:
    """The report of an import, and the tables that it speaks of."""

    report: Report
    tables: tuple[Table, ...]


class _Watching(Sandbox):
    """A sandbox that remembers the tables it read, with the file (its SHA-256) of each."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[ColumnSeen] = []
        self.tables_read: list[Table] = []

    def tables(self, path: Path, name: str, beside: Mapping[str, Path] | None = None) -> Workbook:
        """Read the tables of a file."""
        workbook = super().tables(path, name, beside)
        self.columns += columns_seen(path.name, workbook.tables)
        self.tables_read += workbook.tables
        return workbook


def row_count(run: ImportRun) -> int:
    """How many rows the tables of an import have, those left aside apart."""
    tables = ReceivedTable.objects.filter(file__run=run, skipped=False)
    return int(tables.aggregate(total=Sum("rows"))["total"] or 0)


def check_run(run: ImportRun, media_root: Path, today: date, source: str) -> CheckedRun:
    """Run every check on what the files of an import say; `source` is how the report calls it."""
    projects: list[IncomingProject] = []
    with _Watching() as sandbox:
        for incoming in incomings(run, Stage(media_root, sandbox)):
            projects += incoming.projects
    subject = Subject(
        source=source,
        projects=tuple(projects),
        today=today,
        known=_known(run),
        call_names=tuple(run.portfolio.calls.order_by("name").values_list("name", flat=True)),
        columns=tuple(sandbox.columns),
    )
    return CheckedRun(_named(examine(subject), run), tuple(sandbox.tables_read))


def _named(report: Report, run: ImportRun) -> Report:
    """The report with the file before the sheet of each cell, where the import has several."""
    tables = run.files.filter(kind=ReceivedFile.Kind.TABLES)
    names = dict(tables.order_by("position").values_list("sha256", "name"))
    if len(names) < 2:
        return report
    return replace(
        report,
        findings=tuple(replace(one, where=_in_file(one.where, names)) for one in report.findings),
    )


def _in_file(where: Origin | None, names: Mapping[str, str]) -> Origin | None:
    if where is None or where.file not in names:
        return where
    name = names[where.file]
    return replace(where, sheet=f"{name} › {where.sheet}" if where.sheet else name)


def fingerprint(run: ImportRun) -> str:
    """What the report of an import depends on, in one number."""
    tables = ReceivedTable.objects.filter(file__run=run).order_by("file__position", "position")
    told = [
        [table.mapping, table.defaults, table.skipped, table.file.sha256]
        for table in tables.select_related("file")
    ]
    written = json.dumps([run.digest, run.state, told], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _known(run: ImportRun) -> tuple[KnownProject, ...]:
    """The projects of the portfolio that the import is not about."""
    portfolio: Portfolio = run.portfolio
    own = run.records.exclude(project=None).values("project")
    holders = {
        row.project_id: row.organisation
        for row in Participation.objects.filter(
            project__portfolio=portfolio, role=Participation.Role.HOLDER
        )
        .select_related("organisation")
        .order_by("-pk")
        if row.organisation is not None
    }
    return tuple(
        KnownProject(
            name=project.name,
            holder=holders[project.pk].name if project.pk in holders else "",
            identifier=holders[project.pk].identifier if project.pk in holders else "",
            year=project.year,
            external_id=project.external_id,
        )
        for project in portfolio.projects.exclude(pk__in=own).order_by("pk")
    )
