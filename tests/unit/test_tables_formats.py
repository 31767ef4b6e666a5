"""Formats of tables: chosen by content, then by name; a plug-in is one of them."""

import io
from datetime import date, datetime
from importlib.metadata import EntryPoint

import pytest
import xlsxwriter

from terreau.collect.readers.tables import BUILT_IN, FORMATS, Workbook, format_of, read_workbook
from terreau.collect.readers.tables.errors import NoRecords, UnknownTableFormat
from terreau.collect.readers.tables.registry import TableFormat, with_plugins

PAGE = b"<html><meta charset=utf-8><table><tr><th>Nom<th>Montant<tr><td>A<td>12</table></html>"
PLUGIN = TableFormat("demo", "démonstration", (".demo",), lambda data: False, lambda d, n: None)


def workbook_of(fill, **options) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        fill(book)
    return out.getvalue()


def sheet(book, name="Feuille"):
    made = book.add_worksheet(name)
    made.write_row(0, 0, ["Nom", "Montant", "Date"])
    return made


@pytest.mark.parametrize(
    ("data", "name", "chosen"),
    [
        (PAGE, "export.xls", "html"),
        (b'[{"a": 1}]', "export.csv", "json"),
        (b"a;b\n1;2\n", "export.txt", "csv"),
        (b"a;b\n1;2\n", "sans-extension", "csv"),
        (b'[{"a": 1},', "coupe.json", "json"),
        (workbook_of(sheet), "export.csv", "xlsx"),
    ],
)
def test_the_content_decides_before_the_name(data, name, chosen):
    assert format_of(data, name).name == chosen


def test_what_is_no_table_is_named():
    with pytest.raises(UnknownTableFormat, match="un PDF"):
        read_workbook(b"%PDF-1.7 ...", "x.pdf")


def test_the_built_ins_are_formats_with_distinct_names():
    assert {one.name for one in BUILT_IN} <= {one.name for one in FORMATS}
    assert len({one.name for one in FORMATS}) == len(FORMATS)


def test_a_plugin_is_added_before_the_built_ins():
    point = EntryPoint("demo", f"{__name__}:PLUGIN", "terreau.table_readers")

    assert with_plugins(BUILT_IN, [point])[0] is PLUGIN


def test_the_declaration_of_a_built_in_adds_nothing():
    point = EntryPoint("csv", "terreau.collect.readers.tables.delimited:CSV", "x")

    assert with_plugins(BUILT_IN, [point]) == BUILT_IN


@pytest.mark.parametrize("value", ["no.such.module:X", f"{__name__}:PAGE"])
def test_a_plugin_that_cannot_be_loaded_is_warned_of_and_stops_nothing(value):
    with pytest.warns(UserWarning, match="demo"):
        assert with_plugins(BUILT_IN, [EntryPoint("demo", value, "x")]) == BUILT_IN


def test_a_page_saved_as_xls_is_read_as_a_page_and_said():
    workbook = read_workbook(PAGE, "export.xls")

    assert [note.code for note in workbook.notes] == ["html_as_spreadsheet"]
    assert workbook.tables[0].rows[0].values == ("A", "12")


def test_cells_of_a_page_keep_their_line_breaks_and_spans():
    page = (
        "<table><tr><th rowspan=2>Nom<th colspan=2>Aide<tr><th>Voté<th>Payé"
        "<tr><td>A<br>B &amp; C<td>1<td>2<tr><td>D<td>3<td>4</table>"
    )

    table = read_workbook(page.encode(), "x.html").tables[0]

    assert [column.header for column in table.columns] == ["Nom", "Aide › Voté", "Aide › Payé"]
    assert table.rows[0].values == ("A\nB & C", "1", "2")


def test_a_page_without_table_is_refused():
    with pytest.raises(NoRecords):
        read_workbook(b"<html><p>Bonjour</p></html>", "x.html")


@pytest.mark.parametrize("old", [False, True])
def test_dates_are_dates_whichever_day_the_workbook_counts_from(old):
    def fill(book):
        made = sheet(book)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        made.write_row(1, 0, ["A", 12.5])
        made.write_datetime(1, 2, datetime(2021, 3, 4), day)

    table = read_workbook(workbook_of(fill, date_1904=old), "x.xlsx").tables[0]

    assert table.rows[0].values == ("A", 12.5, date(2021, 3, 4))


def test_errors_of_formulas_are_kept_and_told():
    def fill(book):
        made = sheet(book)
        made.write(1, 0, "A")
        made.write_formula(1, 1, "=B9/0", None, "#DIV/0!")
        made.write_formula(1, 2, "=SUM(A1)", None, 42)

    workbook = read_workbook(workbook_of(fill), "x.xlsx")

    assert workbook.tables[0].rows[0].values == ("A", "#DIV/0!", 42.0)
    assert "formula_errors" in {note.code for note in workbook.notes}


def test_a_formula_never_computed_is_kept_as_its_text():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Nom", "Montant"], ["A", 1], ["B", 2], ["C", "=B2+B3"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    workbook = read_workbook(out.getvalue(), "x.xlsx")

    assert workbook.tables[0].rows[2].values == ("C", "=B2+B3")
    assert "formula_without_value" in {note.code for note in workbook.notes}


def test_macros_and_hidden_sheets_are_told(tmp_path):
    macro = tmp_path / "vbaProject.bin"
    macro.write_bytes(b"\xd0\xcf\x11\xe0")

    def fill(book):
        book.add_vba_project(str(macro))
        sheet(book, "Vue").write_row(1, 0, ["A", 1, "x"])
        hidden = sheet(book, "Cachée")
        hidden.write_row(1, 0, ["B", 2, "y"])
        hidden.hide()

    workbook = read_workbook(workbook_of(fill), "x.xlsm")

    assert [table.sheet for table in workbook.tables] == ["Vue", "Cachée"]
    assert {note.code for note in workbook.notes} >= {"macros_ignored", "hidden_sheet"}


def test_a_workbook_says_how_many_sheets_it_has():
    workbook = read_workbook(workbook_of(sheet), "x.xlsx")

    assert isinstance(workbook, Workbook)
    assert workbook.how == "XLSX, 1\u00a0feuille"
