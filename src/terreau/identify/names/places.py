"""The towns, départements and régions that stand inside the name of a body, by the gazetteer.

Guarantees: read-only, built once per process. A code is a letter and the gazetteer's code:
`c33063`, `d33`, `r75`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from terreau.identify.names.lexicon import COMMON, SMALL
from terreau.identify.names.words import stem
from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.names import normalise

LETTERS = {Level.COMMUNE: "c", Level.DEPARTEMENT: "d", Level.REGION: "r", Level.EPCI: "e"}
_DEPARTEMENT = re.compile(r"0?(\d\d|2[ab]|97\d)[a-z]?", re.IGNORECASE)
_COMMUNE = re.compile(r"\d[\dab]\d{3}", re.IGNORECASE)

# The two départements of Corse as ministries' files write them.
_CORSE = {"20A": "2A", "20B": "2B"}


class Place(NamedTuple):
    """What a place column says: the code of a commune (blank where wider), of a département."""

    commune: str
    departement: str


class Found(NamedTuple):
    """Places of one name: words `start` to `end` (excluded), their codes, sorted."""

    start: int
    end: int
    codes: tuple[str, ...]


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    """First stem of a place's name to its (stems, code, population), the longest first."""
    rows: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    gazetteer = load()
    for level in (Level.COMMUNE, Level.DEPARTEMENT, Level.REGION):
        for entry in gazetteer.entries(level):
            key = key_of(entry.name)
            if key and not (len(key) == 1 and len(key[0]) < 3):
                row = (key, LETTERS[level] + entry.code, entry.population or 0)
                rows.setdefault(key[0], []).append(row)
    return {
        first: tuple(sorted(found, key=lambda row: (-len(row[0]), row)))
        for first, found in rows.items()
    }


def key_of(name: str) -> tuple[str, ...]:
    """Give the stems of a place's name, without its small words."""
    return tuple(stem(word) for word in normalise(name).split() if word not in SMALL)


@cache
def departement_of(code: str) -> str:
    """Give the département of a commune or département code (`c33063`, `d33`), "" for a région."""
    if code[0] == "c":
        return code[1:4] if code[1:3] == "97" else code[1:3]
    return code[1:] if code[0] == "d" else ""


@cache
def regions() -> dict[str, str]:
    """Département to région."""
    return {
        entry.code: next(code for level, code in entry.parents if level is Level.REGION)
        for entry in load().entries(Level.DEPARTEMENT)
    }


def find(stems: Sequence[str], departement: str) -> tuple[Found, ...]:
    """Give the places that stand in a name, the longest first where they overlap.

    With a département, a homonym elsewhere does not count where one there fits. A common word that
    is also the name of a small town counts only in its département.
    """
    index = _index()
    found = []
    position = 0
    while position < len(stems):
        length, codes = _longest(index, stems, position, departement)
        if codes:
            found.append(Found(position, position + length, codes))
        position += max(1, length)
    return tuple(found)


def _longest(
    index: dict[str, tuple[tuple[tuple[str, ...], str, int], ...]],
    stems: Sequence[str],
    position: int,
    departement: str,
) -> tuple[int, tuple[str, ...]]:
    best = 0
    codes: list[tuple[str, int]] = []
    for key, code, population in index.get(stems[position], ()):
        if len(key) < best:
            break
        if tuple(stems[position : position + len(key)]) == key:
            best = len(key)
            codes.append((code, population))
    if not codes:
        return 0, ()
    near = [code for code, _ in codes if departement and departement_of(code) == departement]
    if near:
        return best, tuple(sorted(near))
    wide = [code for code, _ in codes if code[0] != "c"]
    common = best == 1 and stems[position] in COMMON
    peopled = [code for code, population in codes if population >= (20_000 if best == 1 else 2_000)]
    # Paris is a town and a département: the kind of body says which.
    city = [code for code, population in codes if code[0] == "c" and population >= 100_000]
    kept = [*wide, *city] if wide else (peopled if not common else [])
    return (best, tuple(sorted(kept))) if kept else (0, ())


@cache
def place(written: str) -> Place:
    """Read a place column: a code or the name of a commune or a département; blank when unsure."""
    text = written.strip()
    if _COMMUNE.fullmatch(text):
        entry = load().current(text.upper())
        if entry is not None:
            return Place(entry.code, departement_of("c" + entry.code))
    code = _DEPARTEMENT.fullmatch(text)
    if code:
        return Place("", _current(_CORSE.get(text.upper().lstrip("0"), code.group(1).upper())))
    entries = load().find(text, levels=(Level.COMMUNE, Level.DEPARTEMENT)) if text else ()
    return _one(entries)


def _current(code: str) -> str:
    return code if load().entry(Level.DEPARTEMENT, code) else ""


def _one(entries: Sequence[Entry]) -> Place:
    wide = [entry for entry in entries if entry.level is Level.DEPARTEMENT]
    if wide:
        return Place("", wide[0].code)
    if len(entries) == 1:
        return Place(entries[0].code, departement_of("c" + entries[0].code))
    return Place("", "")
