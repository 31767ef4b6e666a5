"""The grids as files: XLSX, ODS written by hand, CSV in two encodings; the same bytes each time."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from dataclasses import dataclass
from xml.sax.saxutils import escape

import xlsxwriter
from scripts.fictif.documents.packing import pack
from scripts.fictif.dossier import Dossier
from scripts.fictif.tables.grids import SHEET, Grid, grid
from scripts.fictif.tables.layouts import LAYOUTS
from scripts.fictif.tables.mistakes import Cell

AGAIN = 2
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "manifest")
)


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet: its name, its bytes, and the truth about its cells."""

    name: str
    data: bytes
    grid: Grid


def tables(dossiers: list[Dossier], seed: int) -> list[Table]:
    """One spreadsheet a year; each repeats a few projects of the year before."""
    by_year: dict[int, list[Dossier]] = defaultdict(list)
    for one in dossiers:
        by_year[one.project.year].append(one)
    made = []
    for layout in LAYOUTS:
        own = by_year[layout.year]
        if own:
            filled = grid(layout, own, by_year[layout.year - 1][:AGAIN], seed)
            made.append(Table(layout.name, _bytes(filled), filled))
    return made


def _bytes(made: Grid) -> bytes:
    match made.layout.format:
        case "xlsx":
            return _xlsx(made)
        case "ods":
            return _ods(made)
        case "cp1252":
            return _csv(made, ";").encode("cp1252", errors="replace")
        case _:
            return _csv(made, ",").encode("utf-8-sig")


def _csv(made: Grid, separator: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows(["" if cell is None else str(cell) for cell in line] for line in made.cells)
    return text.getvalue()


def _xlsx(made: Grid) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(made.layout.year, 12, 1, tzinfo=dt.UTC)})
    page = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, line in enumerate(made.cells):
        for column, cell in enumerate(line):
            if isinstance(cell, dt.date):
                page.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
            elif isinstance(cell, str):
                page.write_string(row, column, cell, bold if row + 1 in made.headers else None)
            elif cell is not None:
                page.write_number(row, column, cell)
    if made.layout.groups:
        _merge(page, made, book.add_format({"bold": True, "align": "center"}))
    book.close()
    return buffer.getvalue()


def _merge(page: xlsxwriter.worksheet.Worksheet, made: Grid, style: object) -> None:
    """Merge each group header over the columns that it covers."""
    row = made.headers[0] - 2
    groups = made.layout.groups
    starts = [index for index, group in enumerate(groups) if group]
    for start, after in zip(starts, [*starts[1:], len(groups)], strict=True):
        if after - start > 1:
            page.merge_range(row, start, row, after - 1, groups[start], style)


def _ods(made: Grid) -> bytes:
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in made.cells
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    content = (
        f'{head}<office:document-content {_NAMES} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{SHEET}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{head}<manifest:manifest {_NAMES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return pack(
        (
            ("mimetype", _ODS.encode()),
            ("content.xml", content.encode()),
            ("META-INF/manifest.xml", manifest.encode()),
        ),
        stored=frozenset({"mimetype"}),
    )


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
    )
