"""Mappings as JSON, put back on a table, and those of earlier files found again."""

import json

import pytest

from terreau.collect.mapping import KEPT, MappedColumn, Mapping, SavedMapping, propose, recall
from terreau.collect.mapping.codec import fit, read, write
from terreau.collect.mapping.errors import (
    ColumnTwice,
    FieldTwice,
    HeaderMissing,
    NotAMapping,
    UnknownField,
)
from tests.builders.tables import table

LAST_YEAR = SavedMapping(
    (("Projet", "name"), ("Somme", "grant.amount"), ("Qui", "holder.name")), "lauréats-2023.xlsx"
)


def fields(mapping):
    return {column.header: column.field for column in mapping.columns}


def test_what_is_written_is_read_again():
    mapping = propose(table(["Projet", "Montant", "Couleur"]))

    assert read(write(mapping)).columns == (
        ("Projet", "name"),
        ("Montant", "grant.amount"),
        ("Couleur", "extra"),
    )
    assert write(read(write(mapping))) == write(mapping)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"columns": 1}', '{"columns": [1]}', '{"columns": [{"header": "A"}]}'),
        '{"columns": [{"header": 1, "field": "name"}]}',
        "[" * 100_000,
    ],
)
def test_a_text_that_is_no_mapping_is_refused_with_the_expected_shape(text):
    with pytest.raises(NotAMapping) as refused:
        read(text)

    assert refused.value.code == "not_a_mapping"
    assert '"header"' in refused.value.hint


def test_an_unknown_field_is_refused_with_the_known_ones():
    with pytest.raises(UnknownField) as refused:
        read(json.dumps({"columns": [{"header": "A", "field": "colour"}]}))

    assert str(refused.value) == "Aucun champ ne s’appelle «\u00a0colour\u00a0»."
    assert "grant.amount" in refused.value.hint


def test_two_columns_for_one_single_field_are_refused():
    saved = SavedMapping((("A", "name"), ("B", "name")))

    with pytest.raises(FieldTwice) as refused:
        fit(saved, table(["A", "B"]))

    assert "«\u00a0A\u00a0»" in str(refused.value)
    assert "«\u00a0B\u00a0»" in str(refused.value)


def test_one_column_for_two_fields_is_refused():
    twice = (MappedColumn(0, "A", "name"), MappedColumn(0, "A", "title"))

    with pytest.raises(ColumnTwice):
        Mapping(twice)


def test_a_mapping_for_another_table_says_which_header_is_missing():
    with pytest.raises(HeaderMissing) as refused:
        fit(LAST_YEAR, table(["Projet", "Somme"]))

    assert str(refused.value) == "Le tableau n’a pas de colonne «\u00a0Qui\u00a0»."
    assert refused.value.hint == "Ses colonnes sont\u00a0: Projet, Somme."


def test_a_column_that_a_given_mapping_does_not_name_is_kept():
    mapping = fit(LAST_YEAR, table(["Qui", "Somme", "Projet", "Autre"]))

    assert fields(mapping)["Autre"] == KEPT
    assert mapping.covers(table(["Qui", "Somme", "Projet", "Autre"]))


def test_two_columns_of_one_header_take_their_fields_in_order():
    saved = SavedMapping((("Nom", "name"), ("Nom", "holder.name")))

    assert [one.field for one in fit(saved, table(["Nom", "Nom"])).columns] == [
        "name",
        "holder.name",
    ]


def test_the_same_columns_in_another_order_take_the_same_fields():
    mapping = recall(table(["Qui", "Projet", "Somme"]), [LAST_YEAR])

    assert fields(mapping) == {"Qui": "holder.name", "Projet": "name", "Somme": "grant.amount"}
    assert {one.why for one in mapping.columns} == {
        "mêmes colonnes que «\u00a0lauréats-2023.xlsx\u00a0»"
    }
    assert {one.confidence for one in mapping.columns} == {1.0}


def test_a_file_with_the_same_columns_comes_before_a_more_recent_one_without():
    recent = SavedMapping((("Projet", "title"),), "2024")

    assert (
        fields(recall(table(["Projet", "Somme", "Qui"]), [recent, LAST_YEAR]))["Projet"] == "name"
    )


def test_a_known_header_takes_its_field_again_and_a_new_one_is_said_to_be_new():
    mapping = recall(table(["Somme", "Couleur"]), [LAST_YEAR])

    assert fields(mapping) == {"Somme": "grant.amount", "Couleur": KEPT}
    assert mapping.columns[0].why == "même en-tête que «\u00a0lauréats-2023.xlsx\u00a0»"
    assert mapping.columns[1].confidence == 0


def test_a_header_written_otherwise_is_still_recognised_and_said():
    saved = SavedMapping((("Mt subv.", "extra"),), "2023")

    (column,) = recall(table(["Montant de la subvention"]), [saved]).columns

    assert column.field == "extra"
    assert column.why == "en-tête proche de «\u00a0Mt subv.\u00a0», dans «\u00a02023\u00a0»"


def test_what_a_person_chose_before_wins_over_what_the_values_say():
    rows = [["Cantine", 1500], ["Vélo", 2000]]
    saved = SavedMapping((("Montant voté", "extra"), ("Autre chose", "name")), "2023")

    assert fields(propose(table(["Intitulé", "Montant voté"], *rows), [saved])) == {
        "Intitulé": "name",
        "Montant voté": "extra",
    }


def test_a_field_given_again_by_memory_is_not_proposed_a_second_time():
    saved = SavedMapping((("Truc", "name"), ("x", "extra")), "2023")

    assert fields(propose(table(["Intitulé", "Truc"]), [saved])) == {
        "Intitulé": KEPT,
        "Truc": "name",
    }


def test_the_order_of_the_saved_mappings_decides_between_two_that_disagree():
    older = SavedMapping((("Somme", "extra"), ("y", "extra")), "2022")

    assert fields(recall(table(["Somme"]), [LAST_YEAR, older]))["Somme"] == "grant.amount"
    assert fields(recall(table(["Somme"]), [older, LAST_YEAR]))["Somme"] == "extra"


def test_a_field_that_no_longer_exists_is_forgotten_not_an_error():
    saved = SavedMapping((("Somme", "old.field"), ("Qui", "holder.name")), "2019")

    assert fields(recall(table(["Somme", "Qui"]), [saved])) == {"Somme": KEPT, "Qui": "holder.name"}
    assert fields(propose(table(["Somme", "Qui"]), [saved]))["Qui"] == "holder.name"


def test_a_saved_mapping_that_gives_a_field_twice_gives_it_once():
    saved = SavedMapping((("A", "name"), ("B", "name")), "2019")

    assert fields(recall(table(["A", "B"]), [saved])) == {"A": "name", "B": KEPT}
