"""What the lines of a repeated block say of the project: partners, places, the rest kept. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from terreau.collect.incoming import IncomingPlace
from terreau.collect.mapping import KEPT, propose
from terreau.collect.readers.demarches.headers import LINES, NUMBERS, key
from terreau.collect.readers.demarches.model import Cell, SurePlace
from terreau.collect.readers.demarches.questions import question_field
from terreau.collect.readers.tables.model import Column, Row, Table, Value
from terreau.collect.readers.values import insee_code, text
from terreau.territory.gazetteer import Level

PARTNERS = re.compile(r"\b(partenai\w*|co ?porteu\w*|coporteu\w*|consortium|acteurs? mobilises?)\b")
#: What a line of a block may say of the whole project; the rest is of the line alone.
_SHARED = frozenset({"partner.name", "action.name", "action.code", "document"})


def speaks_of_partners(label: str) -> bool:
    """Whether a label announces partners of the project."""
    return PARTNERS.search(key(label)) is not None


def block_fields(table: Table, label: str) -> tuple[str, ...]:
    """The field of each column of a block: proposed as for a table, then held to what a line says.

    The name of a body is a partner's where the block or the header says so, and is kept otherwise:
    it may be a person's.
    """
    mapping = propose(table)
    partners = speaks_of_partners(label)
    return tuple(
        KEPT
        if key(column.header) in NUMBERS | LINES
        else question_field(table, place) or _field(one.field, column.header, partners=partners)
        for place, (column, one) in enumerate(zip(table.columns, mapping.columns, strict=True))
    )


def _field(proposed: str, header: str, *, partners: bool) -> str:
    if proposed in _SHARED:
        return proposed
    if proposed in {"holder.name", "name"} and (partners or speaks_of_partners(header)):
        return "partner.name"
    return KEPT


def sure_code(cell: Cell) -> SurePlace | None:
    """The place of a cell that holds the INSEE code of a commune; None for any other cell."""
    if cell.field != "action.code":
        return None
    code = insee_code(cell.value).value
    if code is None:
        return None
    return SurePlace(IncomingPlace("action", Level.COMMUNE, code, text(cell.value)), cell)


class Blocks:
    """The blocks of the dossiers of an API, mapped once all their lines are known."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._values: dict[str, dict[str, list[Value]]] = {}
        self._of: dict[str, tuple[str, str]] = {}
        self._fields: dict[str, dict[str, str]] = {}

    def note(self, mark: str, label: str, header: str, cell: Cell) -> None:
        """Take a value of a line into account; one whose field is known needs no mapping."""
        if cell.field is None:
            self._labels.setdefault(mark, label)
            self._values.setdefault(mark, {}).setdefault(header, []).append(cell.value)
            self._of[cell.column] = (mark, header)

    def fielded(self, cell: Cell) -> Cell:
        """The cell with the field that its block gives it; itself where it is of no block."""
        held = self._of.get(cell.column)
        if held is None or cell.field is not None:
            return cell
        mark, header = held
        if mark not in self._fields:
            self._fields[mark] = self._mapped(mark)
        return replace(cell, field=self._fields[mark][header])

    def _mapped(self, mark: str) -> dict[str, str]:
        values = self._values[mark]
        columns = tuple(Column(index, header) for index, header in enumerate(values))
        lines = zip_longest(*values.values())
        rows = tuple(Row(number, line) for number, line in enumerate(lines, start=1))
        label = self._labels[mark]
        fields = block_fields(Table(label, 0, columns, rows), label)
        return dict(zip(values, fields, strict=True))
