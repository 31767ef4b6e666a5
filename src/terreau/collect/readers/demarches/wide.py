"""Dossiers as one wide table: a line each, a column for each thing that the platform may say.

Guarantees that every value of the table can be led back to its own cell, and that a field that
takes one column is filled, for each dossier, by the first of its cells that is not blank. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace

from terreau.collect.incoming import Origin
from terreau.collect.mapping import KEPT, MappedColumn, Mapping, SavedMapping, propose
from terreau.collect.mapping.catalogue import CATALOGUE
from terreau.collect.mapping.codec import GIVEN, matched
from terreau.collect.mapping.errors import HeaderMissing
from terreau.collect.mapping.model import OWN_FIELDS
from terreau.collect.readers.demarches.model import Cell, Dossier
from terreau.collect.readers.tables.model import Column, Row, Table, Value
from terreau.collect.readers.values import text

SAID = "colonne de la plateforme"
NAMED = "Dossier {number}"
NO_TITLE = "aucune question ne donne le nom du projet"


@dataclass(frozen=True, slots=True)
class Wide:
    """The table, its mapping, and the origin of each cell by line and letters of column.

    `unnamed` holds the lines whose project has no name of its own.
    """

    table: Table
    mapping: Mapping
    origins: Lookup[tuple[int, str], Origin]
    unnamed: frozenset[int]


def widen(dossiers: Sequence[Dossier], sheet: str, given: SavedMapping | None) -> Wide:
    """The wide table of dossiers; the headers that `given` names take the fields it says.

    Raises HeaderMissing where the table lacks one of them, FieldTwice as `Mapping` does.
    """
    lines = [_one_each(dossier.cells) for dossier in dossiers]
    headers: dict[str, str] = {}
    fields: dict[str, str | None] = {}
    for line in lines:
        for name, cell in line.items():
            headers.setdefault(name, cell.header)
            fields.setdefault(name, cell.field)
    columns = tuple(Column(index, header) for index, header in enumerate(headers.values()))
    rows = tuple(
        Row(dossier.row, tuple(_value(line.get(name)) for name in headers))
        for dossier, line in zip(dossiers, lines, strict=True)
    )
    table = Table(sheet, 1, columns, rows)
    origins = {
        (dossier.row, column.letters): line[name].origin
        for dossier, line in zip(dossiers, lines, strict=True)
        for column, name in zip(columns, headers, strict=True)
        if name in line
    }
    mapping = _mapping(table, tuple(fields.values()))
    if given is not None:
        mapping = _chosen(mapping, given, table)
    return _named(dossiers, table, mapping, origins)


def _chosen(mapping: Mapping, given: SavedMapping, table: Table) -> Mapping:
    """The mapping with a person's choices, which come before any other."""
    chosen, missing = matched(given.columns, table)
    if missing:
        raise HeaderMissing(missing, [column.header for column in table.columns])
    taken = {one for one in chosen.values() if not OWN_FIELDS.get(one, True)}
    return Mapping(
        tuple(
            MappedColumn(one.index, one.header, chosen[one.index], 1.0, GIVEN)
            if one.index in chosen
            else replace(one, field=KEPT)
            if one.field in taken
            else one
            for one in mapping.columns
        )
    )


def _value(cell: Cell | None) -> Value:
    return None if cell is None else cell.value


def _one_each(cells: Iterable[Cell]) -> dict[str, Cell]:
    """The cells of a dossier by column; of those of a single field, the first filled takes it."""
    cells = list(cells)
    taken: dict[str, Cell] = {}
    for cell in cells:
        single = cell.field is not None and not OWN_FIELDS[cell.field]
        if single and cell.field and text(cell.value):
            taken.setdefault(cell.field, cell)
    line: dict[str, Cell] = {}
    for cell in cells:
        if cell.field is None or OWN_FIELDS[cell.field]:
            line[cell.column] = cell
        elif taken.get(cell.field) is cell:
            line[f"={cell.field}"] = cell
        elif text(cell.value):
            kept = Cell(cell.column, cell.header, cell.value, cell.origin, KEPT)
            line[cell.column] = kept
    return line


def _mapping(table: Table, fields: Sequence[str | None]) -> Mapping:
    """The fields that the platform says, and those proposed for the questions of the démarche."""
    said = {one for one in fields if one is not None and not OWN_FIELDS[one]}
    targets = tuple(target for target in CATALOGUE if target.key not in said)
    asked = [place for place, one in enumerate(fields) if one is None]
    questions = Table(
        table.sheet,
        table.header_row,
        tuple(table.columns[place] for place in asked),
        tuple(Row(row.number, tuple(row.values[place] for place in asked)) for row in table.rows),
    )
    proposed = {one.index: one for one in propose(questions, targets=targets).columns}
    mapped: list[MappedColumn] = []
    used = set(said)
    for column, field in zip(table.columns, fields, strict=True):
        one = proposed.get(column.index)
        if one is None:
            one = MappedColumn(column.index, column.header, field or KEPT, 1.0, SAID)
        elif not OWN_FIELDS[one.field]:
            if one.field in used:
                one = MappedColumn(column.index, column.header, KEPT, one.confidence, one.why)
            used.add(one.field)
        mapped.append(one)
    return Mapping(tuple(mapped))


def _named(
    dossiers: Sequence[Dossier],
    table: Table,
    mapping: Mapping,
    origins: Lookup[tuple[int, str], Origin],
) -> Wide:
    """Give the dossiers without a name their number for one: no project is lost for want of it."""
    held = mapping.of("name")
    place = held[0].index if held else len(table.columns)
    columns, mapped = table.columns, mapping.columns
    if not held:
        columns = (*columns, Column(place, NAMED.format(number="n°")))
        mapped = (*mapped, MappedColumn(place, columns[-1].header, "name", 1.0, NO_TITLE))
    unnamed: set[int] = set()
    rows: list[Row] = []
    for dossier, row in zip(dossiers, table.rows, strict=True):
        values = [*row.values, None][: len(columns)]
        if not text(values[place]):
            values[place] = NAMED.format(number=dossier.number)
            unnamed.add(row.number)
        rows.append(Row(row.number, tuple(values)))
    wide = Table(table.sheet, table.header_row, columns, tuple(rows))
    return Wide(wide, Mapping(mapped), origins, frozenset(unnamed))
