"""PDF: text in reading order with the page of each character, ruled tables row by row.

Guarantees that what repeats at the head or foot of pages is set aside with its words, that a page
without text is told, and that a scan is called one. Format: ISO 32000; drawn through PDFium.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from terreau.collect.readers.documents.errors import BrokenDocument, Encrypted
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.documents.pdf.furniture import set_aside
from terreau.collect.readers.documents.pdf.glyphs import PageContent, content
from terreau.collect.readers.documents.pdf.grids import TableBlock, split_tables
from terreau.collect.readers.documents.pdf.hyphens import words_of
from terreau.collect.readers.documents.pdf.order import Line, ordered
from terreau.collect.readers.documents.pdf.paragraphs import assembled
from terreau.collect.readers.documents.pdf.runs import Run, runs_of
from terreau.collect.readers.documents.registry import DocumentFormat
from terreau.collect.readers.documents.writing import cleaned
from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.tables.model import Note

NBSP = "\u00a0"
#: What a stored layer says of the code that drew it; a change of behaviour is a new version.
EXTRACTOR, VERSION = "pdf", "1"
LABEL = "PDF"
MEDIA_TYPE = "application/pdf"
SIGNATURE = b"%PDF-"
GLANCE = 1024  # bytes before the signature that readers of the format accept
PASSWORD = getattr(pdfium, "FPDF_ERR_PASSWORD", 4)


def read_pdf(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """The text of a PDF file; raises a ReaderError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            raise Encrypted from None
        raise BrokenDocument(LABEL) from None
    try:
        return _drawn(document)
    except pypdfium2.PdfiumError:
        raise BrokenDocument(LABEL) from None
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument) -> DocumentText:
    if not len(document):
        raise BrokenDocument(LABEL)
    has_form = document.get_formtype() != pdfium.FORMTYPE_NONE
    contents = [content(document, index, has_form) for index in range(len(document))]
    pages = [_parts(page) for page in contents]
    kept, notes = set_aside([page.height for page in contents], [runs for runs, _ in pages])
    lines: list[list[Line]] = []
    for page, runs, (_, tables) in zip(contents, kept, pages, strict=True):
        turned = [Line.turned(text) for text in page.turned]
        lines.append([*ordered(runs, tables), *turned])
    text, starts = assembled(lines, words_of(lines))
    notes = (*notes, *_silent(contents))
    if not text and not notes:
        raise EmptyFile
    return DocumentText(
        text=text,
        media_type=MEDIA_TYPE,
        extractor=EXTRACTOR,
        version=VERSION,
        page_starts=starts,
        notes=notes,
        title=" ".join(cleaned(document.get_metadata_value("Title")).split()),
    )


def _parts(page: PageContent) -> tuple[list[Run], list[TableBlock]]:
    free, tables = split_tables(page.glyphs, page.rules)
    return runs_of(free), tables


def _silent(pages: list[PageContent]) -> tuple[Note, ...]:
    """What is to say of pages without text: a scan, or some pages of one."""
    silent = [number for number, page in enumerate(pages, 1) if page.is_silent]
    if not silent:
        return ()
    if len(silent) == len(pages):
        if not any(page.images for page in pages):
            return (Note("no_text", "", f"Ce PDF ne contient aucun texte{NBSP}: rien à en lire."),)
        message = (
            f"Ce PDF est une image numérisée, sans texte{NBSP}: passez-le dans un logiciel de "
            "reconnaissance de caractères pour en lire le contenu."
        )
        return (Note("scanned", "", message),)
    numbers = ", ".join(map(str, silent))
    plural = "s" if len(silent) > 1 else ""
    message = f"Page{plural} sans texte (image ou page blanche){NBSP}: {numbers}."
    return (Note("pages_without_text", numbers, message),)


def _is_pdf(data: bytes) -> bool:
    return SIGNATURE in data[:GLANCE]


PDF = DocumentFormat("pdf", LABEL, (".pdf",), _is_pdf, read_pdf)
