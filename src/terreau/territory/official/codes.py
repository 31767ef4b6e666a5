"""Codes as files write them, led to territories in use; a lost leading zero is put back."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.territory.gazetteer import Level, load
from terreau.territory.official.model import Rejected

SHOWN = 40  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Code:
    """A code in use; `restored` where its leading zero was missing."""

    code: str
    restored: bool = False


def plain(text: str) -> str:
    """A value as it is kept: one line, the apostrophe of French, nothing that cannot be written."""
    text = text.replace("'", "’").replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return " ".join(text.split())


def shown(text: str) -> str:
    """A value short enough for a message."""
    text = plain(text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def commune(raw: str, where: str) -> Code | Rejected:
    """Give the commune in use that bears this code, else why there is none."""
    text = raw.strip().upper()
    if not text:
        return Rejected(where, "no_code", "Il n’y a pas de code de commune.")
    gazetteer = load()
    if gazetteer.entry(Level.COMMUNE, text) is not None:
        return Code(text)
    lost_zero = len(text) == len("1001") and text.isascii() and text.isdigit()
    if lost_zero and gazetteer.entry(Level.COMMUNE, f"0{text}") is not None:
        return Code(f"0{text}", restored=True)
    former = gazetteer.former(f"0{text}" if lost_zero else text)
    if former is not None:
        said = f"« {shown(text)} » n’est plus le code d’une commune : {former.words}."
        return Rejected(where, "former_code", said)
    said = f"« {shown(text)} » n’est le code d’aucune commune."
    return Rejected(where, "unknown_code", said)


def area(level: Level, raw: str, where: str) -> Code | Rejected:
    """Give the EPCI, département or région in use that bears this code, else why there is none."""
    text = raw.strip().upper()
    gazetteer = load()
    if gazetteer.entry(level, text) is not None:
        return Code(text)
    if level is not Level.EPCI and len(text) == 1 and gazetteer.entry(level, f"0{text}"):
        return Code(f"0{text}", restored=True)
    said = f"Aucun territoire de niveau « {level.label} » n’a le code « {shown(text)} »."
    return Rejected(where, "unknown_code", said)
