"""The départements that a cell says: « 87 », « 087 », « 2A », « Haute-Vienne (87) », « 24, 33 ».

Guarantees codes that the gazetteer knows, each once, in the order written; none where the cell
says none. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from terreau.territory.gazetteer import Level, load, normalise

OVERSEAS = ("97", "98")
#: Ajaccio's postcodes begin by 200 and 201, Bastia's by 202 and 206.
SOUTH_CORSICA, CORSICA = ("200", "201"), "20"
LONGEST = 200
#: Codes that the State's own files write for an area of several départements, or with a letter.
_OTHERS = {
    "20": ("2A", "2B"),
    "20A": ("2A", "2B"),
    "20B": ("2B", "2A"),
    "6AE": ("67", "68"),
    "67A": ("67", "68"),
    "69D": ("69",),
    "69M": ("69",),
    "75C": ("75",),
}
_CODE = re.compile(r"0{0,2}(\d{1,2}|20?[AB]|97\d|98\d|6AE|67A|69[DM]|75C)")
_CODE_AND_NAME = re.compile(r"(0?\d{2}|2[ABab]|97\d|98\d)\s*[-–:.]?\s*[^\W\d].*")
_NAME_AND_CODE = re.compile(r"\D{2,}[\s(\[–-]0?(\d{2}|2[ABab]|97\d|98\d)\)?")
_LIST = re.compile(r"[;,|/\n]")
_FORM = re.compile(
    r"(?:(?:conseil )?(?:departement|departemental|dept|dpt)|cd)"
    r" (?:du |de la |de l |des |de |d )?(.+)"
)


@lru_cache(maxsize=4096)
def departements(text: str) -> tuple[str, ...]:
    """The INSEE codes of the départements that a cell says; none where it says none.

    « 20A » and « 20B », which some State files write for one half of Corsica or for the other
    whatever the commune, say both; « 67A » says both halves of Alsace.
    """
    if len(text) > LONGEST:
        return ()
    whole = _of_one(" ".join(text.split()))
    if whole:
        return whole
    parts = [_of_one(part.strip()) for part in _LIST.split(text)]
    return tuple(dict.fromkeys(code for part in parts for code in part)) if all(parts) else ()


def _of_one(text: str) -> tuple[str, ...]:
    alone = _CODE.fullmatch(text.upper())
    if alone:
        return of_code(alone[1])
    if len(text) == 5 and text[2:].isdecimal():
        return of_postcode(text.upper())
    beside = _CODE_AND_NAME.fullmatch(text) or _NAME_AND_CODE.fullmatch(text)
    if beside:
        return of_code(beside[1].lstrip("0") or beside[1])
    form = _FORM.fullmatch(normalise(text))
    for name in (text, form[1] if form else ""):
        known = load().find(name, levels=[Level.DEPARTEMENT]) if name else ()
        if len(known) == 1:
            return (known[0].code,)
    return ()


def named(text: str) -> tuple[str, ...]:
    """The départements of a text that is a number or a name of one, and nothing else."""
    text = " ".join(text.split())
    alone = _CODE.fullmatch(text.upper()) if len(text) > 1 else None
    if alone:
        return of_code(alone[1])
    known = load().find(text, levels=[Level.DEPARTEMENT])
    return (known[0].code,) if len(known) == 1 else ()


def of_code(written: str) -> tuple[str, ...]:
    """The départements of a number; none for a number that is none."""
    code = written.upper().zfill(2)
    codes = _OTHERS.get(code, (code,))
    return tuple(one for one in codes if load().entry(Level.DEPARTEMENT, one))


def of_postcode(postcode: str) -> tuple[str, ...]:
    """The département that the first digits of a postcode, or of a commune's code, say."""
    if postcode.startswith(CORSICA):
        return ("2A",) if postcode.startswith(SOUTH_CORSICA) else ("2B",)
    return of_code(postcode[: 3 if postcode.startswith(OVERSEAS) else 2])
