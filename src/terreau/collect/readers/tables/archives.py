"""The archive inside XLSX and ODS files, looked at before any library unfolds it.

Guarantees that what is handed on is a whole archive of reasonable size, with no declaration of
entities, and no sheet that stretches over more cells than the limit. Formats: ECMA-376 (Office
Open XML), ISO/IEC 26300 (OpenDocument).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from terreau.collect.readers.tables import limits
from terreau.collect.readers.tables.errors import (
    Damaged,
    EntitiesRefused,
    PasswordProtected,
    SuspiciousArchive,
)
from terreau.collect.readers.zips import BROKEN

PARTS = 10_000
UNFOLDED = 500_000_000  # bytes
RATIO = 300  # unfolded to folded; a sheet of repeated numbers reaches about 100
SMALL = 20_000_000  # bytes unfolded under which the ratio says nothing
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PLACE = rb"""\sr\s*=\s*["']"""
WIDE = re.compile(PLACE + rb"[A-Z]{2}")
FAR = re.compile(PLACE + rb"[A-Z]+\d{6}")
PLACES = re.compile(PLACE + rb"([A-Z]{1,4})(\d{1,8})")
REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-%s-repeated"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Archive:
    """A checked archive: `parts` reads one of its files."""

    data: bytes
    label: str
    names: frozenset[str]

    def read(self, part: str) -> bytes:
        """The bytes of a part, with its checksum verified; raises Damaged."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return archive.read(part)
        except (*BROKEN, KeyError):
            raise Damaged(self.label) from None


def opened(data: bytes, label: str) -> Archive:
    """The archive in `data`, its declared sizes checked.

    Raises Damaged, PasswordProtected or SuspiciousArchive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except BROKEN:
        raise Damaged(label) from None
    if any(part.flag_bits & 1 for part in parts):
        raise PasswordProtected
    size = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL and part.file_size > RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if size > UNFOLDED or swollen or len(parts) > PARTS:
        raise SuspiciousArchive(size, UNFOLDED)
    return Archive(data, label, frozenset(part.filename for part in parts))


def without_entities(part: str, xml: bytes) -> bytes:
    """The XML itself; raises EntitiesRefused where it declares a document type."""
    plain = xml.replace(b"\x00", b"") if xml[:2] in {b"\xff\xfe", b"\xfe\xff"} else xml
    if DOCTYPE.search(plain):
        raise EntitiesRefused(part)
    return xml


def xlsx_sheets(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The name and XML of each worksheet of an Office Open XML workbook, each checked.

    Every other XML part is checked for entities and for its checksum on the way.
    """
    names = _sheet_parts(archive)
    for part in sorted(archive.names):
        if not part.endswith((".xml", ".rels")):
            continue
        xml = without_entities(part, archive.read(part))
        if part in names:
            _check_places(xml)
            yield names[part], xml


def check_ods(archive: Archive) -> None:
    """Raises an error where an OpenDocument sheet is encrypted, swollen, broken or too big."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise PasswordProtected
    for part in sorted(archive.names):
        if part.endswith(".xml"):
            without_entities(part, archive.read(part))
    _check_repeated(archive)


def parsed(xml: bytes, label: str) -> etree._Element:
    """The tree of a small part, with no entity, no network, no deep nesting; raises Damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Damaged(label) from None


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """The worksheets: the path of each in the archive, and its name."""
    relations = {}
    rels = "xl/_rels/workbook.xml.rels"
    if rels in archive.names:
        for one in parsed(without_entities(rels, archive.read(rels)), archive.label):
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            relations[one.get("Id", "")] = posixpath.normpath(path)
    workbook = "xl/workbook.xml"
    tree = parsed(without_entities(workbook, archive.read(workbook)), archive.label)
    sheets = (one for one in tree.iter() if etree.QName(one).localname == "sheet")
    return {relations.get(one.get(RELATIONS, ""), ""): one.get("name", "") for one in sheets}


def _check_places(xml: bytes) -> None:
    """A library lays a sheet out as one rectangle: a single far cell makes it immense."""
    if not WIDE.search(xml) and not FAR.search(xml):
        return
    columns, rows = 0, 0
    for column, row in set(PLACES.findall(xml)):
        columns = max(columns, index_of(column))
        rows = max(rows, int(row))
    limits.check_extent(rows, columns, line=1)


def index_of(letters: bytes) -> int:
    """The place of a column from its letters, from 1: A is 1, AA is 27."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index


def _check_repeated(archive: Archive) -> None:
    """Counts the cells of an OpenDocument sheet, those that a repetition unfolds included."""
    cells = 0
    try:
        for _, table in etree.iterparse(
            io.BytesIO(archive.read("content.xml")),
            tag="{*}table-row",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            cells += _cells_of(table)
            limits.check_extent(1, 0, before=cells)
            table.clear()
    except (etree.XMLSyntaxError, ValueError):
        raise Damaged(archive.label) from None


def _cells_of(row: etree._Element) -> int:
    """The cells up to the last one that holds something, times the repetitions of the line."""
    width, last = 0, 0
    for cell in row:
        width += _count(cell, "columns")
        if len(cell):
            last = width
    return last * _count(row, "rows")


def _count(element: etree._Element, what: str) -> int:
    written = element.get(REPEATED % what, "1")
    return int(written) if written.isdecimal() and len(written) < 10 else 1
