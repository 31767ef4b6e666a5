"""Columns of a file of tables, for verbs that work on any file and not on a portfolio.

Guarantees that the file is read in the limited child process, as an import reads it, and that a
column which is not there is wrong use, told with those that are. No instance is needed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.tables.limits import FILE
from terreau.collect.readers.tables.model import Row, Table, Workbook
from terreau.collect.readers.values import text
from terreau.collect.sandbox import Sandbox
from terreau.conf.bootstrap import UserError
from terreau.territory.names import normalise

STANDARD_INPUT = Path("-")
PART = 1 << 20  # bytes read from standard input at once
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The table of a file that has the wanted columns; they are found once, by their headers."""

    table: Table
    places: dict[str, int]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of data, with their lines in the sheet."""
        return self.table.rows

    def cell(self, row: Row, header: str | None) -> str:
        """The text of a row under a header; "" for no header."""
        return "" if header is None else text(row.values[self.places[header]])


def tabulated(file: Path, wanted: Sequence[str | None]) -> Tabulated:
    """The first table of `file` (« - »: standard input) that has all the `wanted` columns.

    UserError where the file cannot be read (3) or has no such column (2).
    """
    headers = [header for header in wanted if header is not None]
    workbook = _workbook(file)
    for table in workbook.tables:
        places = _places(table, headers)
        if len(places) == len(set(headers)):
            return Tabulated(table, places)
    best = max(workbook.tables, key=lambda one: len(_places(one, headers)), default=None)
    known = [column.header for column in best.columns] if best else []
    missing = [one for one in headers if best is None or one not in _places(best, headers)]
    shown = ", ".join(known[:SHOWN]) + (", …" if len(known) > SHOWN else "")
    raise UserError(
        "no_column",
        f"Le fichier n’a pas de colonne «\u00a0{missing[0]}\u00a0».",
        f"Ses colonnes\u00a0: {shown}." if known else "Aucun tableau ne s’y lit.",
        2,
    )


def _places(table: Table, headers: Sequence[str]) -> dict[str, int]:
    """Where the columns are: by the very header, else by the same words where one has them."""
    places: dict[str, int] = {}
    for header in headers:
        exact = [i for i, column in enumerate(table.columns) if column.header == header]
        key = normalise(header)
        alike = [i for i, one in enumerate(table.columns) if key and normalise(one.header) == key]
        if len(exact or alike) == 1:
            places[header] = (exact or alike)[0]
    return places


def _workbook(file: Path) -> Workbook:
    try:
        with Sandbox() as sandbox, tempfile.TemporaryDirectory(prefix="terreau-") as folder:
            if file != STANDARD_INPUT:
                _readable(file)
                return sandbox.tables(file, file.name)
            received = Path(folder) / "standard"
            _receive(sys.stdin.buffer, received)
            return sandbox.tables(received, received.name)
    except ReaderError as error:
        raise UserError(error.code, str(error), error.hint) from error


def _readable(file: Path) -> None:
    try:
        with file.open("rb"):
            return
    except OSError as error:
        raise UserError(
            "file_system",
            f"«\u00a0{file}\u00a0»\u00a0: {error.strerror}.",
            "Vérifiez ce chemin et les droits.",
        ) from error


def _receive(stream: BinaryIO, received: Path) -> None:
    """Standard input into a file, no longer than what the readers take."""
    left = FILE + 1
    with received.open("wb") as kept:
        while left and (part := stream.read(min(PART, left))):
            left -= len(part)
            kept.write(part)
