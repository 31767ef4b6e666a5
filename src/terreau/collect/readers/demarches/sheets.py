"""Which table of a workbook is which: dossiers, establishments, avis, blocks that repeat.

Guarantees tolerance: names of sheets may be cut at 31 characters and numbered, columns renamed,
missing or in another order; what decides is what the headers say, the name of the sheet next. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from terreau.collect.readers.demarches.headers import (
    CHAMPS,
    COMMON,
    LINES,
    NUMBERS,
    SIGNS,
    STATES,
    key,
)
from terreau.collect.readers.tables.model import Table, Workbook

#: The number of signs that tell a sheet of the platform where names of sheets do not.
ENOUGH_SIGNS = 2
_ANSWERS = frozenset({"reponse", "expert", "introduction"})
_MARK = re.compile(r"^\(\d+\)\s*")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables of an export by what they are; `others` are none of these."""

    dossiers: Table
    number: int
    establishments: tuple[Table, ...] = ()
    avis: tuple[Table, ...] = ()
    blocks: tuple[Table, ...] = ()
    others: tuple[Table, ...] = ()


def recognises(workbook: Workbook) -> bool:
    """Whether a workbook is an export of the platform."""
    return sort(workbook) is not None


def sort(workbook: Workbook) -> Sheets | None:
    """The tables of an export by what they are; None where the workbook is no export."""
    joined = [_kind(table) for table in workbook.tables]
    candidates = [
        table
        for table, kind in zip(workbook.tables, joined, strict=True)
        if not kind and number_place(table) is not None
    ]
    named = [table for table in candidates if key(table.sheet).startswith("dossier")]
    dossiers = next(iter(named or sorted(candidates, key=_signs, reverse=True)), None)
    if dossiers is None:
        return None
    company = bool(named) and any(joined)
    if not company and _signs(dossiers) < ENOUGH_SIGNS:
        return None
    kinds = dict(zip(map(id, workbook.tables), joined, strict=True))

    def of(kind: str) -> tuple[Table, ...]:
        return tuple(
            table for table in workbook.tables if table is not dossiers and kinds[id(table)] == kind
        )

    number = number_place(dossiers) or 0
    return Sheets(dossiers, number, of("establishments"), of("avis"), of("block"), of(""))


def number_place(table: Table) -> int | None:
    """The place, among the columns, of the number of the dossier; the plainest header wins."""
    keys = [key(column.header) for column in table.columns]
    for wanted in ("dossier id", "id"):
        if wanted in keys:
            return keys.index(wanted)
    return next((place for place, one in enumerate(keys) if one in NUMBERS), None)


def place_of(table: Table, known: frozenset[str]) -> int | None:
    """The place of the first column whose header is one of those known."""
    places = enumerate(key(column.header) for column in table.columns)
    return next((place for place, one in places if one in known), None)


def block_name(sheet: str) -> str:
    """The label of a block, from the name of its sheet: « (7) Partenaires » is « Partenaires »."""
    return _MARK.sub("", sheet).strip()


def _kind(table: Table) -> str:
    """What a table is beside the dossiers; blank for dossiers, or for nothing known."""
    keys = {key(column.header) for column in table.columns}
    sheet = key(table.sheet)
    if "dossier id" not in keys and number_place(table) is None:
        return ""
    if sheet.startswith("etablissement") or (
        {"etablissement siret", "dossier id"} <= keys and keys & CHAMPS
    ):
        return "establishments"
    if sheet == "avis" or re.fullmatch(r"avis \d+", sheet) or len(keys & _ANSWERS) >= 2:
        return "avis"
    if keys & LINES or ("dossier id" in keys and not keys & STATES and _signs(table) == 0):
        return "block"
    return ""


def _signs(table: Table) -> int:
    keys = {key(column.header) for column in table.columns}
    return len((keys & SIGNS) - COMMON) + bool(keys & STATES)
