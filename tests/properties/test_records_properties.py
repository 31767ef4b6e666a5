"""Whatever a table holds, each row is accounted for once, and each value knows its cell."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.fields import FIELDS
from terreau.collect.mapping import KEPT, MappedColumn, Mapping, propose
from terreau.collect.mapping.codec import fit, read, write
from terreau.collect.readers.tables.model import Column, Row, Table
from terreau.collect.readers.values import text
from terreau.collect.records import read_records
from terreau.collect.standards import STANDARDS

FILE = "0" * 64
SINGLE = [field.key for field in FIELDS if not field.many]
MANY = [field.key for field in FIELDS if field.many]
words = st.sampled_from(
    ["Cantine bio", "Vélo", "Mairie de Pau", "213300635", "2.1", "33", "Limoges", "Saint-Martin"]
)
cells = st.one_of(
    st.none(),
    words,
    st.text(max_size=12),
    st.integers(-5, 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)
headers = st.one_of(
    st.sampled_from(
        ["Nom", "Montant", "Bénéficiaire", "SIRET", "CP", "objet", "idRAE", "Date", "nomAttribuant"]
    ),
    st.text(max_size=10),
)


@st.composite
def tables(draw):
    names = draw(st.lists(headers, max_size=6))
    row = st.tuples(*[cells] * len(names))
    rows = draw(st.lists(row, max_size=6))
    return Table(
        draw(st.sampled_from(["", "Lauréats"])),
        draw(st.sampled_from([0, 3])),
        tuple(Column(index, name) for index, name in enumerate(names)),
        tuple(Row(4 + place, values) for place, values in enumerate(rows)),
    )


@st.composite
def mapped_tables(draw):
    """A table and any mapping of it, likely or not."""
    table = draw(tables())
    free = list(SINGLE)
    columns = []
    for column in table.columns:
        field = draw(st.sampled_from([*free, *MANY]))
        if field in free:
            free.remove(field)
        columns.append(MappedColumn(column.index, column.header, field))
    return table, Mapping(tuple(columns))


@settings(max_examples=50, deadline=None)
@given(mapped_tables())
def test_every_row_is_a_project_joins_one_or_is_rejected(given_table):
    table, mapping = given_table

    records = read_records(table, mapping, FILE, "f.xlsx")

    assert records.read == len(table.rows)
    assert len(records.projects) + len(records.rejections) + records.merged == records.read
    assert len({one.where for one in records.rejections}) == len(records.rejections)
    assert all(one.name for one in records.projects)


@settings(max_examples=50, deadline=None)
@given(mapped_tables())
def test_each_cell_of_a_kept_row_is_a_value_with_its_place(given_table):
    table, mapping = given_table
    ignored = {column.index for column in mapping.columns if column.field == "ignore"}

    records = read_records(table, mapping, FILE, "f.xlsx")

    rejected = {one.where.rpartition(" ")[2] for one in records.rejections}
    said = sorted(
        (one.origin.row, one.value) for project in records.projects for one in project.values
    )
    held = sorted(
        (row.number, text(value))
        for row in table.rows
        if str(row.number) not in rejected
        for place, value in enumerate(row.values)
        if text(value) and place not in ignored
    )
    assert said == held


@settings(max_examples=50, deadline=None)
@given(tables())
def test_any_table_has_a_whole_mapping_that_goes_out_and_in(table):
    mapping = propose(table)

    assert mapping.covers(table)
    assert all(0 <= column.confidence <= 1 for column in mapping.columns)
    assert all(column.why for column in mapping.columns)
    again = fit(read(write(mapping)), table)
    assert sorted((one.header.strip(), one.field) for one in again.columns) == sorted(
        (one.header.strip(), one.field) for one in mapping.columns
    )
    assert all(one.field == KEPT for one in propose(Table("", 1, table.columns[:0], ())).columns)


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_the_columns_does_not_change_where_each_goes(order):
    names = ["Intitulé", "Bénéficiaire", "SIRET", "Montant voté", "Commune siège"]
    table = Table("", 1, tuple(Column(at, names[which]) for at, which in enumerate(order)), ())

    assert {one.header: one.field for one in propose(table).columns} == {
        "Intitulé": "name",
        "Bénéficiaire": "holder.name",
        "SIRET": "holder.identifier",
        "Montant voté": "grant.amount",
        "Commune siège": "seat.name",
    }


@settings(max_examples=50, deadline=None)
@given(st.lists(tables(), max_size=3))
def test_standards_look_at_any_file_and_account_for_its_rows(found):
    from terreau.collect.readers.tables.model import Workbook

    workbook = Workbook(tuple(found))
    for standard in STANDARDS:
        if standard.recognises(workbook):
            records = standard.read(workbook, FILE, "f.xlsx", {})
            kept = len(records.projects) + len(records.rejections) + records.merged
            assert kept == records.read
