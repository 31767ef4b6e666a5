"""Tables found in a sheet: titles, headers, totals, notes, several tables in one."""

import pytest

from terreau.collect.readers.tables.grid import Grid
from terreau.collect.readers.tables.layout import laid_out

HEADER = ("Porteur", "Projet", "Montant", "Date")
ROWS = (
    ("Atelier Vélo", "Réparer ensemble", 1200.0, "12/03/2021"),
    ("La Ruche", "Jardin partagé", 800.0, "14/04/2021"),
    ("Le Fournil", "Pain solidaire", 500.0, "02/05/2021"),
)


def found(*lines, merges=(), prose=True):
    grid = Grid("Feuille", [list(line) for line in lines], tuple(merges), prose)
    return laid_out(grid)


def told(table):
    return [(note.code, note.where.replace("\u00a0", " ")) for note in table.set_aside]


def names(table):
    return [column.header for column in table.columns]


def test_a_plain_table_has_all_its_rows_with_their_lines():
    (table,) = found(HEADER, *ROWS).tables

    assert (table.header_row, names(table)) == (1, list(HEADER))
    assert [row.number for row in table.rows] == [2, 3, 4]
    assert table.rows[1].values == ROWS[1]
    assert table.set_aside == ()


def test_titles_above_the_header_are_set_aside():
    lines = (("AMI 2021",), ("Mis à jour le", "12/01/2022"), (), HEADER, *ROWS)

    (table,) = found(*lines).tables

    assert table.header_row == 4
    assert told(table) == [("title", "ligne 1"), ("title", "ligne 2")]


def test_columns_and_rows_that_are_empty_are_skipped_and_places_kept():
    lines = [("", *line) for line in (HEADER, *ROWS)]
    blank = [tuple(value or None for value in line) for line in lines]

    (table,) = found((), blank[0], (), *blank[1:]).tables

    assert [column.letters for column in table.columns] == ["B", "C", "D", "E"]
    assert [row.number for row in table.rows] == [4, 5, 6]


def test_a_header_on_two_lines_with_merged_cells_is_joined():
    groups = ("Porteur", None, "Aide", None)
    lines = ("Nom", "Commune", "Montant", "Date")
    rows = (("Atelier", "Pau", 1.0, "12/03/2021"), ("Ruche", "Dax", 2.0, "13/03/2021"))

    (table,) = found(groups, lines, *rows, merges=[(0, 0, 0, 1), (0, 2, 0, 3)]).tables

    assert names(table) == ["Porteur › Nom", "Porteur › Commune", "Aide › Montant", "Aide › Date"]
    assert (table.header_row, len(table.rows)) == (2, 2)


def test_a_group_does_not_spread_past_its_merged_cell():
    lines = ("Nom", "Montant", "Date", "Commune")
    above = ("Tout", "Aide", None, None)

    (table,) = found(above, lines, *ROWS, merges=[(0, 1, 0, 2)]).tables

    assert names(table)[1:] == ["Aide › Montant", "Aide › Date", "Commune"]


def test_a_header_merged_downwards_beside_groups_keeps_its_name():
    first = ("N°", "Nom", "Aide", None, "Dates", None)
    second = (None, None, "Demandé", "Voté", "Début", "Fin")
    row = (1.0, "Atelier", 10.0, 8.0, "01/01/2021", "31/12/2021")
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]

    (table,) = found(first, second, row, row, merges=merges).tables

    assert names(table) == [
        "N°",
        "Nom",
        "Aide › Demandé",
        "Aide › Voté",
        "Dates › Début",
        "Dates › Fin",
    ]
    assert (table.header_row, len(table.rows)) == (2, 2)


GROUPS = ("Projet", None, "Porteur", None, "Budget", None)
DETAILS = ("Dossier", "Titre", "Nom", "SIRET", "Total", "Demandé")
FULL = (
    ("PC-1", "Réparer ensemble", "Atelier Vélo", "82130402100016", 1200.0, 800.0),
    ("PC-2", "Jardin partagé", "La Ruche", "44332211000021", 900.0, 500.0),
    ("PC-3", "Pain solidaire", "Le Fournil", "51234567800018", 700.0, 400.0),
)
JOINED = [
    *("Projet › Dossier", "Projet › Titre", "Porteur › Nom", "Porteur › SIRET"),
    *("Budget › Total", "Budget › Demandé"),
]


@pytest.mark.parametrize(
    "merges", [[(0, 0, 0, 1), (0, 2, 0, 3), (0, 4, 0, 5)], []], ids=["merged", "blank beside"]
)
def test_groups_on_the_first_line_of_a_sheet_stand_over_the_names_of_all_columns(merges):
    (table,) = found(GROUPS, DETAILS, *FULL, merges=merges).tables

    assert names(table) == JOINED
    assert (table.header_row, [row.number for row in table.rows]) == (2, [3, 4, 5])


def test_groups_and_names_that_come_again_are_both_set_aside():
    (table,) = found(GROUPS, DETAILS, *FULL, GROUPS, DETAILS, *FULL).tables

    assert told(table) == [("repeated_header", "ligne 6"), ("repeated_header", "ligne 7")]
    assert len(table.rows) == 6


def test_a_first_row_of_words_under_a_header_with_a_blank_stays_a_row():
    rows = (("Atelier", "Pau", "n.c."), ("Ruche", "Dax", 2.0), ("Fournil", "Tulle", 3.0))

    (table,) = found(("Porteur", None, "Montant"), *rows, merges=[(0, 0, 0, 1)]).tables

    assert names(table) == ["Porteur", "", "Montant"]
    assert [row.number for row in table.rows] == [2, 3, 4]


def test_a_repeated_header_is_set_aside_wherever_it_stands():
    (table,) = found(HEADER, ROWS[0], HEADER, *ROWS[1:]).tables

    assert told(table) == [("repeated_header", "ligne 3")]
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    "label", ["Total", "TOTAL GÉNÉRAL", "Sous-total", "Total :", "Totaux", "Total 2021"]
)
def test_a_total_is_set_aside(label):
    (table,) = found(HEADER, *ROWS, (label, None, 2500.0, None)).tables

    assert told(table) == [("total", "ligne 5")]
    assert len(table.rows) == 3


def test_a_total_of_something_is_set_aside_when_it_is_the_sum():
    (table,) = found(HEADER, *ROWS, ("Total Gironde", None, 2500.0, None)).tables

    assert told(table) == [("total", "ligne 5")]


@pytest.mark.parametrize(
    "row",
    [
        ("Total", "Le théâtre pour tous", 900.0, "03/05/2021"),
        ("Total Respect", "Écoute", 2500.0, "03/05/2021"),
        ("Total Respect", None, 700.0, None),
    ],
)
def test_a_project_called_total_with_its_own_data_stays(row):
    (table,) = found(HEADER, *ROWS, row, ROWS[0]).tables

    assert table.set_aside == ()
    assert len(table.rows) == 5


def test_sums_without_a_name_on_the_last_line_are_a_total():
    (table,) = found(HEADER, *ROWS, (None, None, 2500.0, None)).tables

    assert told(table) == [("total", "ligne 5")]


def test_numbers_alone_on_the_last_line_that_are_no_sum_are_data():
    (table,) = found(HEADER, *ROWS, (None, None, 99.0, None)).tables

    assert len(table.rows) == 4


def test_notes_under_the_table_are_set_aside():
    lines = (HEADER, *ROWS, (), ("Source : service des aides",), ("* montants en euros",))

    (table,) = found(*lines).tables

    assert told(table) == [("note", "ligne 6"), ("note", "ligne 7")]


def test_a_blank_line_in_the_middle_of_data_ends_nothing():
    (table,) = found(HEADER, ROWS[0], (), ROWS[1], (), ROWS[2]).tables

    assert [row.number for row in table.rows] == [2, 4, 6]


def test_two_tables_one_above_the_other_are_two():
    second = (("Code", "Libellé", "Nombre"), ("A", "Accepté", 3.0), ("R", "Refusé", 4.0))

    first, other = found(HEADER, *ROWS, (), ("États",), *second).tables

    assert len(first.rows) == 3
    assert (other.header_row, names(other)) == (7, ["Code", "Libellé", "Nombre"])
    assert told(other) == [("title", "ligne 6")]


def test_two_tables_side_by_side_are_two():
    legend = (("Code", "Libellé"), ("A", "Accepté"), ("R", "Refusé"))
    lines = [
        (*left, None, *(legend[place] if place < 3 else (None, None)))
        for place, left in enumerate((HEADER, *ROWS))
    ]

    first, second = found(*lines).tables

    assert names(first) == list(HEADER)
    assert names(second) == ["Code", "Libellé"]
    assert [column.letters for column in second.columns] == ["F", "G"]
    assert [row.number for row in second.rows] == [2, 3]


def test_an_empty_column_inside_a_table_cuts_nothing():
    lines = [(*line[:2], None, *line[2:]) for line in (HEADER, *ROWS)]

    (table,) = found(*lines).tables

    assert [column.letters for column in table.columns] == ["A", "B", "D", "E"]


def test_a_page_of_text_gives_no_table_but_a_note():
    result = found(("Bilan de l’appel à projets",), (), ("Ce document présente les lauréats.",))

    assert result.tables == ()
    assert [note.code for note in result.notes] == ["sheet_without_table"]
    assert "lignes\u00a01 à\u00a03" in result.notes[0].where


def test_a_blank_form_is_no_table():
    form = (("Nom de l’association :", None), ("SIRET :", "à compléter"), (), ("Fait à :",))

    assert found(*form).tables == ()


def test_a_table_without_header_keeps_its_first_line():
    rows = (("D-1", 120.0, "12/03/2021"), ("D-2", 80.0, "13/03/2021"), ("D-3", 5.0, "14/03/2021"))

    (table,) = found(*rows, prose=False).tables

    assert (table.header_row, len(table.rows)) == (0, 3)
    assert names(table) == ["", "", ""]


def test_years_can_be_headers():
    header = ("Département", "2019", "2020", "2021")

    (table,) = found(header, ("Gironde", 1.0, 2.0, 3.0), ("Landes", 2.0, 3.0, 4.0)).tables

    assert table.header_row == 1


def test_a_cell_merged_downwards_counts_for_each_of_its_lines_and_is_told():
    lines = (HEADER, ROWS[0], (None, "Deuxième projet", 10.0, "13/03/2021"), ROWS[1])

    result = found(*lines, merges=[(1, 0, 2, 0)])

    assert result.tables[0].rows[1].values[0] == "Atelier Vélo"
    assert "merged_cells" in {note.code for note in result.notes}


def test_a_header_without_lines_is_a_table_without_rows():
    (table,) = found(HEADER, prose=False).tables

    assert (names(table), table.rows) == (list(HEADER), ())


def test_a_table_that_starts_lower_beside_another_is_one():
    lines = (
        ("Nom", "Montant", None, None, None),
        ("Atelier", 1.0, None, "Code", "Libellé"),
        ("Ruche", 2.0, None, "A", "Accepté"),
        ("Fournil", 3.0, None, "R", "Refusé"),
    )

    first, second = found(*lines).tables

    assert (names(first), len(first.rows)) == (["Nom", "Montant"], 3)
    assert (second.header_row, names(second), len(second.rows)) == (2, ["Code", "Libellé"], 2)


def test_the_heading_of_a_section_merged_across_is_set_aside():
    lines = (HEADER, ("Gironde",), ROWS[0], ("Landes",), *ROWS[1:])

    (table,) = found(*lines, merges=[(1, 0, 1, 3), (3, 0, 3, 3)]).tables

    assert told(table) == [("note", "ligne 2"), ("note", "ligne 4")]
    assert len(table.rows) == 3


def test_the_year_above_a_repeated_header_is_no_row():
    (table,) = found(HEADER, *ROWS, (), (2021.0,), HEADER, *ROWS).tables

    assert told(table) == [("note", "ligne 6"), ("repeated_header", "ligne 7")]
    assert len(table.rows) == 6
