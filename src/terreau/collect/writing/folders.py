"""Attaches what nothing tied to a project, where the other files of its folder all have one.

Guarantees that a folder says something only where it is one project's: a folder at the top of what
was dropped, or one that holds files of several projects, says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from terreau.collect.report import Change, ImportReport, Outcome
from terreau.collect.writing.session import Loose, Session
from terreau.portfolio.models import Project

UNATTACHED = "unattached_document"


def attach_by_folder(session: Session, *reports: ImportReport) -> None:
    """Attach the documents left loose, and put right what the reports said of them.

    The reports may share their records: each is put right once.
    """
    owners = {
        folder: projects.copy().pop()
        for folder, projects in session.folders.items()
        if folder and len(projects) == 1
    }
    found = {loose.key: loose for loose in session.loose if loose.folder in owners}
    session.loose = [loose for loose in session.loose if loose.folder not in owners]
    if not found:
        return
    projects = Project.objects.in_bulk({owners[loose.folder] for loose in found.values()})
    for loose in found.values():
        project = projects[owners[loose.folder]]
        if session.shelf.attach(loose.document, project):
            session.ledger.linked(project, loose.document)
    _put_right(reports, found, {key: projects[owners[one.folder]] for key, one in found.items()})


def _put_right(
    reports: Sequence[ImportReport], found: Mapping[str, Loose], owners: Mapping[str, Project]
) -> None:
    records = {one.key: one for report in reports for one in report.records if one.key in found}
    completed = 0
    for key, record in records.items():
        record.project = owners[key].pk
        record.question = []
        record.changes.append(Change("project", "Projet", "", owners[key].name, "même dossier"))
        if record.outcome is Outcome.UNCHANGED:
            record.outcome = Outcome.UPDATED
            completed += 1
    told = {loose.source for loose in found.values()}
    for report in reports:
        report.unchanged -= completed
        report.updated += completed
        report.warnings = [
            one for one in report.warnings if one.code != UNATTACHED or one.source not in told
        ]
