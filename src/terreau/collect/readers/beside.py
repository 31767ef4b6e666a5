"""The documents that lie beside a list of projects: each read once, with the text drawn from it.

Guarantees that a passage it gives is the slice of the text that the file quotes: where the
offsets no longer fit, the quote is looked for; where it is not found, or found twice, there is no
passage and the doubt is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

from terreau.collect.incoming import Held, IncomingDocument, IncomingPassage
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.fields import FieldError, Record, choice, items, text
from terreau.collect.readers.markup import EXTRACTOR, EXTRACTOR_VERSION, decode, extract

MEDIA_TYPES = {".md": "text/markdown", ".html": "text/html", ".txt": "text/plain"}
KINDS = frozenset({"dossier", "published", "note"})
SHOWN = 60  # characters of a quote in a message


class Files(Protocol):
    """Where the files beside a list are read from."""

    def document(self, name: str) -> bytes | None:
        """The bytes of the document `name`; None where there is no such file."""

    def drawn(self, name: str) -> DocumentText | None:
        """The text of a document that is no plain text; None where its kind holds none.

        Raises ReaderError where the document cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list says of a document: the first that names it is heard."""

    kind: str = "note"
    title: str = ""
    sha256: str = ""


class Documents:
    """The documents of one list of projects."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._listed: dict[str, Listing] = {}
        self._known: dict[str, IncomingDocument] = {}

    @property
    def loaded(self) -> tuple[IncomingDocument, ...]:
        """Those that were asked for, by name; two names of the same bytes are one document."""
        distinct: dict[str, IncomingDocument] = {}
        for name in sorted(self._known):
            # A passage may ask for a document before any record lists it.
            listing = self._listed.get(name, Listing())
            told = replace(self._known[name], kind=listing.kind, title=listing.title)
            distinct.setdefault(told.sha256, told)
        return tuple(distinct.values())

    def listen(self, item: Record) -> tuple[str, ...]:
        """Take note of the documents that a record lists; gives their names."""
        named = []
        for part in items(item, "documents"):
            name = text(part, "name", required=True)
            kind = choice(part, "kind", KINDS, "note")
            self._listed.setdefault(name, Listing(kind, text(part, "title"), text(part, "sha256")))
            named.append(name)
        return tuple(named)

    def get(self, name: str) -> IncomingDocument:
        """The document called `name`; FieldError where it is missing or cannot be read."""
        if name not in self._known:
            self._known[name] = self._load(name)
        return self._known[name]

    def changed(self, name: str) -> bool:
        """Whether the bytes are no longer those that the list names by their SHA-256."""
        said = self._listed.get(name, Listing()).sha256
        return said not in {"", self.get(name).sha256}

    def _load(self, name: str) -> IncomingDocument:
        try:
            data = self._files.document(name) if PurePath(name).name == name else None
            if data is None:
                raise FieldError(f"le document « {name[:SHOWN]} » manque dans le dossier documents")
            drawn = self._drawn(name, data)
        except ReaderError as error:
            raise FieldError(f"le document « {name} » ne se lit pas : {error}") from error
        return IncomingDocument(
            name=name,
            title=Listing().title,
            kind=Listing().kind,
            media_type=drawn.media_type,
            body=Held(data, drawn.text),
            sha256=hashlib.sha256(data).hexdigest(),
            extractor=drawn.extractor,
            version=drawn.version,
            page_starts=drawn.page_starts,
        )

    def _drawn(self, name: str, data: bytes) -> DocumentText:
        suffix = PurePath(name).suffix.lower()
        if suffix in MEDIA_TYPES:
            text = extract(decode(data)).text
            return DocumentText(text, MEDIA_TYPES[suffix], EXTRACTOR, EXTRACTOR_VERSION)
        return self._files.drawn(name) or DocumentText("", "application/octet-stream", "", "")

    def passages(self, item: Record) -> tuple[tuple[IncomingPassage, ...], tuple[str, ...]]:
        """The passages that a record quotes, and the doubts about those that are not found."""
        found: list[IncomingPassage] = []
        doubts: list[str] = []
        for part in items(item, "passages"):
            document = self.get(text(part, "document", required=True))
            quote = text(part, "quote", required=True)
            start = _anchor(document.body.text(), quote, part.get("start"))
            if start is None:
                doubts.append(
                    f"le passage « {quote[:SHOWN]} » ne se retrouve pas dans {document.name}"
                )
            else:
                found.append(IncomingPassage(document.sha256, start, start + len(quote)))
        return tuple(found), tuple(doubts)


def _anchor(body: str, quote: str, said: object) -> int | None:
    """Where `quote` begins: where the file says, else where it is found once."""
    is_offset = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= len(body)
    if isinstance(said, int) and is_offset and body.startswith(quote, said):
        return said
    found = body.find(quote)
    return found if found >= 0 and body.find(quote, found + 1) < 0 else None
