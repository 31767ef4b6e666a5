"""One field of a JSON record as a value of the type expected, or an error that names the field.

Guarantees that no text leaves here that a database or a file could not hold: no null character,
no lone surrogate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

Record = Mapping[str, Any]


class FieldError(Exception):
    """One field of one record cannot be read; the message is a French sentence's end."""


def text(item: Record, key: str, *, required: bool = False) -> str:
    """The text under `key`, blank where it is absent or null; FieldError for another type."""
    value = item.get(key)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise FieldError(f"« {key} » devrait être un texte")
    if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in value):
        raise FieldError(f"« {key} » contient un caractère qui ne peut pas être conservé")
    if required and not value.strip():
        raise FieldError(f"« {key} » manque")
    return value


def choice(item: Record, key: str, allowed: frozenset[str], default: str = "") -> str:
    """The text under `key`, one of `allowed`; `default` where it is absent."""
    value = text(item, key) or default
    if value not in allowed:
        known = ", ".join(sorted(allowed))
        raise FieldError(f"« {key} » vaut « {value} », au lieu d’une valeur parmi : {known}")
    return value


def items(item: Record, key: str) -> list[Record]:
    """The objects listed under `key`, none where it is absent or null."""
    value = item.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
        raise FieldError(f"« {key} » devrait être une liste d’objets")
    return value


def names(item: Record, key: str) -> tuple[str, ...]:
    """The texts listed under `key`, none where it is absent or null."""
    value = item.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise FieldError(f"« {key} » devrait être une liste de textes")
    return tuple(value)


def whole(item: Record, key: str, lowest: int, highest: int) -> int | None:
    """The whole number under `key`, between the two bounds; None where it is absent or null."""
    value = item.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise FieldError(f"« {key} » devrait être un nombre entier de {lowest} à {highest}")
    return value


def flag(item: Record, key: str) -> bool:
    """The truth value under `key`, false where it is absent or null."""
    value = item.get(key)
    if value is not None and not isinstance(value, bool):
        raise FieldError(f"« {key} » devrait être true ou false")
    return value is True


def decimal(item: Record, key: str, digits: int, default: str = "") -> Decimal:
    """The number under `key`, with two decimals at most and `digits` digits before them."""
    value = item.get(key)
    if value is None:
        value = default
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise FieldError(f"« {key} » devrait être un nombre")
    if value == "":
        raise FieldError(f"« {key} » manque")
    try:
        number = Decimal(str(value))
        fits = number.is_finite() and abs(number) < Decimal(10) ** digits
        exact = fits and number == number.quantize(Decimal("0.01"))
    except (InvalidOperation, ValueError) as error:
        raise FieldError(f"« {key} » n’est pas un nombre : {str(value)[:40]}") from error
    if not exact:
        raise FieldError(
            f"« {key} » devrait avoir deux décimales et {digits} chiffres entiers au plus"
        )
    return number


def moment(item: Record, key: str) -> datetime | None:
    """The ISO 8601 date and time under `key`, with its time zone; None where it is absent."""
    value = text(item, key)
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise FieldError(f"« {key} » n’est pas une date ISO 8601 : {value[:40]}") from error
    if found is not None and found.tzinfo is None:
        raise FieldError(f"« {key} » est sans fuseau horaire : {value}")
    if found is not None and not MOMENT_YEARS[0] <= found.year <= MOMENT_YEARS[1]:
        raise FieldError(f"« {key} » est hors des années lues : {value}")
    return found


def day(item: Record, key: str) -> date | None:
    """The ISO 8601 date under `key`; None where it is absent."""
    value = text(item, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise FieldError(f"« {key} » n’est pas une date ISO 8601 : {value[:40]}") from error


# A moment is moved from one time zone to another: the first and last years have no room for it.
MOMENT_YEARS = (1000, 9998)
