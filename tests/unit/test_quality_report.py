"""The report is complete, ordered, and tells the checks that found nothing too."""

import pytest

from terreau.collect.incoming import IncomingGrant, IncomingProject
from terreau.collect.quality.model import Check, Importance, Spot, Subject, columns_seen
from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.report import examine
from terreau.collect.readers.tables.model import Column, Row, Table
from terreau.web.typography import fr
from tests.builders.quality import FILE, TODAY, subject
from tests.unit.test_quality_checks import GOOD

BAD = {**GOOD, "grant.amount": "-5", "grant.date": "31/02/2021", "name": "Test", "seat.code": "0"}


def test_every_check_is_told_with_its_count():
    report = examine(subject(BAD))
    assert [one.check for one in report.checked] == list(CHECKS)
    assert sum(one.count for one in report.checked) == len(report.findings)
    assert sum(map(report.count, Importance)) == len(report.findings)


def test_the_checks_that_found_nothing_are_told():
    report = examine(subject(GOOD))
    assert report.silent == CHECKS
    assert report.read == 1


def test_findings_go_from_the_gravest_then_by_line_then_by_column():
    report = examine(subject(BAD, BAD | {"external_id": "2"}))
    order = [(f.importance.rank, f.where.row, f.where.column) for f in report.findings]
    assert order == sorted(order)
    assert len({rank for rank, _, _ in order}) > 1


def test_columns_after_z_come_after_it():
    def run(looked_at):
        for cell in looked_at.cells("extra"):
            yield Spot(cell, "Un.", "Deux.")

    values = [Row(2, tuple("x" * 3 + str(n) for n in range(30)))]
    table = Table("S", 1, tuple(Column(n, f"c{n}") for n in range(30)), tuple(values))
    projects = subject(GOOD).projects
    from dataclasses import replace

    from terreau.collect.incoming import IncomingValue, Origin

    extra = tuple(
        IncomingValue("extra", "v", Origin(FILE, "S", 2, column.letters, column.header))
        for column in reversed(table.columns)
    )
    mine = Check("mine", "Le mien", Importance.MINOR, "Pour voir.", run)
    looked_at = Subject("f", (replace(projects[0], values=extra),), TODAY)
    found = [finding.where.column for finding in examine(looked_at, (mine,)).findings]
    assert found[24:28] == ["Y", "Z", "AA", "AB"]


def test_two_checks_of_one_code_are_refused():
    with pytest.raises(ValueError, match="same code"):
        examine(subject(GOOD), (CHECKS[0], CHECKS[0]))


def test_a_file_without_cells_is_checked_by_what_its_projects_say():
    project = IncomingProject(
        "projet 1", "La Gemme", summary="Court.", year=2050, grants=(IncomingGrant(0),)
    )
    report = examine(Subject("projects.json", (project,), TODAY))
    found = {finding.check: finding.where for finding in report.findings}
    assert {"summary_short", "date_far", "amount_zero"} <= set(found)
    assert set(found.values()) == {None}


def test_an_empty_file_has_a_report():
    assert examine(Subject("vide.csv", (), TODAY)).findings == ()


def test_a_column_that_no_row_fills_is_told_at_its_header():
    table = Table("S", 3, (Column(0, "Nom"), Column(27, "Vide")), (Row(4, ("a", " ")),))
    report = examine(subject(GOOD, columns=columns_seen(FILE, [table])))
    (finding,) = report.findings
    assert (finding.check, finding.cell) == ("column_empty", "AB3")


def test_what_is_to_be_left_aside_is_not_looked_at():
    assert examine(subject({**GOOD, "ignore": "anne.roy@exemple.fr =1+1"})).findings == ()


def test_every_sentence_has_french_typography():
    report = examine(subject(BAD, BAD, {**BAD, "holder.identifier": "12"}))
    sentences = [one.explanation for one in CHECKS] + [one.label for one in CHECKS]
    sentences += [part for f in report.findings for part in (f.advice, f.message)]
    for sentence in sentences:
        assert "'" not in sentence
        assert sentence[0] in "«" or not sentence[0].islower()
    for finding in report.findings:
        assert finding.message.endswith((".", "?"))
        assert finding.advice.endswith(".")
        assert fr(finding.advice) == finding.advice
