"""The official name of a body whose number is known, and the number as it counts.

Guarantees: pure; a number whose key is wrong is nobody's.
"""

from __future__ import annotations

from functools import lru_cache

from terreau.collect.readers.values import identifier
from terreau.territory.gazetteer import Level, load


@lru_cache(maxsize=65_536)
def valid_number(written: str) -> str:
    """The SIREN or RNA number that an identifier holds; blank where its key is wrong."""
    found = identifier(written).value if written else None
    if found is None or not found.valid:
        return ""
    return found.siren or found.number


@lru_cache(maxsize=65_536)
def official_name(written: str) -> str:
    """The name of the local authority that has this number; blank where none is known to."""
    number = valid_number(written)
    entry = load().by_siren(number) if len(number) == 9 else None
    if entry is None or (entry.siren and entry.siren != number):
        return ""
    if entry.level is not Level.COMMUNE:
        return entry.name
    return _commune(entry.name)


def _commune(name: str) -> str:
    """« Commune de Bègles », « Commune du Havre », « Commune d’Uzerche »."""
    if name.startswith("Le "):
        return f"Commune du {name[3:]}"
    if name.startswith("Les "):
        return f"Commune des {name[4:]}"
    if name[:1] in "AEÉÈÊIÎOÔUYŒÆÂÀ":
        return f"Commune d’{name}"
    return f"Commune de {name}"


def display_name(name: str, identifier_: str) -> str:
    """How a body is called: officially where its number says so, else as it is written."""
    return official_name(identifier_) or name
