"""Hostile and damaged files of tables: each ends in tables or in a sentence, and quickly."""

import io
import json
import struct
import time
import zipfile
import zlib

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.readers.errors import EmptyFile, ReaderError
from terreau.collect.readers.tables import (
    FORMATS,
    Workbook,
    limits,
    read_datapackage,
    read_workbook,
)
from terreau.collect.readers.tables.errors import (
    BadPackage,
    BinaryContent,
    Damaged,
    EntitiesRefused,
    PasswordProtected,
    PathRefused,
    SuspiciousArchive,
    TooManyCells,
    TooManyColumns,
    TooManyRows,
    TooMuchText,
    UnknownTableFormat,
)

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def read_well(reading):
    """True where a reading gives a workbook, or an error with its code, sentence and hint."""
    try:
        return isinstance(reading(), Workbook)
    except ReaderError as error:
        return bool(error.code and str(error) and error.hint)


def ends_well(data, name):
    return read_well(lambda: read_workbook(data, name))


def xlsx(rows=((1, "a"), (2, "b"))) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Feuille")
        sheet.write_row(0, 0, ["Nombre", "Nom"])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The same archive with another content for one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def ods(content: bytes, **others: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as new:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        new.writestr(zipfile.ZipInfo("mimetype"), kind)
        new.writestr("content.xml", content)
        for name, data in others.items():
            new.writestr(name.replace("__", "/"), data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ODS_OPEN = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="F">'
)
ODS_CLOSE = b"</table:table></office:spreadsheet></office:body></office:document-content>"


@pytest.mark.parametrize(
    "path",
    [
        "formats-administratifs/SCDL.xlsx",
        "formats-administratifs/SuiviActions_test.xls",
        "formats-administratifs/helios.fixture.ods",
        "formats-administratifs/SCDL.csv",
        "mednum-annuaires/bus-france-services-charente.json",
    ],
)
def test_a_file_cut_anywhere_ends_well(test_data, path):
    data = (test_data / path).read_bytes()

    for place in range(0, len(data), max(len(data) // 60, 1)):
        assert ends_well(data[:place], path), place


@pytest.mark.parametrize(
    "path",
    [
        "formats-administratifs/SuiviDossiers_test.xls",
        "formats-administratifs/fixture.xlsx",
        "formats-administratifs/helios.fixture.ods",
    ],
)
def test_a_file_with_wrong_bytes_ends_well(test_data, path):
    data = bytearray((test_data / path).read_bytes())

    for place in range(7, len(data), max(len(data) // 60, 1)):
        spoilt = data.copy()
        spoilt[place : place + 4] = b"\xff\x00\xfe\x7f"
        assert ends_well(bytes(spoilt), path), place


@given(st.binary(max_size=400), st.sampled_from([*FORMATS]))
@settings(max_examples=50, deadline=None)
def test_any_bytes_end_well_whatever_their_name(data, chosen):
    assert ends_well(data, f"x{chosen.suffixes[0]}")


@given(
    st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<table>", b"["])
)
@settings(max_examples=50, deadline=None)
def test_any_bytes_behind_a_signature_end_well(data, signature):
    assert ends_well(signature + data, "x")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x00", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(data):
    with pytest.raises(EmptyFile):
        read_workbook(data, "x.csv")


def test_a_bomb_is_refused_before_any_library_sees_it():
    bomb = replaced(xlsx(), SHEET, b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>")
    assert len(bomb) < 200_000

    with pytest.raises(SuspiciousArchive):
        read_workbook(bomb, "x.xlsx")


def test_a_bomb_that_lies_about_its_size_is_refused():
    part = zlib.compress(b"<worksheet>" + b" " * 30_000_000, 9)
    data = replaced(xlsx(), SHEET, b"<worksheet>" + b" " * 30_000_000)
    lying = data.replace(struct.pack("<I", 30_000_011), struct.pack("<I", 1_000))
    assert len(part) < 40_000
    assert lying != data

    with pytest.raises(Damaged):
        read_workbook(lying, "x.xlsx")


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_entities_in_a_workbook_are_refused(part):
    with pytest.raises(EntitiesRefused):
        read_workbook(replaced(xlsx(), part, LAUGHS + b"<x>&b;</x>"), "x.xlsx")


def test_entities_in_an_opendocument_sheet_are_refused():
    with pytest.raises(EntitiesRefused):
        read_workbook(ods(LAUGHS + b"<x>&b;</x>"), "x.ods")


def test_an_external_entity_is_refused_and_never_read():
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'

    with pytest.raises(EntitiesRefused):
        read_workbook(replaced(xlsx(), SHEET, outside), "x.xlsx")


def test_a_cell_at_the_other_end_of_the_sheet_is_refused_quickly():
    far = (
        b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>"
    )
    start = time.process_time()

    with pytest.raises((TooManyCells, TooManyRows)):
        read_workbook(replaced(xlsx(), SHEET, far), "x.xlsx")

    assert time.process_time() - start < 2


def test_repetitions_that_unfold_without_end_are_refused():
    row = (
        b'<table:table-row table:number-rows-repeated="1000000">'
        b'<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p>'
        b"</table:table-cell></table:table-row>"
    )

    with pytest.raises(TooManyCells):
        read_workbook(ods(ODS_OPEN + row + ODS_CLOSE), "x.ods")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b";".join([b"x"] * 1_000_000), "x.csv"),
        (b"<table><tr><td colspan=1000000>x<td>y</table>", "x.html"),
        (b'[{"a":1' + b"".join(b',"k%d":1' % key for key in range(20_000)) + b"}]", "x.json"),
    ],
)
def test_a_million_columns_end_in_an_error_quickly(data, name):
    start = time.process_time()

    with pytest.raises(TooManyColumns):
        read_workbook(data, name)

    assert time.process_time() - start < 2


def test_too_many_lines_end_in_an_error():
    with pytest.raises(TooManyRows):
        read_workbook(b"a;b\n" * (limits.ROWS + 2), "x.csv")


def test_a_short_table_with_one_endless_line_is_no_reason_to_fill_the_memory():
    data = b"a;b\n" * 50_000 + b";".join([b"x"] * 10_000)

    with pytest.raises(TooManyCells):
        read_workbook(data, "x.csv")


def test_a_whole_book_in_a_cell_is_refused():
    with pytest.raises(TooMuchText, match="Une cellule"):
        read_workbook(b"a;b\n1;" + b"x" * 200_000, "x.csv")


def test_rows_merged_over_a_million_lines_cost_nothing():
    page = b"<table><tr><td rowspan=9999999 colspan=900>x<td>y<tr><td>z</table>"
    start = time.process_time()

    assert ends_well(page, "x.html")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "line",
    [b"Total %d;x;\n", b"Total %d;;3\n", b"%d;;\n\nA;b;c\n", b"Titre %d;;\n\nA;B;C\n1;2;3\n\n"],
)
def test_lines_made_to_be_looked_at_again_and_again_cost_no_more(line):
    data = b"Nom;Projet;Montant\n" + b"".join(line % number for number in range(10_000))
    start = time.process_time()

    assert ends_well(data, "x.csv")
    assert time.process_time() - start < 5


def test_a_binary_file_called_csv_is_refused():
    with pytest.raises((BinaryContent, UnknownTableFormat)):
        read_workbook(bytes(range(256)) * 40, "x.csv")


def test_a_text_full_of_zero_bytes_is_refused_with_the_line():
    with pytest.raises(BinaryContent) as refused:
        read_workbook(b"nom;an\nA;2021\n" * 5 + b"\x00\x00;2\n" * 6, "x.csv")

    assert refused.value.params["line"] == 11


def test_a_password_is_asked_for_by_name():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    encrypted = ole + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600

    for name in ("x.xlsx", "x.xls", "x"):
        with pytest.raises(PasswordProtected):
            read_workbook(encrypted, name)


def test_an_encrypted_opendocument_sheet_is_said_to_be_one():
    manifest = b"<m:manifest><m:encryption-data/></m:manifest>"

    with pytest.raises(PasswordProtected):
        read_workbook(ods(b"garbage", **{"META-INF__manifest.xml": manifest}), "x.ods")


def test_a_document_called_xlsx_is_said_to_be_damaged():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    with pytest.raises(Damaged):
        read_workbook(out.getvalue(), "x.xlsx")


def test_parts_that_point_out_of_the_archive_are_not_followed():
    rels = b'<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>'

    assert ends_well(replaced(xlsx(), "xl/_rels/workbook.xml.rels", rels), "x.xlsx")


PATHS = [
    "../secret.csv",
    "data/../../secret.csv",
    "/etc/passwd",
    "\\\\server\\share.csv",
    "..\\secret.csv",
    "C:\\secret.csv",
    "~/secret.csv",
    "https://example.org/x.csv",
    "file:///etc/passwd",
    "//example.org/x.csv",
    "x\x00.csv",
    "",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("place", ["path", "schema", "dialect"])
def test_a_package_never_leads_out_of_itself(path, place):
    asked = []
    resource = {"name": "r", "path": "x.csv", place: path}

    def fetch(wanted):
        asked.append(wanted)
        return b"a,b\n1,2\n"

    with pytest.raises(PathRefused):
        read_datapackage(json.dumps({"resources": [resource]}).encode(), fetch)

    assert set(asked) <= {"x.csv"}


@pytest.mark.parametrize(
    "descriptor",
    [b"", b"[]", b"{}", b'{"resources": []}', b'{"resources": "x"}', b"{", b"[" * 100_000],
)
def test_a_descriptor_that_is_none_is_refused(descriptor):
    with pytest.raises(BadPackage):
        read_datapackage(descriptor, {}.__getitem__)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "name",
                        "data",
                        "schema",
                        "dialect",
                        "fields",
                        "type",
                        "format",
                        "missingValues",
                        "headerRows",
                        "delimiter",
                        "encoding",
                        "header",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=50, deadline=None)
def test_any_description_of_a_resource_ends_well(resource):
    descriptor = json.dumps({"resources": [resource]}).encode()
    assert read_well(lambda: read_datapackage(descriptor, {}.__getitem__))
