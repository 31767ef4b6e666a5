"""Data packages: dialect, schema, parts, inline data, versions 1 and 2."""

import json
from datetime import date
from decimal import Decimal

import pytest

from terreau.collect.readers.tables import read_datapackage


def read(resource, files=None, **package):
    descriptor = json.dumps({**package, "resources": [resource]}).encode()
    return read_datapackage(descriptor, (files or {}).__getitem__)


def values(workbook):
    return [row.values for row in workbook.tables[0].rows]


def schema(**types):
    fields = [
        {"name": name, **(kind if isinstance(kind, dict) else {"type": kind})}
        for name, kind in types.items()
    ]
    return {"fields": fields}


def test_the_dialect_is_honoured():
    dialect = {
        "delimiter": "|",
        "quoteChar": "'",
        "skipInitialSpace": True,
        "commentChar": "#",
    }
    files = {"x.csv": b"# un commentaire\nnom| an\n'A | B'| 2021\n"}

    workbook = read({"name": "r", "path": "x.csv", "dialect": dialect}, files)

    assert [column.header for column in workbook.tables[0].columns] == ["nom", "an"]
    assert values(workbook) == [("A | B", "2021")]


def test_the_separator_is_guessed_where_no_dialect_says_it():
    assert values(read({"path": "x.csv"}, {"x.csv": b"a;b\n1,5;2\n"})) == [("1,5", "2")]


def test_a_file_without_header_takes_the_names_of_its_schema():
    resource = {
        "path": "x.csv",
        "dialect": {"header": False},
        "schema": schema(nom="string", an="integer"),
    }

    table = read(resource, {"x.csv": b"A,2021\nB,2022\n"}).tables[0]

    assert table.header_row == 0
    assert [column.header for column in table.columns] == ["nom", "an"]
    assert [(row.number, row.values) for row in table.rows] == [(1, ("A", 2021)), (2, ("B", 2022))]


def test_headers_on_several_lines_are_joined_as_version_2_says():
    dialect = {"headerRows": [1, 2], "headerJoin": "-"}

    table = read({"path": "x.csv", "dialect": dialect}, {"x.csv": b"a,b\nx,y\n1,2\n"}).tables[0]

    assert [column.header for column in table.columns] == ["a-x", "b-y"]
    assert table.rows[0].number == 3


def test_values_are_read_in_the_types_of_the_schema():
    described = schema(
        montant={"type": "number", "decimalChar": ",", "groupChar": " "},
        taux={"type": "number", "bareNumber": False},
        an="year",
        jour="date",
        jour_fr={"type": "date", "format": "%d/%m/%Y"},
        vote={"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
        nombre="integer",
    )
    data = (
        b"montant;taux;an;jour;jour_fr;vote;nombre\n"
        b"1 200,50;12 %;2021;2021-03-04;05/03/2021;oui;7\n"
    )

    workbook = read({"path": "x.csv", "schema": described}, {"x.csv": data})

    assert values(workbook) == [
        (Decimal("1200.50"), Decimal(12), 2021, date(2021, 3, 4), date(2021, 3, 5), True, 7)
    ]
    assert workbook.notes == ()


def test_a_value_of_another_type_is_kept_and_told():
    workbook = read(
        {"name": "r", "path": "x.csv", "schema": schema(an="integer")},
        {"x.csv": b"an\n2021\nbient\xc3\xb4t\n"},
    )

    assert values(workbook) == [(2021,), ("bientôt",)]
    assert [(note.code, note.where) for note in workbook.notes] == [("not_of_its_type", "r, A")]


@pytest.mark.parametrize("missing", [["", "nc"], [{"value": ""}, {"value": "nc"}]])
def test_missing_values_are_those_that_the_schema_names(missing):
    described = {**schema(nom="string", an="integer"), "missingValues": missing}

    workbook = read({"path": "x.csv", "schema": described}, {"x.csv": b"nom,an\nA,nc\nnc,2\n"})

    assert values(workbook) == [("A", None), (None, 2)]


def test_the_parts_of_a_resource_are_one_table():
    files = {"1.csv": b"a,b\n1,2\n", "2.csv": b"a,b\n3,4\n", "3.csv": b"5,6\n"}

    assert values(read({"path": ["1.csv", "2.csv", "3.csv"]}, files)) == [
        ("1", "2"),
        ("3", "4"),
        ("5", "6"),
    ]


@pytest.mark.parametrize("data", [[{"a": 1, "b": "x"}], [["a", "b"], [1, "x"]]])
def test_data_written_in_the_descriptor_are_read(data):
    workbook = read({"name": "r", "data": data})

    assert [column.header for column in workbook.tables[0].columns] == ["a", "b"]
    assert values(workbook) == [(1, "x")]


def test_the_encoding_is_the_one_that_is_written():
    files = {"x.csv": "nom,an\nÉté,2021\n".encode("cp1252")}

    assert values(read({"path": "x.csv", "encoding": "windows-1252"}, files)) == [("Été", "2021")]


def test_a_schema_may_be_a_file_of_the_package():
    files = {"x.csv": b"an\n2021\n", "s.json": json.dumps(schema(an="integer")).encode()}

    assert values(read({"path": "x.csv", "schema": "s.json"}, files)) == [(2021,)]


def test_a_resource_that_fails_is_told_and_hides_no_other():
    resources = [{"name": "absent", "path": "y.csv"}, {"name": "r", "path": "x.csv"}]
    descriptor = json.dumps({"resources": resources}).encode()

    workbook = read_datapackage(descriptor, {"x.csv": b"a,b\n1,2\n"}.__getitem__)

    assert [table.sheet for table in workbook.tables] == ["r"]
    assert [(note.code, note.where) for note in workbook.notes] == [("bad_package", "absent")]


def test_a_resource_that_is_no_table_is_told():
    workbook = read({"name": "rapport", "path": "rapport.pdf"}, {"rapport.pdf": b"%PDF"})

    assert [note.code for note in workbook.notes] == ["not_a_table"]


def test_the_version_is_said():
    resource = {"name": "r", "data": [{"a": 1}]}
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"

    assert read(resource).how == "paquet de données v1, 1\u00a0table"
    assert read(resource, **{"$schema": profile}).how == "paquet de données v2, 1\u00a0table"
