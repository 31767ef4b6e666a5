"""360Giving grants, as a JSON package or as the spreadsheet form of the same standard.

Guarantees that a grant keeps its own currency, and its recipient the organisation identifier as it
is published (org-id.guide). Format: the 360Giving Data Standard, schema 1.x,
https://standard.threesixtygiving.org/. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import replace

from terreau.collect.incoming import Remark
from terreau.collect.mapping.model import KEPT, MappedColumn, Mapping
from terreau.collect.readers.tables.model import Column, Row, Table, Value, Workbook
from terreau.collect.readers.values import text
from terreau.collect.records import Context, Manner, read_table
from terreau.collect.records.model import Concepts, Records
from terreau.collect.standards.model import Standard
from terreau.collect.standards.reading import read_tables
from terreau.territory.gazetteer import normalise

__all__ = ["THREESIXTY", "flattened", "mapping"]

NAME, LABEL = "360giving", "360Giving"
#: The properties of a grant (and of the objects in it), with the titles of the spreadsheet form.
TITLES: Lookup[str, str] = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAwarded": "Amount Awarded",
    "awardDate": "Award Date",
    "recipientOrganization.name": "Recipient Org:Name",
    "recipientOrganization.id": "Recipient Org:Identifier",
    "recipientOrganization.2.name": "Recipient Org:1:Name",
    "recipientOrganization.addressLocality": "Recipient Org:City",
    "fundingOrganization.name": "Funding Org:Name",
    "grantProgramme.title": "Grant Programme:Title",
    "beneficiaryLocation.name": "Beneficiary Location:Name",
}
FIELD_OF: Lookup[str, str] = {
    "id": "external_id",
    "title": "name",
    "description": "summary",
    "amountAwarded": "grant.amount",
    "awardDate": "grant.date",
    "recipientOrganization.name": "holder.name",
    "recipientOrganization.id": "holder.identifier",
    "recipientOrganization.2.name": "partner.name",
    "recipientOrganization.addressLocality": "seat.name",
    "fundingOrganization.name": "grant.funder",
    "grantProgramme.title": "call",
    "beneficiaryLocation.name": "action.name",
}
#: What every grant must have, by the schema.
REQUIRED = (
    *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
    *("recipientOrganization.name", "recipientOrganization.id", "fundingOrganization.name"),
)
#: Properties that no other format has.
TELLING = frozenset({"amountAwarded", "recipientOrganization", "fundingOrganization"})
ENOUGH = 2


def _key(header: str) -> str:
    return normalise(header).replace(" ", "")


_PROPERTIES = {_key(title): name for name, title in TITLES.items()} | {
    _key(name): name for name in TITLES
}


def follows(table: Table) -> bool:
    """Whether a table has the columns that tell 360Giving from other lists of grants."""
    roots = {
        _PROPERTIES.get(_key(column.header), column.header).partition(".")[0]
        for column in table.columns
    }
    return len(TELLING & roots) >= ENOUGH


def recognises(workbook: Workbook) -> bool:
    """Whether a table of the file follows the standard."""
    return any(map(follows, workbook.tables))


def read(workbook: Workbook, file_sha256: str, source: str, concepts: Concepts) -> Records:
    """The grants of every table that follows the standard, each as a project."""
    context = Context(file_sha256, source, concepts=concepts)
    return read_tables(workbook, source, LABEL, follows, lambda table: _read(table, context))


def _read(table: Table, context: Context) -> Records:
    flat = flattened(table)
    known = _known(flat)
    currency = known.get("currency")
    manner = Manner(currency.index if currency else None, own_identifiers=True, abroad=True)
    said = read_table(flat, mapping(flat), replace(context, manner=manner))
    missing = tuple(
        Remark(
            context.source,
            table.sheet or "tableau",
            "missing_column",
            f"La propriété obligatoire «\u00a0{name}\u00a0» manque.",
        )
        for name in REQUIRED
        if name not in known
    )
    return replace(said, warnings=missing + said.warnings)


def mapping(table: Table) -> Mapping:
    """The fixed mapping of a flattened table; what has no field of ours is kept as it is."""
    known = {column.index: name for name, column in _known(table).items()}
    return Mapping(
        tuple(
            MappedColumn(
                column.index,
                column.header,
                FIELD_OF.get(known.get(column.index, ""), KEPT),
                1.0,
                "propriété du format 360Giving",
            )
            for column in table.columns
        )
    )


def _known(table: Table) -> dict[str, Column]:
    """The first column of each property."""
    found: dict[str, Column] = {}
    for column in table.columns:
        name = _PROPERTIES.get(_key(column.header))
        if name is not None:
            found.setdefault(name, column)
    return found


def flattened(table: Table) -> Table:
    """The table with the objects inside its cells (JSON) as columns of their own.

    The first organisation of a list gives `recipientOrganization.name`, the second
    `recipientOrganization.2.name`, and so on.
    """
    rows = [_flat_row(table, row) for row in table.rows]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    if headers == [column.header for column in table.columns]:
        return table
    columns = tuple(Column(index, header) for index, header in enumerate(headers))
    return replace(
        table,
        columns=columns,
        rows=tuple(
            Row(row.number, tuple(cells.get(header) for header in headers))
            for row, cells in zip(table.rows, rows, strict=True)
        ),
    )


def _flat_row(table: Table, row: Row) -> dict[str, Value]:
    """The cells of a row by header; two columns of one header keep their places apart."""
    cells: dict[str, Value] = {}
    for column, value in zip(table.columns, row.values, strict=False):
        objects = _objects(value)
        if objects is None:
            header = column.header
            while header in cells:
                header += " (bis)"
            cells[header] = value
            continue
        for number, one in enumerate(objects, start=1):
            name = column.header if number == 1 else f"{column.header}.{number}"
            cells |= dict(_leaves(name, one))
    return cells


def _objects(value: Value) -> list[object] | None:
    """The objects of a cell that holds a JSON list of them; None for any other cell."""
    if not isinstance(value, str) or not value.lstrip().startswith("[{"):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _leaves(name: str, value: object) -> Iterator[tuple[str, Value]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner)
    elif isinstance(value, str | int | float) or value is None:
        yield name, value
    else:
        yield name, text(json.dumps(value, ensure_ascii=False))


THREESIXTY = Standard(NAME, LABEL, recognises, read)
