"""The result of reading a cell: a value or none, and the doubt that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")

#: A cell as the format stores it; text is kept as written, blanks at its ends included.
Value = None | bool | int | float | Decimal | str | date | datetime | time


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a cell says; `doubt` is a code, `sentence` the French words of it, both "" without.

    A doubt with a value means that it was repaired or may be read otherwise; a doubt without one,
    that the cell says something which is not of this type.
    """

    value: T | None
    doubt: str = ""
    sentence: str = ""


def quoted(words: str, longest: int = 60) -> str:
    """« words », cut where they are long."""
    short = words if len(words) <= longest else words[: longest - 1] + "…"
    return f"«\u00a0{short}\u00a0»"
