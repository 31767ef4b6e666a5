"""The holder and the partners of a row; nothing here publishes a person. Pure."""

from __future__ import annotations

from terreau.collect.incoming import IncomingActor
from terreau.collect.readers.values import Identifier, identifier, names
from terreau.collect.records.cells import Cell, RowCells
from terreau.territory.gazetteer import normalise

HOLDER, PARTNER = "holder", "partner"


def actors(row: RowCells) -> tuple[IncomingActor, ...]:
    """The holder first, where the row names one, then each partner once."""
    holder = _holder(row)
    found = [holder] if holder else []
    seen = {normalise(one.name) for one in found}
    for cell in row.all("partner.name"):
        for name in row.value_of(cell, names(cell.value)) or ():
            if normalise(name) not in seen:
                seen.add(normalise(name))
                found.append(IncomingActor(name=name, role=PARTNER))
    return tuple(found)


def _holder(row: RowCells) -> IncomingActor | None:
    name = row.text("holder.name")
    cells = row.all("holder.identifier")
    if row.context.manner.own_identifiers:
        number = cells[0].text if cells else ""
    else:
        number = _number(row, cells)
    if not name and not number:
        return None
    if not name:
        name = f"Structure {number}"
        message = f"Le porteur n’a pas de nom\u00a0: il est appelé «\u00a0{name}\u00a0»."
        row.warn(cells[0], "holder_without_name", message)
    return IncomingActor(name=name, role=HOLDER, identifier=number)


def _number(row: RowCells, cells: tuple[Cell, ...]) -> str:
    """The first number whose key is right; else the first that is a number at all."""
    doubtful = ""
    for cell in cells:
        found: Identifier | None = row.value_of(cell, identifier(cell.value))
        if found is None or set(found.number) == {"0"}:
            continue
        if found.valid:
            return found.number
        doubtful = doubtful or found.number
    return doubtful
