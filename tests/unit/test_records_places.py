"""Places of a row: by code, by name, by département; and what is left to a person."""

import pytest

from terreau.collect.mapping import MappedColumn, Mapping
from terreau.collect.records import read_records
from terreau.territory.gazetteer import Level
from tests.builders.tables import table


def read_cells(*cells, headers=None):
    fields = ["name", *(field for field, _ in cells)]
    names = ["Projet", *(headers or [field for field, _ in cells])]
    mapping = Mapping(
        tuple(
            MappedColumn(index, name, field)
            for index, (name, field) in enumerate(zip(names, fields, strict=True))
        )
    )
    row = ["Cantine bio", *(value for _, value in cells)]
    records = read_records(table(names, row), mapping, "f" * 64, "laureats.xlsx")
    found = [
        (one.relation, one.level and one.level.value, one.code)
        for one in records.projects[0].places
    ]
    return found, records.warnings, records.projects[0].places


@pytest.mark.parametrize(
    ("said", "level", "code"),
    [
        ("Limoges", "commune", "87085"),
        ("LIMOGES", "commune", "87085"),
        ("87000 Limoges", "commune", "87085"),
        ("Limoges (87)", "commune", "87085"),
        ("Limoges - 87000", "commune", "87085"),
        ("Gironde", "departement", "33"),
        ("Département de la Gironde", "departement", "33"),
        ("Nouvelle-Aquitaine", "region", "75"),
        ("Région Nouvelle-Aquitaine", "region", "75"),
        ("Bordeaux Métropole", "epci", "243300316"),
        ("CA du Pays de Gex", "epci", "240100750"),
    ],
)
def test_a_place_of_action_is_found_by_its_name(said, level, code):
    found, warnings, _ = read_cells(("action.name", said))

    assert found == [("action", level, code)]
    assert not warnings


def test_a_code_gives_its_commune_with_the_zero_that_a_spreadsheet_dropped():
    assert read_cells(("action.code", 1004))[0] == [("action", "commune", "01004")]
    assert read_cells(("action.code", "2a004"))[0] == [("action", "commune", "2A004")]


def test_a_code_may_be_that_of_a_departement_or_an_epci():
    assert read_cells(("action.code", "33"))[0] == [("action", "departement", "33")]
    assert read_cells(("action.code", "243300316"))[0] == [("action", "epci", "243300316")]


def test_an_unknown_code_is_told_and_its_words_are_kept():
    found, (warning,), _ = read_cells(("action.code", "33999"))

    assert found == [("action", None, "")]
    assert (warning.code, warning.where) == ("unknown_code", "Lauréats, ligne 2, colonne B")


@pytest.mark.parametrize(
    "other",
    [("action.postcode", "32300"), ("action.departement", "Gers"), ("action.departement", 32)],
)
def test_a_name_of_many_communes_is_settled_by_another_cell(other):
    found, warnings, _ = read_cells(("action.name", "Saint-Martin"), other)

    assert found == [("action", "commune", "32389")]
    assert not warnings


def test_a_name_of_many_communes_keeps_its_words_and_lists_the_candidates():
    found, (warning,), places = read_cells(("action.name", "Saint-Aubin"))

    assert found == [("action", None, "")]
    assert places[0].words == "Saint-Aubin"
    assert warning.code == "ambiguous_place"
    assert "(commune, " in warning.message
    assert warning.message.endswith("\u00a0: précisez le code INSEE.")


def test_a_name_unknown_to_the_gazetteer_keeps_its_words():
    found, (warning,), _ = read_cells(("action.name", "Le quartier des Oiseaux"))

    assert found == [("action", None, "")]
    assert warning.code == "unknown_place"


def test_a_commune_that_is_not_in_the_departement_given_is_told():
    found, (warning,), _ = read_cells(("seat.name", "Limoges"), ("seat.departement", "33"))

    assert ("seat", "departement", "33") in found or found == [("seat", None, "")]
    assert warning.code == "place_outside"


def test_a_postcode_alone_says_the_departement():
    assert read_cells(("seat.postcode", "33000"))[0] == [("seat", "departement", "33")]
    assert read_cells(("seat.postcode", "20200"))[0] == [("seat", "departement", "2B")]
    assert read_cells(("seat.postcode", "97410"))[0] == [("seat", "departement", "974")]


def test_an_address_gives_its_commune():
    found, warnings, _ = read_cells(("seat.name", "12 rue des Arts, 87000 Limoges"))

    assert found == [("seat", "commune", "87085")]
    assert not warnings


def test_a_seat_and_a_place_of_action_are_never_mixed():
    found, _, _ = read_cells(("action.name", "Gironde"), ("seat.name", "Limoges"))

    assert found == [("seat", "commune", "87085"), ("action", "departement", "33")]


def test_a_region_beside_its_commune_adds_nothing():
    found, warnings, _ = read_cells(
        ("action.name", "Nouvelle-Aquitaine"),
        ("action.departement", "Haute-Vienne"),
        ("action.name", "Limoges"),
    )

    assert found == [("action", "commune", "87085")]
    assert not warnings


@pytest.mark.parametrize("said", ["Limoges ; Gironde", "Limoges, Gironde", "Limoges\nGironde"])
def test_several_places_in_a_cell_are_several(said):
    assert {code for _, _, code in read_cells(("action.name", said))[0]} == {"87085", "33"}


def test_a_name_with_a_comma_or_a_and_inside_stays_one():
    found, _, places = read_cells(("action.name", "Les vallées de l’Isle et de la Dronne"))

    assert found == [("action", None, "")]
    assert places[0].words == "Les vallées de l’Isle et de la Dronne"


def test_the_header_tells_a_commune_from_the_departement_of_its_name():
    assert read_cells(("action.name", "Creuse"), headers=["Commune"])[0] == [
        ("action", "commune", "80225")
    ]
    assert read_cells(("action.name", "Creuse"), headers=["Département"])[0] == [
        ("action", "departement", "23")
    ]
    assert read_cells(("action.name", "Creuse"))[1][0].code == "ambiguous_place"


def test_a_code_wins_over_another_name_and_the_name_is_told():
    found, (warning,), places = read_cells(("action.code", "87085"), ("action.name", "Bordeaux"))

    assert found == [("action", "commune", "87085")]
    assert warning.code == "place_disagrees"
    assert "Limoges (commune, 87085)" in warning.message
    assert places[0].level is Level.COMMUNE


def test_a_code_is_told_in_the_words_of_its_name():
    _, warnings, places = read_cells(("action.code", "87085"), ("action.name", "LIMOGES"))

    assert [one.words for one in places] == ["LIMOGES"]
    assert not warnings


def test_an_unknown_code_beside_a_known_name_leaves_the_place_to_the_name():
    found, (warning,), _ = read_cells(("action.code", "99999"), ("action.name", "Limoges"))

    assert found == [("action", "commune", "87085")]
    assert warning.code == "unknown_code"


def test_a_long_text_is_no_place_and_is_told():
    found, (warning,), _ = read_cells(("action.name", "tout le long de la vallée " * 20))

    assert found == []
    assert warning.code == "long_place"


def test_a_name_that_is_not_written_as_it_is_known_is_found_and_told():
    found, (warning,), _ = read_cells(("action.name", "Montivillers"), ("action.departement", "76"))

    assert found == [("action", "commune", "76447")]
    assert warning.code == "place_understood"
    assert "Montivilliers" in warning.message


def test_a_list_of_places_is_read_as_a_whole():
    found, warnings, _ = read_cells(("action.name", "Haute-Vienne, Creuse et Corrèze"))

    assert found == [("action", "departement", code) for code in ("87", "23", "19")]
    assert not warnings
