"""Typed values out of raw cells, each with its doubt."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from terreau.collect.readers.values import (
    Kind,
    amount,
    day,
    identifier,
    insee_code,
    luhn,
    months_first,
    names,
    perhaps_swapped,
    postcode,
    text,
    year,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12 000,50 €", "12000.50"),
        ("12\u202f000,50\u00a0€", "12000.50"),
        ("12\u2009000", "12000"),
        ("12.000,50", "12000.50"),
        ("1,234,567.89", "1234567.89"),
        ("12k€", "12000"),
        ("1,5 M€", "1500000"),
        ("€ 500", "500"),
        ("1 000 000,00 euros", "1000000"),
        ("12'000.00", "12000"),
        ("0,5", "0.50"),
        ("98708.70000000001", "98708.70"),
        ("1,5E+05", "150000"),
        (0.1 + 0.2, "0.30"),
        (12000.0, "12000"),
        (Decimal("19875.06"), "19875.06"),
        (0, "0"),
    ],
)
def test_an_amount_is_read_as_people_write_it(cell, value):
    found = amount(cell)

    assert (found.value, found.doubt) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("cell", "value", "doubt"),
    [
        ("(1 200)", "-1200", "negative"),
        ("-12", "-12", "negative"),
        ("12.500", "12500", "ambiguous_number"),
        ("12,500", "12.50", "ambiguous_number"),
        (10.126, "10.13", "rounded"),
        ("15000,7275", "15000.73", "rounded"),
    ],
)
def test_an_amount_with_a_doubt_says_it(cell, value, doubt):
    found = amount(cell)

    assert (found.value, found.doubt) == (Decimal(value), doubt)
    assert found.sentence.endswith(".")


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("à définir", "not_an_amount"),
        ("3000 + 200", "several_amounts"),
        ("12 000 / 3 500", "several_amounts"),
        ("500 £", "foreign_currency"),
        ("9" * 40, "absurd_amount"),
        (float("inf"), "absurd_amount"),
        pytest.param(10**5000, "absurd_amount", id="huge"),
        (True, "not_an_amount"),
        (date(2021, 1, 1), "not_an_amount"),
    ],
)
def test_what_is_no_amount_has_no_value_and_says_why(cell, doubt):
    found = amount(cell)

    assert (found.value, found.doubt) == (None, doubt)


@pytest.mark.parametrize("read", [amount, day, year, identifier, postcode, insee_code, names])
@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0"])
def test_a_blank_cell_has_neither_value_nor_doubt(read, cell):
    found = read(cell)

    assert (found.value, found.doubt, found.sentence) == (None, "", "")


@pytest.mark.parametrize(
    ("cell", "value", "doubt"),
    [
        (date(2021, 3, 12), date(2021, 3, 12), ""),
        (datetime(2021, 3, 12, 9), date(2021, 3, 12), ""),
        ("12/03/2021", date(2021, 3, 12), ""),
        ("2021-03-12", date(2021, 3, 12), ""),
        ("2021-03-12T10:00:00Z", date(2021, 3, 12), ""),
        ("12 mars 2021", date(2021, 3, 12), ""),
        ("1er août 2020", date(2020, 8, 1), ""),
        ("lundi 4 janvier 2021", date(2021, 1, 4), ""),
        ("20210312", date(2021, 3, 12), ""),
        (44197, date(2021, 1, 1), "serial_date"),
        ("44197", date(2021, 1, 1), "serial_date"),
        ("03/25/2021", date(2021, 3, 25), "swapped_date"),
        ("12/03/21", date(2021, 3, 12), "two_digit_year"),
        ("12/03/98", date(1998, 3, 12), "two_digit_year"),
        ("2021-03", date(2021, 3, 1), "month_only"),
        ("mars 2021", date(2021, 3, 1), "month_only"),
        ("31/02/2021", None, "impossible_date"),
        ("2021", None, "year_only"),
        (2021.0, None, "year_only"),
        ("printemps", None, "not_a_date"),
        ("01/01/9999", date(9999, 1, 1), "far_date"),
        (1e300, None, "not_a_date"),
    ],
)
def test_a_day_is_read_with_its_doubt(cell, value, doubt):
    found = day(cell)

    assert (found.value, found.doubt) == (value, doubt)


def test_a_column_damaged_by_another_countrys_spreadsheet_is_seen():
    damaged = [datetime(2021, 4, 3), "25/03/2021", datetime(2021, 1, 12)]

    assert perhaps_swapped(damaged)
    assert not perhaps_swapped([*damaged, datetime(2021, 1, 28)])
    assert not perhaps_swapped(["25/03/2021", "03/04/2021"])


@pytest.mark.parametrize(
    ("cell", "value", "doubt"),
    [
        ("2021", 2021, ""),
        (2021.0, 2021, ""),
        ("AMI 2021", 2021, ""),
        ("2021-2022", 2021, "several_years"),
        ("2021-22", 2021, "several_years"),
        ("2021-03", 2021, ""),
        (date(2020, 1, 1), 2020, "year_of_date"),
        ("12/03/2019", 2019, "year_of_date"),
        ("an dernier", None, "no_year"),
    ],
)
def test_a_year_is_read_with_its_doubt(cell, value, doubt):
    found = year(cell)

    assert (found.value, found.doubt) == (value, doubt)


@pytest.mark.parametrize(
    ("cell", "kind", "number", "valid", "doubt"),
    [
        ("401 092 267 00020", Kind.SIRET, "40109226700020", True, ""),
        (82454114801871.0, Kind.SIRET, "82454114801871", True, ""),
        ("SIRET : 82454114801871", Kind.SIRET, "82454114801871", True, ""),
        ("356000000", Kind.SIREN, "356000000", True, ""),
        ("35600000004845", Kind.SIRET, "35600000004845", True, ""),
        ("W332001234", Kind.RNA, "W332001234", True, ""),
        ("w332 001 234", Kind.RNA, "W332001234", True, ""),
        ("200071892.0", Kind.SIREN, "200071892", True, ""),
        ("5566301000019", Kind.SIRET, "05566301000019", True, "lost_zeros"),
        (5580113.0, Kind.SIREN, "005580113", True, "lost_zeros"),
        ("81532076800016", Kind.SIRET, "81532076800016", False, "wrong_key"),
        ("00000000000000", Kind.SIRET, "00000000000000", False, "wrong_key"),
        ("4O1O9226700020", Kind.SIRET, "40109226700020", True, "letters_for_digits"),
    ],
)
def test_an_identifier_is_read_with_its_kind_its_key_and_its_doubt(
    cell, kind, number, valid, doubt
):
    found = identifier(cell)

    assert found.value is not None
    assert (found.value.kind, found.value.number, found.value.valid) == (kind, number, valid)
    assert found.doubt == doubt


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("8.2E+13", "lost_digits"),
        ("8,2454E+13", "lost_digits"),
        ("123", "wrong_length"),
        ("en cours", "not_an_identifier"),
        ("²²²²²²²²²", "not_an_identifier"),
    ],
)
def test_an_identifier_that_is_lost_says_why(cell, doubt):
    found = identifier(cell)

    assert (found.value, found.doubt) == (None, doubt)


def test_the_exception_of_la_poste_is_of_its_establishments_alone():
    # 3+5+6 + 0… + 0+4+8+4+5 = 35, a multiple of 5, though Luhn's sum is not one of 10.
    assert not luhn("35600000004845")
    assert identifier("35600000004845").doubt == ""
    assert identifier("35600000004846").doubt == "wrong_key"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (Decimal("10.50"), "10.50"),
        (date(2021, 3, 4), "2021-03-04"),
        (datetime(2021, 3, 4), "2021-03-04"),
        (datetime(2021, 3, 4, 9, 30), "2021-03-04 09:30:00"),
        (True, "oui"),
        (" a\x00b\x07\r\nc ", "ab\nc"),
        ("ligne_x000D_\nautre", "ligne\nautre"),
        ("zéro\u200blargeur", "zéro\u200blargeur"),
        (None, ""),
    ],
)
def test_a_cell_as_text(cell, written):
    assert text(cell) == written


@pytest.mark.parametrize(
    ("cell", "expected", "doubt"),
    [
        ("Mairie de Pau", ("Mairie de Pau",), ""),
        ("CAF ; MSA", ("CAF", "MSA"), ""),
        ("CAF\nMSA | Région", ("CAF", "MSA", "Région"), ""),
        ("- CAF\n- MSA", ("CAF", "MSA"), ""),
        ("CAF / MSA", ("CAF", "MSA"), "split_names"),
        (
            "Mairie de Pau, Conseil départemental, CAF",
            ("Mairie de Pau", "Conseil départemental", "CAF"),
            "split_names",
        ),
        ("Pays d’Ancenis et de Loire", ("Pays d’Ancenis et de Loire",), "perhaps_several_names"),
        ("Centre culturel, sportif", ("Centre culturel, sportif",), "perhaps_several_names"),
        ("Néant", None, ""),
        ("-", None, ""),
    ],
)
def test_names_in_a_cell_are_cut_only_where_it_is_safe(cell, expected, doubt):
    found = names(cell)

    assert (found.value, found.doubt) == (expected, doubt)


@pytest.mark.parametrize(
    ("read", "cell", "value", "doubt"),
    [
        (postcode, "33000", "33000", ""),
        (postcode, 1000.0, "01000", "lost_zero"),
        (postcode, "33000 Bordeaux", "33000", "taken_from_text"),
        (postcode, "33 000", "33000", ""),
        (postcode, "99999", None, "not_a_postcode"),
        (insee_code, "2a004", "2A004", ""),
        (insee_code, 1004, "01004", "lost_zero"),
        (insee_code, "97411", "97411", ""),
        (insee_code, "Pau", None, "not_an_insee_code"),
    ],
)
def test_codes_of_places_get_their_zero_back(read, cell, value, doubt):
    found = read(cell)

    assert (found.value, found.doubt) == (value, doubt)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("05/04/2019", "10/22/2019", "05/13/2019"), True),
        (("05/04/2019", "10/22/2019", "05/13/2019", "31/02/2019"), True),
        (("05/04/2019", "10/22/2019", "10/22/2019"), False),
        (("05/04/2019", "10/22/2019", "05/13/2019", "22/10/2019"), False),
        (("05/04/2019", "22/10/2019", "13/05/2019"), False),
        (("2019-05-04", "2019-10-22", "2019-05-13"), False),
        ((datetime(2019, 5, 4), None, 3, "mai 2019"), False),
    ],
)
def test_a_column_writes_the_month_first_where_two_dates_show_it_and_none_the_contrary(
    written, first
):
    assert months_first(written) is first


def test_a_date_is_read_as_its_column_writes_it():
    assert day("05/04/2019").value == date(2019, 4, 5)
    assert day("05/04/2019", month_first=True).value == date(2019, 5, 4)
    assert day("2019-05-04", month_first=True).value == date(2019, 5, 4)
    assert day("22/10/2019", month_first=True).value == date(2019, 10, 22)
