"""Small tables written in a test, as a reader of files would give them."""

from collections.abc import Sequence

from terreau.collect.readers.tables.model import Column, Row, Table, Value


def table(
    headers: Sequence[str], *rows: Sequence[Value], sheet: str = "Lauréats", header_row: int = 1
) -> Table:
    """A table whose header stands on `header_row` and whose rows follow it."""
    return Table(
        sheet,
        header_row,
        tuple(Column(index, header) for index, header in enumerate(headers)),
        tuple(Row(header_row + 1 + place, tuple(row)) for place, row in enumerate(rows)),
    )
