"""Readers of documents: a file in, its text and pages out. Pure.

Guarantees that reading a file ends in a `DocumentText` or in a `ReaderError`, that the content
decides of the format before the name does, and that every page start lies inside the text, in
order, the first at 0.
"""

from __future__ import annotations

from terreau.collect.readers import markup
from terreau.collect.readers.documents import docx, odt, pdf, plain
from terreau.collect.readers.documents.docx import DOCX
from terreau.collect.readers.documents.errors import NotADocument, OldFormat
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.documents.odt import ODT
from terreau.collect.readers.documents.package import OLE, check_not_encrypted, package_kind
from terreau.collect.readers.documents.pdf import PDF
from terreau.collect.readers.documents.plain import HTML, MARKDOWN, TEXT
from terreau.collect.readers.documents.registry import DocumentFormat, suffix, with_plugins
from terreau.collect.readers.errors import EmptyFile

__all__ = [
    "BUILT_IN",
    "EXTRACTORS",
    "FORMATS",
    "DocumentFormat",
    "DocumentText",
    "format_of",
    "read_document",
]

#: In the order in which a file is shown to them; plain text, which has no signature, comes last.
BUILT_IN: tuple[DocumentFormat, ...] = (PDF, DOCX, ODT, HTML, MARKDOWN, TEXT)
FORMATS: tuple[DocumentFormat, ...] = with_plugins(BUILT_IN)

#: The extractors and versions of today: a text that another version drew is drawn again.
EXTRACTORS: frozenset[tuple[str, str]] = frozenset(
    {
        (pdf.EXTRACTOR, pdf.VERSION),
        (docx.EXTRACTOR, docx.VERSION),
        (odt.EXTRACTOR, odt.VERSION),
        (plain.TEXT_EXTRACTOR, plain.TEXT_VERSION),
        (markup.EXTRACTOR, plain.MARKUP_VERSION),
    }
)

#: First bytes of files that are no document Terreau reads, and how to name them.
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"\x1f\x8b", "une archive GZIP"),
    (b"7z\xbc\xaf", "une archive 7-Zip"),
    (b"Rar!", "une archive RAR"),
    (b"SQLite format 3\x00", "une base SQLite"),
)
OLD: dict[str, str] = {".ppt": "PPT (PowerPoint 97-2003)", ".xls": "XLS (Excel 97-2003)"}
OLD_WORD = "DOC (Word 97-2003)"


def format_of(data: bytes, name: str) -> DocumentFormat:
    """The format of a file: by its content first, by the end of its name where that says nothing.

    Raises EmptyFile, OldFormat, NotADocument or, for an encrypted office file, Encrypted.
    """
    if not data:
        raise EmptyFile
    for one in FORMATS:
        if one.recognises(data):
            return one
    if data.startswith(OLE):
        check_not_encrypted(data)
        raise OldFormat(OLD.get(suffix(name), OLD_WORD))
    if data.startswith(b"{\\rtf"):
        raise OldFormat("RTF")
    by_name = next((one for one in FORMATS if suffix(name) in one.suffixes), None)
    found = package_kind(data) or next((told for sign, told in OTHERS if data.startswith(sign)), "")
    if found:
        # A package cut short has lost its list of parts: its name still tells what to say.
        if by_name in {DOCX, ODT} and data.startswith(b"PK"):
            return by_name
        raise NotADocument(found)
    return by_name or TEXT


def read_document(data: bytes, name: str) -> DocumentText:
    """The text of a document, whatever its format; `name` is the file's, with its extension.

    Raises a subclass of ReaderError, with a code, a French sentence and a hint.
    """
    return format_of(data, name).read(data, name)
