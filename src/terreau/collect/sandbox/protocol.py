"""What goes between the two sides of the sandbox: JSON, never pickled objects.

Guarantees that a value of a cell comes back equal and of the same type, and that anything else
than the expected shape raises `BadAnswer`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value, Workbook

#: A message is preceded by its length in bytes, as an unsigned integer, most significant first.
LENGTH_BYTES = 8
TABLES, DOCUMENT = "tables", "document"


class BadAnswer(ValueError):
    """The child's answer does not have the expected shape."""


def packed(message: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """The message, with its length before it; lone surrogates are kept as escapes."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def wrap_value(value: Value) -> Any:  # noqa: ANN401 - a JSON value
    """Plain JSON for text, whole numbers, booleans, None; `[type, text]` for the rest."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return ["float", value.hex()]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    kind = (
        "datetime" if isinstance(value, datetime) else "date" if isinstance(value, date) else "time"
    )
    return [kind, value.isoformat()]


_UNWRAP: dict[str, Callable[[str], Value]] = {
    "float": float.fromhex,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def unwrap_value(given: Any) -> Value:  # noqa: ANN401 - a JSON value
    """The value that `wrap_value` wrapped; raises BadAnswer."""
    if given is None or isinstance(given, bool | int | str):
        return given
    try:
        kind, text = given
        return _UNWRAP[kind](text)
    except (ValueError, TypeError, KeyError, InvalidOperation, OverflowError):
        raise BadAnswer from None


def wrap_document(document: DocumentText) -> dict[str, Any]:
    """A document as JSON."""
    return {
        "text": document.text,
        "media_type": document.media_type,
        "extractor": document.extractor,
        "version": document.version,
        "page_starts": list(document.page_starts),
        "notes": _wrap_notes(document.notes),
        "title": document.title,
    }


def unwrap_document(given: Any) -> DocumentText:  # noqa: ANN401 - a JSON value
    """The document that `wrap_document` wrapped; raises BadAnswer."""
    try:
        starts = [_whole(start) for start in given["page_starts"]]
        text = _text(given["text"])
        if starts and (starts[0] != 0 or starts != sorted(starts) or starts[-1] > len(text)):
            raise BadAnswer
        return DocumentText(
            text=text,
            media_type=_text(given["media_type"]),
            extractor=_text(given["extractor"]),
            version=_text(given["version"]),
            page_starts=tuple(starts),
            notes=_unwrap_notes(given["notes"]),
            title=_text(given["title"]),
        )
    except (KeyError, TypeError, ValueError):
        raise BadAnswer from None


def wrap_workbook(workbook: Workbook) -> dict[str, Any]:
    """A workbook as JSON."""
    return {
        "tables": [
            {
                "sheet": table.sheet,
                "header_row": table.header_row,
                "columns": [[column.index, column.header] for column in table.columns],
                "rows": [[row.number, [wrap_value(v) for v in row.values]] for row in table.rows],
                "set_aside": _wrap_notes(table.set_aside),
            }
            for table in workbook.tables
        ],
        "notes": _wrap_notes(workbook.notes),
        "how": workbook.how,
    }


def unwrap_workbook(given: Any) -> Workbook:  # noqa: ANN401 - a JSON value
    """The workbook that `wrap_workbook` wrapped; raises BadAnswer."""
    try:
        return Workbook(
            tables=tuple(_unwrap_table(table) for table in given["tables"]),
            notes=_unwrap_notes(given["notes"]),
            how=_text(given["how"]),
        )
    except (KeyError, TypeError, ValueError):
        raise BadAnswer from None


def _unwrap_table(given: Any) -> Table:  # noqa: ANN401 - a JSON value
    return Table(
        sheet=_text(given["sheet"]),
        header_row=_whole(given["header_row"]),
        columns=tuple(Column(_whole(index), _text(header)) for index, header in given["columns"]),
        rows=tuple(
            Row(_whole(number), tuple(unwrap_value(value) for value in values))
            for number, values in given["rows"]
        ),
        set_aside=_unwrap_notes(given["set_aside"]),
    )


def _wrap_notes(notes: tuple[Note, ...]) -> list[list[str]]:
    return [[note.code, note.where, note.message] for note in notes]


def _unwrap_notes(given: Any) -> tuple[Note, ...]:  # noqa: ANN401 - a JSON value
    return tuple(Note(_text(code), _text(where), _text(message)) for code, where, message in given)


def _text(given: Any) -> str:  # noqa: ANN401 - a JSON value
    if not isinstance(given, str):
        raise BadAnswer
    return given


def _whole(given: Any) -> int:  # noqa: ANN401 - a JSON value
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise BadAnswer
    return given
