"""What a file says once for all its rows: the year that its name or its titles bear.

Guarantees a year only where it is the one year said: a span (« 2019-2020 ») gives none, nor does
the day of an export (« 2024-03-12 », « mis à jour en mars 2024 »). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from terreau.collect.mapping.model import Mapping
from terreau.collect.readers.tables.model import Table
from terreau.collect.readers.values.days import MONTHS
from terreau.collect.records.model import Defaults
from terreau.territory.names import fold

TITLE = "title"
#: The fields by which each row says its own year.
DATING = ("year", "grant.date")
_YEAR = re.compile(r"(?<!\d)20(?:[0-2]\d|3[0-5])(?!\d)")
_SIGN = r"[-_./ ]"
_MONTH = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
#: Days and months, which date a file rather than what it lists, and school years.
_DATED = re.compile(
    rf"(?<!\d)\d{{4}}{_SIGN}\d{{1,2}}{_SIGN}\d{{1,2}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}{_SIGN}\d{{1,2}}{_SIGN}\d{{4}}(?!\d)"
    rf"|(?<![^\W\d_]){_MONTH}{_SIGN}*\d{{4}}(?!\d)"
    rf"|(?<!\d)\d{{4}}{_SIGN}?{_MONTH}(?![^\W\d_])"
    r"|(?<!\d)\d{4}[-_./]\d{2}(?!\d)"
    r"|(?<!\d)(?:0[1-9]|1[0-2])[-_./]\d{4}(?!\d)"
)
_UPDATED = re.compile(r"\bmise? a jour|\bmaj\b|\bedite|\bimprime|\bextrait|\bextraction")


def defaults_of(name: str, table: Table) -> Defaults:
    """The year that the sheet's name says, else the file's (`name`), else the titles above.

    Each is asked by itself, the nearest to the rows first; two years in one of them say nothing.
    """
    titles = (_quoted(note.message) for note in table.set_aside if note.code == TITLE)
    for said in ((table.sheet,), (PurePath(name).stem,), titles):
        year = _only_year(said)
        if year is not None:
            return Defaults(year=year)
    return Defaults()


def proposed_defaults(name: str, table: Table, mapping: Mapping) -> Defaults:
    """Those of `defaults_of`, where no column says the year or the day of a decision."""
    dated = any(mapping.of(field) for field in DATING)
    return Defaults() if dated else defaults_of(name, table)


def _quoted(message: str) -> str:
    """The words of a title, as the line set aside tells them; blank where they date the file."""
    words = message.partition("«")[2].rpartition("»")[0]
    return "" if _UPDATED.search(fold(words)) else words


def _only_year(texts: Iterable[str]) -> int | None:
    years = {int(one) for text in texts for one in _YEAR.findall(_DATED.sub(" ", fold(text)))}
    return years.pop() if len(years) == 1 else None
