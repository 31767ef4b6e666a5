"""Keeps an import that is written at once as one of the screen: files, outcome and steps."""

from __future__ import annotations

from datetime import datetime

from terreau.accounts.models import Agent
from terreau.collect.incoming import Incoming
from terreau.collect.models import ImportRun, ReceivedFile
from terreau.collect.report import ImportReport
from terreau.collect.runs.planning import keep_done
from terreau.collect.writing import Session
from terreau.portfolio.models import Portfolio

KINDS = {"fiche": ReceivedFile.Kind.FICHE, "projects": ReceivedFile.Kind.PROJECTS}


class RunKeeper:
    """One import into one portfolio: the session it is written in, and what is kept of it."""

    def __init__(self, portfolio: Portfolio, by: Agent, at: datetime) -> None:
        self.session = Session(portfolio, at)
        self._portfolio, self._by, self._at = portfolio, by, at
        self.report = ImportReport()
        self._files: list[ReceivedFile] = []

    def add(self, incoming: Incoming, report: ImportReport) -> None:
        """A file was written; a savepoint that fails later takes its rows back, not this note."""
        self.report.merge(report)
        kind = ReceivedFile.Kind.DOCUMENT if incoming.is_document else ReceivedFile.Kind.TABLES
        for document in incoming.documents:
            self._files.append(
                ReceivedFile(
                    position=len(self._files),
                    name=document.name[-255:],
                    folder=document.folder[-500:],
                    sha256=document.sha256,
                    size=document.body.size,
                    state=ReceivedFile.State.READ,
                    kind=KINDS.get(incoming.reader, kind),
                    reader=incoming.reader[:60],
                )
            )

    def keep(self) -> None:
        """Keep the import; one that wrote nothing leaves no trace."""
        if not self.session.ledger.rows:
            return
        run = ImportRun.objects.create(
            portfolio=self._portfolio,
            by=self._by,
            at=self._at,
            state=ImportRun.State.APPLIED,
            applied_by=self._by,
            applied_at=self._at,
        )
        for file in self._files:
            file.run = run
        ReceivedFile.objects.bulk_create(self._files)
        keep_done(run, self.session, self.report)
        run.save(update_fields=["counts", "digest"])
