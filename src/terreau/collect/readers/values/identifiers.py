"""SIRET, SIREN and RNA numbers, as spreadsheets leave them.

A SIRET has 14 digits and a SIREN 9, with a key checked by Luhn's formula (ISO/IEC 7812-1); the
establishments of La Poste (SIREN 356000000) have digits whose sum is a multiple of 5 instead.
An RNA number is W and nine signs: two of the department, seven more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from terreau.collect.readers.values.model import Parsed, Value, quoted
from terreau.collect.readers.values.texts import text

LA_POSTE = "356000000"
SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
PREFIX = re.compile(r"^(?:n°|no)?(?:siret|siren|rna|ridet)?(?:n°|no)?:?", re.IGNORECASE)
RNA = re.compile(r"W\d[\dAB]\d{7}")
BLANKS = re.compile(r"[\s\u00a0\u202f.\-_'’]+")
DECIMAL_ZERO = re.compile(r"(?<=\d)[.,]0$")
#: Letters that a hand or a scanner puts in place of digits.
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Kind(StrEnum):
    """What an identifier identifies: an establishment, a legal body, an association."""

    SIRET = "siret"
    SIREN = "siren"
    RNA = "rna"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number in its canonical form, without spaces; `valid` is False where its key is wrong."""

    kind: Kind
    number: str
    valid: bool

    @property
    def siren(self) -> str:
        """The nine digits of the legal body; "" for an RNA number."""
        return "" if self.kind is Kind.RNA else self.number[:9]


def luhn(digits: str) -> bool:
    """True where the key of a number is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        double = int(digit) * (1 + place % 2)
        total += double - 9 if double > 9 else double
    return total % 10 == 0


def identifier(value: Value) -> Parsed[Identifier]:
    """The SIRET, SIREN or RNA number in a cell.

    Doubts with a value: `lost_zeros` (put back), `letters_for_digits` (put right), `wrong_key`.
    Without: `lost_digits` (scientific notation), `wrong_length`, `not_an_identifier`.
    """
    written = text(value)
    if not written or isinstance(value, bool):
        return Parsed(None)
    if SCIENTIFIC.fullmatch(written.replace(" ", "")):
        sentence = f"{quoted(written)}\u00a0: le tableur a perdu les derniers chiffres du numéro."
        return Parsed(None, "lost_digits", sentence)
    # A number that a program wrote as text keeps the mark of a decimal: « 200071892.0 ».
    bare = PREFIX.sub("", BLANKS.sub("", DECIMAL_ZERO.sub("", written))).upper()
    if RNA.fullmatch(bare):
        return Parsed(Identifier(Kind.RNA, bare, valid=True))
    if bare.isascii() and bare.isdigit():
        return _digits(bare, written)
    repaired = bare.translate(ALIKE)
    if len(bare) in {9, 14} and repaired.isascii() and repaired.isdigit():
        found = _checked(repaired, written)
        if found.value is not None and found.value.valid:
            sentence = f"{quoted(written)} a des lettres pour chiffres\u00a0: lu {repaired}."
            return Parsed(found.value, "letters_for_digits", sentence)
    return Parsed(None, "not_an_identifier", f"{quoted(written)} n’est ni SIRET, ni SIREN, ni RNA.")


def _digits(bare: str, written: str) -> Parsed[Identifier]:
    if len(bare) in {9, 14}:
        return _checked(bare, written)
    for length in (14, 9):
        # A spreadsheet drops the zeros in front of what it takes for a number: the key tells.
        padded = bare.zfill(length)
        if length - 3 <= len(bare) < length and set(bare) != {"0"} and _key(padded):
            found = Identifier(_kind(padded), padded, valid=True)
            sentence = f"{quoted(written)} a perdu ses premiers zéros\u00a0: lu {padded}."
            return Parsed(found, "lost_zeros", sentence)
    sentence = f"{quoted(written)} a {len(bare)} chiffres\u00a0; un SIRET en a 14, un SIREN 9."
    return Parsed(None, "wrong_length", sentence)


def _checked(digits: str, written: str) -> Parsed[Identifier]:
    right = _key(digits)
    found = Identifier(_kind(digits), digits, valid=right)
    if right:
        return Parsed(found)
    return Parsed(found, "wrong_key", f"La clé du numéro {quoted(written)} est fausse.")


def _kind(digits: str) -> Kind:
    return Kind.SIRET if len(digits) == 14 else Kind.SIREN


def _key(digits: str) -> bool:
    if set(digits) == {"0"}:
        return False
    if len(digits) == 14 and digits.startswith(LA_POSTE):
        return luhn(digits) or sum(map(int, digits)) % 5 == 0
    return luhn(digits)
