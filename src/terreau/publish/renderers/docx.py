"""The fiche as DOCX: real styles, tables whose header repeats, notes one click away, fixed bytes.

What Word and LibreOffice need to read it aloud is there: language, title, headings, alternative
texts. Pictures are the figures' SVG drawn by Typst at 200 dots per inch.
"""

import io
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm

from terreau.publish.document import Block, Fiche, Section, figures
from terreau.publish.renderers import prepare
from terreau.publish.renderers.docx_blocks import Writer
from terreau.publish.renderers.docx_package import fixed, metadata
from terreau.publish.renderers.docx_styles import Look, apply_styles

MARGIN: Final = Mm(21)


def render(fiche: Fiche) -> bytes:
    """A DOCX file (Office Open XML), A4."""
    shown = prepare.prepared(fiche)
    document = Document()
    look = Look.of(shown.position)
    _page(document)
    apply_styles(document, look)
    metadata(document, shown, fiche.identifier)
    writer = Writer(document, look)
    _running(document, shown, writer)
    _opening(shown, writer)
    for section in shown.sections:
        _section(section, writer)
    _ending(shown, prepare.clean(prepare.colophon(fiche)), writer)
    buffer = io.BytesIO()
    document.save(buffer)
    return fixed(buffer.getvalue(), fiche.date)


def _page(document: DocumentType) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = MARGIN
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    page.header_distance = page.footer_distance = Mm(11)
    page.different_first_page_header_footer = True


def _running(document: DocumentType, fiche: Fiche, writer: Writer) -> None:
    """Header from page two, footer on every page."""
    page = document.sections[0]
    head = page.header.paragraphs[0]
    head.style = "Header"
    writer.text(head, f"{fiche.kicker} · {fiche.title}")
    if fiche.fictitious:
        writer.text(page.header.add_paragraph(style="Header"), prepare.FICTITIOUS, bold=True)
    for footer in (page.footer, page.first_page_footer):
        line = footer.paragraphs[0]
        line.style = "Footer"
        writer.text(line, f"{fiche.publisher} · {prepare.long_date(fiche.date)}\tpage ")
        writer.field(line, "PAGE")
        writer.text(line, " sur ")
        writer.field(line, "NUMPAGES")


def _opening(fiche: Fiche, writer: Writer) -> None:
    """Band, sentence, counts, map, context."""
    writer.band(fiche.kicker, fiche.title, prepare.FICTITIOUS if fiche.fictitious else None)
    writer.paragraph(fiche.lead, "Chapeau")
    if fiche.key_figures:
        writer.key_figures(fiche.key_figures)
    if fiche.lead_figure is not None:
        writer.figure(fiche.lead_figure, "")
    for paragraph in fiche.context:
        writer.block(paragraph, "")


def _section(section: Section, writer: Writer) -> None:
    writer.heading(section.heading, 1, section.id, section.kicker)
    _blocks(section.blocks, section.heading, writer)


def _blocks(blocks: tuple[Block, ...], heading: str, writer: Writer) -> None:
    for block in blocks:
        writer.block(block, heading)


def _ending(fiche: Fiche, colophon: str, writer: Writer) -> None:
    """Method, passages, licence and address."""
    writer.heading(prepare.SOURCES, 1, "sources")
    if fiche.method:
        writer.heading(prepare.METHOD, 2, "methode")
        _blocks(fiche.method, prepare.METHOD, writer)
    if fiche.notes:
        writer.heading(prepare.PASSAGES, 2, "passages")
        for note in fiche.notes:
            writer.note(note)
    drawn = figures(fiche)
    if drawn:
        writer.heading(prepare.DATA, 2, "donnees")
        for figure in drawn:
            writer.data_table(figure.data)
    writer.paragraph(fiche.licence, "Petit")
    last = writer.paragraph((), "Petit")
    writer.text(last, colophon)
    if fiche.living_url:
        writer.living_address(fiche.living_url)
