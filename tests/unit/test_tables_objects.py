"""JSON and NDJSON as tables."""

import json
from decimal import Decimal

import pytest

from terreau.collect.readers.tables import read_workbook
from terreau.collect.readers.tables.errors import BadJson, NoRecords


def read(value):
    return read_workbook(json.dumps(value).encode(), "x.json")


def first(value):
    table = read(value).tables[0]
    return dict(zip([c.header for c in table.columns], table.rows[0].values, strict=True))


def test_columns_come_in_the_order_of_the_keys_first_appearance():
    table = read([{"b": 1}, {"a": 2, "b": 3}]).tables[0]

    assert [(column.index, column.header) for column in table.columns] == [(0, "b"), (1, "a")]
    assert [row.values for row in table.rows] == [(1, None), (3, 2)]
    assert [row.number for row in table.rows] == [1, 2]


def test_objects_inside_objects_give_dotted_keys():
    assert first([{"porteur": {"nom": "A", "lieu": {"code": "33063"}}}]) == {
        "porteur.nom": "A",
        "porteur.lieu.code": "33063",
    }


def test_lists_of_values_are_joined_and_lists_of_objects_kept():
    assert first([{"themes": ["eau", "air"], "lots": [{"n": 1}]}]) == {
        "themes": "eau ; air",
        "lots": '[{"n": 1}]',
    }


def test_a_key_that_would_hide_another_is_kept_beside_it():
    assert first([{"a.b": 1, "a": {"b": 2}}]) == {"a.b": 1, "a.b (bis)": 2}


def test_decimals_are_exact():
    table = read_workbook(b'[{"montant": 19875.10}]', "x.json").tables[0]

    assert table.rows[0].values == (Decimal("19875.10"),)


def test_the_longest_list_of_objects_is_read_and_the_others_told():
    workbook = read({"meta": {"auteurs": [{"n": 1}]}, "data": {"projets": [{"n": 1}, {"n": 2}]}})

    assert workbook.how == "JSON, liste «\u00a0data.projets\u00a0», 2\u00a0objets"
    assert [note.code for note in workbook.notes] == ["other_lists"]


def test_what_is_no_object_in_the_list_is_set_aside():
    table = read([{"n": 1}, "coucou", {"n": 2}]).tables[0]

    assert [row.number for row in table.rows] == [1, 3]
    assert [note.where for note in table.set_aside] == ["élément\u00a02"]


def test_ndjson_has_one_object_a_line_and_tells_wrong_lines():
    workbook = read_workbook(b'{"n": 1}\n\n{"n": 2}\n{"n":\n{"n": 3}\n', "x.ndjson")

    assert [row.number for row in workbook.tables[0].rows] == [1, 3, 5]
    assert [(note.code, note.where) for note in workbook.notes] == [
        ("bad_json_line", "ligne\u00a04")
    ]


def test_a_key_written_twice_is_told():
    workbook = read_workbook(b'[{"n": 1, "n": 2}]', "x.json")

    assert [note.code for note in workbook.notes] == ["key_twice"]


@pytest.mark.parametrize("data", [b'{"a": 1}', b"[]", b"[1, 2]"])
def test_json_without_a_list_of_objects_is_refused(data):
    with pytest.raises(NoRecords):
        read_workbook(data, "x.json")


def test_broken_json_is_refused_with_its_place():
    with pytest.raises(BadJson) as refused:
        read_workbook(b'[\n{"a": }]', "x.json")

    assert refused.value.params == {"line": 2, "column": 7}


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_json_nested_without_end_is_refused(opening):
    with pytest.raises((BadJson, NoRecords)):
        read_workbook((opening * 100_000).encode(), "x.json")
