"""JSON and NDJSON: a list of objects as a table whose columns are the keys.

Guarantees that columns come in the order in which their keys first appear, that an object inside
another gives keys joined with a dot, that a list of plain values is one text joined with « ; »,
and that a list of objects is kept as its JSON. Numbers with decimals keep them exactly.
Format: RFC 8259; NDJSON has one object a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from terreau.collect.readers.tables import limits
from terreau.collect.readers.tables.decoding import decode
from terreau.collect.readers.tables.errors import BadJson, NoRecords, counted, grouped
from terreau.collect.readers.tables.grid import present
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value, Workbook
from terreau.collect.readers.tables.registry import TableFormat

JOIN = " ; "
DEEPEST = 100  # objects inside objects
BLANKS = b" \t\r\n\xef\xbb\xbf"
NO_LIST = "Ce fichier JSON ne contient aucune liste d’objets."
NO_LIST_HINT = "Il faut une liste d’objets, un par projet\u00a0: [{…}, {…}]."


@dataclass(slots=True)
class _Seen:
    """What is met while reading: keys written twice in one object."""

    twice: list[str] = field(default_factory=list)

    def pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """An object; of a key written twice the last value is kept under its name."""
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self.twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return made


def is_json(data: bytes) -> bool:
    """True for text that opens and closes like a list or an object."""
    body = data[:100].lstrip(BLANKS)
    return body[:1] in {b"[", b"{"} and data[-100:].rstrip()[-1:] in {b"]", b"}"}


def read(data: bytes, _name: str = "") -> Workbook:
    """The biggest list of objects of a JSON file, or the lines of an NDJSON file.

    The name is not looked at. Raises EmptyFile, BadJson, NoRecords and the errors of `limits`.
    """
    limits.check_file(data)
    decoded = decode(data)
    seen = _Seen()
    try:
        root = _loads(decoded.text, seen)
    except json.JSONDecodeError as error:
        lines = _lines(decoded.text, seen)
        if lines is None:
            raise BadJson("le texte est mal formé", error.lineno, error.colno) from None
        records, notes = lines
        found = Workbook((_table(records),), (*decoded.notes, *notes, *_twice(seen)), "NDJSON")
    else:
        found = _from_root(root, seen)
        found = Workbook(found.tables, (*decoded.notes, *found.notes), found.how)
    return found


def from_records(records: Sequence[object], *, sheet: str = "") -> Table:
    """The table of a list of objects already read; what is no object is set aside."""
    return _table(list(enumerate(records, start=1)), sheet)


def _loads(text: str, seen: _Seen) -> object:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=str, object_pairs_hook=seen.pairs
        )
    except RecursionError:
        raise BadJson("il s’emboîte trop profondément") from None
    except json.JSONDecodeError:
        raise
    except (ValueError, ArithmeticError):
        raise BadJson("un nombre y est démesuré") from None


Numbered = list[tuple[int, object]]


def _lines(text: str, seen: _Seen) -> tuple[Numbered, tuple[Note, ...]] | None:
    """The objects of NDJSON, by their line; None where the text is no NDJSON."""
    records: Numbered = []
    wrong: list[Note] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            records.append((number, _loads(line, seen)))
        except (json.JSONDecodeError, BadJson):
            message = f"La ligne {number} n’est pas du JSON\u00a0: elle est laissée de côté."
            wrong.append(Note("bad_json_line", f"ligne\u00a0{number}", message))
    objects = sum(isinstance(record, dict) for _, record in records)
    if objects == 0 or objects <= len(wrong) or (objects < 2 and wrong):
        return None
    return records, tuple(wrong)


def _from_root(root: object, seen: _Seen) -> Workbook:
    lists = sorted(_lists(root), key=lambda one: (-one[2], one[1].count("."), one[1]))
    if not lists:
        raise NoRecords(NO_LIST, NO_LIST_HINT)
    records, path, count = lists[0]
    notes = list(_twice(seen))
    if others := [f"«\u00a0{other}\u00a0» ({grouped(size)})" for _, other, size in lists[1:]]:
        shown = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        message = (
            f"La plus longue liste d’objets est lue\u00a0; celles-ci ne le sont pas\u00a0: {shown}."
        )
        notes.append(Note("other_lists", path, message))
    how = "JSON" + (f", liste «\u00a0{path}\u00a0»" if path else "")
    how += f", {counted(count, 'objet')}"
    return Workbook((from_records(records),), tuple(notes), how)


def _lists(root: object) -> Iterator[tuple[list[object], str, int]]:
    """Lists made of objects for half or more, outside other such lists: list, path, objects."""
    waiting: list[tuple[object, str, int]] = [(root, "", 0)]
    while waiting:
        value, path, depth = waiting.pop()
        if isinstance(value, list):
            objects = sum(isinstance(one, dict) for one in value)
            if objects and objects * 2 >= len(value):
                yield value, path, objects
        elif isinstance(value, dict) and depth < DEEPEST:
            waiting.extend(
                (one, f"{path}.{key}" if path else key, depth + 1) for key, one in value.items()
            )


def _twice(seen: _Seen) -> Iterator[Note]:
    for key in sorted(set(seen.twice)):
        message = (
            f"La clé «\u00a0{key}\u00a0» est écrite deux fois dans un objet\u00a0: "
            "la dernière compte."
        )
        yield Note("key_twice", key, message)


def _table(records: Numbered, sheet: str = "") -> Table:
    places: dict[str, int] = {}
    flat: list[tuple[int, dict[str, Value]]] = []
    aside: list[Note] = []
    cells = 0
    for number, record in records:
        if not isinstance(record, dict):
            message = f"L’élément {number} n’est pas un objet\u00a0: il est laissé de côté."
            aside.append(Note("not_an_object", f"élément\u00a0{number}", message))
            continue
        values = _flat(record)
        for key in values:
            places.setdefault(key, len(places))
        cells = limits.check_extent(1, len(places), line=number, before=cells)
        flat.append((number, values))
    limits.check_extent(len(flat), len(places))
    rows = tuple(Row(number, tuple(map(values.get, places))) for number, values in flat)
    columns = tuple(Column(place, key) for key, place in places.items())
    return Table(sheet, 0, columns, rows, tuple(aside))


def _flat(record: dict[str, object]) -> dict[str, Value]:
    """The plain values of an object, by their dotted keys, in their order."""
    values: dict[str, Value] = {}
    waiting = [(key, value, 0) for key, value in reversed(record.items())]
    while waiting:
        key, value, depth = waiting.pop()
        if isinstance(value, dict) and value and depth < DEEPEST:
            waiting.extend(
                (f"{key}.{name}", one, depth + 1) for name, one in reversed(value.items())
            )
            continue
        while key in values:
            key += " (bis)"
        values[key] = _plain(value)
    return values


def _plain(value: object) -> Value:
    if isinstance(value, list):
        if any(isinstance(one, (dict, list)) for one in value):
            return _json(value)
        return JOIN.join(_word(one) for one in value if one is not None) or None
    if isinstance(value, dict):
        return _json(value) if value else None
    if value is None or isinstance(value, (bool, int, float, Decimal, str)):
        return present(value)
    return str(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        raise BadJson("il s’emboîte trop profondément") from None


JSON = TableFormat(
    "json", "JSON ou NDJSON", (".json", ".ndjson", ".jsonl", ".geojson"), is_json, read
)
