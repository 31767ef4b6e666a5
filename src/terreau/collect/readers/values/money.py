"""An amount of money in euros, as people write it.

Thousands are parted by spaces of any kind, dots, commas or apostrophes; decimals by a comma or a
dot. « k€ » and « M€ » multiply. Parentheses are a minus sign, as accountants write it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from terreau.collect.readers.values.model import Parsed, Value, quoted
from terreau.collect.readers.values.texts import text

SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
UNITS: dict[str, Decimal] = {
    "": Decimal(1),
    "k": Decimal(1000),
    "m": Decimal(1_000_000),
    "md": Decimal(1_000_000_000),
}
WRITTEN = re.compile(
    r"(?P<minus>[-−–(]?)(?:€|EUR)?(?P<sign>[-−+]?)(?P<digits>\d[\d.,]*)"
    r"(?P<unit>k|m|md|millions?|milliers?|milliards?)?(?:d['’])?"
    r"(?P<currency>€|euros?|eur|e)?(?:ttc|ht)?(?P<close>\)?-?)\.?",
    re.IGNORECASE,
)
WORDS = {"million": "m", "millier": "k", "milliard": "md"}
FOREIGN = re.compile(r"[$£¥₣]|\b(?:usd|gbp|chf|dollars?|livres?)\b", re.IGNORECASE)
SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]?\d{1,2}", re.IGNORECASE)
DECIMALS = re.compile(r"[.,]\d+\D*$")
LARGEST = Decimal(10) ** 12
CENT = Decimal("0.01")
NOISE = Decimal("0.000001")  # what floats add to a number of cents


def amount(value: Value) -> Parsed[Decimal]:
    """The amount in a cell, to the cent where it has decimals.

    Doubts with a value: `ambiguous_number` (« 12.500 » is 12 500 or 12,5), `rounded` (more than
    two decimals), `negative`. Without: `not_an_amount`, `several_amounts`, `foreign_currency`,
    `absurd_amount`.
    """
    if value is None:
        return Parsed(None)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return _none("not_an_amount", text(value), "n’est pas un montant")
    if isinstance(value, str):
        return _from_text(text(value))
    return _from_number(value)


def _from_number(value: float | Decimal) -> Parsed[Decimal]:
    try:
        # The shortest text of a float is what was typed: 0.1 and not 0.1000000000000000055.
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    except (InvalidOperation, ValueError):
        return _none("absurd_amount", "nombre", "est trop grand pour un montant")
    if not exact.is_finite() or abs(exact) > LARGEST:
        return _none("absurd_amount", text(value), "est trop grand pour un montant")
    rounded = exact.quantize(CENT)
    return _checked(rounded, text(value), rounded=abs(rounded - exact) > NOISE)


def _from_text(written: str) -> Parsed[Decimal]:
    if not written:
        return Parsed(None)
    if SCIENTIFIC.fullmatch(written):
        return _from_number(Decimal(written.replace(",", ".")))
    found = WRITTEN.fullmatch(SPACES.sub("", written)) if _grouped_well(written) else None
    digits, doubtful = _digits(found["digits"]) if found else (None, False)
    if found is None or digits is None:
        return _unread(written)
    exact = digits * _factor(found)
    if abs(exact) > LARGEST:
        return _none("absurd_amount", written, "est trop grand pour un montant")
    rounded = exact.quantize(CENT)
    if doubtful:
        sentence = f"{quoted(written)} est lu {_french(rounded)}\u00a0€\u00a0: vérifiez le point."
        return Parsed(_trimmed(rounded), "ambiguous_number", sentence)
    return _checked(rounded, written, rounded=abs(rounded - exact) > NOISE)


def _factor(found: re.Match[str]) -> Decimal:
    """The unit of a written amount, negative where a sign or parentheses make it so."""
    unit = (found["unit"] or "").casefold()
    factor = UNITS[WORDS.get(unit.removesuffix("s"), unit)]
    negative = found["minus"] or found["sign"] in {"-", "−"} or found["close"].endswith("-")
    return -factor if negative else factor


def _unread(written: str) -> Parsed[Decimal]:
    if FOREIGN.search(written):
        return _none("foreign_currency", written, "est dans une autre monnaie que l’euro")
    if len(re.findall(r"\d[\d\s.,]*", written)) > 1:
        return _none("several_amounts", written, "porte plusieurs nombres")
    return _none("not_an_amount", written, "n’est pas un montant")


def _grouped_well(written: str) -> bool:
    """False where a space parts digits otherwise than by thousands: « 12 000 3 500 », « 12 5 »."""
    whole = DECIMALS.sub("", written)
    groups = re.findall(r"\d[\d.,]*", whole)
    return all(len(group) == 3 for group in groups[1:])


def _digits(written: str) -> tuple[Decimal | None, bool]:
    """The number, and whether the mark in it may be a decimal one as well as one of thousands."""
    written = written.rstrip(".,")
    marks = [sign for sign in written if sign in ".,"]
    if not marks:
        return Decimal(written), False
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _, part = written.rpartition(last)
        grouped = whole.replace(".", "").replace(",", "")
        return (Decimal(f"{grouped}.{part}") if marks.count(last) == 1 else None), False
    groups = written.split(last)
    thousands = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2:
        return (Decimal("".join(groups)) if thousands else None), False
    doubtful = thousands and groups[0] != "0"
    point = "" if doubtful and last == "." else "."
    return Decimal(point.join(groups)), doubtful


def _checked(exact: Decimal, written: str, *, rounded: bool) -> Parsed[Decimal]:
    value = _trimmed(exact)
    if rounded:
        sentence = f"{quoted(written)} a plus de deux décimales\u00a0: arrondi au centime."
        return Parsed(value, "rounded", sentence)
    if value < 0:
        return Parsed(value, "negative", f"{quoted(written)} est un montant négatif.")
    return Parsed(value)


def _trimmed(exact: Decimal) -> Decimal:
    whole = exact.to_integral_value()
    return whole if whole == exact else exact


def _french(exact: Decimal) -> str:
    return f"{_trimmed(exact):,}".replace(",", "\u00a0").replace(".", ",")


def _none(code: str, written: str, why: str) -> Parsed[Decimal]:
    return Parsed(None, code, f"{quoted(written)} {why}.")
