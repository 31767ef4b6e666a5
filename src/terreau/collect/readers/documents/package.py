"""The ZIP package inside DOCX and ODT files, read part by part with care.

Guarantees that no part unfolds past the limit, whatever sizes it declares, that no document type,
entity or network is ever followed, and that a damaged part raises an error. Formats: ECMA-376
part 2, ISO/IEC 26300-2.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from terreau.collect.readers.documents.errors import (
    BrokenDocument,
    Encrypted,
    EntitiesRefused,
    SwollenDocument,
)
from terreau.collect.readers.zips import BROKEN

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
PART_LIMIT = 100_000_000  # bytes of XML; a report of 500 pages has about five million
PARTS = 10_000
#: A part that only one kind of package has, and how to name that kind.
KINDS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "un classeur XLSX"),
    ("ppt/presentation.xml", "une présentation PPTX"),
    ("content.xml", "un classeur ou une présentation OpenDocument"),
)


class Package:
    """The parts of an opened package."""

    def __init__(self, data: bytes, label: str) -> None:
        self.label = label
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN:
            raise BrokenDocument(label) from None
        if any(part.flag_bits & 1 for part in self._archive.infolist()):
            raise Encrypted
        self.names = frozenset(self._archive.namelist())
        if len(self.names) > PARTS:
            raise SwollenDocument(PART_LIMIT)

    def bytes(self, part: str) -> bytes:
        """The bytes of a part, its checksum verified; raises BrokenDocument, SwollenDocument."""
        try:
            with self._archive.open(part) as opened:
                data = opened.read(PART_LIMIT + 1)
        except (*BROKEN, KeyError, RuntimeError):
            raise BrokenDocument(self.label) from None
        if len(data) > PART_LIMIT:
            raise SwollenDocument(PART_LIMIT)
        return data

    def tree(self, part: str) -> etree._Element:
        """The XML of a part; raises also EntitiesRefused."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(self.bytes(part), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise BrokenDocument(self.label) from None
        if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
            raise EntitiesRefused(part)
        return root


def has_part(data: bytes, *parts: str) -> bool:
    """Whether the bytes are a package that holds all these parts."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(parts) <= set(archive.namelist())
    except BROKEN:
        return False


def package_kind(data: bytes) -> str:
    """How to name a package that is no document; blank where the bytes are no package."""
    if not data.startswith(b"PK"):
        return ""
    return next((told for part, told in KINDS if has_part(data, part)), "une archive ZIP")


def check_not_encrypted(data: bytes) -> None:
    """Raises Encrypted where an old container holds an encrypted package."""
    if ENCRYPTED_STREAM in data:
        raise Encrypted
