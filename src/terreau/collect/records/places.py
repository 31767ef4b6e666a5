"""The seats and the places of action of a row: found by code, else by name, else their words.

Guarantees that a seat never becomes a place of action, that a doubtful name keeps its words with
a warning that lists the candidates, and that a territory which holds another of the same row
(the région beside the commune) is not added to it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.collect.incoming import IncomingPlace
from terreau.collect.limits import PLACE
from terreau.collect.mapping.words import words
from terreau.collect.readers.values import names, postcode
from terreau.collect.records.cells import Cell, RowCells
from terreau.collect.records.lookup import (
    Answer,
    by_code,
    by_name,
    by_names,
    departement,
    of_postcode,
)
from terreau.territory.gazetteer import Entry, Level
from terreau.territory.matching import told

SEAT, ACTION = "seat", "action"
SHOWN = 5
LONGEST = PLACE["words"]
_LIST = re.compile(r"\s*[;,|\n/]\s*|\s+et\s+")
_LEVEL_WORDS = {
    "commune": Level.COMMUNE,
    "epci": Level.EPCI,
    "departement": Level.DEPARTEMENT,
    "region": Level.REGION,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A territory, or None, with the words of the cell it was read in."""

    entry: Entry | None
    words: str


def places(row: RowCells) -> tuple[IncomingPlace, ...]:
    """The seats, then the places of action, of a row."""
    if row.context.manner.abroad:
        return tuple(
            IncomingPlace(relation, words=cell.text)
            for relation in (SEAT, ACTION)
            for cell in row.all(f"{relation}.name")
        )
    return (*_places(row, SEAT), *_places(row, ACTION))


def _places(row: RowCells, relation: str) -> tuple[IncomingPlace, ...]:
    coded = _coded(row, row.first(f"{relation}.code"))
    around = _departements(row, relation)
    posted = _posted(row, row.first(f"{relation}.postcode"))
    inside = posted.entry if posted and posted.entry else None
    if inside is None and len(around) == 1:
        inside = around[0].entry
    named: list[_Found] = []
    for cell in _short_enough(row, row.all(f"{relation}.name")):
        named += _named(row, cell, relation, inside, coded.entry if coded else None)
    found = _with_code(coded, named)
    wider = [*around, posted] if posted else around
    if not any(one.entry for one in found) or relation == ACTION:
        found += wider
    return _distinct(found, relation)


def _with_code(coded: _Found | None, named: list[_Found]) -> list[_Found]:
    """The place of a code in the words of its name; an unknown code only where no name is."""
    if coded is None or (coded.entry is None and named):
        return named
    if coded.entry is None:
        return [coded]
    words_of = next((one.words for one in named if one.entry == coded.entry), coded.words)
    return [_Found(coded.entry, words_of)]


def _short_enough(row: RowCells, cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """The cells that may hold names of places: a long text is told and stays among the values."""
    for cell in cells:
        if len(cell.text) <= LONGEST:
            yield cell
            continue
        message = "Ce texte est trop long pour un nom de lieu\u00a0: il est gardé sans être lu."
        row.warn(cell, "long_place", message)


def _coded(row: RowCells, cell: Cell | None) -> _Found | None:
    if cell is None:
        return None
    entry = by_code(cell.text)
    if entry is None:
        message = (
            f"Aucun territoire n’a le code «\u00a0{cell.text}\u00a0»\u00a0: ses mots sont gardés."
        )
        row.warn(cell, "unknown_code", message)
    return _Found(entry, cell.text)


def _departements(row: RowCells, relation: str) -> list[_Found]:
    found: list[_Found] = []
    for cell in _short_enough(row, row.all(f"{relation}.departement")):
        whole = departement(cell.text)
        parts = [cell.text] if whole.entry else _LIST.split(cell.text)
        for part in parts:
            answer = departement(part)
            if answer.entry is None:
                _tell(row, cell, part, answer)
            found.append(_Found(answer.entry, part))
    return found


def _posted(row: RowCells, cell: Cell | None) -> _Found | None:
    if cell is None:
        return None
    code = row.value_of(cell, postcode(cell.value))
    return _Found(of_postcode(code), cell.text) if code else None


def _named(
    row: RowCells, cell: Cell, relation: str, inside: Entry | None, coded: Entry | None
) -> list[_Found]:
    """What the names in a cell are, inside a département where another cell gives it."""
    levels = _levels(cell, relation)
    within = (inside.level, inside.code) if inside else None
    answers = _answers(cell, levels, within)
    if coded is not None:
        _compare(row, cell, coded, answers)
        return [_Found(coded, said) for said, answer in answers if answer.names(coded)]
    found: list[_Found] = []
    for said, answer in answers:
        if answer.entry is None:
            _tell(row, cell, said, answer)
        elif answer.understood:
            row.warn(cell, "place_understood", f"«\u00a0{said}\u00a0»\u00a0: {answer.understood}")
        found.append(_Found(answer.entry, said))
    return found


def _levels(cell: Cell, relation: str) -> tuple[Level, ...] | None:
    """The levels that the header names; a body has its seat in a commune."""
    said = [_LEVEL_WORDS[word] for word in words(cell.column.header) if word in _LEVEL_WORDS]
    if said:
        return tuple(dict.fromkeys(said))
    return (Level.COMMUNE,) if relation == SEAT else None


def _answers(
    cell: Cell, levels: tuple[Level, ...] | None, within: tuple[Level, str] | None
) -> list[tuple[str, Answer]]:
    """The cell as one name; else each name of its list, where all of a list are known."""
    one_line = " ".join(cell.text.split())
    each = by_names(cell.text, levels, within)
    if len(each) > 1:
        return list(each)
    if each[0][1].entry or each[0][1].candidates:
        return [(one_line, each[0][1])]
    pieces = [piece for piece in _LIST.split(cell.text) if piece.strip()]
    listed = [(piece, by_name(piece, levels, within)) for piece in pieces]
    if len(listed) > 1 and all(answer.entry or answer.candidates for _, answer in listed):
        return listed
    sure = names(cell.value).value or (one_line,)
    return [(name, by_name(name, levels, within)) for name in sure]


def _compare(row: RowCells, cell: Cell, coded: Entry, answers: list[tuple[str, Answer]]) -> None:
    """Tell where a name beside a code names only other places than the code's."""
    around = {(coded.level, coded.code), *coded.parents}
    for said, answer in answers:
        named = (answer.entry,) if answer.entry else answer.candidates
        if named and not any((one.level, one.code) in around for one in named):
            row.warn(
                cell,
                "place_disagrees",
                f"Le nom «\u00a0{said}\u00a0» n’est pas celui du code, qui dit {told(coded)}"
                "\u00a0: le code est gardé.",
            )


def _tell(row: RowCells, cell: Cell, said: str, answer: Answer) -> None:
    if not answer.candidates:
        message = (
            f"Aucun territoire connu ne s’appelle «\u00a0{said}\u00a0»\u00a0: ses mots sont gardés."
        )
        row.warn(cell, "unknown_place", message)
        return
    if len(answer.candidates) == 1:
        message = (
            f"«\u00a0{said}\u00a0» est {told(answer.candidates[0])}, hors du département que dit "
            "la ligne\u00a0: ses mots sont gardés."
        )
        row.warn(cell, "place_outside", message)
        return
    shown = ", ".join(told(one) for one in answer.candidates[:SHOWN])
    more = len(answer.candidates) - SHOWN
    rest = f" et {more}\u00a0autres" if more > 0 else ""
    message = f"«\u00a0{said}\u00a0» peut désigner {shown}{rest}\u00a0: précisez le code INSEE."
    row.warn(cell, "ambiguous_place", message)


def _distinct(found: list[_Found], relation: str) -> tuple[IncomingPlace, ...]:
    """Each territory once, without those that hold another; words alone only without any."""
    entries = {(one.entry.level, one.entry.code): one for one in found if one.entry}
    holding = {parent for one in entries.values() if one.entry for parent in one.entry.parents}
    kept = [
        IncomingPlace(relation, level, code, one.words)
        for (level, code), one in entries.items()
        if (level, code) not in holding
    ]
    unknown = dict.fromkeys(one.words for one in found if one.entry is None)
    if relation == SEAT and kept:  # an address beside the commune it is in
        return tuple(kept)
    return (*kept, *(IncomingPlace(relation, words=one) for one in unknown))
