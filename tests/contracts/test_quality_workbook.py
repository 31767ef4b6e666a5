"""The workbook that goes back to a file's maker: readable elsewhere, safe, the same twice."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.report import Report, examine
from terreau.collect.quality.workbook import safe, workbook
from terreau.collect.readers.tables.model import Column, Note, Row, Table
from tests.builders.quality import subject
from tests.unit.test_quality_checks import GOOD

CREATED = date(2026, 1, 15)
HOSTILE = {
    "name": '=HYPERLINK("http://exemple.fr";"Clic")',
    "summary": "@SUM(1+1)*cmd|' /C calc'!A0",
    "grant.amount": "-500",
    "holder.name": "https://exemple.fr/a?b=c&d",
    "external_id": "+33 6",
    "extra": "a\x00b\x0b \ud800 \ufffe fin",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return examine(subject(GOOD, {**GOOD, **HOSTILE}, {**GOOD, "seat.code": "99999"}))


@pytest.fixture(scope="module")
def opened(report):
    table = Table("Lauréats", 2, (Column(0, "Nom"),), (Row(3, ("a",)),), (Note("t", "1", "x"),))
    return load_workbook(io.BytesIO(workbook(report, CREATED, (table,))))


def test_the_sheets_come_in_order_and_the_file_has_its_title_and_date(opened):
    assert opened.sheetnames == ["À lire", "Constats", "Contrôles"]
    assert opened.properties.title == "Contrôle de lauréats.xlsx"
    assert opened.properties.created.date() == CREATED


def test_the_first_sheet_tells_what_was_read_and_how_many_findings(opened, report):
    told = {row[0].value: row[1].value for row in opened["À lire"].iter_rows() if row[0].value}
    assert told["Projets"] == "3"
    assert told["Feuille «\u00a0Lauréats\u00a0»"].startswith("1 ligne, 1 colonne")
    assert re.match(r"\d+ constats?\u00a0: ", told["À corriger"])
    assert f"{len(report.silent)} n’ont rien trouvé" in told["Contrôles"]


def test_each_finding_has_its_row_with_the_cell_of_the_file(opened, report):
    rows = list(opened["Constats"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(report.findings)
    for row, finding in zip(rows, report.findings, strict=True):
        assert row[2] == finding.cell
        assert row[6] == safe(finding.message)
        assert row[7] == finding.advice


def test_the_header_is_frozen_filtered_repeated_and_wide_enough(opened):
    sheet = opened["Constats"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:H{sheet.max_row}"
    assert sheet.print_title_rows == "$1:$1"
    for letter, cell in zip("ABCDEFGH", sheet[1], strict=True):
        assert sheet.column_dimensions[letter].width > len(cell.value)
        assert cell.alignment.wrap_text


def test_every_check_is_listed_with_its_count(opened, report):
    rows = list(opened["Contrôles"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [check.label for check in CHECKS]
    assert sum(row[3] for row in rows) == len(report.findings)


def test_no_cell_is_a_formula_or_a_link(opened):
    for sheet in opened:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_saved_as_csv_no_cell_begins_like_a_formula(opened):
    saved = io.StringIO()
    for row in opened["Constats"].iter_rows(values_only=True):
        csv.writer(saved).writerow(row)
    cells = [cell for row in csv.reader(io.StringIO(saved.getvalue())) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_same_report_gives_the_same_bytes(report):
    assert workbook(report, CREATED) == workbook(report, CREATED)


def test_no_part_of_the_file_names_the_clock(report):
    with zipfile.ZipFile(io.BytesIO(workbook(report, CREATED))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T", core)) == {"2026-01-15T"}


def test_a_report_without_finding_says_so():
    sheet = load_workbook(io.BytesIO(workbook(examine(subject(GOOD)), CREATED)))["Constats"]
    assert sheet["G2"].value == "Aucun constat\u00a0: rien à corriger."


def test_a_file_name_that_looks_like_a_formula_is_text():
    from dataclasses import replace

    report = replace(examine(subject(GOOD)), source="=1+1.xlsx")
    sheet = load_workbook(io.BytesIO(workbook(report, CREATED)))["À lire"]
    assert "'=1+1.xlsx" in [row[1].value for row in sheet.iter_rows()]


def test_a_real_file_with_faults_has_them_found_at_their_cells(test_data):
    from benchmarks.quality import SOURCES
    from benchmarks.quality import subject as read

    (source,) = [one for one in SOURCES if one.path.endswith("SCDL.csv")]
    found = examine(read(test_data, source)).findings
    keys = [finding.cell for finding in found if finding.check == "identifier_key"]
    assert keys == ["F2", "F3", "F4", "F5"]


def test_real_identifiers_of_associations_raise_no_false_alarm(test_data):
    from benchmarks.quality import SOURCES
    from benchmarks.quality import subject as read

    (source,) = [one for one in SOURCES if one.path.endswith("adulte-relais-2022.json")]
    found = {finding.check for finding in examine(read(test_data, source)).findings}
    assert not {"identifier_key", "identifier_form", "amount_absurd", "amount_scaled"} & found
