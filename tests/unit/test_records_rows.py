"""What one row becomes: its project, its actors, its grants, its codings, and the doubts told."""

from datetime import date
from decimal import Decimal

import pytest

from terreau.collect.incoming import IncomingActor, IncomingCoding, IncomingGrant, Origin
from terreau.collect.mapping import MappedColumn, Mapping
from terreau.collect.records import Context, Defaults, Manner, read_records, read_table
from tests.builders.tables import table

FILE = "f" * 64
ROLES = {
    "aiguillon": ("roles", "aiguillon"),
    "inspirateur": ("roles", "inspirateur"),
    "2.1": ("neo-terra", "2.1"),
    "2 1": ("neo-terra", "2.1"),
    "2": ("neo-terra", "2"),
    "se nourrir ensemble": ("neo-terra", "2.1"),
}


def mapped(*fields):
    return Mapping(
        tuple(MappedColumn(index, f"C{index}", field) for index, field in enumerate(fields))
    )


def read(fields, *rows, defaults=None, **kwargs):
    headers = [f"C{index}" for index in range(len(fields))]
    return read_records(
        table(headers, *rows), mapped(*fields), FILE, "laureats.xlsx", defaults, ROLES, **kwargs
    )


def project(fields, *row, defaults=None):
    records = read(fields, row, defaults=defaults)
    assert not records.rejections
    return records.projects[0]


def codes(records):
    return [(one.code, one.where) for one in records.warnings]


def test_a_row_says_where_it_stands_and_each_value_knows_its_cell():
    found = project(["name", "grant.amount", "extra"], "Cantine bio", 1500.0, "rouge")

    assert found.where == "Lauréats, ligne 2"
    assert [(one.field, one.value) for one in found.values] == [
        ("name", "Cantine bio"),
        ("grant.amount", "1500"),
        ("extra", "rouge"),
    ]
    assert found.values[2].origin == Origin(FILE, "Lauréats", 2, "C", "C2")


def test_a_value_of_json_is_named_by_its_key():
    one = table(["nom"], ["Cantine bio"], sheet="", header_row=0)

    (found,) = read_records(one, mapped("name"), FILE, "projets.json").projects

    assert found.where == "ligne 1"
    assert found.values[0].origin.column == "nom"


def test_a_column_left_aside_gives_no_value():
    assert len(project(["name", "ignore"], "Cantine bio", "secret").values) == 1


@pytest.mark.parametrize("nothing", ["", "  ", None, "NULL", "#", "néant", "-"])
def test_a_row_without_any_name_is_rejected_with_its_place(nothing):
    records = read(["name", "grant.amount"], [nothing, 10])

    assert records.projects == ()
    assert [(one.source, one.where, one.code) for one in records.rejections] == [
        ("laureats.xlsx", "Lauréats, ligne 2", "no_name")
    ]


def test_a_project_without_name_takes_its_title_then_its_object():
    fields = ["name", "title", "summary"]

    assert project(fields, None, "Titre", "Objet").name == "Titre"
    assert project(fields, None, None, "Objet").name == "Objet"
    assert project(fields, "Nom", "Titre", "Objet").title == "Titre"


def test_a_long_text_is_never_cut():
    assert len(project(["name", "summary"], "Nom", "long " * 5000).summary) > 20_000


def test_the_holder_takes_the_first_number_whose_key_is_right():
    found = project(
        ["name", "holder.name", "holder.identifier", "holder.identifier"],
        *("Cantine", "Ville de Bordeaux", "21330063500018", "213300635"),
    )

    assert found.actors == (IncomingActor("Ville de Bordeaux", "holder", identifier="213300635"),)


def test_a_number_with_a_wrong_key_is_kept_and_told():
    records = read(
        ["name", "holder.name", "holder.identifier"], ["Cantine", "Mairie", "21330063500018"]
    )

    assert records.projects[0].actors[0].identifier == "21330063500018"
    assert codes(records) == [("wrong_key", "Lauréats, ligne 2, colonne C")]


def test_zeros_in_place_of_a_number_identify_nobody():
    fields = ["name", "holder.name", "holder.identifier"]

    assert project(fields, "Cantine", "Mairie", "00000000000000").actors[0].identifier == ""


def test_a_holder_known_by_its_number_alone_is_kept_and_told():
    records = read(["name", "holder.identifier"], ["Cantine", "213300635"])

    assert records.projects[0].actors[0].identifier == "213300635"
    assert codes(records) == [("holder_without_name", "Lauréats, ligne 2, colonne B")]


def test_partners_are_parted_and_the_holder_is_not_its_own_partner():
    found = project(
        ["name", "holder.name", "partner.name"],
        *("Cantine", "Mairie de Pau", "CAF ; Mairie de Pau ; AMAP ; CAF"),
    )

    assert [(one.name, one.role) for one in found.actors] == [
        ("Mairie de Pau", "holder"),
        ("CAF", "partner"),
        ("AMAP", "partner"),
    ]


def test_each_amount_is_a_grant_with_its_date_and_funder():
    found = project(
        ["name", "grant.amount", "grant.amount", "grant.date", "grant.funder"],
        *("Cantine", "1 500,50 €", 200, "12/03/2021", "Région"),
    )

    assert found.grants == (
        IncomingGrant(Decimal("1500.50"), "EUR", date(2021, 3, 12), "Région"),
        IncomingGrant(Decimal(200), "EUR", date(2021, 3, 12), "Région"),
    )
    assert found.year == 2021


def test_a_row_without_amount_takes_its_year_from_its_decision_all_the_same():
    found = project(["name", "grant.amount", "grant.date"], *("Cantine", None, "22/10/2019"))

    assert (found.grants, found.year) == ((), 2019)


def test_a_column_that_writes_the_month_first_is_read_so_throughout():
    days = ("10/22/2019", "05/13/2019", "05/04/2019", "06/06/2019")
    records = read(
        ["name", "grant.amount", "grant.date"],
        *([f"Projet {place}", 200, written] for place, written in enumerate(days)),
    )

    assert [one.grants[0].date for one in records.projects] == [
        *(date(2019, 10, 22), date(2019, 5, 13), date(2019, 5, 4), date(2019, 6, 6))
    ]
    assert [code for code, _ in codes(records)] == ["swapped_date"] * 3


def test_a_year_is_not_taken_from_a_decision_whose_date_cannot_be_right():
    found = project(["name", "grant.amount", "grant.date"], *("Cantine", 200, "22/10/2118"))

    assert found.grants[0].date == date(2118, 10, 22)
    assert found.year is None


@pytest.mark.parametrize(("amount", "code"), [(0, "zero_amount"), (-50, "negative")])
def test_a_nil_or_negative_amount_is_kept_and_told(amount, code):
    records = read(["name", "grant.amount"], ["Cantine", amount])

    assert records.projects[0].grants[0].amount == amount
    assert codes(records) == [(code, "Lauréats, ligne 2, colonne B")]


def test_an_amount_that_cannot_be_read_is_told_and_its_words_are_kept():
    records = read(["name", "grant.amount"], ["Cantine", "à définir"])

    assert records.projects[0].grants == ()
    assert records.projects[0].values[1].value == "à définir"
    assert codes(records) == [("not_an_amount", "Lauréats, ligne 2, colonne B")]


def test_another_currency_is_kept_where_the_standard_has_a_column_for_it():
    one = table(["name", "amount", "currency"], ["Kitchen", 300, "gbp"])
    context = Context(FILE, "grants.xlsx", manner=Manner(currency=2))

    records = read_table(one, mapped("name", "grant.amount", "extra"), context)

    assert records.projects[0].grants == (IncomingGrant(Decimal(300), "GBP"),)


def test_defaults_hold_where_the_row_says_nothing():
    given = Defaults("AMI Innovation sociale", 2019, "Région")
    fields = ["name", "call", "year", "grant.amount"]

    found = project(fields, "Cantine", None, None, 10, defaults=given)
    own = project(fields, "Cantine", "AAP", "exercice 2022", 10, defaults=given)

    assert (found.call, found.year, found.grants[0].funder) == (
        "AMI Innovation sociale",
        2019,
        "Région",
    )
    assert (own.call, own.year) == ("AAP", 2022)


def test_an_unknown_state_is_told_and_left_blank():
    records = read(["name", "stage"], ["Cantine", "Peut-être"], ["Vélo", "Voté"])

    assert [one.stage for one in records.projects] == ["", "accepted"]
    assert codes(records) == [("unknown_stage", "Lauréats, ligne 2, colonne B")]


@pytest.mark.parametrize(
    "said",
    [
        *("2.1", "Enjeu 2.1", "2.1 – Se nourrir ensemble", "Se nourrir ensemble"),
        *("SE NOURRIR ENSEMBLE", "n° 2.1"),
    ],
)
def test_a_challenge_is_found_by_its_notation_or_its_label(said):
    assert project(["name", "ambition"], "Cantine", said).codings == (
        IncomingCoding("neo-terra", "2.1", "proposed"),
    )


def test_a_comma_between_two_digits_is_left_to_a_person():
    records = read(["name", "ambition"], ["Cantine", "2,1"])

    assert records.projects[0].codings == ()
    assert records.warnings[0].code == "ambiguous_concept"
    assert "«\u00a02.1\u00a0» ou «\u00a02 ; 1\u00a0»" in records.warnings[0].message


def test_several_roles_in_a_cell_are_several_proposals():
    found = project(["name", "role"], "Cantine", "Aiguillon, inspirateur")

    assert [(one.notation, one.status) for one in found.codings] == [
        ("aiguillon", "proposed"),
        ("inspirateur", "proposed"),
    ]


def test_a_word_that_the_framework_lacks_is_told_whole():
    records = read(["name", "ambition"], ["Cantine", "Mieux manger, ensemble"])

    assert records.projects[0].codings == ()
    assert records.warnings[0].message == (
        "Le référentiel n’a pas d’entrée «\u00a0Mieux manger, ensemble\u00a0»."
    )


def test_two_rows_of_one_dossier_are_one_project_with_two_grants():
    records = read(
        ["external_id", "name", "grant.amount", "partner.name"],
        *(["D1", "Cantine", 100, "CAF"], ["D2", "Vélo", 50, None], ["D1", "Cantine", 200, "AMAP"]),
    )

    assert [one.name for one in records.projects] == ["Cantine", "Vélo"]
    assert [one.amount for one in records.projects[0].grants] == [100, 200]
    assert [one.name for one in records.projects[0].actors] == ["CAF", "AMAP"]
    assert (records.read, records.merged) == (3, 1)
    assert codes(records) == [("merged", "Lauréats, ligne 4")]
    assert len(records.projects[0].values) == 8


def test_the_same_name_holder_call_and_year_are_one_project():
    fields = ["name", "holder.name", "year", "grant.amount"]
    records = read(
        fields,
        *(["Cantine", "Mairie", 2020, 1], ["CANTINE", "mairie", 2020, 2]),
        *(["Cantine", "Mairie", 2021, 3], ["Cantine", "CAF", 2020, 4]),
    )

    assert [len(one.grants) for one in records.projects] == [2, 1, 1]


def test_rows_of_one_name_without_a_holder_stay_apart():
    assert (
        len(read(["name", "extra"], ["Fonctionnement", "a"], ["Fonctionnement", "b"]).projects) == 2
    )


def test_a_row_repeated_word_for_word_adds_no_money_and_is_told():
    records = read(["external_id", "name", "grant.amount"], *[["D1", "Cantine", 100]] * 2)

    assert [one.amount for one in records.projects[0].grants] == [100]
    assert codes(records) == [("same_row", "Lauréats, ligne 3")]


def test_an_identifier_that_another_holders_project_has_is_rejected():
    records = read(
        ["external_id", "name", "holder.name"], ["D1", "Cantine", "Mairie"], ["D1", "Vélo", "CAF"]
    )

    assert [one.name for one in records.projects] == ["Cantine"]
    assert [(one.code, one.where) for one in records.rejections] == [
        ("same_identifier", "Lauréats, ligne 3")
    ]


def test_rows_that_disagree_keep_the_first_and_say_so():
    records = read(
        ["external_id", "name", "year"], ["D1", "Cantine", 2020], ["D1", "Cantine", 2021]
    )

    assert records.projects[0].year == 2020
    assert records.warnings[-1].code == "differs"
    assert records.warnings[-1].message == (
        "Sur cette ligne, l’année diffère\u00a0: celle de Lauréats, ligne 2 est gardée."
    )


def test_the_number_of_a_later_row_completes_the_holder_of_the_first():
    records = read(
        ["external_id", "name", "holder.name", "holder.identifier"],
        *(["D1", "Cantine", "Mairie", None], ["D1", "Cantine", "MAIRIE", "213300635"]),
    )

    assert records.projects[0].actors == (
        IncomingActor("Mairie", "holder", identifier="213300635"),
    )


def test_two_holders_of_one_dossier_are_both_kept_and_told():
    records = read(
        ["external_id", "name", "holder.name"],
        ["D1", "Cantine", "Mairie"],
        ["D1", "Cantine", "CAF"],
    )

    assert [one.name for one in records.projects[0].holders] == ["Mairie", "CAF"]
    assert "les deux sont gardés" in records.warnings[-1].message


def test_a_later_row_fills_what_the_first_left_blank():
    records = read(
        ["external_id", "name", "summary"], ["D1", "Cantine", None], ["D1", "Cantine", "Bio"]
    )

    assert records.projects[0].summary == "Bio"


def test_a_project_of_many_rows_costs_no_more_than_its_rows():
    rows = [["D1", "Cantine", number] for number in range(5_000)]

    records = read(["external_id", "name", "grant.amount"], *rows)

    assert (len(records.projects[0].grants), records.merged) == (5_000, 4_999)
