"""Where a table departs from a version of SCDL Subventions: columns, then cells. Pure.

Guarantees that each departure names its column or its cell and says what the schema expects; past
`SHOWN` cells of a column, the rest is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from terreau.collect.incoming import Remark
from terreau.collect.readers.tables.model import Column, Table, Value
from terreau.collect.readers.values import text
from terreau.collect.readers.values.model import quoted
from terreau.collect.records.cells import column_name, line
from terreau.collect.standards.reading import lines
from terreau.collect.standards.scdl.headers import Headers
from terreau.collect.standards.scdl.versions import Form, SchemaColumn, Version

SHOWN = 100
_SIRET = re.compile(r"\d{14}")
_RNA = re.compile(r"W\d{9}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WHOLE = re.compile(r"-?\d+")
_BOOLEANS = frozenset({"oui", "non", "true", "false", "vrai", "faux", "0", "1"})


def departures(table: Table, headers: Headers, version: Version, source: str) -> Iterator[Remark]:
    """Each departure from the version, columns first."""
    place = table.sheet or "tableau"
    for column in version.columns:
        if column.required and column.name not in headers.known:
            message = f"La colonne obligatoire «\u00a0{column.name}\u00a0» manque."
            yield Remark(source, place, "missing_column", message)
    for doubled in headers.duplicates:
        where = f"{place}, colonne {column_name(table, doubled)}"
        name = doubled.header.strip()
        message = f"La colonne «\u00a0{name}\u00a0» est en double\u00a0: la première compte."
        yield Remark(source, where, "duplicate_column", message)
    yield from _without_any(table, headers, version, source)
    for column in version.columns:
        if column.name in headers.known:
            yield from _of_column(table, headers.known[column.name], column, source)


def _without_any(table: Table, headers: Headers, version: Version, source: str) -> Iterator[Remark]:
    """Rows that fill none of the columns of which the version wants one."""
    found = [headers.known[name] for name in version.one_of if name in headers.known]
    places = [table.columns.index(column) for column in found]
    wanted = " ou ".join(f"«\u00a0{name}\u00a0»" for name in version.one_of)
    for row in table.rows if found else ():
        if not any(text(row.values[place]) for place in places):
            message = f"Le format attend {wanted} sur chaque ligne."
            yield Remark(source, line(table, row), "off_schema", message)


def count(table: Table, headers: Headers, version: Version) -> tuple[int, int]:
    """How far a table is from a version: columns missing or unknown to it, then faulty cells."""
    missing = sum(one.required and one.name not in headers.known for one in version.columns)
    unknown = sum(version.column(name) is None for name in headers.known)
    faults = sum(
        fault(row.values[place], column) is not None
        for place, found in enumerate(table.columns)
        for column in version.columns
        if headers.known.get(column.name) == found
        for row in table.rows[:SHOWN]
    )
    return missing + unknown, faults


def _of_column(table: Table, found: Column, column: SchemaColumn, source: str) -> Iterator[Remark]:
    place = table.columns.index(found)
    faulty = [
        (row, message)
        for row in table.rows
        if (message := fault(row.values[place], column)) is not None
    ]
    name = column_name(table, found)
    for row, message in faulty[:SHOWN]:
        yield Remark(source, f"{line(table, row)}, colonne {name}", "off_schema", message)
    if len(faulty) > SHOWN:
        rest = len(faulty) - SHOWN
        message = f"De même pour {lines(rest)} de plus dans «\u00a0{column.name}\u00a0»."
        yield Remark(source, f"{table.sheet or 'tableau'}, colonne {name}", "off_schema", message)


def fault(value: Value, column: SchemaColumn) -> str | None:
    """What in a cell departs from its column, as a French sentence; None where nothing does."""
    written = text(value)
    if not written:
        if not column.required:
            return None
        return f"«\u00a0{column.name}\u00a0» est vide, alors que le format l’exige."
    expected = _expected(value, written, column)
    if expected is None:
        return None
    return f"«\u00a0{column.name}\u00a0» vaut {quoted(written)}\u00a0; le format attend {expected}."


def _expected(value: Value, written: str, column: SchemaColumn) -> str | None:
    if column.choices:
        allowed = written.casefold() in {choice.casefold() for choice in column.choices}
        return None if allowed else ", ".join(f"«\u00a0{one}\u00a0»" for one in column.choices)
    if not _TESTS[column.form](value, written):
        return column.form.value
    if column.longest is not None and len(written) > column.longest:
        return f"{column.longest}\u00a0caractères au plus"
    return _bounds(written, column)


def _bounds(written: str, column: SchemaColumn) -> str | None:
    if column.least is None or column.most is None:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return column.form.value
    inside = column.least <= number <= column.most
    return None if inside else f"un nombre de {column.least} à {column.most}".replace(".", ",")


def _is_day(value: Value, written: str) -> bool:
    if isinstance(value, date):
        return not isinstance(value, datetime) or len(written) == len("2024-01-01")
    if not _DAY.fullmatch(written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


_TESTS: Mapping[Form, Callable[[Value, str], bool]] = {
    Form.TEXT: lambda _value, _written: True,
    Form.SIRET: lambda _value, written: _SIRET.fullmatch(written) is not None,
    Form.RNA: lambda _value, written: _RNA.fullmatch(written) is not None,
    Form.DATE: _is_day,
    Form.PERIOD: lambda _value, written: _PERIOD.fullmatch(written) is not None,
    Form.NUMBER: lambda _value, written: _NUMBER.fullmatch(written) is not None,
    Form.WHOLE: lambda _value, written: _WHOLE.fullmatch(written) is not None,
    Form.BOOLEAN: lambda _value, written: written.casefold() in _BOOLEANS,
}
