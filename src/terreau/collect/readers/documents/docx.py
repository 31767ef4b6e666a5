"""DOCX: paragraphs, tables, notes and text boxes in reading order.

Guarantees each paragraph once: of the two writings of a text box, the modern one. Pages are given
only where Word left its last pagination in the file (`lastRenderedPageBreak`): a page break alone
does not tell where the other pages begin, and a wrong page is worse than none. A footnote comes
after the paragraph that calls it; headers, footers, comments and deleted words are set aside in
notes. A row's cells are separated by a tab. Format: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.documents.package import Package, has_part
from terreau.collect.readers.documents.registry import DocumentFormat
from terreau.collect.readers.documents.writing import TextWriter, cleaned, one_line
from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.tables.model import Note

NBSP = "\u00a0"
EXTRACTOR, VERSION = "docx", "1"
LABEL = "DOCX"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY = "word/document.xml"
MACROS = "word/vbaProject.bin"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: Elements whose text is no word of the document: properties, codes of fields, old writings.
_SILENT = frozenset(
    {W + "pPr", W + "rPr", W + "tblPr", W + "trPr", W + "tcPr", W + "sdtPr", W + "instrText"}
    | {W + "del", W + "moveFrom", W + "delText", MC + "Fallback", W + "tblGrid", W + "sectPr"}
)
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WORDS = frozenset({W + "t", W + "lastRenderedPageBreak", *_SIGNS})
_SIDES = (
    ("header", "header", "En-tête"),
    ("footer", "footer", "Pied de page"),
    ("comments", "comments", "Commentaires"),
)


def read_docx(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """The text of a DOCX or DOCM file; raises a ReaderError."""
    package = Package(data, LABEL)
    root = package.tree(BODY)
    writer = TextWriter()
    reading = _Reading(writer, _bodies(package, "foot") | _bodies(package, "end"))
    for body in root:
        reading.blocks(body)
    text = writer.text()
    notes = tuple(_notes(package, root))
    if not text and not notes:
        raise EmptyFile
    return DocumentText(
        text=text,
        media_type=MEDIA_TYPE,
        extractor=EXTRACTOR,
        version=VERSION,
        page_starts=writer.starts() if reading.paginated else (),
        notes=notes,
        title=_title(package),
    )


class _Reading:
    """Walks the body and writes its paragraphs."""

    def __init__(self, writer: TextWriter, bodies: dict[str, str]) -> None:
        self._writer = writer
        self._bodies = bodies
        self._called: list[str] = []
        self._boxes: list[etree._Element] = []
        self.paginated = False

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables that an element holds, whatever stands between."""
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag not in _SILENT:
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        parts: list[str] = []
        for piece in self._pieces(paragraph):
            if piece.tag == W + "lastRenderedPageBreak":
                self._end("".join(parts))
                parts = []
                self._page()
            else:
                parts.append(_written(piece))
        self._end("".join(parts))
        self._after()

    def _page(self) -> None:
        self.paginated = True
        self._writer.page()

    def _after(self) -> None:
        """Notes called by what was just written, then the text boxes that hang on it."""
        called, self._called = self._called, []
        boxes, self._boxes = self._boxes, []
        for body in called:
            self._writer.paragraph(body)
        for box in boxes:
            self.blocks(box)

    def _end(self, text: str) -> None:
        for line in text.split("\n"):
            self._writer.paragraph(line)

    def _table(self, table: etree._Element) -> None:
        for row in _children(table, "tr"):
            cells = list(_children(row, "tc"))
            if len(cells) == 1:
                self.blocks(cells[0])
                continue
            self._break_inside(row)
            self._writer.paragraph("\t".join(self._cell(cell) for cell in cells))
            self._after()

    def _break_inside(self, row: etree._Element) -> None:
        """A row over two pages is told to be on the second where its first word is there."""
        for element in row.iter(W + "lastRenderedPageBreak", W + "t"):
            if element.tag == W + "t":
                if element.text:
                    break
            else:
                self._page()
                break

    def _cell(self, cell: etree._Element) -> str:
        parts = []
        for paragraph in cell.iter(W + "p"):
            if not _silent_above(paragraph, cell):
                parts.append("".join(_written(piece) for piece in self._pieces(paragraph)))
        return one_line(cleaned(" ".join(parts)))

    def _pieces(self, element: etree._Element) -> Iterator[etree._Element]:
        """The words and signs of a paragraph; text boxes and called notes are kept for after."""
        for child in element:
            if child.tag in _SILENT or child.tag == W + "p":
                continue
            if child.tag == W + "txbxContent":
                self._boxes.append(child)
            elif child.tag in {W + "footnoteReference", W + "endnoteReference"}:
                kind = "foot" if child.tag == W + "footnoteReference" else "end"
                body = self._bodies.get(kind + child.get(W + "id", ""))
                if body:
                    self._called.append(body)
            elif child.tag in _WORDS:
                yield child
            else:
                yield from self._pieces(child)


def _written(piece: etree._Element) -> str:
    return piece.text or "" if piece.tag == W + "t" else _SIGNS.get(str(piece.tag), "")


def _silent_above(paragraph: etree._Element, top: etree._Element) -> bool:
    """Whether a paragraph of a cell is in a text box or in words that were deleted."""
    for above in paragraph.iterancestors():
        if above is top:
            return False
        if above.tag in _SILENT or above.tag == W + "txbxContent":
            return True
    return False


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, through content controls and tracked changes."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag not in _SILENT and child.tag not in {W + "tbl", W + "tc", W + "p"}:
            yield from _children(child, name)


def _bodies(package: Package, kind: str) -> dict[str, str]:
    """Footnotes or endnotes by `kind` and number."""
    part = f"word/{kind}notes.xml"
    if part not in package.names:
        return {}
    bodies = {}
    for note in package.tree(part).iter(f"{W}{kind}note"):
        if note.get(W + "type", "normal") == "normal":
            bodies[kind + note.get(W + "id", "")] = _plain(note, " ")
    return bodies


def _plain(element: etree._Element, between: str) -> str:
    """The words of all the paragraphs of a part, without structure."""
    reading = _Reading(TextWriter(), {})
    paragraphs = (
        one_line(cleaned("".join(_written(piece) for piece in reading._pieces(paragraph))))
        for paragraph in element.iter(W + "p")
        if not _silent_above(paragraph, element)
    )
    return between.join(text for text in paragraphs if text)


def _notes(package: Package, root: etree._Element) -> Iterator[Note]:
    for stem, code, label in _SIDES:
        seen = set()
        for part in sorted(package.names):
            if not (part.startswith(f"word/{stem}") and part.endswith(".xml")):
                continue
            text = _plain(package.tree(part), " / ")
            if text and text not in seen:
                seen.add(text)
                yield Note(code, part, f"{label} mis de côté{NBSP}: «{NBSP}{text}{NBSP}».")
    deleted = one_line("".join(one.text or "" for one in root.iter(W + "delText")))
    if deleted:
        message = f"Mots supprimés en suivi des modifications{NBSP}: «{NBSP}{deleted}{NBSP}»."
        yield Note("deleted_words", BODY, message)
    if MACROS in package.names:
        yield Note("macros", MACROS, "Ce fichier contient des macros\u00a0: elles sont ignorées.")


def _title(package: Package) -> str:
    if "docProps/core.xml" not in package.names:
        return ""
    found = package.tree("docProps/core.xml").findtext(TITLE) or ""
    return one_line(cleaned(found))


def _is_docx(data: bytes) -> bool:
    return has_part(data, BODY)


DOCX = DocumentFormat("docx", LABEL, (".docx", ".docm"), _is_docx, read_docx)
