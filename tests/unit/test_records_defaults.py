"""The year that a file says once: in its sheet's name, its own, or a title; never a day."""

import pytest

from terreau.collect.mapping import MappedColumn, Mapping
from terreau.collect.readers.tables.model import Note
from terreau.collect.records import Defaults
from terreau.collect.records.defaults import defaults_of, proposed_defaults
from tests.builders.tables import table


def listed(sheet="Feuille1", *titles, code="title"):
    notes = (
        Note(
            code, f"ligne\u00a0{line}", f"La ligne 2014 est un titre\u00a0: «\u00a0{words}\u00a0»."
        )
        for line, words in enumerate(titles, start=1)
    )
    one = table(["Projet", "Porteur"], ["Cantine", "La Ruche"], sheet=sheet)
    return type(one)(one.sheet, one.header_row, one.columns, one.rows, tuple(notes))


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("laureats-2019.xlsx", 2019),
        ("AAP 2016 tableau final.xlsx", 2016),
        ("PC2019_laureats.xlsx", 2019),
        ("export2017.csv", 2017),
        ("2022 - lauréats (def).xlsx", 2022),
        ("Lauréats 2019 - mai 2020.ods", 2019),
        ("lauréats.xlsx", None),
        ("bilan 1998.xls", None),
        ("budget 2036.xls", None),
        ("lot 12019.csv", None),
    ],
)
def test_the_name_of_a_file_says_its_year(name, year):
    assert defaults_of(name, listed()).year == year


@pytest.mark.parametrize(
    "name",
    [
        *("bilan 2019-2020.ods", "Lauréats 2019-20.xlsx", "2019 et 2020.csv"),
        *("export_2024-03-12.csv", "export_20240312.csv", "12.03.2024.xls", "export 03-2024.csv"),
        *("Export mars 2024.csv", "déc2019.csv", "2019_déc.csv"),
    ],
)
def test_a_span_of_years_or_the_day_of_an_export_says_no_year(name):
    assert defaults_of(name, listed()) == Defaults()


def test_the_sheet_is_nearer_to_its_rows_than_the_file():
    assert defaults_of("Suivi 2024.xlsx", listed("2021")).year == 2021
    assert defaults_of("Suivi 2021-2023.xlsx", listed("Lauréats 2021")).year == 2021


def test_a_title_above_the_table_says_the_year_where_no_name_does():
    assert defaults_of("suivi.xlsx", listed("Feuille1", "Direction", "AMI 2019")).year == 2019
    assert defaults_of("suivi.xlsx", listed("Feuille1", "AMI 2019", "Bilan 2020")).year is None


def test_only_the_words_of_a_title_count_and_not_the_date_of_the_file():
    assert defaults_of("suivi.xlsx", listed("Feuille1", "Mis à jour en 2020")).year is None
    assert defaults_of("suivi.xlsx", listed("Feuille1", "Mise à jour\u00a0: 2020")).year is None
    assert defaults_of("suivi.xlsx", listed("Feuille1", "Total 2020", code="total")).year is None


def test_no_year_is_proposed_where_each_row_says_its_own():
    one = listed()
    for field, year in (("extra", 2019), ("year", None), ("grant.date", None)):
        columns = (MappedColumn(0, "Projet", "name"), MappedColumn(1, "Porteur", field))
        assert proposed_defaults("AMI 2019.xlsx", one, Mapping(columns)).year == year
