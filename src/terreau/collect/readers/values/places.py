"""Postcodes and INSEE codes, with the zero that spreadsheets drop."""

from __future__ import annotations

import re

from terreau.collect.readers.values.model import Parsed, Value, quoted
from terreau.collect.readers.values.texts import text

POSTCODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}")
INSEE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97|98)\d{3}")
INSIDE = re.compile(r"(?<!\d)\d{5}(?!\d)")
BLANKS = re.compile(r"[\s\u00a0\u202f]+")


def postcode(value: Value) -> Parsed[str]:
    """The five digits of a French postcode.

    Doubts with a value: `lost_zero` (1000 is 01000), `taken_from_text` (« 64000 Pau »).
    Without: `not_a_postcode`.
    """
    written = text(value)
    if not written:
        return Parsed(None)
    bare = re.sub(r"^F-?", "", BLANKS.sub("", written)).removesuffix("CEDEX")
    if POSTCODE.fullmatch(bare):
        return Parsed(bare)
    if len(bare) == 4 and POSTCODE.fullmatch(f"0{bare}"):
        return _lost_zero(written, f"0{bare}")
    inside = INSIDE.findall(written)
    if len(inside) == 1 and POSTCODE.fullmatch(inside[0]):
        sentence = f"Code postal tiré de {quoted(written)}."
        return Parsed(inside[0], "taken_from_text", sentence)
    return Parsed(None, "not_a_postcode", f"{quoted(written)} n’est pas un code postal.")


def insee_code(value: Value) -> Parsed[str]:
    """The five signs of the INSEE code of a commune, Corsica's letters as capitals.

    Doubts with a value: `lost_zero`. Without: `not_an_insee_code`. Whether the commune exists is
    for the gazetteer to say.
    """
    written = text(value)
    if not written:
        return Parsed(None)
    bare = BLANKS.sub("", written).upper()
    if INSEE.fullmatch(bare):
        return Parsed(bare)
    if len(bare) == 4 and INSEE.fullmatch(f"0{bare}"):
        return _lost_zero(written, f"0{bare}")
    return Parsed(None, "not_an_insee_code", f"{quoted(written)} n’est pas un code INSEE.")


def _lost_zero(written: str, code: str) -> Parsed[str]:
    return Parsed(
        code, "lost_zero", f"{quoted(written)} a perdu son premier zéro\u00a0: lu {code}."
    )
