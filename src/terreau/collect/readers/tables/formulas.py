"""Texts that a spreadsheet would run as formulas, told so that no later export carries them on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from terreau.collect.readers.tables.errors import counted
from terreau.collect.readers.tables.model import Note, Value, letters

#: « =… » and « @… » always; « + » and « - » only where what follows could call something, for
#: they also begin telephone numbers, amounts and lists.
SIGNS = "=+-@"
FORMULA = re.compile(r"[=@]|[+\-][^\s\d.,].*[(|!]|[+\-]\d.*[|!]")


def formula_notes(name: str, rows: Sequence[Sequence[Value]]) -> Iterator[Note]:
    """One note for a sheet where texts begin like formulas; `name` is the sheet's."""
    signed = (cell for row in rows for cell in row if isinstance(cell, str) and cell[0] in SIGNS)
    if not any(map(FORMULA.match, signed)):
        return
    found = [
        f"{letters(place)}{number}"
        for number, row in enumerate(rows, start=1)
        for place, cell in enumerate(row)
        if isinstance(cell, str) and FORMULA.match(cell)
    ]
    message = f"{cells_told(found)}\u00a0: texte qui commence comme une formule, gardé tel quel."
    yield Note("looks_like_formula", place_told(name, found[0]), message)


def cells_told(places: Sequence[str]) -> str:
    """« 7 cellules (A1, B2, C3, D4, E5, …) »."""
    shown = ", ".join(places[:5]) + (", …" if len(places) > 5 else "")
    return f"{counted(len(places), 'cellule')} ({shown})"


def place_told(name: str, place: str) -> str:
    """« Feuille », A1; the cell alone where the sheet has no name."""
    return f"«\u00a0{name}\u00a0», {place}" if name else place
