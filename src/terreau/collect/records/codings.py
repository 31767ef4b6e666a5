"""What a row says of ambitions, challenges and roles: proposals, never decisions. Pure.

Guarantees that only an entry of the framework given is proposed; the rest is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terreau.collect.incoming import IncomingCoding
from terreau.collect.records.cells import Cell, RowCells
from terreau.collect.records.model import Concepts
from terreau.territory.gazetteer import normalise

PROPOSED = "proposed"
FIELDS = ("ambition", "role")
LONGEST = 2000
_SURE = re.compile(r"\s*[;|\n]\s*")
_UNSURE = re.compile(r"\s*[,/+&]\s*|\s+et\s+")
_WITH_COMMA = re.compile(r"\d+,\d+")
_NOTATION = re.compile(r"(?:[^\W\d_]+\s*)?(?:n°\s*)?([A-Za-z]?\d+(?:\.\d+)*)\b")


def codings(row: RowCells) -> tuple[IncomingCoding, ...]:
    """A proposal for each entry that the cells name, once each, in the order of the cells."""
    found: dict[tuple[str, str], None] = {}
    for field_key in FIELDS:
        for cell in row.all(field_key):
            found |= dict.fromkeys(_named(row, cell))
    return tuple(IncomingCoding(scheme, notation, PROPOSED) for scheme, notation in found)


def _named(row: RowCells, cell: Cell) -> Iterator[tuple[str, str]]:
    concepts = row.context.concepts
    if len(cell.text) > LONGEST:
        message = "Ce texte est trop long pour des notations\u00a0: il est gardé sans être lu."
        row.warn(cell, "unknown_concept", message)
        return
    for part in filter(None, _SURE.split(cell.text)):
        if _is_one_or_two(part, concepts):
            message = (
                f"«\u00a0{part}\u00a0» peut être une entrée ou deux\u00a0: écrivez "
                f"«\u00a0{part.replace(',', '.')}\u00a0» ou "
                f"«\u00a0{part.replace(',', ' ; ')}\u00a0»."
            )
            row.warn(cell, "ambiguous_concept", message)
            continue
        known = concept(part, concepts)
        if known:
            yield known
            continue
        pieces = [(piece, concept(piece, concepts)) for piece in _UNSURE.split(part) if piece]
        if not any(one for _, one in pieces):
            pieces = [(part, None)]  # one label, commas and all
        for piece, one in pieces:
            if one:
                yield one
            else:
                message = f"Le référentiel n’a pas d’entrée «\u00a0{piece}\u00a0»."
                row.warn(cell, "unknown_concept", message)


def _is_one_or_two(part: str, concepts: Concepts) -> bool:
    """« 2,1 » is 2.1 as a French spreadsheet writes it, or 2 and 1."""
    return bool(_WITH_COMMA.fullmatch(part)) and part.replace(",", ".") in concepts


def concept(words: str, concepts: Concepts) -> tuple[str, str] | None:
    """The entry of this notation or label: « 2.1 », « Enjeu 2.1 », « 2.1 – Se nourrir »."""
    text = words.strip()
    for key in (text, text.casefold(), normalise(text)):
        if key in concepts:
            return concepts[key]
    noted = _NOTATION.match(text)
    if noted is None:
        return None
    return concepts.get(noted[1]) or concepts.get(normalise(noted[1]))
