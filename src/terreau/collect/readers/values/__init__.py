"""Typed values out of raw cells, each with the doubt a person should know of. Pure.

Guarantees that no function raises, whatever the cell holds: what cannot be read has no value and
says why; a blank cell has neither value nor doubt.
"""

from terreau.collect.readers.values.days import day, months_first, perhaps_swapped, year
from terreau.collect.readers.values.identifiers import Identifier, Kind, identifier, luhn
from terreau.collect.readers.values.model import Parsed
from terreau.collect.readers.values.money import amount
from terreau.collect.readers.values.places import insee_code, postcode
from terreau.collect.readers.values.texts import names, text

__all__ = [
    "Identifier",
    "Kind",
    "Parsed",
    "amount",
    "day",
    "identifier",
    "insee_code",
    "luhn",
    "months_first",
    "names",
    "perhaps_swapped",
    "postcode",
    "text",
    "year",
]
