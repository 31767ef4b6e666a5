"""Cells read as values, each writing once: many checks ask for the same amounts and dates."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from terreau.collect.readers import values
from terreau.collect.readers.values import Identifier, Parsed

_REMEMBERED = 50_000
# What a program writes of a number that it computed: 138893.4625, 5313,6900000000005.
_COMPUTED = re.compile(r"-?\d{1,15}[.,]\d{4,20}")
_WHOLE = re.compile(r"(\d{8,14})\.0+")

day = lru_cache(_REMEMBERED)(values.day)
year = lru_cache(_REMEMBERED)(values.year)
postcode = lru_cache(_REMEMBERED)(values.postcode)


@lru_cache(_REMEMBERED)
def amount(text: str) -> Parsed[Decimal]:
    """The amount in a cell's text, where a computed number keeps all its decimals."""
    if _COMPUTED.fullmatch(text.strip()):
        return values.amount(Decimal(text.strip().replace(",", ".")))
    return values.amount(text)


@lru_cache(_REMEMBERED)
def identifier(text: str) -> Parsed[Identifier]:
    """The identifier in a cell's text, where a program may have added « .0 » to it."""
    return values.identifier(_WHOLE.sub(r"\1", text.strip()))
