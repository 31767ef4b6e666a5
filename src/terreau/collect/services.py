"""The use case of bringing files in: read each one, write what it says, keep it byte for byte.

One transaction for the whole import: it ends written or not at all. An unreadable file is one
record read and rejected; when nothing could be read, the error itself is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from terreau.accounts.services import model_agent, source_agent
from terreau.collect.errors import (
    CollectError,
    FileMissing,
    FolderWithoutProjects,
    UnknownReader,
    UnknownScheme,
)
from terreau.collect.fiche import read_fiche
from terreau.collect.incoming import Incoming, Remark
from terreau.collect.readers import projects
from terreau.collect.readers.decoding import SIZE_LIMIT, decode
from terreau.collect.readers.errors import ReaderError, TooLarge
from terreau.collect.report import ImportReport, Outcome
from terreau.collect.writing import Means, Writer
from terreau.portfolio.errors import UnknownPortfolio
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import portfolio_named, store_bytes
from terreau.vocabulary import skos
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Concept, Scheme
from terreau.vocabulary.services import add_concept, complete_concept, load, match_concept

READERS = ("fiche", "projects", "skos")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in, where, and when it is done."""

    sources: Sequence[Path]
    portfolio: str | None
    reader: str | None
    scheme: str
    media_root: Path
    at: datetime
    dry_run: bool = False


class _DryRun(Exception):
    """Takes everything back at the end of a trial."""


def import_files(request: ImportRequest) -> ImportReport:
    """Bring files in; with `dry_run`, say what that would do and write nothing.

    Raises the error of the first file when no file could be read, UnknownReader, UnknownScheme or
    UnknownPortfolio.
    """
    if request.reader is not None and request.reader not in READERS:
        raise UnknownReader(request.reader, READERS)
    report = ImportReport()
    failures: list[CollectError | ReaderError | VocabularyError] = []
    try:
        with transaction.atomic():
            for source in request.sources:
                try:
                    with transaction.atomic():
                        report.merge(_import_one(request, source))
                except (CollectError, ReaderError, VocabularyError) as error:
                    failures.append(error)
                    unread = Remark(str(source), "fichier", error.code, _told(error))
                    report.merge(ImportReport(reader=report.reader, rejections=[unread]))
            if failures and len(failures) == len(request.sources):
                raise failures[0]
            if request.dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _told(error: CollectError | ReaderError | VocabularyError) -> str:
    hint = getattr(error, "hint", "")
    return f"{error} {hint}".strip()


def _import_one(request: ImportRequest, source: Path) -> ImportReport:
    path = _file(source)
    kind = request.reader or _recognised(path)
    if kind == "skos":
        return _framework(path)
    if kind == "projects":
        return _projects(request, path)
    return _fiche(request, path)


def _file(source: Path) -> Path:
    if source.is_dir():
        listed = source / "projects.json"
        if not listed.is_file():
            raise FolderWithoutProjects(str(source))
        return listed
    if not source.is_file():
        raise FileMissing(str(source))
    return source


def _recognised(path: Path) -> str:
    return {".json": "projects", ".ttl": "skos"}.get(path.suffix.lower(), "fiche")


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise TooLarge(size, SIZE_LIMIT)
        return path.read_bytes()
    except OSError as error:
        raise FileMissing(str(path)) from error


def _framework(path: Path) -> ImportReport:
    """A funder's own framework: its concepts are the records."""
    report = ImportReport(reader="skos")
    for loaded in load(skos.read(_bytes(path))):
        report.created += loaded.created
        report.updated += loaded.updated
        report.unchanged += loaded.unchanged
        report.rejections += [
            Remark(
                path.name,
                f"entrée {notation}",
                "needs_decision",
                "Un document a déjà donné un autre intitulé à cette notation.",
            )
            for notation in loaded.kept
        ]
    return report


def _scheme(slug: str) -> Scheme:
    scheme = Scheme.objects.filter(slug=slug).first()
    if scheme is None:
        known = Scheme.objects.order_by("slug").values_list("slug", flat=True)
        raise UnknownScheme(slug, tuple(known))
    return scheme


def _existing(request: ImportRequest) -> Portfolio | None:
    """The portfolio asked for, or the only one; None where it is still to be made."""
    try:
        return portfolio_named(request.portfolio)
    except UnknownPortfolio:
        if request.portfolio:
            return None
        raise


def _fiche(request: ImportRequest, path: Path) -> ImportReport:
    data = _bytes(path)
    text = decode(data)
    portfolio = _existing(request)
    if portfolio is None:
        slug = request.portfolio or ""
        portfolio = Portfolio.objects.create(
            slug=slug, name=slug, scheme=_scheme(request.scheme), source=path.name
        )
    incoming = read_fiche(path.name, data, text, portfolio)
    return _write(request, portfolio, incoming)


def _projects(request: ImportRequest, path: Path) -> ImportReport:
    _bytes(path)
    for framework in sorted(path.parent.glob("*.ttl")):
        load(skos.read(_bytes(framework)))
    card, incoming = projects.read(path, request.scheme)
    slug = request.portfolio or card.slug
    found = Portfolio.objects.filter(slug=slug).first() if slug else portfolio_named(None)
    portfolio = found or Portfolio.objects.create(
        slug=slug,
        name=card.name or slug,
        funder=card.funder,
        source=card.source,
        fictitious=card.fictitious,
        scheme=_scheme(card.scheme or request.scheme),
    )
    for concept in card.concepts:
        _concept(concept)
    return _write(request, portfolio, incoming)


def _concept(card: projects.ConceptCard) -> None:
    """Make sure that a concept which a document of the portfolio named is in the framework."""
    scheme = _scheme(card.scheme)
    if Concept.objects.filter(scheme=scheme, notation=card.notation, label=card.label).exists():
        return
    blank = Concept.objects.filter(scheme=scheme, notation=card.notation, label="").first()
    if blank is not None:
        complete_concept(blank, label=card.label, source=card.source, source_url=card.source_url)
        return
    broader = Concept.objects.filter(scheme=scheme, notation=card.broader).first()
    if match_concept(scheme, broader, card.label) is not None:
        return
    tail = card.notation.rpartition(".")[2]
    add_concept(
        scheme,
        label=card.label,
        broader=broader,
        number=int(tail) if tail.isdigit() else None,
        definition=card.definition,
        source=card.source,
        source_url=card.source_url,
    )


def _write(request: ImportRequest, portfolio: Portfolio, incoming: Incoming) -> ImportReport:
    means = Means(
        source=source_agent(incoming.speaker or portfolio.funder or incoming.source),
        reader=model_agent(f"lecteur {incoming.reader}", "1"),
        at=request.at,
    )
    if not request.dry_run:
        # Bytes first: a file without a row is harmless, a row without its file would not be.
        for document in incoming.documents:
            store_bytes(request.media_root, document.data)
    return Writer(portfolio, means).write(incoming)


__all__ = ["READERS", "ImportRequest", "Outcome", "import_files"]
