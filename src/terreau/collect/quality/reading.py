"""Cells read as values, each writing once: many checks ask for the same amounts and dates."""

from __future__ import annotations

from functools import lru_cache

from terreau.collect.readers import values

_REMEMBERED = 50_000

amount = lru_cache(_REMEMBERED)(values.amount)
day = lru_cache(_REMEMBERED)(values.day)
year = lru_cache(_REMEMBERED)(values.year)
identifier = lru_cache(_REMEMBERED)(values.identifier)
postcode = lru_cache(_REMEMBERED)(values.postcode)
