"""What holds for any sheet: no line is lost, no cell is lost, any cell has a reading."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.readers import values
from terreau.collect.readers.tables import read_workbook
from terreau.collect.readers.tables.grid import Grid
from terreau.collect.readers.tables.layout import laid_out

WORDS = st.sampled_from(
    ["Nom", "Montant", "Date", "Total", "TOTAL GÉNÉRAL", "Sous-total", "Source : INSEE", "Pau",
     "12/03/2021", "1 200,50", "Atelier", "Note", "x" * 120, "2021", "2022", "A", "B"]
)  # fmt: skip
CELLS = st.none() | WORDS | st.floats(-1e6, 1e6) | st.integers(0, 50) | st.booleans()
HEADERS = st.just(["Nom", "Projet", "Montant", "Année"])
LINES = st.lists(CELLS, max_size=7) | st.just([]) | HEADERS
SHEETS = st.lists(LINES, max_size=14)


def lines_of(table):
    return [int(re.sub(r"\D", "", note.where)) for note in table.set_aside]


@given(SHEETS, st.booleans())
@settings(max_examples=50, deadline=None)
def test_every_line_is_a_header_a_row_set_aside_or_blank(lines, prose):
    found = laid_out(Grid("F", lines, (), prose))
    kept = {number for table in found.tables for number in lines_of(table)}
    for table in found.tables:
        kept |= {row.number for row in table.rows}
        kept |= {table.header_row, table.header_row - 1} if table.header_row else set()
    filled = {n for n, line in enumerate(lines, 1) if any(cell is not None for cell in line)}

    if found.tables:
        assert filled <= kept
    else:
        assert [note.code for note in found.notes] == (["sheet_without_table"] if filled else [])


@given(SHEETS, st.booleans())
@settings(max_examples=50, deadline=None)
def test_a_line_above_a_header_is_of_it_only_where_it_names_groups(lines, prose):
    for table in laid_out(Grid("F", lines, (), prose)).tables:
        above = table.header_row - 1
        others = {row.number for row in table.rows} | set(lines_of(table))
        if above >= 1 and any(cell is not None for cell in lines[above - 1]):
            others |= {n for t in laid_out(Grid("F", lines, (), prose)).tables for n in lines_of(t)}
            others |= {
                r.number for t in laid_out(Grid("F", lines, (), prose)).tables for r in t.rows
            }
            joined = any("›" in column.header for column in table.columns)
            assert above in others or joined


@given(SHEETS, st.booleans())
@settings(max_examples=50, deadline=None)
def test_every_cell_of_a_row_is_the_cell_of_the_sheet(lines, prose):
    found = laid_out(Grid("F", lines, (), prose))
    for table in found.tables:
        assert all(len(row.values) == len(table.columns) for row in table.rows)
        for row in table.rows:
            line = lines[row.number - 1]
            for column, value in zip(table.columns, row.values, strict=True):
                assert value == (line[column.index] if column.index < len(line) else None)


@given(SHEETS, st.booleans())
@settings(max_examples=50, deadline=None)
def test_every_cell_of_a_sheet_is_in_a_row_or_its_line_is_told(lines, prose):
    found = laid_out(Grid("F", lines, (), prose))
    seen = {
        (row.number, column.index)
        for table in found.tables
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
        if value is not None
    }
    told = {number for table in found.tables for number in lines_of(table)}
    heads = {table.header_row for table in found.tables}
    for number, line in enumerate(lines, 1):
        if not found.tables or number in told or number in heads or number + 1 in heads:
            continue
        for place, cell in enumerate(line):
            assert cell is None or (number, place) in seen


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffd"), max_size=12
)


@given(
    st.lists(st.tuples(TEXTS, TEXTS, st.integers(0, 999)), min_size=1, max_size=8),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=50, deadline=None)
def test_a_csv_written_by_the_standard_module_is_read_back(rows, separator, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["Porteur", "Projet", "Nombre"])
    writer.writerows([(f"n{first}", second, number) for first, second, number in rows])

    table = read_workbook(out.getvalue().encode(encoding), "x.csv").tables[0]

    assert table.header_row == 1
    expected = [
        (f"n{first}", None if not second or second.isspace() else second, str(number))
        for first, second, number in rows
    ]
    assert [row.values for row in table.rows] == expected


RAW = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=30)
    | st.dates()
    | st.datetimes()
    | st.text("0123456789 .,/-€kWEe+()", max_size=20)
)
READERS = (
    values.amount,
    values.day,
    values.year,
    values.identifier,
    values.postcode,
    values.insee_code,
    values.names,
)


@given(RAW)
@settings(max_examples=100, deadline=None)
def test_any_cell_has_a_reading_and_a_doubt_has_its_sentence(cell):
    assert isinstance(values.text(cell), str)
    for read in READERS:
        found = read(cell)
        assert bool(found.doubt) == bool(found.sentence)
        assert (
            found.value is not None
            or found.doubt
            or not values.text(cell)
            or read in {values.names, values.identifier}
        )


@given(st.decimals(0, 10**9, places=2))
@settings(max_examples=50, deadline=None)
def test_an_amount_written_the_french_way_is_read_back(value):
    written = f"{value:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"

    assert values.amount(written).value == Decimal(value)


@given(st.dates(date(1954, 10, 3), date(2090, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_a_date_is_the_same_however_it_is_written(value):
    written = (value, datetime(value.year, value.month, value.day), value.strftime("%d/%m/%Y"),
               value.isoformat(), (value - date(1899, 12, 30)).days)  # fmt: skip

    assert {values.day(one).value for one in written} == {value}
