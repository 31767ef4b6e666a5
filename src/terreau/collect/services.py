"""The use case of bringing files in at once: read each one, write what it says, keep it whole.

Files are read first, outside any transaction; then everything is written in one: it ends written or
not at all. An unreadable file is one record read and rejected; when nothing could be read, the
error itself is raised. What was written can be undone as one, like an import of the screen.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from terreau.collect.drop.sorting import (
    READERS,
    Drop,
    Fetched,
    FicheFile,
    Framework,
    Listed,
    Piece,
    Unreadable,
    pieces,
)
from terreau.collect.drop.staging import TABLES, Reading, Stage, Staged
from terreau.collect.errors import CollectError, UnknownReader
from terreau.collect.fiche import read_fiche
from terreau.collect.files import ProjectsFolder, read_bytes
from terreau.collect.frameworks import bring_concept, load_framework, scheme_named
from terreau.collect.incoming import Incoming, IncomingDocument, Remark
from terreau.collect.keeping import RunKeeper
from terreau.collect.mapping import propose
from terreau.collect.mapping.codec import fit
from terreau.collect.readers import demarches, projects
from terreau.collect.readers.card import PortfolioCard
from terreau.collect.readers.decoding import decode
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.tables.model import Table
from terreau.collect.records.defaults import proposed_defaults
from terreau.collect.report import ImportReport
from terreau.collect.request import ImportRequest
from terreau.collect.rights import may_import
from terreau.collect.runs.incomings import document_incoming
from terreau.collect.runs.reading import remembered_mappings
from terreau.collect.sandbox import Sandbox
from terreau.collect.tabular import TableChoice, concept_words, table_document, tabular_incoming
from terreau.collect.writing import write_incoming
from terreau.collect.writing.folders import attach_by_folder
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import new_portfolio, portfolio_named, store_bytes
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Scheme

UNREADABLE = (CollectError, ReaderError, VocabularyError)

__all__ = ["READERS", "ImportRequest", "import_files"]


class _DryRun(Exception):
    """Takes everything back at the end of a trial."""


def _silent(_: str) -> None:
    """Tells nobody."""


def import_files(request: ImportRequest, tell: Callable[[str], None] = _silent) -> ImportReport:
    """Bring files in; with `dry_run`, say what that would do and write nothing.

    `tell` hears of each file as it is read. Raises the error of the first file when no file could
    be read, UnknownReader, UnknownScheme, UnknownPortfolio or NotAllowed.
    """
    if request.reader is not None and request.reader not in READERS:
        raise UnknownReader(request.reader, READERS)
    with ExitStack() as stack:
        media = request.media_root
        if request.dry_run:
            media = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="terreau-")))
        stage = Stage(media, stack.enter_context(Sandbox()))
        found = pieces(request, stage, media, tell)
        work = _Import(request, stage)
        try:
            with transaction.atomic():
                report = work.run(found)
                if request.dry_run:
                    raise _DryRun
                # Bytes before the commit: a file without a row is harmless, the contrary is not.
                for document in work.received:
                    store_bytes(request.media_root, document.body.data())
        except _DryRun:
            report = work.report
    return report


@dataclass(slots=True)
class _Import:
    """One import on its way: the report so far, and the files to keep."""

    request: ImportRequest
    stage: Stage
    report: ImportReport = field(default_factory=ImportReport)
    received: list[IncomingDocument] = field(default_factory=list)
    _keepers: dict[int, RunKeeper] = field(default_factory=dict)

    def run(self, found: list[Piece]) -> ImportReport:
        """Bring each piece in, each in a savepoint of its own."""
        failures: list[Exception] = []
        for piece in found:
            try:
                with transaction.atomic():
                    self.report.merge(self._one(piece))
            except UNREADABLE as error:
                failures.append(error)
                self.stage.forget(piece.path)
                unread = Remark(piece.source, "fichier", error.code, _told(error))
                self.report.merge(ImportReport(reader=self.report.reader, rejections=[unread]))
        if failures and len(failures) == len(found):
            raise failures[0]
        for keeper in self._keepers.values():
            attach_by_folder(keeper.session, self.report, keeper.report)
            keeper.keep()
        return self.report

    def _one(self, piece: Piece) -> ImportReport:
        match piece:
            case Unreadable():
                raise piece.error
            case Listed():
                return self._projects(piece.path)
            case Framework():
                may_import(self.request.by, None)
                return load_framework(piece.name, read_bytes(piece.path))
            case FicheFile():
                return self._fiche(piece)
            case Fetched():
                return self._fetched(piece)
            case Drop():
                return self._drop(piece)
        raise TypeError(type(piece).__name__)

    def _new(self, slug: str, scheme: Scheme, card: PortfolioCard) -> Portfolio:
        """A portfolio as asked for, else as its card says."""
        may_import(self.request.by, None)
        return new_portfolio(
            slug,
            scheme,
            name=self.request.name or card.name or f"Portefeuille {slug}",
            funder=self.request.funder or card.funder,
            source=card.source,
            fictitious=card.fictitious,
        )

    def _existing(self, source: str) -> Portfolio:
        """The portfolio asked for, made where it is new; the only one where none is asked."""
        slug = self.request.portfolio
        if slug and not Portfolio.objects.filter(slug=slug).exists():
            return self._new(slug, scheme_named(self.request.scheme), PortfolioCard(source=source))
        portfolio = portfolio_named(slug)
        may_import(self.request.by, portfolio)
        return portfolio

    def _kept(self, portfolio: Portfolio, source: str) -> Iterator[Remark]:
        """What was asked of a new portfolio and an existing one keeps as it is."""
        for option, asked, held in (
            ("--name", self.request.name, portfolio.name),
            ("--funder", self.request.funder, portfolio.funder or "aucun financeur"),
        ):
            message = (
                f"Le portefeuille « {portfolio.slug} » existe déjà : {option} n’y change rien, "
                f"« {held} » est gardé."
            )
            if asked not in {"", held}:
                yield Remark(source, "portefeuille", "portfolio_exists", message)

    def _fiche(self, piece: FicheFile) -> ImportReport:
        """A published fiche, on top of what the portfolio holds."""
        data = read_bytes(piece.path)
        text = decode(data)
        portfolio = self._existing(piece.name)
        return self._write(portfolio, read_fiche(piece.name, data, text, portfolio))

    def _fetched(self, piece: Fetched) -> ImportReport:
        """What a fetch of a démarche received; its files follow, each a document."""
        portfolio = self._existing(piece.name)
        records = demarches.read_fetched(piece.path, concepts=concept_words(portfolio))
        pages = tuple(
            table_document(page, self.stage.body(page, Reading(TABLES))) for page in piece.pages
        )
        return self._write(
            portfolio,
            Incoming(
                source=piece.name,
                reader=demarches.NAME,
                version=demarches.VERSION,
                documents=pages,
                projects=records.projects,
                rejections=records.rejections,
                warnings=records.warnings,
                speaker=piece.name,
                keeps_texts=False,
            ),
        )

    def _drop(self, piece: Drop) -> ImportReport:
        """A file of tables, or a document."""
        portfolio = self._existing(piece.name)
        if piece.reading.kind != TABLES:
            return self._write(portfolio, document_incoming(piece.file, self.stage, piece.reading))
        workbook = self.stage.tables(piece.file)
        choices = [self._choice(portfolio, piece.name, table) for table in workbook.tables]
        body = self.stage.body(piece.file, piece.reading)
        incoming = tabular_incoming(piece.file, body, workbook, choices, concept_words(portfolio))
        report = self._write(portfolio, incoming)
        report.mapping = [
            {"sheet": table.sheet, "header": one.header, "field": one.field, "why": one.why}
            for table, choice in zip(workbook.tables, choices, strict=True)
            for one in choice.mapping.columns
        ]
        return report

    def _choice(self, portfolio: Portfolio, name: str, table: Table) -> TableChoice:
        asked = self.request.mapping
        headers = {column.header for column in table.columns}
        if asked is not None and headers.intersection(header for header, _ in asked.columns):
            mapping = fit(asked, table)
        else:
            mapping = propose(table, remembered_mappings(portfolio))
        defaults = proposed_defaults(name, table, mapping)
        return TableChoice(mapping, call=defaults.call, year=defaults.year)

    def _projects(self, path: Path) -> ImportReport:
        """A list of projects, with its card and its documents."""
        folder = ProjectsFolder(path, self.stage.sandbox.document)
        listed = projects.read(folder, self.request.scheme)
        card = listed.card
        portfolio = self._chosen(card)
        if portfolio is not None:
            may_import(self.request.by, portfolio)
        doubts: list[Remark] = []
        for name in card.schemes:
            may_import(self.request.by, None)
            doubts += load_framework(name, folder.framework(name)).rejections
        if portfolio is None:
            slug = self.request.portfolio or card.slug
            portfolio = self._new(slug, scheme_named(card.scheme or self.request.scheme), card)
        renamed = {
            (concept.scheme, concept.notation): bring_concept(concept) for concept in card.concepts
        }
        report = self._write(portfolio, listed.incoming, renamed)
        report.warnings = doubts + report.warnings
        return report

    def _chosen(self, card: PortfolioCard) -> Portfolio | None:
        """The portfolio asked for, else the card's own, else the only one; None where it is new."""
        slug = self.request.portfolio or card.slug
        if not slug:
            return portfolio_named(None)
        return Portfolio.objects.filter(slug=slug).first()

    def _write(
        self,
        portfolio: Portfolio,
        incoming: Incoming,
        renamed: dict[tuple[str, str], str] | None = None,
    ) -> ImportReport:
        if portfolio.pk not in self._keepers:
            self._keepers[portfolio.pk] = RunKeeper(portfolio, self.request.by, self.request.at)
        keeper = self._keepers[portfolio.pk]
        keeper.session.rename(renamed or {})
        report = write_incoming(keeper.session, incoming)
        keeper.add(incoming, report)
        report.warnings = [*self._kept(portfolio, incoming.source), *report.warnings]
        # What is staged lies in the media folder already.
        self.received += [one for one in incoming.documents if not isinstance(one.body, Staged)]
        return report


def _told(error: Exception) -> str:
    hint = getattr(error, "hint", "")
    return f"{error} {hint}".strip()
