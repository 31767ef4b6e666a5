"""Workbooks and texts as JSON, and back, exactly: what crosses from the reading process.

JSON and not pickle: an answer from a process that a file has taken over is data, never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.tables.model import Column, Note, Row, Table, Value, Workbook

Json = dict[str, Any]


def workbook_to_json(workbook: Workbook) -> Json:
    """A workbook as JSON."""
    return {
        "how": workbook.how,
        "notes": [_note(note) for note in workbook.notes],
        "tables": [
            {
                "sheet": table.sheet,
                "header_row": table.header_row,
                "columns": [[column.index, column.header] for column in table.columns],
                "rows": [
                    [row.number, [value_to_json(value) for value in row.values]]
                    for row in table.rows
                ],
                "set_aside": [_note(note) for note in table.set_aside],
            }
            for table in workbook.tables
        ],
    }


def workbook_from_json(data: Mapping[str, Any]) -> Workbook:
    """The workbook that `workbook_to_json` wrote; LookupError, TypeError or ValueError else."""
    return Workbook(
        tables=tuple(
            Table(
                sheet=str(table["sheet"]),
                header_row=int(table["header_row"]),
                columns=tuple(Column(int(at), str(header)) for at, header in table["columns"]),
                rows=tuple(
                    Row(int(number), tuple(value_from_json(value) for value in values))
                    for number, values in table["rows"]
                ),
                set_aside=_notes(table["set_aside"]),
            )
            for table in data["tables"]
        ),
        notes=_notes(data["notes"]),
        how=str(data["how"]),
    )


def document_to_json(document: DocumentText) -> Json:
    """A document's text as JSON."""
    return {
        "text": document.text,
        "media_type": document.media_type,
        "extractor": document.extractor,
        "version": document.version,
        "page_starts": list(document.page_starts),
        "notes": [_note(note) for note in document.notes],
        "title": document.title,
    }


def document_from_json(data: Mapping[str, Any]) -> DocumentText:
    """The text that `document_to_json` wrote; LookupError, TypeError or ValueError else."""
    return DocumentText(
        text=str(data["text"]),
        media_type=str(data["media_type"]),
        extractor=str(data["extractor"]),
        version=str(data["version"]),
        page_starts=tuple(int(start) for start in data["page_starts"]),
        notes=_notes(data["notes"]),
        title=str(data["title"]),
    )


def value_to_json(value: Value) -> Any:  # noqa: ANN401  (any JSON value)
    """A cell as JSON: what JSON has no type for is an object of one key, its type."""
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
    return value


def value_from_json(value: Any) -> Value:  # noqa: ANN401  (any JSON value)
    """The cell that `value_to_json` wrote; ValueError for another object."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    match value:
        case {"datetime": str(said)}:
            return datetime.fromisoformat(said)
        case {"date": str(said)}:
            return date.fromisoformat(said)
        case {"time": str(said)}:
            return time.fromisoformat(said)
        case {"decimal": str(said)}:
            return Decimal(said)
    raise ValueError("no cell")


def _note(note: Note) -> list[str]:
    return [note.code, note.where, note.message]


def _notes(data: list[list[str]]) -> tuple[Note, ...]:
    return tuple(Note(str(code), str(where), str(message)) for code, where, message in data)
