"""The use case of bringing files in: read each one, write what it says, keep it byte for byte.

One transaction for the whole import: it ends written or not at all. An unreadable file is one
record read and rejected; when nothing could be read, the error itself is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, Scoped, can
from terreau.accounts.services import model_agent, source_agent
from terreau.collect.errors import CollectError, UnknownReader
from terreau.collect.fiche import read_fiche
from terreau.collect.files import ProjectsFolder, read_bytes, source_file
from terreau.collect.frameworks import bring_concept, load_framework, scheme_named
from terreau.collect.incoming import Incoming, IncomingDocument, Remark
from terreau.collect.readers import projects
from terreau.collect.readers.card import PortfolioCard
from terreau.collect.readers.decoding import decode
from terreau.collect.readers.errors import ReaderError
from terreau.collect.report import ImportReport
from terreau.collect.writing import Means, Session, Writer
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import new_portfolio, portfolio_named, store_bytes
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Scheme

UNREADABLE = (CollectError, ReaderError, VocabularyError)
BY_SUFFIX = {".json": "projects", ".ttl": "skos"}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in, where, who does it, and when it is done.

    `scheme`, `name` and `funder` are those of a portfolio that the import makes.
    """

    sources: Sequence[Path]
    portfolio: str | None
    reader: str | None
    scheme: str
    media_root: Path
    by: Agent
    at: datetime
    dry_run: bool = False
    name: str = ""
    funder: str = ""


class _DryRun(Exception):
    """Takes everything back at the end of a trial."""


def import_files(request: ImportRequest) -> ImportReport:
    """Bring files in; with `dry_run`, say what that would do and write nothing.

    Raises the error of the first file when no file could be read, UnknownReader, UnknownScheme,
    UnknownPortfolio or NotAllowed.
    """
    if request.reader is not None and request.reader not in READERS:
        raise UnknownReader(request.reader, tuple(READERS))
    work = _Import(request)
    try:
        with transaction.atomic():
            report = work.run()
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
    report: ImportReport = field(default_factory=ImportReport)
    received: list[IncomingDocument] = field(default_factory=list)

    def run(self) -> ImportReport:
        """Bring each source in, each in a savepoint of its own."""
        failures: list[Exception] = []
        for source in self.request.sources:
            try:
                with transaction.atomic():
                    self.report.merge(self._one(source))
            except UNREADABLE as error:
                failures.append(error)
                unread = Remark(str(source), "fichier", error.code, _told(error))
                self.report.merge(ImportReport(reader=self.report.reader, rejections=[unread]))
        if failures and len(failures) == len(self.request.sources):
            raise failures[0]
        return self.report

    def _one(self, source: Path) -> ImportReport:
        path = source_file(source)
        reader = self.request.reader or BY_SUFFIX.get(path.suffix.lower(), "fiche")
        return READERS[reader](self, path)

    def _may(self, target: Scoped | None, name: str) -> None:
        if not can(self.request.by, Action.IMPORT, target):
            raise NotAllowed(self.request.by.name, Action.IMPORT.label, name)

    def _may_on(self, portfolio: Portfolio) -> None:
        self._may(portfolio, f"le portefeuille « {portfolio.slug} »")

    def _new(self, slug: str, scheme: Scheme, card: PortfolioCard) -> Portfolio:
        """A portfolio as asked for, else as its card says."""
        self._may(None, "l’instance")
        return new_portfolio(
            slug,
            scheme,
            name=self.request.name or card.name or f"Portefeuille {slug}",
            funder=self.request.funder or card.funder,
            source=card.source,
            fictitious=card.fictitious,
        )

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

    def framework(self, path: Path) -> ImportReport:
        """A funder's own framework: its concepts are the records."""
        self._may(None, "l’instance")
        return load_framework(path.name, read_bytes(path))

    def fiche(self, path: Path) -> ImportReport:
        """A published fiche, on top of what the portfolio holds."""
        data = read_bytes(path)
        text = decode(data)
        slug = self.request.portfolio
        if slug and not Portfolio.objects.filter(slug=slug).exists():
            scheme = scheme_named(self.request.scheme)
            portfolio = self._new(slug, scheme, PortfolioCard(source=path.name))
        else:
            portfolio = portfolio_named(slug)
            self._may_on(portfolio)
        incoming = read_fiche(path.name, data, text, portfolio)
        return self._write(portfolio, incoming, {})

    def projects(self, path: Path) -> ImportReport:
        """A list of projects, with its card and its documents."""
        folder = ProjectsFolder(path)
        listed = projects.read(folder, self.request.scheme)
        card = listed.card
        portfolio = self._chosen(card)
        if portfolio is not None:
            self._may_on(portfolio)
        doubts: list[Remark] = []
        for name in card.schemes:
            self._may(None, "l’instance")
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
        self, portfolio: Portfolio, incoming: Incoming, renamed: dict[tuple[str, str], str]
    ) -> ImportReport:
        means = Means(
            source=source_agent(incoming.speaker or portfolio.funder or incoming.source),
            reader=model_agent(f"lecteur {incoming.reader}", incoming.version),
            at=self.request.at,
        )
        session = Session(portfolio, self.request.at, renamed=renamed)
        report = Writer(session, means, incoming).write()
        report.warnings = [*self._kept(portfolio, incoming.source), *report.warnings]
        self.received += incoming.documents
        return report


READERS: dict[str, Callable[[_Import, Path], ImportReport]] = {
    "fiche": _Import.fiche,
    "projects": _Import.projects,
    "skos": _Import.framework,
}


def _told(error: Exception) -> str:
    hint = getattr(error, "hint", "")
    return f"{error} {hint}".strip()
