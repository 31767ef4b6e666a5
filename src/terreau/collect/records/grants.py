"""The amounts of a row: one grant for each that can be read, with its date and its funder. Pure."""

from __future__ import annotations

import re
from datetime import date

from terreau.collect.incoming import IncomingGrant
from terreau.collect.readers.values import amount, day
from terreau.collect.records.cells import RowCells

EUROS = "EUR"
_CURRENCY = re.compile(r"[A-Z]{3}")


def decision(row: RowCells) -> date | None:
    """The day of the decision, whether or not the row says an amount."""
    cell = row.first("grant.date")
    if cell is None:
        return None
    return row.value_of(cell, day(cell.value, month_first=cell.place.month_first))


def grants(row: RowCells, decided: date | None) -> tuple[IncomingGrant, ...]:
    """One grant for each amount, decided on one day; a nil or negative one is kept and told."""
    funder = row.text("grant.funder") or row.context.defaults.funder
    said = row.at(row.context.manner.currency).strip().upper()
    currency = said if _CURRENCY.fullmatch(said) else EUROS
    found: list[IncomingGrant] = []
    for cell in row.all("grant.amount"):
        value = row.value_of(cell, amount(cell.value))
        if value is None:
            continue
        if value == 0:
            row.warn(cell, "zero_amount", "Le montant est nul\u00a0: il est gardé tel quel.")
        found.append(IncomingGrant(value, currency, decided, funder))
    return tuple(found)
