"""ODT: paragraphs, headings, lists, tables and notes in reading order.

Guarantees each paragraph once. Pages are given where LibreOffice left its pagination in the file
(`text:soft-page-break`), hard breaks counted with it; elsewhere none, for a wrong page is worse
than none. A note comes after the paragraph that calls it; headers, footers, comments and deleted
words are set aside in notes. A row's cells are separated by a tab. Format: ISO/IEC 26300-3.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from terreau.collect.readers.documents.errors import Encrypted
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.documents.package import Package
from terreau.collect.readers.documents.registry import DocumentFormat
from terreau.collect.readers.documents.writing import TextWriter, cleaned, one_line
from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.tables.model import Note

NBSP = "\u00a0"
EXTRACTOR, VERSION = "odt", "1"
LABEL = "ODT"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, STYLE, DRAW = (
    _OASIS % name for name in ("text", "table", "office", "style", "drawing")
)
FO = _OASIS % "xsl-fo-compatible"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_SILENT = frozenset(
    {OFFICE + "annotation", TEXT + "tracked-changes", TEXT + "note-citation", OFFICE + "forms"}
    | {TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "user-field-decls"}
    | {
        TEXT + "ruby-text",
        TABLE + "table-columns",
        TABLE + "table-column",
        OFFICE + "event-listeners",
    }
)
SPACES = 1000  # a count of spaces past this is no layout that a person made
SOFT_BREAK = TEXT + "soft-page-break"


def read_odt(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """The text of an ODT file; raises a ReaderError."""
    package = Package(data, LABEL)
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.bytes(manifest):
        raise Encrypted
    root = package.tree("content.xml")
    styles = package.tree("styles.xml") if "styles.xml" in package.names else None
    writer = TextWriter()
    reading = _Reading(writer, _breaking(root, styles))
    for body in root.iter(OFFICE + "text"):
        reading.blocks(body)
    text = writer.text()
    notes = tuple(_notes(package, root, styles))
    if not text and not notes:
        raise EmptyFile
    return DocumentText(
        text=text,
        media_type=MEDIA_TYPE,
        extractor=EXTRACTOR,
        version=VERSION,
        page_starts=writer.starts() if root.find(f".//{SOFT_BREAK}") is not None else (),
        notes=notes,
        title=_title(package),
    )


class _Reading:
    """Walks the body and writes its paragraphs."""

    def __init__(self, writer: TextWriter, breaking: frozenset[str]) -> None:
        self._writer = writer
        self._breaking = breaking
        self._after: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables that an element holds, whatever stands between."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                self._paragraph(child)
            elif child.tag == TABLE + "table":
                self._break_before(child.get(TABLE + "style-name", ""))
                self._table(child)
            elif child.tag == SOFT_BREAK:
                self._writer.page()
            elif child.tag not in _SILENT:
                self.blocks(child)

    def _break_before(self, style: str) -> None:
        if style in self._breaking and self._writer.page_length:
            self._writer.page()

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._break_before(paragraph.get(TEXT + "style-name", ""))
        parts: list[str] = []
        for piece in self._pieces(paragraph):
            if piece == "\f":
                self._lines("".join(parts))
                parts = []
                self._writer.page()
            else:
                parts.append(piece)
        self._lines("".join(parts))
        self._write_after()

    def _lines(self, text: str) -> None:
        for line in text.split("\n"):
            self._writer.paragraph(line)

    def _write_after(self) -> None:
        """Notes and text boxes of what was just written."""
        after, self._after = self._after, []
        for element in after:
            self.blocks(element)

    def _table(self, table: etree._Element) -> None:
        for row in _children(table, "table-row"):
            if row.tag == SOFT_BREAK:
                self._writer.page()
                continue
            cells = [cell for cell in row if cell.tag == TABLE + "table-cell"]
            if len(cells) == 1:
                self.blocks(cells[0])
                continue
            self._writer.paragraph("\t".join(self._cell(cell) for cell in cells))
            self._write_after()

    def _cell(self, cell: etree._Element) -> str:
        parts = (
            "".join(piece for piece in self._pieces(paragraph) if piece != "\f")
            for paragraph in cell.iter(*_PARAGRAPHS)
            if not _apart(paragraph, cell)
        )
        return one_line(cleaned(" ".join(parts)))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        """The words of a paragraph, a form feed where a page ends; the rest is kept for after."""
        yield _collapsed(element.text)
        for child in element:
            if child.tag in {TEXT + "note", DRAW + "frame", DRAW + "custom-shape"}:
                self._after.append(child)
            elif child.tag == TEXT + "s":
                count = child.get(TEXT + "c", "1")
                yield " " * min(SPACES, int(count) if count.isdecimal() and len(count) < 9 else 1)
            elif child.tag == TEXT + "tab":
                yield "\t"
            elif child.tag == TEXT + "line-break":
                yield "\n"
            elif child.tag == SOFT_BREAK:
                yield "\f"
            elif child.tag not in _SILENT:
                yield from self._pieces(child)
            yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """White space of XML is one space in this format, whatever its length."""
    if not text:
        return ""
    for blank in "\t\r\n":
        text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _apart(paragraph: etree._Element, top: etree._Element) -> bool:
    """Whether a paragraph of a cell is in a note, a frame or a comment, written elsewhere."""
    for above in paragraph.iterancestors():
        if above is top:
            return False
        if above.tag in _SILENT or above.tag in {TEXT + "note", DRAW + "frame"}:
            return True
    return False


def _children(table: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table and the breaks between them, through groups and headers."""
    for child in table:
        if child.tag in {TABLE + name, SOFT_BREAK}:
            yield child
        elif child.tag in {
            TABLE + "table-header-rows",
            TABLE + "table-rows",
            TABLE + "table-row-group",
        }:
            yield from _children(child, name)


def _breaking(*trees: etree._Element | None) -> frozenset[str]:
    """The styles whose paragraphs or tables begin a page, through the ones they come from."""
    parents: dict[str, str] = {}
    breaking = set()
    for tree in trees:
        for style in tree.iter(STYLE + "style") if tree is not None else ():
            name = style.get(STYLE + "name", "")
            parents[name] = style.get(STYLE + "parent-style-name", "")
            properties = [child for child in style if child.get(FO + "break-before") == "page"]
            if properties or style.get(STYLE + "master-page-name"):
                breaking.add(name)
    for name, parent in parents.items():
        above, seen = parent, {name}
        while above and above not in seen:
            seen.add(above)
            if above in breaking:
                breaking.add(name)
                break
            above = parents.get(above, "")
    return frozenset(breaking)


def _plain(element: etree._Element, between: str) -> str:
    reading = _Reading(TextWriter(), frozenset())
    texts = (
        one_line(cleaned("".join(piece for piece in reading._pieces(one) if piece != "\f")))
        for one in element.iter(*_PARAGRAPHS)
    )
    return between.join(text for text in texts if text)


def _notes(package: Package, root: etree._Element, styles: etree._Element | None) -> Iterator[Note]:
    for code, label in (("header", "En-tête"), ("footer", "Pied de page")):
        seen = set()
        for side in styles.iter(STYLE + code, f"{STYLE}{code}-first") if styles is not None else ():
            text = _plain(side, " / ")
            if text and text not in seen:
                seen.add(text)
                message = f"{label} mis de côté{NBSP}: «{NBSP}{text}{NBSP}»."
                yield Note(code, "styles.xml", message)
    for tag, code, label in (
        (OFFICE + "annotation", "comments", "Commentaire mis de côté"),
        (TEXT + "deletion", "deleted_words", "Mots supprimés en suivi des modifications"),
    ):
        for element in root.iter(tag):
            text = _plain(element, " / ")
            if text:
                yield Note(code, "content.xml", f"{label}{NBSP}: «{NBSP}{text}{NBSP}».")
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        yield Note("macros", "Basic", f"Ce fichier contient des macros{NBSP}: elles sont ignorées.")


def _title(package: Package) -> str:
    if "meta.xml" not in package.names:
        return ""
    found = next((one.text or "" for one in package.tree("meta.xml").iter(TITLE)), "")
    return one_line(cleaned(found))


def _is_odt(data: bytes) -> bool:
    # The first entry is « mimetype », stored: the media type is legible at the head of the file.
    return data.startswith(b"PK") and MEDIA_TYPE.encode() in data[:200]


ODT = DocumentFormat("odt", LABEL, (".odt", ".ott"), _is_odt, read_odt)
