"""From a path on disk to bytes: what is missing, refused or too large is said, never half-read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from terreau.collect.errors import FileMissing, FolderWithoutProjects
from terreau.collect.mapping import SavedMapping, codec
from terreau.collect.readers.decoding import SIZE_LIMIT, decode
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.errors import TooLarge

PROJECTS_NAME = "projects.json"
CARD_NAME = "portfolio.json"
DOCUMENTS_FOLDER = "documents"
TEXTUAL = frozenset({".pdf", ".docx", ".odt"})


def source_file(source: Path) -> Path:
    """The file that a source names: itself, or the list of projects in a folder.

    Raises FileMissing or FolderWithoutProjects.
    """
    try:
        if source.is_dir():
            listed = source / PROJECTS_NAME
            if not listed.is_file():
                raise FolderWithoutProjects(str(source))
            return listed
        found = source.is_file()
    except OSError as error:
        raise FileMissing(str(source)) from error
    if not found:
        raise FileMissing(str(source))
    return source


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; FileMissing where it cannot be read, TooLarge past the limit."""
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise TooLarge(size, SIZE_LIMIT)
        return path.read_bytes()
    except OSError as error:
        raise FileMissing(str(path)) from error


def card_path(projects: Path) -> Path:
    """Where the portfolio's card lies for this file of projects."""
    if projects.name == PROJECTS_NAME:
        return projects.with_name(CARD_NAME)
    return projects.with_name(f"{projects.stem}.{CARD_NAME}")


def read_mapping(path: Path) -> SavedMapping:
    """The mapping that a person wrote for `--mapping`.

    Raises FileMissing, ReaderError or the mapping's own errors.
    """
    return codec.read(decode(read_bytes(path)), path.name)


class ProjectsFolder:
    """A list of projects with its card, its documents and its frameworks beside it."""

    def __init__(self, projects: Path, draw: Callable[[Path, str], DocumentText]) -> None:
        self._path = projects
        self._draw = draw
        self._card = card_path(projects)
        self.name = projects.name
        self.card_name = self._card.name

    def projects(self) -> bytes:
        """The bytes of the list."""
        return read_bytes(self._path)

    def card(self) -> bytes | None:
        """The bytes of the portfolio's card; None where there is none."""
        return read_bytes(self._card) if self._card.is_file() else None

    def document(self, name: str) -> bytes | None:
        """The bytes of the document `name`; None where it is missing or refused."""
        path = self._path.parent / DOCUMENTS_FOLDER / name
        try:
            return read_bytes(path) if path.is_file() else None
        except (FileMissing, OSError, ValueError):
            return None

    def drawn(self, name: str) -> DocumentText | None:
        """The text of the document `name`; None where its kind holds none, as a table's."""
        if PurePath(name).suffix.lower() not in TEXTUAL:
            return None
        return self._draw(self._path.parent / DOCUMENTS_FOLDER / name, name)

    def framework(self, name: str) -> bytes:
        """The bytes of the Turtle file `name`; FileMissing where it is not beside the list."""
        path = self._path.with_name(name) if Path(name).name == name else None
        if path is None or path.suffix != ".ttl":
            raise FileMissing(name)
        return read_bytes(path)
