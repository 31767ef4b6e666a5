"""What a column of an export says by itself of a question, before any mapping is proposed. Pure."""

from __future__ import annotations

import re

from terreau.collect.mapping import KEPT
from terreau.collect.readers.demarches.personal import asks_for_a_person
from terreau.collect.readers.tables.model import Table
from terreau.collect.readers.values import text

_FILES = re.compile(
    r"[^/\\\n]+\.(pdf|docx?|odt|xlsx?|ods|csv|zip|jpe?g|png|txt|pptx?|odp)"
    r"(, [^/\\\n]+\.\w{2,4})*",
    re.IGNORECASE,
)


def question_field(table: Table, place: int) -> str | None:
    """The field of the column at a place: files, or what is kept of a person; else None."""
    answers = [words for row in table.rows if (words := text(row.values[place]))]
    if answers and all(_FILES.fullmatch(words) for words in answers):
        return "document"
    return KEPT if asks_for_a_person(table.columns[place].header) else None
