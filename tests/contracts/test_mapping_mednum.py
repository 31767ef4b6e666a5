"""Four real directories, with the mapping that their own maintainers wrote beside them."""

import pytest

from terreau.collect.mapping import KEPT, propose
from tests.fixtures.labelled import HALVES, Hits, hits, labelled
from tests.fixtures.mednum import DIRECTORIES, catalogue, directory, expected, judge

#: Targets right, at least, out of those that a column of the file gives; wrong, at most.
LEAST = {
    "bus-france-services-charente": (15, 15, 0),
    "fibre-64": (10, 10, 0),
    "hub-lo": (11, 12, 0),
    "maine-et-loire": (7, 10, 1),
}
#: Columns right, at least, of the files labelled by hand; then of those that have a field.
LEAST_OWN = {"developed": (147, 49), "held_back": (129, 39)}


@pytest.mark.parametrize("name", DIRECTORIES)
def test_the_columns_of_a_directory_go_to_the_fields_of_its_schema(test_data, name):
    table = directory(test_data, name)
    columns = propose(table, targets=catalogue(test_data)).columns
    found = {one.field: one.header for one in columns if one.field != KEPT}

    count = judge(expected(test_data, name, table), found)

    right, asked, wrong = LEAST[name]
    assert count.right + count.wrong + count.missed == asked
    assert count.right >= right
    assert count.wrong <= wrong


@pytest.mark.parametrize("half", HALVES)
def test_the_columns_of_real_files_go_to_our_fields(test_data, half):
    total = Hits(0, 0, 0, 0)
    for case in labelled(half):
        total += hits(case, propose(case.table(test_data)))

    columns, fields = LEAST_OWN[half]
    assert total.right >= columns
    assert total.fields_right >= fields


def test_the_labels_name_columns_that_the_files_have(test_data):
    for half in HALVES:
        for case in labelled(half):
            headers = {one.header.rpartition(" › ")[2] for one in case.table(test_data).columns}
            assert set(case.fields) <= headers, case.file
