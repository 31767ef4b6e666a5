"""The types that a data package announces for its columns (Table Schema, v1 and v2). Pure.

Guarantees that casting never fails: a value which is not of its type comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from terreau.collect.readers.tables.model import Value

Cast = Callable[[Value], tuple[Value, bool]]
Described = Mapping[str, Any]

#: Directives of `strptime` alone: a format is the publisher's, not a programme.
FORMAT = re.compile(r"(?:%[YymdHMSBbfjp%]|[^%])+")
TRUE = ("true", "True", "TRUE", "1")
FALSE = ("false", "False", "FALSE", "0")
LONGEST_NUMBER = 100  # signs


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a resource, by name and in order, and what stands for a missing value."""

    fields: tuple[Described, ...] = ()
    missing: frozenset[str] = frozenset({""})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(str(field.get("name", "")) for field in self.fields)

    def caster(self, header: str, place: int) -> Cast:
        """What makes the values of a column: the field of its name, else the one at its place."""
        named = next((one for one in self.fields if one.get("name") == header), None)
        if named is None and place < len(self.fields) and not header:
            named = self.fields[place]
        field = named or {}
        missing = _missing(field.get("missingValues"), self.missing)
        reading = _reading(field)

        def cast(value: Value) -> tuple[Value, bool]:
            if not isinstance(value, str):
                return value, True
            if value in missing:
                return None, True
            try:
                return reading(value), True
            except (ValueError, InvalidOperation, OverflowError):
                return value, False

        return cast


def schema_of(described: Described) -> Schema:
    """The schema that a descriptor gives; fields that are no objects count as untyped."""
    fields = described.get("fields")
    listed = fields if isinstance(fields, list) else []
    return Schema(
        tuple(one if isinstance(one, dict) else {} for one in listed),
        _missing(described.get("missingValues"), frozenset({""})),
    )


def _missing(listed: object, default: frozenset[str]) -> frozenset[str]:
    """Version 2 allows each to be an object with its label."""
    if not isinstance(listed, list):
        return default
    values = (one.get("value") if isinstance(one, dict) else one for one in listed)
    return frozenset(value for value in values if isinstance(value, str))


def _reading(field: Described) -> Callable[[str], Value]:
    kind = field.get("type", "any")
    if kind == "boolean":
        return _boolean(_words(field, "trueValues", TRUE), _words(field, "falseValues", FALSE))
    if kind in {"number", "integer"}:
        return _number(field, whole=kind == "integer")
    if kind == "year":
        return _year
    if kind in {"date", "time", "datetime"}:
        return _moment(str(kind), field.get("format", "default"))
    return lambda value: value


def _words(field: Described, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    listed = field.get(key)
    return tuple(map(str, listed)) if isinstance(listed, list) and listed else default


def _boolean(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[str], Value]:
    def read(value: str) -> Value:
        if value in yes:
            return True
        if value in no:
            return False
        raise ValueError(value)

    return read


def _number(field: Described, *, whole: bool) -> Callable[[str], Value]:
    point = str(field.get("decimalChar") or ".")
    group = str(field.get("groupChar") or "")
    bare = field.get("bareNumber") is not False

    def read(value: str) -> Value:
        text = value.strip()
        if len(text) > LONGEST_NUMBER:
            raise ValueError(value)
        if not bare:
            text = re.sub(r"^[^\d+\-]+|[^\d]+$", "", text)
        text = text.replace(group, "") if group else text
        if whole:
            return int(text)
        number = Decimal(text.replace(point, "."))
        if not number.is_finite():
            raise ValueError(value)
        return number

    return read


def _year(value: str) -> Value:
    if not re.fullmatch(r"-?\d{1,4}", value.strip()):
        raise ValueError(value)
    return int(value)


def _moment(kind: str, pattern: object) -> Callable[[str], Value]:
    readers: dict[str, Callable[[str], date | time]] = {
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "datetime": datetime.fromisoformat,
    }
    if not isinstance(pattern, str) or pattern in {"default", "any"}:
        return readers[kind]
    if not FORMAT.fullmatch(pattern):
        return readers[kind]

    def read(value: str) -> Value:
        found = datetime.strptime(value, pattern)
        if kind == "date":
            return found.date()
        return found.time() if kind == "time" else found

    return read
