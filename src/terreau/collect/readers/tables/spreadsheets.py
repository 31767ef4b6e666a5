"""XLSX, XLSM, XLS and ODS workbooks: every sheet, hidden ones too, with the types of their cells.

Guarantees that nothing is handed to the library that would unfold without end, that its failures
end in a sentence, and that an error of a formula (« #REF! ») is kept as the text one sees.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.tables import archives, limits
from terreau.collect.readers.tables.containers import check_container
from terreau.collect.readers.tables.errors import Damaged, PasswordProtected, TooMuchText, counted
from terreau.collect.readers.tables.formulas import cells_told, formula_notes, place_told
from terreau.collect.readers.tables.grid import Grid, Merge
from terreau.collect.readers.tables.layout import laid_out
from terreau.collect.readers.tables.model import Note, Table, Value, Workbook, letters
from terreau.collect.readers.tables.registry import TableFormat

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of streams in an OLE container, in UTF-16: an encrypted workbook, a BIFF one.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
#: A cell whose formula gave an error, or no value: its place, the formula, what is stored.
CELL = re.compile(
    rb"""<c\b[^>]*?\sr=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*"""
    rb"""(?:<f\b[^>]*?(?:/>|>([^<]*)</f>))?\s*(?:<v\s*/>|<v>([^<]*)</v>)?\s*</c>"""
)
Cells = list[list[Value]]


def is_xlsx(data: bytes) -> bool:
    """True for an Office Open XML workbook: an archive that names its main part."""
    return data.startswith(ZIP) and (b"xl/workbook.xml" in data)


def is_xls(data: bytes) -> bool:
    """True for an OLE container of a workbook, or of an encrypted one."""
    return data.startswith(OLE) and any(stream in data for stream in (*STREAMS, ENCRYPTED))


def is_ods(data: bytes) -> bool:
    """True for an archive whose first part says that it is an OpenDocument spreadsheet."""
    return data.startswith(ZIP) and b"opendocument.spreadsheet" in data[:200]


def read_xlsx(data: bytes, name: str = "") -> Workbook:
    """The tables of an XLSX or XLSM workbook; macros are never looked at, and that is said.

    Raises EmptyFile, Damaged, PasswordProtected, SuspiciousArchive, EntitiesRefused and the errors
    of `limits`.
    """
    limits.check_file(data)
    archive = archives.opened(data, "XLSX")
    if "xl/workbook.xml" not in archive.names:
        raise Damaged("XLSX")
    hidden_by_library = {
        sheet: dict(_errors_and_formulas(xml)) for sheet, xml in archives.xlsx_sheets(archive)
    }
    notes = []
    if any(part.endswith("vbaProject.bin") for part in archive.names):
        message = "Le classeur contient des macros\u00a0: elles ne sont ni lues ni lancées."
        notes.append(Note("macros_ignored", name, message))
    return _workbook(data, "XLSX", notes, hidden_by_library)


def read_xls(data: bytes, _name: str = "") -> Workbook:
    """The tables of an XLS workbook (Excel 97 to 2003).

    Raises EmptyFile, Damaged, PasswordProtected and the errors of `limits`.
    """
    limits.check_file(data)
    if ENCRYPTED in data:
        raise PasswordProtected
    check_container(data)
    return _workbook(data, "XLS", [], {})


def read_ods(data: bytes, _name: str = "") -> Workbook:
    """The tables of an OpenDocument spreadsheet.

    Raises what `read_xlsx` raises.
    """
    limits.check_file(data)
    archive = archives.opened(data, "ODS")
    if "content.xml" not in archive.names:
        raise Damaged("ODS")
    archives.check_ods(archive)
    return _workbook(data, "ODS", [], {})


Corrections = dict[tuple[int, int], str]


def _workbook(
    data: bytes, label: str, notes: list[Note], corrections: dict[str, Corrections]
) -> Workbook:
    tables: list[Table] = []
    cells = texts = full = 0
    with _opened(data, label) as book:
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        for meta in sheets:
            sheet = _sheet(book, meta, label)
            cells = limits.check_extent(sheet.total_height, sheet.total_width, before=cells)
            rows = _rows(sheet, label)
            texts += sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
            if texts > limits.TEXT:
                raise TooMuchText(limits.TEXT)
            full += bool(rows)
            notes.extend(_hidden(meta))
            notes.extend(_corrected(meta.name, rows, corrections.get(meta.name, {})))
            found = laid_out(Grid(meta.name, rows, _merges(sheet), prose=True))
            notes.extend((*found.notes, *formula_notes(meta.name, rows)))
            tables.extend(found.tables)
    if not full:
        raise EmptyFile
    return Workbook(tuple(tables), tuple(notes), f"{label}, {counted(len(sheets), 'feuille')}")


def _opened(data: bytes, label: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise PasswordProtected from None
    except (CalamineError, OSError, ValueError) as error:
        raise Damaged(label) from error
    except BaseException as error:
        raise _panic(error, label) from None


def _sheet(book: CalamineWorkbook, meta: SheetMetadata, label: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(meta.name)
    except (CalamineError, OSError, ValueError) as error:
        raise Damaged(label, f"feuille «\u00a0{meta.name}\u00a0»") from error
    except BaseException as error:
        raise _panic(error, label) from None


def _rows(sheet: CalamineSheet, label: str) -> Cells:
    try:
        rows = sheet.to_python(skip_empty_area=False)
    except BaseException as error:
        raise _panic(error, label) from None
    return [[_value(cell) for cell in row] for row in rows]


def _panic(error: BaseException, label: str) -> BaseException:
    """A panic of the library, which is no Exception, is a damaged file; the rest goes its way."""
    damaged = type(error).__name__ == "PanicException" or isinstance(error, Exception)
    return Damaged(label) if damaged else error


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, timedelta):
        return _duration(cell)
    return cell  # type: ignore[return-value]  # the other types of the library are ours


def _duration(span: timedelta) -> str:
    """A number of hours as a spreadsheet shows it: « 36:00:00 »."""
    seconds = abs(round(span.total_seconds()))
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(sorted((*start, *end) for start, end in ranges))


def _hidden(meta: SheetMetadata) -> Iterator[Note]:
    if meta.visible != SheetVisibleEnum.Visible:
        message = f"La feuille «\u00a0{meta.name}\u00a0» est masquée\u00a0: elle est lue aussi."
        yield Note("hidden_sheet", meta.name, message)


def _errors_and_formulas(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """What the library shows as blank: the error of a formula, a formula never computed."""
    if b't="e"' not in xml and b"<f" not in xml and b"t='e'" not in xml:
        return
    for found in CELL.finditer(xml):
        column, row, formula, stored = found.groups()
        error = stored is not None and stored.startswith(b"#")
        if not error and (stored or formula is None):
            continue
        content = stored if error else b"=" + formula
        place = (int(row) - 1, archives.index_of(column) - 1)
        yield place, html.unescape(content.decode("utf-8", errors="replace"))


def _corrected(name: str, rows: Cells, corrections: Corrections) -> Iterator[Note]:
    """Puts back in the lines what the library left out, and says how many and where."""
    errors: list[str] = []
    formulas: list[str] = []
    for (line, column), content in sorted(corrections.items()):
        if content.startswith("#") and line < len(rows) and column < len(rows[line]):
            if rows[line][column] is None:
                rows[line][column] = content
                errors.append(f"{letters(column)}{line + 1}")
        elif content.startswith("="):
            _put(rows, line, column, content)
            formulas.append(f"{letters(column)}{line + 1}")
    if errors:
        message = f"{cells_told(errors)} en erreur dans le tableur\u00a0: message gardé."
        yield Note("formula_errors", place_told(name, errors[0]), message)
    if formulas:
        message = (
            f"{cells_told(formulas)} de formule sans résultat enregistré\u00a0: la formule est "
            "gardée. Rouvrez le fichier dans un tableur et enregistrez-le pour avoir les valeurs."
        )
        yield Note("formula_without_value", place_told(name, formulas[0]), message)


def _put(rows: Cells, line: int, column: int, content: str) -> None:
    """Writes a cell that may be past the end of the lines; the extent was checked before."""
    while len(rows) <= line:
        rows.append([])
    row = rows[line]
    row.extend([None] * (column + 1 - len(row)))
    if row[column] is None:
        row[column] = content


XLSX = TableFormat("xlsx", "XLSX ou XLSM", (".xlsx", ".xlsm"), is_xlsx, read_xlsx)
XLS = TableFormat("xls", "XLS", (".xls",), is_xls, read_xls)
ODS = TableFormat("ods", "ODS", (".ods",), is_ods, read_ods)
