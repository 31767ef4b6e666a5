"""What a cell looks like, without reading it: a label that could be a header, or a value. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from terreau.collect.readers.tables.model import Value

LONGEST_LABEL = 300  # characters; explanations under a header's name make it long
NUMBER = re.compile(r"[\s(+\-−]*\d[\d\s.,]*\s*(?:€|k€|M€|euros?|EUR|%)?\s*\)?\s*")
DATE = re.compile(r"\s*\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{1,4})?(?:[ T]\d.*)?\s*")
ADDRESS = re.compile(r"\s*(?:https?://|www\.|[^\s@]+@[^\s@]+\.[^\s@]+)", re.IGNORECASE)
SHARE_OF_LABELS = 0.7


def filled(row: Sequence[Value]) -> list[int]:
    """The places of the cells of a line that hold something."""
    return [place for place, value in enumerate(row) if value is not None]


def is_number(value: Value) -> bool:
    """True for a number, or a text that writes one, with its currency or its percent sign."""
    if isinstance(value, str):
        return NUMBER.fullmatch(value) is not None
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def is_typed(value: Value) -> bool:
    """True for a value that no header is: number, date, time, yes or no, address of a site."""
    if isinstance(value, str):
        return bool(NUMBER.fullmatch(value) or DATE.fullmatch(value) or ADDRESS.match(value))
    return isinstance(value, (bool, int, float, Decimal, date, time))


def is_label(value: Value) -> bool:
    """True for a text that could name a column."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_LABEL
        and any(map(str.isalpha, value))
        and not is_typed(value)
    )


def is_heading(row: Sequence[Value]) -> bool:
    """True for a line that could be a header: labels nearly all, or labels and distinct years."""
    values = [value for value in row if value is not None]
    if not values or (isinstance(values[0], str) and values[0].rstrip().endswith(":")):
        return False
    labels = sum(map(is_label, values))
    years = [year for year in map(_year, values) if year]
    if len(years) >= 3 and len(set(years)) == len(years):
        labels += len(years)
    return labels >= len(values) * SHARE_OF_LABELS


def told(value: Value) -> str:
    """The text of a cell as a header: dates in ISO form, whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else str(value)


def same(value: Value) -> str:
    """The text of a cell for comparison: case and blanks do not count."""
    return " ".join(told(value).casefold().split())


def excerpt(row: Sequence[Value], longest: int = 120) -> str:
    """The beginning of what a line says, on one line."""
    words = " | ".join(" ".join(told(value).split()) for value in row if value is not None)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _year(value: Value) -> int:
    text = told(value).strip()
    return int(text) if len(text) == 4 and text.isdecimal() and 1980 <= int(text) <= 2100 else 0
