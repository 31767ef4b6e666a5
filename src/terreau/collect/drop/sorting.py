"""Sorts what is named on the command line: lists of projects, frameworks, fiches, all the rest.

Guarantees that every file named, and every file of a folder or an archive, ends as one piece, and
that what is neither a list, a framework nor a fiche is staged and read before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from terreau.collect.demarches_api.fetching import PAGES
from terreau.collect.demarches_api.files import PIECES
from terreau.collect.demarches_api.state import STATE_FILE
from terreau.collect.drop.gathering import GatheredFile, GatheringProblem, Kind, gather, readable
from terreau.collect.drop.packages import inside, resource_paths
from terreau.collect.drop.staging import DOCUMENT, FICHE, TABLES, Reading, Stage, StagedFile
from terreau.collect.errors import CollectError, FileMissing
from terreau.collect.files import PROJECTS_NAME
from terreau.collect.readers.errors import ReaderError
from terreau.collect.request import ImportRequest
from terreau.portfolio.services import store_stream

PART_SIZE = 1 << 20  # bytes of a file in memory at once
PROJECTS_READER, FICHE_READER, SKOS_READER = "projects", "fiche", "skos"
TABLES_READER, DOCUMENTS_READER = "tableaux", "documents"
READERS = (FICHE_READER, PROJECTS_READER, SKOS_READER, TABLES_READER, DOCUMENTS_READER)
#: A list of projects says so in its first record; looked for in this many first bytes.
GLANCE = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to bring in: `source` is where it was, for a person; `path` where its bytes are."""

    source: str
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Listed(Piece):
    """A list of projects that Terreau wrote, with what lies beside it."""


@dataclass(frozen=True, slots=True)
class Framework(Piece):
    """A funder's own framework."""


@dataclass(frozen=True, slots=True)
class FicheFile(Piece):
    """A published fiche."""


@dataclass(frozen=True, slots=True)
class Drop(Piece):
    """Any other file, staged and read."""

    file: StagedFile
    reading: Reading


@dataclass(frozen=True, slots=True)
class Fetched(Piece):
    """The folder that a fetch of a démarche filled; `pages` are its answers as received."""

    pages: tuple[StagedFile, ...]


@dataclass(frozen=True, slots=True)
class Unreadable(Piece):
    """A file that could not be read, and why."""

    error: CollectError | ReaderError


def pieces(
    request: ImportRequest, stage: Stage, media_root: Path, tell: Callable[[str], None]
) -> list[Piece]:
    """The pieces of all the sources: tables before the documents that they may list."""
    found = [
        piece
        for source in request.sources
        for piece in _pieces(source, request.reader, stage, media_root, tell)
    ]
    return sorted(found, key=_turn)


def _turn(piece: Piece) -> int:
    if isinstance(piece, Drop):
        return 2 if piece.reading.kind == DOCUMENT else 1
    return 0


def _pieces(
    source: Path, reader: str | None, stage: Stage, media_root: Path, tell: Callable[[str], None]
) -> Iterator[Piece]:
    try:
        chosen = _as_asked(source, reader)
    except CollectError as error:
        yield Unreadable(readable(str(source)), source, readable(source.name), error)
        return
    if chosen is not None:
        yield chosen
        return
    folder = source
    if (source / STATE_FILE).is_file() and (source / PAGES).is_dir():
        yield Fetched(str(source), source, source.name, tuple(_pages(source, media_root)))
        folder = source / PIECES
        if not folder.is_dir():
            return
    packages = _Packages(media_root)
    for found in gather([folder]):
        if isinstance(found, GatheringProblem):
            if found.is_loss:
                yield Unreadable(found.source, source, source.name, _Refused(found))
        elif not packages.takes(found):
            tell(f"Lecture de {found.name}…")
            yield _staged(found, reader, stage, media_root)
    for descriptor in packages.whole():
        yield _read(stage, descriptor, reader, stage.path(descriptor))


class _Packages:
    """The data packages of a drop: their files are staged as they come, and read as one."""

    def __init__(self, media_root: Path) -> None:
        self._media_root = media_root
        self._descriptors: dict[str, StagedFile] = {}
        self._listed: dict[str, frozenset[str]] = {}
        self._beside: dict[str, list[tuple[str, str]]] = {}

    def takes(self, found: GatheredFile) -> bool:
        """Whether a file belongs to a data package; it is staged then."""
        place = "/".join(part for part in (found.archive, found.folder) if part)
        if found.kind is Kind.DATAPACKAGE:
            self._listed[place] = resource_paths(found.path)
            self._beside[place] = []
            self._descriptors[place] = self._stage(found)
            return True
        for head, listed in self._listed.items():
            path = inside(head, f"{place}/{found.name}".lstrip("/"))
            if path is not None and path in listed:
                self._beside[head].append((path, self._stage(found).sha256))
                return True
        return False

    def whole(self) -> Iterator[StagedFile]:
        """The descriptors, each with its files beside it."""
        for place, descriptor in self._descriptors.items():
            yield replace(descriptor, beside=tuple(self._beside[place]))

    def _stage(self, found: GatheredFile) -> StagedFile:
        sha256, size = _stored(found.path, self._media_root)
        return StagedFile(found.name, sha256, size, found.folder, found.archive)


def _as_asked(source: Path, reader: str | None) -> Piece | None:
    """A source that is a list, a framework or a fiche by its name or by what was asked."""
    try:
        there = source.exists()
    except OSError:  # a name too long for the system, a folder that may not be crossed
        there = False
    if not there:
        raise FileMissing(readable(str(source)))
    named = (readable(str(source)), source, readable(source.name))
    if source.is_dir():
        listed = source / PROJECTS_NAME
        is_list = listed.is_file() and reader in {None, PROJECTS_READER}
        return Listed(str(source), listed, listed.name) if is_list else None
    if reader == SKOS_READER or (reader is None and source.suffix.lower() == ".ttl"):
        return Framework(*named)
    if reader == FICHE_READER:
        return FicheFile(*named)
    if reader == PROJECTS_READER or (reader is None and is_project_list(source)):
        return Listed(*named)
    return None


def is_project_list(path: Path) -> bool:
    """Whether a file is a list of projects that Terreau wrote, by its name or its first record."""
    if path.name == PROJECTS_NAME:
        return True
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open("rb") as opened:
            start = opened.read(GLANCE).decode("utf-8", "ignore").lstrip("\ufeff \r\n\t")
    except OSError:
        return False
    return start.startswith("[") and '"name"' in start and '"codings"' in start


def _pages(source: Path, media_root: Path) -> Iterator[StagedFile]:
    for path in sorted((source / PAGES).glob("*.json")):
        sha256, size = _stored(path, media_root)
        yield StagedFile(f"{PAGES}/{path.name}", sha256, size)


def _stored(path: Path, media_root: Path) -> tuple[str, int]:
    with path.open("rb") as opened:
        return store_stream(media_root, iter(lambda: opened.read(PART_SIZE), b""))


def _staged(found: GatheredFile, reader: str | None, stage: Stage, media_root: Path) -> Piece:
    source = "/".join(part for part in (found.archive, found.folder, found.name) if part)
    try:
        sha256, size = _stored(found.path, media_root)
    except OSError:
        return Unreadable(source, found.path, found.name, FileMissing(source))
    file = StagedFile(found.name, sha256, size, found.folder, found.archive)
    return _read(stage, file, reader, found.path)


def _read(stage: Stage, file: StagedFile, reader: str | None, path: Path) -> Piece:
    source = "/".join(part for part in (file.archive, file.folder, file.name) if part)
    try:
        reading = stage.read(file, _forced(reader))
    except ReaderError as error:
        stage.forget(stage.path(file))
        return Unreadable(source, path, file.name, error)
    if reading.kind == FICHE:
        return FicheFile(source, stage.path(file), file.name)
    return Drop(source, stage.path(file), file.name, file, reading)


def _forced(reader: str | None) -> str:
    return {TABLES_READER: TABLES, DOCUMENTS_READER: DOCUMENT}.get(reader or "", "")


class _Refused(CollectError):
    """What is wrong with an entry of a folder or an archive, as it was told."""

    def __init__(self, problem: GatheringProblem) -> None:
        super().__init__(problem.message)
        self.code = problem.code
