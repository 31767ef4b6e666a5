"""Check on the cells left empty in a column that nearly every row fills.

Guarantees that a column which many rows leave empty is no fault: there, nothing to say is usual.
Empty is not wrong: the finding is for information, and the value stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from terreau.collect.quality.columns import MANY
from terreau.collect.quality.model import Cell, Check, Importance, Spot, Subject
from terreau.collect.quality.wording import quoted, say
from terreau.web.typography import nombre

MOST = 0.9
"""Share of its rows from which a column is one that every row should fill."""
FIELDS = (
    *("external_id", "call", "year", "stage", "holder.name", "holder.identifier"),
    *("seat.name", "seat.code", "action.name", "action.code", "grant.amount", "grant.date"),
    "ambition",
)
Column = tuple[str, str, str, str]


def gaps(subject: Subject) -> Iterator[Spot]:
    """Empty cells, one by one; past twenty of a column, said once at the first of them."""
    rows = _rows(subject)
    for column, filled in _columns(subject).items():
        around = _of_table(subject, column, rows.get(column[:2], {}), filled)
        empty = [row for row in around if row not in filled]
        if len(around) < MANY or len(filled) < MOST * len(around) or not empty:
            continue
        told = empty if len(empty) <= MANY else empty[:1]
        for row in told:
            yield _spot(filled, around, row, 1 if told is empty else len(empty))


def _rows(subject: Subject) -> dict[tuple[str, str], dict[int, int]]:
    """By file and sheet, the record of each row."""
    rows: dict[tuple[str, str], dict[int, int]] = {}
    for cell in (*subject.cells(), *subject.fillers):
        if cell.origin is not None:
            of_sheet = rows.setdefault(cell.column[:2], {})
            of_sheet.setdefault(cell.origin.row, cell.record)
    return rows


def _columns(subject: Subject) -> dict[Column, dict[int, Cell]]:
    """The cells of each column by row; those that hold a place have a check of their own."""
    columns: dict[Column, dict[int, Cell]] = {}
    for cell in (*subject.cells(*FIELDS), *subject.fillers):
        if cell.origin is not None and cell.field in FIELDS:
            columns.setdefault(cell.column, {})[cell.origin.row] = cell
    return columns


def _of_table(
    subject: Subject, column: Column, rows: Mapping[int, int], filled: Mapping[int, Cell]
) -> dict[int, int]:
    """The rows of the table of a column: between its own where the sheet has several tables."""
    tables = {
        seen.where.row
        for seen in subject.columns
        if (seen.where.file, seen.where.sheet) == column[:2]
    }
    if len(tables) <= 1:
        return dict(sorted(rows.items()))
    first, last = min(filled), max(filled)
    return {row: record for row, record in sorted(rows.items()) if first <= row <= last}


def _spot(filled: Mapping[int, Cell], around: Mapping[int, int], row: int, count: int) -> Spot:
    like = next(iter(filled.values()))
    origin = replace(like.origin, row=row) if like.origin is not None else None
    cell = Cell(around[row], like.field, "", origin)
    where = {"header": quoted(like.column[3]), "total": nombre(len(around))}
    message = (
        say(
            "La cellule est vide ; la colonne {header} est remplie sur {filled} lignes sur "
            "{total}.",
            filled=nombre(len(filled)),
            **where,
        )
        if count == 1
        else say(
            "La colonne {header} a {count} cellules vides sur {total}.",
            count=nombre(count),
            **where,
        )
    )
    return Spot(cell, message, say("Remplissez-la si l’information existe ; sinon, rien à faire."))


CHECKS: tuple[Check, ...] = (
    Check(
        "cell_empty",
        "Cellule vide dans une colonne remplie",
        Importance.MINOR,
        "Neuf lignes sur dix au moins remplissent cette colonne ; celle-ci ne le fait pas.",
        gaps,
    ),
)
