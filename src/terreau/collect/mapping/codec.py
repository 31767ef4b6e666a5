"""A mapping as JSON, `{"columns": [{"header": …, "field": …}]}`, and back onto a table.

Guarantees that what `write` gives, `read` gives again, and that `fit` leaves no column of a table
without a field: those that the mapping does not name are kept as they are. Pure.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from terreau.collect.mapping.errors import HeaderMissing, NotAMapping, UnknownField
from terreau.collect.mapping.model import KEPT, OWN_FIELDS, MappedColumn, Mapping, SavedMapping
from terreau.collect.readers.tables.model import Table

GIVEN = "choisi dans la correspondance donnée"
NOT_NAMED = "la correspondance donnée ne cite pas cette colonne\u00a0: gardée telle quelle"


def write(mapping: Mapping | SavedMapping) -> str:
    """The JSON text of a mapping, ended by a new line; the same text for the same mapping."""
    columns = [{"header": header, "field": field} for header, field in pairs(mapping)]
    return json.dumps({"columns": columns}, ensure_ascii=False, indent=2) + "\n"


def pairs(mapping: Mapping | SavedMapping) -> tuple[tuple[str, str], ...]:
    """Headers and fields, in the order of the columns."""
    if isinstance(mapping, SavedMapping):
        return mapping.columns
    return tuple((column.header, column.field) for column in mapping.columns)


def read(text: str, label: str = "") -> SavedMapping:
    """Read the JSON text of a mapping.

    Raises NotAMapping for any other text, UnknownField for a field that does not exist.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAMapping("le texte n’est pas du JSON") from error
    columns = data.get("columns") if isinstance(data, dict) else None
    if not isinstance(columns, list):
        raise NotAMapping("la liste «\u00a0columns\u00a0» manque")
    found = tuple(_column(number, item) for number, item in enumerate(columns, start=1))
    return SavedMapping(found, label)


def _column(number: int, item: object) -> tuple[str, str]:
    if not isinstance(item, dict):
        raise NotAMapping(f"la colonne {number} n’est pas un objet")
    header, field = item.get("header"), item.get("field")
    if not isinstance(header, str) or not isinstance(field, str):
        raise NotAMapping(
            f"la colonne {number} demande «\u00a0header\u00a0» et «\u00a0field\u00a0»"
        )
    if field not in OWN_FIELDS:
        raise UnknownField(field, tuple(OWN_FIELDS))
    return header, field


def fit(saved: SavedMapping, table: Table) -> Mapping:
    """Apply a mapping that a person wrote to a table; headers are compared as they are written.

    Of several columns of one header, the first takes the first field given for it, and so on.
    Raises HeaderMissing where the table lacks a header, FieldTwice as `Mapping` does.
    """
    columns, missing = matched(saved.columns, table)
    if missing:
        raise HeaderMissing(missing, [column.header for column in table.columns])
    return Mapping(
        tuple(
            MappedColumn(column.index, column.header, columns[column.index], 1.0, GIVEN)
            if column.index in columns
            else MappedColumn(column.index, column.header, KEPT, 1.0, NOT_NAMED)
            for column in table.columns
        )
    )


def matched(
    wanted: Iterable[tuple[str, str]], table: Table
) -> tuple[dict[int, str], tuple[str, ...]]:
    """The field of each column of the table that `wanted` names, and the headers it lacks."""
    free: dict[str, list[int]] = defaultdict(list)
    for column in table.columns:
        free[column.header.strip()].append(column.index)
    found: dict[int, str] = {}
    missing: list[str] = []
    for header, field in wanted:
        places = free[header.strip()]
        if places:
            found[places.pop(0)] = field
        else:
            missing.append(header)
    return found, tuple(missing)
