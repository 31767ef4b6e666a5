"""Readers of tables: the bytes of a file in, tables with headers and rows out. Pure.

Guarantees that reading a file ends in a `Workbook` or in a `ReaderError`, and that the content
decides before the name does: a page called « export.xls » is read as the page it is.
"""

from __future__ import annotations

from pathlib import PurePath

from terreau.collect.readers.errors import EmptyFile, ReaderError
from terreau.collect.readers.tables import limits
from terreau.collect.readers.tables.datapackage import read_datapackage
from terreau.collect.readers.tables.delimited import CSV
from terreau.collect.readers.tables.errors import PasswordProtected, UnknownTableFormat
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value, Workbook
from terreau.collect.readers.tables.objects import JSON
from terreau.collect.readers.tables.pages import HTML
from terreau.collect.readers.tables.registry import TableFormat, with_plugins
from terreau.collect.readers.tables.spreadsheets import ENCRYPTED, ODS, OLE, XLS, XLSX

__all__ = [
    "BUILT_IN",
    "FORMATS",
    "Column",
    "Note",
    "ReaderError",
    "Row",
    "Table",
    "TableFormat",
    "Value",
    "Workbook",
    "format_of",
    "read_datapackage",
    "read_workbook",
]

#: In the order in which a file is shown to them; CSV, which has no signature, comes last.
BUILT_IN: tuple[TableFormat, ...] = (XLSX, XLS, ODS, HTML, JSON, CSV)
FORMATS: tuple[TableFormat, ...] = with_plugins(BUILT_IN)

#: First bytes of files that hold no table Terreau reads, with what they are.
OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "un PDF", "Déposez-le parmi les documents, ou demandez le tableau d’origine."),
    (b"PK\x03\x04", "une archive ZIP ou un document bureautique", ""),
    (b"PK\x05\x06", "une archive ZIP vide", ""),
    (OLE, "un ancien document bureautique qui n’est pas un classeur", ""),
    (b"\x1f\x8b", "une archive GZIP", "Décompressez-la, puis importez ce qu’elle contient."),
    (b"\x89PNG", "une image", ""),
    (b"\xff\xd8\xff", "une image", ""),
    (b"{\\rtf", "un document RTF", ""),
    (b"SQLite format 3\x00", "une base SQLite", ""),
)


def format_of(data: bytes, name: str) -> TableFormat:
    """The format of a file: by its content first, by the end of its name where that says nothing.

    Raises EmptyFile, PasswordProtected or UnknownTableFormat.
    """
    if not data:
        raise EmptyFile
    if data.startswith(OLE) and ENCRYPTED in data:
        raise PasswordProtected
    labels = tuple(one.label for one in FORMATS)
    suffix = PurePath(name).suffix.lower()
    by_name = next((one for one in FORMATS if suffix in one.suffixes), None)
    signed = next((one for one in FORMATS if one is not CSV and one.recognises(data)), None)
    if signed is not None:
        return signed
    # A file cut short has lost what it is known by: its name still tells which error to give.
    if by_name is not None and (by_name is not CSV or CSV.recognises(data)):
        return by_name
    if b"xl/workbook.bin" in data and data.startswith(b"PK"):
        hint = "Enregistrez-le en XLSX depuis le tableur."
        raise UnknownTableFormat("un classeur XLSB", labels, hint)
    for signature, found, hint in OTHERS:
        if data.startswith(signature):
            raise UnknownTableFormat(found, labels, hint)
    if CSV.recognises(data):
        return CSV
    raise UnknownTableFormat("un fichier binaire", labels)


def read_workbook(data: bytes, name: str) -> Workbook:
    """All the tables of a file, whatever its format; `name` is the file's, with its extension.

    Raises a subclass of ReaderError, with a code, a French sentence and a hint.
    """
    limits.check_file(data)
    return format_of(data, name).read(data, name)
