"""Plain text, Markdown and HTML: any encoding, no pages.

Guarantees that the marks of HTML and Markdown are out of the text, and that the encoding found is
told where it is not UTF-8.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from terreau.collect.readers.documents.errors import NotADocument
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.documents.registry import DocumentFormat
from terreau.collect.readers.documents.writing import cleaned
from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.markup import EXTRACTOR, EXTRACTOR_VERSION, extract
from terreau.collect.readers.tables.model import Note

NBSP = "\u00a0"
#: What a stored layer says of the code that drew it; a change of behaviour is a new version.
TEXT_EXTRACTOR, TEXT_VERSION = "text", "1"
MARKUP_VERSION = f"{EXTRACTOR_VERSION}.1"
#: A byte order mark, and the encoding it tells; the longer first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What charset-normalizer looks at: a longer sample only takes longer.
SAMPLE = 200_000  # bytes
#: One control character in this many bytes makes a file binary; fewer are damage in a text.
BINARY = 20
CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\v\f\r\x1b")))
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})""", re.I)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.I | re.S)


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the name of its encoding: the mark, UTF-8, what is declared, then a guess.

    Raises EmptyFile, or NotADocument for bytes that are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    if (len(data) - len(data.translate(None, CONTROLS))) * BINARY > len(data):
        raise NotADocument("un fichier binaire")
    for encoding in ("utf-8", declared):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        # French is written in this encoding whenever it is not in UTF-8; no guess is surer.
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        best = from_bytes(data[:SAMPLE]).best()
        encoding = best.encoding if best is not None else "latin-1"
        return data.decode(encoding, "replace"), encoding


def _is_html(data: bytes) -> bool:
    return _HTML.match(data[:2000].removeprefix(codecs.BOM_UTF8)) is not None


def _read(data: bytes, declared: str = "") -> tuple[str, tuple[Note, ...]]:
    text, encoding = decoded(data, declared)
    if not text.strip():
        raise EmptyFile
    if encoding == "utf-8":
        return text, ()
    message = f"Le texte a été lu en {encoding}{NBSP}: vérifiez ses accents."
    return text, (Note("encoding", "", message),)


def read_text(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """A plain text, as it is."""
    text, notes = _read(data)
    return DocumentText(cleaned(text), "text/plain", TEXT_EXTRACTOR, TEXT_VERSION, notes=notes)


def read_markdown(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """A Markdown text, without its marks."""
    text, notes = _read(data)
    words = cleaned(extract(text).text)
    return DocumentText(words, "text/markdown", EXTRACTOR, MARKUP_VERSION, notes=notes)


def read_html(data: bytes, name: str) -> DocumentText:  # noqa: ARG001 - the shape of a reader
    """An HTML page, without its marks; its title apart."""
    declared = _CHARSET.search(data[:2000])
    text, notes = _read(data, declared[1].decode("ascii") if declared else "")
    title = _TITLE.search(text)
    return DocumentText(
        cleaned(extract(text).text).strip("\n"),
        "text/html",
        EXTRACTOR,
        MARKUP_VERSION,
        notes=notes,
        title=" ".join(extract(title[1]).text.split()) if title else "",
    )


def _by_name_only(data: bytes) -> bool:  # noqa: ARG001 - the shape of a test
    return False


HTML = DocumentFormat("html", "HTML", (".html", ".htm", ".xhtml"), _is_html, read_html)
MARKDOWN = DocumentFormat(
    "markdown", "Markdown", (".md", ".markdown"), _by_name_only, read_markdown
)
TEXT = DocumentFormat("text", "texte", (".txt", ".text"), _by_name_only, read_text)
