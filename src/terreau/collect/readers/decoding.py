"""From the bytes of a file to its text: strict UTF-8, or an error that says where and why."""

import codecs

from terreau.collect.readers.errors import EmptyFile, NotUtf8, TooLarge, WrongKind

SIZE_LIMIT = 20_000_000  # bytes; a published fiche has about 20,000

#: First bytes of kinds of file often dropped by mistake, and how to name them.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "un PDF"),
    (b"PK\x03\x04", "une archive ZIP ou un document bureautique (DOCX, XLSX, ODT)"),
    (b"\x89PNG\r\n", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"\xd0\xcf\x11\xe0", "un ancien document bureautique (DOC, XLS)"),
    (b"\x1f\x8b", "une archive GZIP"),
    (b"{\\rtf", "un document RTF"),
    (b"SQLite format 3\x00", "une base SQLite"),
    (codecs.BOM_UTF16_LE, "un texte en UTF-16"),
    (codecs.BOM_UTF16_BE, "un texte en UTF-16"),
)


def decode(data: bytes, *, limit: int = SIZE_LIMIT) -> str:
    """The text of a file, without its byte order mark.

    `limit` in bytes. Raises EmptyFile, TooLarge, WrongKind (known signature, or zero bytes inside)
    or NotUtf8 with the offset and line of the first wrong byte.
    """
    body = data.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise EmptyFile
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise WrongKind(name)
    if len(data) > limit:
        raise TooLarge(len(data), limit)
    if b"\x00" in body:
        raise WrongKind("un fichier binaire")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data) - len(body) + error.start
        raise NotUtf8(offset, data.count(b"\n", 0, offset) + 1) from None
