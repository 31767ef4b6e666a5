"""Subjects for the checks: rows of a table, each field in a column of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from terreau.collect.incoming import IncomingProject, IncomingValue, Origin
from terreau.collect.quality.model import Subject
from terreau.collect.readers.tables.model import letters

FILE = "a" * 64
TODAY = date(2026, 1, 15)
SHEET = "Lauréats"


def subject(*rows: Mapping[str, str], **more: Any) -> Subject:
    """A subject of these rows, the first on line 2; columns in the order of the fields' names."""
    fields = sorted({field for row in rows for field in row})
    projects = tuple(_project(number, row, fields) for number, row in enumerate(rows, start=2))
    return Subject("lauréats.xlsx", projects, **{"today": TODAY, **more})


def _project(number: int, row: Mapping[str, str], fields: Sequence[str]) -> IncomingProject:
    values = tuple(
        IncomingValue(field, row[field], Origin(FILE, SHEET, number, letters(place), field))
        for place, field in enumerate(fields)
        if field in row
    )
    return IncomingProject(f"ligne {number}", row.get("name", ""), values=values)
