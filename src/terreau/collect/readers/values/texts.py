"""The text of a cell, and the names in it when there are several."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from terreau.collect.readers.values.model import Parsed, Value, quoted

#: Characters that spreadsheets write as a code, since XML cannot hold them.
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
SURE = re.compile(r"\s*[;|\r\n]+\s*")
UNSURE = re.compile(r"\s*(?:,|/|\bet\b|&)\s*")
SLASH = re.compile(r"\s+/\s+")
PLACEHOLDERS = frozenset(
    {"-", "–", "—", "/", "#", "néant", "n/a", "na", "nc", "n.c.", "so", "s.o."}
)


def text(value: Value) -> str:
    """A cell as text: 12.0 is « 12 », dates are ISO, control characters are gone.

    Line feeds and tabs stay inside; blanks at both ends go. A blank cell is "".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    return _cleaned(value)


def names(value: Value) -> Parsed[tuple[str, ...]]:
    """The names in a cell: cut at « ; », « | » and line ends, which no name has.

    « , », « / » and « et » are inside names too (« Pays d’Ancenis et de Loire »): they cut only
    where every part has the look of a name by itself, and that is a doubt.
    """
    written = text(value)
    parts = tuple(part for part in map(_tidy, SURE.split(written)) if _is_name(part))
    if not parts:
        return Parsed(None)
    if len(parts) > 1:
        return Parsed(parts)
    spaced = tuple(part for part in map(_tidy, SLASH.split(parts[0])) if _is_name(part))
    if len(spaced) > 1:
        return Parsed(spaced, "split_names", _split(parts[0], spaced))
    pieces = tuple(part for part in map(_tidy, UNSURE.split(parts[0])) if part)
    if len(pieces) < 2:
        return Parsed(parts)
    if _each_alone(parts[0], pieces):
        return Parsed(pieces, "split_names", _split(parts[0], pieces))
    sentence = f"{quoted(parts[0])} nomme peut-être plusieurs organisations\u00a0: laissé entier."
    return Parsed(parts, "perhaps_several_names", sentence)


def _split(whole: str, pieces: tuple[str, ...]) -> str:
    return f"{quoted(whole)} est lu comme {len(pieces)} noms."


def _each_alone(whole: str, pieces: tuple[str, ...]) -> bool:
    """True for a list with commas of three names or more, each beginning with a capital or digit.

    « Mairie de Pau, Conseil départemental, CAF » is cut; « Pays d’Ancenis et de Loire »,
    « Centre culturel, sportif et social » and « 12, rue des Arts » are not.
    """
    if "," not in whole or len(pieces) < 3:
        return False
    return all(
        len(piece) >= 3 and piece[0].isupper() and len(piece.split()) <= 8 for piece in pieces
    )


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" -–—•*·,")


def _is_name(part: str) -> bool:
    return bool(part) and part.casefold() not in PLACEHOLDERS


def _number(value: float | Decimal) -> str:
    if isinstance(value, int):
        return str(value) if value.bit_length() < 1000 else f"{Decimal(value):E}"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is « 0.3 ».
        return format(value, ".15g")
    exact = value.is_finite() and -20 < value.adjusted() < 30
    if exact and value == value.to_integral_value():
        return str(int(value))
    return format(value, "f") if exact else str(value)


def _cleaned(written: str) -> str:
    plain = ESCAPED.sub("", written) if "_x" in written else written
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.isprintable():
        plain = "".join(
            sign
            for sign in plain
            if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
        )
    return plain.strip().removeprefix("\ufeff")
