"""One place for a name that people wrote, or the candidates where there are none or several.

Guarantees that a place is given only where the gazetteer has a single answer; pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from terreau.collect.readers.values import insee_code
from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.matching import Form, Located, locate, locate_each

Within = tuple[Level, str] | None

CORSICA = "20"
OVERSEAS = ("97", "98")
#: Ajaccio's postcodes begin by 200 and 201, Bastia's by 202 and 206.
SOUTH_CORSICA = ("200", "201")
SIREN_LENGTH = 9

_CODE_LAST = re.compile(r"(\D.*?)\s*[(\-–,]?\s*\b(\d{5}|97\d|\d{2}|2[ABab])\b\)?")
_CODE_ALONE = re.compile(r"0{0,2}(\d{1,2}|20?[AB]|97\d|98\d)")
_CODE_AND_NAME = re.compile(r"(0?\d{2}|2[ABab]|97\d)\s*[-–:.]?\s*(\D.*)")
#: Rules that people may want to see applied: the name is not written as it is known.
_LOOSE = frozenset({Form.BEGINNING, Form.LONGER, Form.ACRONYM, Form.SPELLING, Form.SOUND})


@dataclass(frozen=True, slots=True)
class Answer:
    """The one territory of a name; or None, with the candidates there were.

    `understood` is why a name that is not written as it is known means that territory, else "".
    """

    entry: Entry | None
    candidates: tuple[Entry, ...] = ()
    understood: str = ""

    def names(self, entry: Entry) -> bool:
        """Whether the name may be that of this territory."""
        return entry == self.entry or entry in self.candidates


@lru_cache(maxsize=4096)
def by_name(name: str, levels: tuple[Level, ...] | None, within: Within) -> Answer:
    """The territory of this name at one of the levels, inside the département `within` if given.

    What stands beside the name (« 64000 Pau », « Guéret (23) ») and before it (« département du
    Tarn ») is understood; of several places in one cell there is no answer.
    """
    located = locate(name, departement=within[1] if within else "", levels=levels)
    return _answer(located)


@lru_cache(maxsize=4096)
def by_names(
    name: str, levels: tuple[Level, ...] | None, within: Within
) -> tuple[tuple[str, Answer], ...]:
    """Each place that a cell names, with its words: one, or all of a list."""
    each = locate_each(name, departement=within[1] if within else "", levels=levels)
    return tuple((words, _answer(located)) for words, located in each)


def _answer(located: Located) -> Answer:
    if located.form == Form.SEVERAL:
        return Answer(None)
    understood = located.reason if located.form in _LOOSE else ""
    return Answer(located.entry, located.candidates, understood)


def of_postcode(postcode: str) -> Entry | None:
    """The département that the first digits of a postcode say."""
    if postcode.startswith(CORSICA):
        code = "2A" if postcode.startswith(SOUTH_CORSICA) else "2B"
    else:
        code = postcode[: 3 if postcode.startswith(OVERSEAS) else 2]
    return load().entry(Level.DEPARTEMENT, code)


@lru_cache(maxsize=1024)
def departement(text: str) -> Answer:
    """The département of « 81 », « 081 », « Tarn », « 81 - Tarn » or « Tarn (81) »."""
    alone = _CODE_ALONE.fullmatch(text.strip().upper())
    named = _CODE_AND_NAME.fullmatch(text.strip())
    code = alone[1] if alone else named[1].lstrip("0") if named else ""
    if code:
        # « 20A » is how some State files pad the code of Corse-du-Sud to three signs.
        short = code.upper().replace("20", "2") if len(code) == 3 and code[2] in "ABab" else code
        return Answer(load().entry(Level.DEPARTEMENT, short.upper().zfill(2)))
    last = _CODE_LAST.fullmatch(" ".join(text.split()))
    found = load().find(last[1] if last else text, levels=[Level.DEPARTEMENT])
    return Answer(found[0] if len(found) == 1 else None, found)


def by_code(text: str) -> Entry | None:
    """The territory of an official code: a commune, an EPCI (its SIREN) or a département."""
    code = "".join(text.split()).upper()
    if len(code) == SIREN_LENGTH:
        return load().entry(Level.EPCI, code)
    if _CODE_ALONE.fullmatch(code):
        return departement(code).entry
    commune = insee_code(text).value
    return load().current(commune) if commune else None
