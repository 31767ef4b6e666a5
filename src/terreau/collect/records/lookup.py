"""One place for a name that people wrote, or the candidates where there are none or several.

Guarantees that a place is given only where the gazetteer has a single answer; pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from terreau.collect.readers.values import insee_code
from terreau.territory.gazetteer import Entry, Level, load, normalise

Within = tuple[Level, str] | None

CORSICA = "20"
OVERSEAS = ("97", "98")
#: Ajaccio's postcodes begin by 200 and 201, Bastia's by 202 and 206.
SOUTH_CORSICA = ("200", "201")
SIREN_LENGTH = 9

_POSTCODE_FIRST = re.compile(
    r"(?:.*[\s,])?(\d{5})\s+(?:CEDEX\s+)?(\D.*?)(?:\s+CEDEX.*)?", re.IGNORECASE
)
_CODE_LAST = re.compile(r"(\D.*?)\s*[(\-–,]?\s*\b(\d{5}|97\d|\d{2}|2[ABab])\b\)?")
_CODE_ALONE = re.compile(r"0{0,2}(\d{1,2}|20?[AB]|97\d|98\d)")
_CODE_AND_NAME = re.compile(r"(0?\d{2}|2[ABab]|97\d)\s*[-–:.]?\s*(\D.*)")
_FORMS = {
    Level.EPCI: re.compile(
        r"(?:cc|ca|cu|communaute (?:de communes|d agglomeration|urbaine)|metropole|epci)"
        r" (?:du |de la |de l |des |de |d )?(.+)"
    ),
    Level.DEPARTEMENT: re.compile(
        r"(?:departement|dept|dpt) (?:du |de la |de l |des |de |d )?(.+)"
    ),
    Level.REGION: re.compile(r"region (.+)"),
    Level.COMMUNE: re.compile(r"(?:commune|ville|mairie) (?:du |de la |de l |des |de |d )?(.+)"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The one territory of a name; or None, with the candidates there were."""

    entry: Entry | None
    candidates: tuple[Entry, ...] = ()

    def names(self, entry: Entry) -> bool:
        """Whether the name may be that of this territory."""
        return entry == self.entry or entry in self.candidates


@lru_cache(maxsize=4096)
def by_name(name: str, levels: tuple[Level, ...] | None, within: Within) -> Answer:
    """The territory of this name at one of the levels, inside `within` where it is given.

    A postcode or a département's number beside the name (« 64000 Pau », « Guéret (23) »)
    and the form of an authority before it (« département du Tarn ») are understood.
    """
    bare, beside = _parted(name)
    inside = _of_code(beside) or within
    found = load().find(bare, levels=levels, within=inside)
    if not found:
        for level, form in _FORMS.items():
            said = form.fullmatch(normalise(bare))
            if said and (levels is None or level in levels):
                found = load().find(said[1], levels=[level], within=inside)
                break
    if len(found) == 1:
        return Answer(found[0])
    return _wider(bare, levels, inside) if not found else Answer(None, found)


def _wider(bare: str, levels: tuple[Level, ...] | None, inside: Within) -> Answer:
    """A name that is not in `inside`: the région that holds it, or candidates elsewhere."""
    elsewhere = load().find(bare, levels=levels)
    around = load().entry(*inside) if inside else None
    holding = [one for one in elsewhere if around and (one.level, one.code) in around.parents]
    return Answer(holding[0]) if len(holding) == 1 else Answer(None, elsewhere)


def _parted(name: str) -> tuple[str, str]:
    """A name without the code beside it, and that code."""
    text = " ".join(name.split())
    if first := _POSTCODE_FIRST.fullmatch(text):
        return first[2], first[1]
    if last := _CODE_LAST.fullmatch(text):
        return last[1], last[2]
    return text, ""


def _of_code(code: str) -> Within:
    found = of_postcode(code) if len(code) == 5 else departement(code).entry if code else None
    return (Level.DEPARTEMENT, found.code) if found else None


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
    bare, _ = _parted(text)
    found = load().find(bare, levels=[Level.DEPARTEMENT])
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


def told(entry: Entry) -> str:
    """« Saint-Martin (commune, 32389) »."""
    space = "" if entry.article.endswith(("’", "'")) or not entry.article else " "
    return f"{entry.article}{space}{entry.name} ({entry.level.label}, {entry.code})"
