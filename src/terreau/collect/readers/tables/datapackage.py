"""Frictionless data packages: the tables that a descriptor names, read as it says.

Guarantees that no path goes out of the package or to the network, that a resource which cannot be
read is told and does not hide the others, and that a value which is not of its declared type is
kept as its text. Format: Data Package v1 and v2 (datapackage.org), Table Dialect, Table Schema.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from terreau.collect.readers.errors import EmptyFile, ReaderError
from terreau.collect.readers.tables import limits, objects
from terreau.collect.readers.tables.decoding import decode, decode_as
from terreau.collect.readers.tables.delimited import separator_of
from terreau.collect.readers.tables.dialect import Dialect, dialect_of
from terreau.collect.readers.tables.errors import BadPackage, PathRefused, TooMuchText, counted
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value, Workbook
from terreau.collect.readers.tables.schema import Schema, schema_of

Fetch = Callable[[str], bytes]
Described = Mapping[str, Any]

PARTS = 1000
#: An address, or the letter of a disk.
NETWORK = re.compile(r"[a-z][a-z0-9+.\-]*:|//", re.IGNORECASE)
TABULAR = frozenset({"csv", "tsv", "json", "ndjson", "jsonl", "xlsx", "xls", "ods", ""})


def read_datapackage(descriptor: bytes, fetch: Fetch) -> Workbook:
    """The tables of a data package; `fetch` gives the bytes of a path inside it.

    `fetch` raises KeyError or OSError for a path that is not there. Each resource is a table (a
    workbook may be several) whose `sheet` is the resource's name. Raises BadPackage where the
    descriptor is no list of resources, PathRefused, and the errors of `limits`.
    """
    loaded = _loaded(descriptor, "datapackage.json")
    package: Described = loaded if isinstance(loaded, dict) else {}
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        raise BadPackage("Le descripteur du paquet ne nomme aucune ressource.")
    tables: list[Table] = []
    notes: list[Note] = []
    for place, resource in enumerate(resources, start=1):
        name = _name(resource, place)
        try:
            found = _resource(resource, name, fetch)
        except PathRefused:
            raise
        except ReaderError as error:
            notes.append(Note(error.code, name, f"Ressource «\u00a0{name}\u00a0»\u00a0: {error}"))
            continue
        tables.extend(found.tables)
        notes.extend(found.notes)
    version = "v2" if "$schema" in package else "v1"
    how = f"paquet de données {version}, {counted(len(tables), 'table')}"
    return Workbook(tuple(tables), tuple(notes), how)


def inside(path: object) -> str:
    """A path of the package, tidied; raises PathRefused for one that goes out of it.

    The standard allows neither absolute paths nor « .. »; addresses it allows, we do not.
    """
    written = path if isinstance(path, str) else ""
    parts = written.replace("\\", "/").split("/")
    if not written.strip() or NETWORK.match(written) or ".." in parts or "\x00" in written:
        raise PathRefused(str(path))
    if written.startswith(("/", "\\", "~")):
        raise PathRefused(written)
    return posixpath.normpath(written.replace("\\", "/"))


def _name(resource: object, place: int) -> str:
    name = resource.get("name") if isinstance(resource, dict) else None
    return name if isinstance(name, str) and name else f"ressource {place}"


def _loaded(data: bytes, what: str) -> object:
    try:
        return json.loads(decode(data).text)
    except (ValueError, RecursionError, EmptyFile):
        raise BadPackage(f"«\u00a0{what}\u00a0» n’est pas du JSON lisible.") from None


def _resource(resource: object, name: str, fetch: Fetch) -> Workbook:
    if not isinstance(resource, dict):
        raise BadPackage("elle n’est pas décrite par un objet.")
    dialect = dialect_of(_described(resource.get("dialect"), fetch))
    schema = schema_of(_described(resource.get("schema"), fetch))
    kind = _kind(resource)
    if "data" in resource:
        return _inline(resource["data"], name, dialect, schema)
    if kind not in TABULAR:
        message = f"Ressource «\u00a0{name}\u00a0»\u00a0: ce n’est pas une table ({kind})."
        return Workbook((), (Note("not_a_table", name, message),))
    parts = [_fetched(path, fetch) for path in _paths(resource)]
    if kind in {"json", "ndjson", "jsonl", "xlsx", "xls", "ods"}:
        return _other(parts, name, kind, schema)
    return _delimited(parts, name, dialect, schema, resource.get("encoding"))


def _described(value: object, fetch: Fetch) -> Described:
    """A dialect or a schema: written here, or in a file of the package."""
    if isinstance(value, str):
        value = _loaded(_fetched(value, fetch), value)
    return value if isinstance(value, dict) else {}


def _kind(resource: Described) -> str:
    kind = resource.get("format")
    if not isinstance(kind, str):
        path = resource.get("path")
        first = path[0] if isinstance(path, list) and path else path
        kind = posixpath.splitext(first)[1] if isinstance(first, str) else ""
    return kind.lower().removeprefix(".")


def _paths(resource: Described) -> list[str]:
    path = resource.get("path")
    paths = path if isinstance(path, list) else [path]
    if len(paths) > PARTS or not paths or not all(isinstance(one, str) for one in paths):
        raise BadPackage("elle n’a ni données ni chemin lisible.")
    return [inside(one) for one in paths]


def _fetched(path: object, fetch: Fetch) -> bytes:
    place = inside(path)
    try:
        data = fetch(place)
    except (KeyError, OSError):
        raise BadPackage(f"«\u00a0{place}\u00a0» n’est pas dans le paquet.", path=place) from None
    limits.check_file(data)
    return data


def _inline(data: object, name: str, dialect: Dialect, schema: Schema) -> Workbook:
    if isinstance(data, str):
        return _delimited([data.encode()], name, dialect, schema, "utf-8")
    rows = data if isinstance(data, list) else []
    if rows and all(isinstance(row, list) for row in rows):
        return _table(name, [[_plain(value) for value in row] for row in rows], dialect, schema)
    if not any(isinstance(row, dict) for row in rows):
        raise BadPackage("ses données ne sont pas une liste de lignes.")
    return _cast(objects.from_records(rows, sheet=name), schema)


def _plain(value: object) -> Value:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return json.dumps(value, ensure_ascii=False)


def _other(parts: list[bytes], name: str, kind: str, schema: Schema) -> Workbook:
    """JSON and workbooks, read as when they come alone; several parts are several tables."""
    from terreau.collect.readers.tables import read_workbook  # noqa: PLC0415  a package may nest it

    tables: list[Table] = []
    notes: list[Note] = []
    for part in parts:
        found = read_workbook(part, f"{name}.{kind}")
        notes.extend(found.notes)
        for table in found.tables:
            sheet = f"{name}, {table.sheet}" if table.sheet else name
            typed = _cast(
                Table(sheet, table.header_row, table.columns, table.rows, table.set_aside), schema
            )
            tables.extend(typed.tables)
            notes.extend(typed.notes)
    return Workbook(tuple(tables), tuple(notes))


def _delimited(
    parts: list[bytes], name: str, dialect: Dialect, schema: Schema, encoding: object
) -> Workbook:
    """The parts of a resource are one file cut in pieces; a piece may repeat the header."""
    rows: list[list[Value]] = []
    notes: list[Note] = []
    for place, part in enumerate(parts):
        text, told = _text(part, encoding)
        notes.extend(Note(one.code, f"{name}, {one.where}", one.message) for one in told)
        found = _rows(text, dialect)
        repeated = place and dialect.header and found[:1] == rows[:1]
        rows.extend(found[1:] if repeated else found)
        limits.check_extent(len(rows), max(map(len, rows), default=0))
    table = _table(name, rows, dialect, schema)
    return Workbook(table.tables, (*notes, *table.notes))


def _text(data: bytes, encoding: object) -> tuple[str, tuple[Note, ...]]:
    if isinstance(encoding, str) and encoding:
        try:
            found = decode_as(data, encoding)
        except LookupError:
            raise BadPackage(f"l’encodage «\u00a0{encoding}\u00a0» est inconnu.") from None
    else:
        # The standard's default is UTF-8; a file that is not says so by its bytes.
        found = decode(data)
    if len(found.text) > limits.TEXT:
        raise TooMuchText(limits.TEXT)
    return found.text, found.notes


def _rows(text: str, dialect: Dialect) -> list[list[Value]]:
    delimiter = dialect.delimiter or separator_of(text).separator
    lines = io.StringIO(text, newline="")
    try:
        reader = csv.reader(
            lines,
            delimiter=delimiter,
            quotechar=dialect.quote or None,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            doublequote=dialect.double_quote,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.skip_initial_space,
        )
        records = [list[Value](row) for row in reader]
    except (csv.Error, TypeError, ValueError):
        raise BadPackage("son dialecte ne permet pas de la lire.") from None
    return [row for row in records if not dialect.is_comment(row)]


def _table(name: str, rows: list[list[Value]], dialect: Dialect, schema: Schema) -> Workbook:
    """The table of lines already cut, the header taken off as the dialect says."""
    limits.check_extent(len(rows), max(map(len, rows), default=0))
    names, first = dialect.names(rows) if dialect.header else (schema.names, 1)
    header_row = first - 1 if dialect.header else 0
    body = rows[header_row:] if dialect.header else rows
    width = max(len(names), max(map(len, body), default=0))
    columns = tuple(
        Column(place, names[place] if place < len(names) else "") for place in range(width)
    )
    made = tuple(
        Row(number, (*row, *[None] * (width - len(row))))
        for number, row in enumerate(body, start=header_row + 1)
        if any(value is not None and value != "" for value in row)
    )
    return _cast(Table(name, header_row, columns, made), schema)


def _cast(table: Table, schema: Schema) -> Workbook:
    """The values in the types of the schema; those that are not are kept, counted and told."""
    casts = [schema.caster(column.header, column.index) for column in table.columns]
    wrong: dict[int, int] = {}
    rows: list[Row] = []
    for row in table.rows:
        values: list[Value] = []
        for place, (cast, value) in enumerate(zip(casts, row.values, strict=True)):
            made, right = cast(value)
            values.append(made)
            if not right:
                wrong[place] = wrong.get(place, 0) + 1
        rows.append(Row(row.number, tuple(values)))
    made_table = Table(table.sheet, table.header_row, table.columns, tuple(rows), table.set_aside)
    return Workbook((made_table,), tuple(_told(table, wrong)))


def _told(table: Table, wrong: dict[int, int]) -> Iterator[Note]:
    for place, count in sorted(wrong.items()):
        column = table.columns[place]
        message = (
            f"Dans «\u00a0{column.header}\u00a0», {counted(count, 'valeur')} d’un autre type que "
            "celui du schéma\u00a0: gardé tel quel."
        )
        yield Note("not_of_its_type", f"{table.sheet}, {column.letters}", message)
