"""How a delimited resource of a data package is written (Table Dialect, v1 and v2). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terreau.collect.readers.tables.model import Value


@dataclass(frozen=True, slots=True)
class Dialect:
    """The properties that we honour; a blank `delimiter` is to be guessed.

    `header_rows` and `comment_rows` are lines counted from 1.
    """

    delimiter: str = ""
    quote: str = '"'
    double_quote: bool = True
    escape: str = ""
    skip_initial_space: bool = False
    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment: str = ""

    def is_comment(self, row: Sequence[Value]) -> bool:
        """True for a line that begins with the sign of comments."""
        first = row[0] if row else None
        return bool(self.comment) and isinstance(first, str) and first.startswith(self.comment)

    def names(self, rows: Sequence[Sequence[Value]]) -> tuple[tuple[str, ...], int]:
        """The names of the columns, and the number of the first line of data."""
        heads = [rows[line - 1] for line in self.header_rows if line <= len(rows)]
        width = max(map(len, heads), default=0)
        names = []
        for place in range(width):
            parts = [str(head[place]) for head in heads if place < len(head) and head[place]]
            names.append(self.header_join.join(parts))
        return tuple(names), max(self.header_rows) + 1


def dialect_of(described: Mapping[str, Any]) -> Dialect:
    """The dialect that a descriptor gives, each wrong property left at its default."""
    rows = described.get("headerRows")
    lines = tuple(line for line in rows if _is_line(line)) if isinstance(rows, list) else ()
    header = described.get("header", True)
    # Version 1 lets `header` be false; version 2 says it with an empty list of lines as well.
    without = header is False or (isinstance(rows, list) and not lines)
    plain = described.get("quoteChar", '"')
    return Dialect(
        delimiter=_sign(described.get("delimiter")),
        quote=_sign(plain) if plain is not None else "",
        double_quote=described.get("doubleQuote") is not False,
        escape=_sign(described.get("escapeChar")),
        skip_initial_space=described.get("skipInitialSpace") is True,
        header=not without,
        header_rows=lines or (1,),
        header_join=str(described.get("headerJoin", " ")),
        comment=_sign(described.get("commentChar")),
    )


def _is_line(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100


def _sign(value: object) -> str:
    return value if isinstance(value, str) and len(value) == 1 and value not in "\r\n" else ""
