"""Files on their way in: their bytes under their SHA-256, and the text drawn from them beside.

Guarantees that a file is read once for each version of its reader, however often an import is
stopped and taken up again, and that no more than one file is in memory at a time. Both lie in the
media folder; a file without a row of the database is harmless there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

from terreau.collect.incoming import Body
from terreau.collect.models import ReceivedFile
from terreau.collect.readers import sniff
from terreau.collect.readers.documents import EXTRACTORS
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.markup import decode, extract
from terreau.collect.readers.tables.model import Note, Workbook
from terreau.collect.sandbox import Sandbox
from terreau.portfolio.models import Document
from terreau.portfolio.services import media_path, write_whole

TABLES, DOCUMENT, FICHE = "tables", "document", "fiche"
TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".ndjson", ".jsonl"}
)
FICHE_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ""})


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file whose bytes lie in the media folder, with where it was in what was dropped."""

    name: str
    sha256: str
    size: int
    folder: str = ""
    archive: str = ""
    beside: tuple[tuple[str, str], ...] | None = None
    """For the descriptor of a data package: the path and the SHA-256 of each of its files."""

    @property
    def shown(self) -> str:
        """The file as a person finds it in what was dropped."""
        return "/".join(part for part in (self.archive, self.folder, self.name) if part)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave: how it is understood, and for a document how its text was drawn."""

    kind: str
    reader: str = ""
    extractor: str = ""
    version: str = ""
    media_type: str = ""
    title: str = ""
    page_starts: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the database and the staging folder keep it."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Reading:
        """The reading that `as_json` wrote."""
        notes = tuple(Note(**note) for note in data.get("notes", ()))
        return cls(**{**data, "page_starts": tuple(data.get("page_starts", ())), "notes": notes})


@dataclass(frozen=True, slots=True)
class Staged(Body):
    """The body of a document whose bytes and text lie in the media folder."""

    media_root: Path
    sha256: str
    reading: Reading = field(repr=False)

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return media_path(self.media_root, self.sha256).stat().st_size

    def data(self) -> bytes:
        """The file as it was received."""
        return media_path(self.media_root, self.sha256).read_bytes()

    def text(self) -> str:
        """The text drawn from it."""
        return _text_path(self.media_root, self.sha256).read_text(encoding="utf-8")


class Stage:
    """Reads staged files, each in the sandbox, and keeps what that gave."""

    def __init__(self, media_root: Path, sandbox: Sandbox) -> None:
        self._media_root = media_root
        self.sandbox = sandbox
        self._ahead: dict[StagedFile, Workbook] = {}

    def path(self, file: StagedFile) -> Path:
        """Where the bytes of a file lie."""
        return media_path(self._media_root, file.sha256)

    def read_ahead(self, file: StagedFile) -> None:
        """Read the tables of a file now, for the next time that they are asked for.

        So that nothing is read while a transaction holds the others up.
        """
        self._ahead[file] = self.tables(file)

    def tables(self, file: StagedFile) -> Workbook:
        """The tables of a file; ReaderError where they cannot be read."""
        if file in self._ahead:
            return self._ahead.pop(file)
        beside = None
        if file.beside is not None:
            beside = {path: media_path(self._media_root, sha256) for path, sha256 in file.beside}
        return self.sandbox.tables(self.path(file), file.name, beside)

    def read(self, file: StagedFile, forced: str = "") -> Reading:
        """How a file is understood; ReaderError where it cannot be read.

        `forced` is the kind that a person asked for: tables or document.
        """
        suffix = PurePath(file.name).suffix.lower()
        if forced == TABLES or (not forced and suffix in TABLE_SUFFIXES):
            return Reading(TABLES)
        if forced == DOCUMENT:
            return self._document(file)
        if suffix in FICHE_SUFFIXES and self._is_fiche(file):
            return Reading(FICHE, reader="fiche")
        return self._document(file)

    def forget(self, path: Path) -> None:
        """Take back the bytes of a file that could not be read, where no row speaks of them."""
        if path != media_path(self._media_root, path.name):
            return
        known = (Document.everything, ReceivedFile.objects)
        if not any(rows.filter(sha256=path.name).exists() for rows in known):
            path.unlink(missing_ok=True)

    def body(self, file: StagedFile, reading: Reading) -> Staged:
        """The bytes and the text of a document that was read."""
        return Staged(self._media_root, file.sha256, reading)

    def _is_fiche(self, file: StagedFile) -> bool:
        try:
            return sniff(extract(decode(self.path(file).read_bytes()))) is not None
        except ReaderError:
            return False

    def _document(self, file: StagedFile) -> Reading:
        kept = self._kept(file)
        if kept is not None:
            return kept
        drawn = self.sandbox.document(self.path(file), file.name)
        reading = Reading(
            DOCUMENT,
            reader=drawn.extractor,
            extractor=drawn.extractor,
            version=drawn.version,
            media_type=drawn.media_type,
            title=drawn.title,
            page_starts=drawn.page_starts,
            notes=drawn.notes,
        )
        self._keep(file, drawn, reading)
        return reading

    def _keep(self, file: StagedFile, drawn: DocumentText, reading: Reading) -> None:
        write_whole(_text_path(self._media_root, file.sha256), drawn.text.encode())
        told = json.dumps(reading.as_json(), ensure_ascii=False)
        write_whole(_reading_path(self._media_root, file.sha256), told.encode())

    def _kept(self, file: StagedFile) -> Reading | None:
        """What an earlier reading by the same version of the same extractor gave."""
        path = _reading_path(self._media_root, file.sha256)
        if not path.is_file() or not _text_path(self._media_root, file.sha256).is_file():
            return None
        try:
            reading = Reading.of(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            return None
        is_current = (reading.extractor, reading.version) in EXTRACTORS
        return reading if is_current else None


def _text_path(media_root: Path, sha256: str) -> Path:
    return media_root / "texts" / sha256[:2] / f"{sha256}.txt"


def _reading_path(media_root: Path, sha256: str) -> Path:
    return media_root / "texts" / sha256[:2] / f"{sha256}.json"
