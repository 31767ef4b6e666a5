"""HTML tables, among them the many « .xls » exports that are a web page under another name.

Guarantees that nothing but the cells is looked at: no script, no style, no address is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from terreau.collect.readers.tables import limits
from terreau.collect.readers.tables.decoding import Decoded, decode, decode_as
from terreau.collect.readers.tables.errors import Damaged, NoRecords, grouped
from terreau.collect.readers.tables.formulas import formula_notes
from terreau.collect.readers.tables.grid import Grid, Merge, present
from terreau.collect.readers.tables.layout import laid_out
from terreau.collect.readers.tables.model import Note, Table, Value, Workbook
from terreau.collect.readers.tables.registry import TableFormat

OPENING = re.compile(rb"<(?:!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)
CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w\-]+)""", re.IGNORECASE)
LINE_ENDS = frozenset({"br", "p", "div", "li"})
NO_TABLE = "Cette page HTML ne contient aucun tableau."


def is_html(data: bytes) -> bool:
    """True for text that begins with the marks of a page, or of a table."""
    head = data[:2000].lstrip(b" \t\r\n\xef\xbb\xbf")
    return head.startswith(b"<") and OPENING.search(head) is not None


def read(data: bytes, name: str = "") -> Workbook:
    """The tables of a page; one whose name ends in .xls is said to be a page.

    Raises EmptyFile, NoRecords (no table), Damaged and the errors of `limits`.
    """
    limits.check_file(data)
    decoded = _decoded(data)
    notes = list(decoded.notes)
    if name.lower().endswith((".xls", ".xlsx")):
        message = (
            "Ce fichier n’est pas un classeur mais une page HTML\u00a0: ses tableaux sont lus."
        )
        notes.append(Note("html_as_spreadsheet", name, message))
    tables: list[Table] = []
    cells = 0
    elements = _tables(decoded.text)
    for place, element in enumerate(elements, start=1):
        sheet = f"Tableau {place}" if len(elements) > 1 else ""
        rows, merges, cells = _rows(element, cells)
        found = laid_out(Grid(sheet, rows, merges, prose=len(elements) > 1))
        tables.extend(found.tables)
        notes.extend((*found.notes, *formula_notes(sheet, rows)))
    count = len(elements)
    how = f"page HTML, {decoded.encoding}, {grouped(count)}\u00a0tableau{'x' if count > 1 else ''}"
    return Workbook(tuple(tables), tuple(notes), how)


def _decoded(data: bytes) -> Decoded:
    declared = CHARSET.search(data[:4000])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return decode_as(data, declared.group(1).decode("ascii"))
        except LookupError:
            pass
    return decode(data)


def _tables(text: str) -> list[html.HtmlElement]:
    """The tables that hold no other table: those around them are mere layout."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Damaged("HTML") from None
    found = [table for table in page.iter("table") if table.find(".//table") is None]
    if not found:
        hint = "Ouvrez-la dans un tableur et enregistrez-la en XLSX."
        raise NoRecords(NO_TABLE, hint)
    return found


def _rows(table: html.HtmlElement, before: int) -> tuple[list[list[Value]], tuple[Merge, ...], int]:
    rows: list[list[Value]] = []
    merges: list[Merge] = []
    taken: dict[tuple[int, int], bool] = {}
    cells = before
    lines = list(table.iter("tr"))
    for line, element in enumerate(lines):
        row: list[Value] = []
        for cell in element.iterchildren("td", "th"):
            while taken.pop((line, len(row)), False):
                row.append(None)
            place = len(row)
            right = _span(cell, "colspan")
            down = min(_span(cell, "rowspan"), len(lines) - line)
            row.extend((_text(cell), *[None] * (right - 1)))
            cells = limits.check_extent(1, len(row), line=line + 1, before=cells + right)
            if right > 1 or down > 1:
                cells = limits.check_extent(down - 1, right, line=line + 1, before=cells)
                merges.append((line, place, line + down - 1, place + right - 1))
                for below in range(line + 1, line + down):
                    taken.update(((below, at), True) for at in range(place, place + right))
        rows.append(row)
    return rows, tuple(merges), cells


def _span(cell: html.HtmlElement, name: str) -> int:
    """How many columns or lines a cell covers; the limits stop one that covers too many."""
    written = (cell.get(name) or "1").strip()
    return max(int(written), 1) if written.isdecimal() and len(written) < 8 else 1


def _text(cell: html.HtmlElement) -> Value:
    """The text of a cell, blanks as a page shows them, a line feed where it breaks the line."""
    return present("\n".join(" ".join(line.split()) for line in _pieces(cell).split("\n")).strip())


def _pieces(cell: html.HtmlElement) -> str:
    parts: list[str] = []
    for element, text in _walk(cell):
        if element in LINE_ENDS:
            parts.append("\n")
        parts.append(text.replace("\n", " ").replace("\r", " "))
    return "".join(parts)


def _walk(cell: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        if event == "start":
            yield (element.tag if element is not cell else ""), element.text or ""
        elif element is not cell:
            yield "", element.tail or ""


HTML = TableFormat("html", "tableau HTML", (".html", ".htm"), is_html, read)
