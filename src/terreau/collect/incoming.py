"""What a file says, whatever its format: the one shape between readers and the database.

A reader's finding is translated into these plain values; writing them knows no format.
Passages name their document by its SHA-256 and count Unicode code points, end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from terreau.territory.gazetteer import Level


class Body(Protocol):
    """The bytes and the text of a document, fetched when they are asked for."""

    @property
    def size(self) -> int:
        """How many bytes the file has."""

    def data(self) -> bytes:
        """The file as it was received."""

    def text(self) -> str:
        """The text drawn from it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A body that is in memory already: a small file read whole."""

    held: bytes
    drawn: str

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return len(self.held)

    def data(self) -> bytes:
        """The file as it was received."""
        return self.held

    def text(self) -> str:
        """The text drawn from it."""
        return self.drawn


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A file as it was received, with the text drawn from it.

    `page_starts` holds the offset in the text at which each page begins; empty without pages.
    """

    name: str
    title: str
    kind: str
    media_type: str
    body: Body
    sha256: str
    extractor: str
    version: str
    page_starts: tuple[int, ...] = ()
    folder: str = ""
    """Its path inside what was dropped: often the number or the name of its project."""

    @property
    def path(self) -> str:
        """Where it was in what was dropped, for a person."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell that a value came from; `file` is the SHA-256 of the file that holds it.

    `row` counts from 1, `column` is its letters (or the key, in JSON), `header` as written.
    """

    file: str
    sheet: str
    row: int
    column: str
    header: str


@dataclass(frozen=True, slots=True)
class IncomingValue:
    """What one cell says of one field (a key of `collect.fields`), as text, with its place."""

    field: str
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class IncomingPassage:
    """A stretch of the text of the document with this SHA-256."""

    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IncomingActor:
    """A named body, or a kind of actor with the notation of its concept."""

    name: str
    role: str
    category: str = ""
    identifier: str = ""
    note: str = ""

    @property
    def is_body(self) -> bool:
        """True for a named body."""
        return not self.category


@dataclass(frozen=True, slots=True)
class IncomingPlace:
    """A place by its code, or, with `level` None, by its words alone."""

    relation: str
    level: Level | None = None
    code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class IncomingCoding:
    """A coding that the file asserts; `by` and `at` where the file itself names them."""

    scheme: str
    notation: str
    status: str
    reason: str = ""
    passages: tuple[IncomingPassage, ...] = ()
    reach: str = ""
    weight: Decimal = Decimal(1)
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncomingGrant:
    """An amount decided, in `currency` (ISO 4217)."""

    amount: Decimal
    currency: str = "EUR"
    date: date | None = None
    funder: str = ""


@dataclass(frozen=True, slots=True)
class IncomingProject:
    """A project; `where` says where in the file, for the report."""

    where: str
    name: str
    slug: str = ""
    title: str = ""
    summary: str = ""
    call: str = ""
    year: int | None = None
    external_id: str = ""
    actors: tuple[IncomingActor, ...] = ()
    places: tuple[IncomingPlace, ...] = ()
    codings: tuple[IncomingCoding, ...] = ()
    grants: tuple[IncomingGrant, ...] = ()
    documents: tuple[str, ...] = ()
    stage: str = ""
    values: tuple[IncomingValue, ...] = ()
    """Where each value came from, for a record of a table."""
    attachments: tuple[str, ...] = ()
    """Names of the files that the record says are its own."""

    @property
    def holders(self) -> tuple[IncomingActor, ...]:
        """The named bodies that hold the project, where the file says so."""
        return tuple(one for one in self.actors if one.role == "holder" and one.is_body)


@dataclass(frozen=True, slots=True)
class IncomingStatement:
    """Something said about a concept: `type` is a notation of the scheme `enonces`."""

    scheme: str
    notation: str
    type: str
    wording: str
    subject: str
    topic_scheme: str = ""
    topic: str = ""
    status: str = "accepted"
    passages: tuple[IncomingPassage, ...] = ()
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A rejection, or a doubt inside an accepted record.

    `joins` is where the record is that this line was made one with: the line is a record all the
    same, and counts as such.
    """

    source: str
    where: str
    code: str
    message: str
    joins: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that one file says."""

    source: str
    reader: str
    documents: tuple[IncomingDocument, ...]
    projects: tuple[IncomingProject, ...]
    statements: tuple[IncomingStatement, ...] = ()
    rejections: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    version: str = "1"
    """Version of the reader."""
    speaker: str = ""
    """Whose words these are, where the file itself does not say it for each of them."""
    keeps_texts: bool = True
    """True where the file never replaces a text that a project already has (a published fiche)."""
    file: str = ""
    """The SHA-256 of the file, where its records are cells of it."""
    is_document: bool = False
    """True for a file that holds no record: it is one itself, and brings its document."""
