"""Cells left empty in a column that nearly every row fills."""

from dataclasses import replace

from terreau.collect.incoming import IncomingActor
from terreau.collect.quality.report import examine
from tests.builders.quality import subject

FULL = {"name": "La Gemme", "holder.name": "Les Pins", "grant.amount": "1200"}
NAMELESS = {"name": "Le Fil", "grant.amount": "1200"}


def told(*rows):
    findings = examine(subject(*rows)).findings
    return [(one.cell, one.message) for one in findings if one.check == "cell_empty"]


def test_a_cell_empty_in_a_column_filled_elsewhere_is_told_at_its_place():
    ((cell, message),) = told(*[FULL] * 19, NAMELESS, FULL)

    assert cell == "B21"
    assert "«\u00a0holder.name\u00a0» est remplie sur 20 lignes sur 21" in message.replace(
        "\u202f", "\u00a0"
    )


def test_a_column_that_many_rows_leave_empty_or_a_short_table_is_no_fault():
    assert told(*[FULL] * 20, *[NAMELESS] * 4) == []
    assert told(*[FULL] * 10, NAMELESS) == []


def test_past_twenty_empty_cells_a_column_is_told_once():
    ((cell, message),) = told(*[NAMELESS] * 21, *[FULL] * 300)

    assert (cell, "21 cellules vides sur 321" in message) == ("B2", True)


def test_a_place_holder_is_no_empty_cell():
    assert told(*[FULL] * 20, {**FULL, "holder.name": "à compléter"}) == []


def test_a_name_that_the_reader_made_up_is_not_set_against_the_true_one():
    number = {"holder.identifier": "82130402100016"}
    seen = subject({**FULL, **number}, {**NAMELESS, **number})
    made_up = replace(
        seen.projects[1],
        actors=(IncomingActor("Structure 82130402100016", "holder", "82130402100016"),),
    )
    report = examine(replace(seen, projects=(seen.projects[0], made_up)))

    assert "identifier_two_names" not in {one.check for one in report.findings}
