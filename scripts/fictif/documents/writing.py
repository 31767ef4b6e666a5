"""One function per format, from a Sheet to bytes; the format of a piece follows from the seed."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, ImageDraw, ImageFont
from scripts.fictif.banks import DATA
from scripts.fictif.documents.odt import odt
from scripts.fictif.documents.packing import repack
from scripts.fictif.documents.sheet import Sheet
from scripts.fictif.dossier import Piece

from terreau import web

FONTS = Path(web.__file__).parent / "fonts"
SHARES = (("pdf", 50), ("docx", 30), ("odt", 20))
# One letter in about ninety projects of a portfolio was printed, signed and scanned.
SCANNED_EVERY = 90
DPI = 110


def pdf(sheet: Sheet) -> bytes:
    """A PDF with a text layer, headers, footers and page numbers."""
    made = typst.compile(
        DATA / "dossier.typ",
        root=DATA,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(sheet.as_json(), ensure_ascii=False)},
        timestamp=dt.datetime.combine(sheet.day, dt.time(), dt.UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives bytes where no output path is named")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def word(sheet: Sheet) -> bytes:
    """A DOCX with a header, a footer with the page's number, headings and tables."""
    document = docx.Document()
    moment = dt.datetime.combine(sheet.day, dt.time())
    properties = document.core_properties
    properties.title, properties.author = f"{sheet.title} — {sheet.name}", "Portefeuille fictif"
    properties.created = properties.modified = moment
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.header.paragraphs[0].text = f"{sheet.code} — {sheet.title}"
    footer = section.footer.paragraphs[0]
    footer.text = f"{sheet.notice} — page "
    _field(footer, "PAGE")
    if sheet.layout == "colonnes":
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), "2")
    document.add_heading(sheet.name, level=1)
    if sheet.layout == "encadre":
        _table(document, sheet.fields)
    else:
        for label, value in sheet.fields:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{label}\u00a0: ").bold = True
            paragraph.add_run(value)
    for heading, paragraphs in sheet.sections:
        if heading:
            document.add_heading(heading, level=2)
        for text in paragraphs:
            document.add_paragraph(text)
    for title, rows in (("Partenaires", sheet.partners), ("Budget", sheet.budget)):
        if rows:
            document.add_heading(title, level=2)
            _table(document, rows)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def _field(paragraph: object, code: str) -> None:
    """Add a field (the page's number) that a word processor fills in."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)


def _table(document: object, rows: tuple[tuple[str, str], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=2, style="Table Grid")  # type: ignore[attr-defined]
    cells = table._cells
    for index, text in enumerate(cell for row in rows for cell in row):
        cells[index].text = text


def scan(sheet: Sheet) -> bytes:
    """An image-only PDF: what a scanner gives of a printed letter, slightly askew."""
    width, height = round(8.27 * DPI), round(11.69 * DPI)
    page = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"), DPI // 7)
    lines = [sheet.title, "", *(f"{label}\u00a0: {value}" for label, value in sheet.fields), ""]
    for _, paragraphs in sheet.sections:
        for text in paragraphs:
            lines += [*textwrap.wrap(text, 74), ""]
    lines.append(sheet.notice)
    for number, line in enumerate(lines):
        pen.text((DPI * 0.9, DPI * (0.9 + number * 0.21)), line, fill=40, font=font)
    askew = page.rotate(0.7, fillcolor=244, resample=Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    moment = dt.datetime.combine(sheet.day, dt.time()).timetuple()
    askew.save(
        buffer, "PDF", resolution=DPI, title=sheet.title, creationDate=moment, modDate=moment
    )
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "pdf": pdf,
    "docx": word,
    "odt": odt,
    "scan.pdf": scan,
}


def name_of(piece: Piece, seed: int) -> str:
    """The file's name, with the format drawn for this piece: `PC-2018-031/bilan.docx`."""
    project = piece.project
    rng = random.Random(f"{seed}:{project.number}:{piece.kind}:format")
    ending = rng.choices([one for one, _ in SHARES], [share for _, share in SHARES])[0]
    if piece.kind == "courrier" and project.number % SCANNED_EVERY == 1:
        ending = "scan.pdf"
    return f"{project.code}/{piece.kind}.{ending}"


def write(sheet: Sheet, name: str) -> bytes:
    """The bytes of a file of this name; KeyError for an unknown ending."""
    return FORMATS[name.partition(".")[2]](sheet)
