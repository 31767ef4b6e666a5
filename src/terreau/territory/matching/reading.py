"""A cell taken apart: the words of a place, and what the text beside them says of where it is.

Guarantees time linear in the text, whatever it holds. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.territory.matching.departements import named, of_code, of_postcode
from terreau.territory.names import ARTICLES, normalise

#: A longer text is no name of a place.
LONGEST = 400
_BRACKETS = re.compile(r"\(([^()]*)(?:\)|$)")
_POSTCODE_FIRST = re.compile(r"(?:.{0,200}[\s,-])?(\d{5})\s+(?:CEDEX\s+)?([^\d\s].*)", re.I)
_CODE_LAST = re.compile(r"([^\d\s].*?)[\s,–-]+(\d{5}|97\d|98\d|\d{2}|2[ABab])")
_CODE_FIRST = re.compile(r"0?(\d{2}|2[ABab]|97\d|98\d)\s*[-–:.]\s*([^\d\s].*)")
_CEDEX = re.compile(r"\bcedex(?:\s+\d{1,2})?\b", re.I)
_IN = re.compile(
    r"(.+?)[\s,]+(?:en|dans (?:le|la|les|l['’])|du département (?:de la|de l['’]|du|des|de|d['’]))"
    r"\s*(\S.*)",
    re.I,
)
_AT = re.compile(r"(.+?)[\s,]+(?:à|a|au|aux|de la (?:commune|ville) d[e'’])\s+(\S.*)", re.I)
_PLACED = re.compile(r"(à|sur|dans|au|aux|en)\s+(\S.*)", re.I)
_PIECES = re.compile(r"[:;|\n]|\s[-–—]+\s?|\s?[-–—]+\s|,\s")
_SLASH = re.compile(r"\s?/\s?")
_LIST = re.compile(r"[;,|\n/]|\set\s|\s&\s", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: `phrases`, the likeliest first, and the départements named beside them.

    `beside` are the other words: in brackets, after a comma, a colon or a dash.
    """

    phrases: tuple[str, ...]
    departements: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def cleaned(words: str) -> str:
    """The text without control signs, quotation marks and doubled blanks; line ends are kept."""
    if not words.isprintable():
        words = "".join(_plain(sign) for sign in words)
    lines = (" ".join(line.split()).strip(' "«»“”.,;:*-–_') for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(sign: str) -> str:
    if sign in "\n\r\u2028\u2029":
        return "\n"
    return " " if unicodedata.category(sign)[0] in "CZ" else sign


def read(text: str, context: tuple[str, ...]) -> Reading:
    """Take a cleaned text apart; `context` is what another cell says of the départements."""
    outer, inner = _unbracketed(text)
    outer, code = _parted(outer, context)
    pieces = [piece.strip() for piece in _PIECES.split(outer) if piece and piece.strip()]
    # A number beside a name says a département in brackets only: elsewhere it may be a date.
    said = [part for part in pieces[1:] if not any(sign.isdigit() for sign in part)]
    said += [part for text in inner for part in text.split(",")]
    hints = [one for one in (*(named(part) for part in said), code) if one]
    hinted = tuple(dict.fromkeys(code for hint in hints for code in hint))
    articles = [part for part in inner if normalise(part) in ARTICLES]
    phrases = [f"{articles[0]} {outer}"] if articles else []
    phrases.append(outer)
    if "/" in outer:  # « Riec/Belon »
        phrases.append(_SLASH.sub(" sur ", outer))
    phrases += pieces[:1] if len(pieces) > 1 else []
    beside = tuple(part for part in (*pieces[1:], *inner) if part not in articles)
    return Reading(tuple(dict.fromkeys(p for p in phrases if p)), hinted, beside)


def held(text: str) -> Iterator[tuple[str, str, str]]:
    """« X à Y », « X, en Y »: the words, « à » or « en », and the words of what holds the place."""
    for link, pattern in (("en", _IN), ("à", _AT)):
        match = pattern.fullmatch(text)
        if match:
            yield match[1], link, match[2]


def placed(text: str) -> tuple[str, str]:
    """« en » or another preposition at the beginning of a text, and the words after it."""
    match = _PLACED.fullmatch(text)
    if match is None or _PLACED.fullmatch(match[2]):
        return "", ""
    return match[1].lower(), match[2]


def listed(text: str) -> tuple[str, ...]:
    """The pieces of a list (« Bègles, Talence et Pessac »)."""
    return tuple(piece.strip() for piece in _LIST.split(text) if piece.strip())


def _unbracketed(text: str) -> tuple[str, tuple[str, ...]]:
    if "(" not in text:
        return text.replace(")", " ").strip(), ()
    inner = tuple(found.strip() for found in _BRACKETS.findall(text))
    outer = _BRACKETS.sub(" ", text).replace("(", " ").replace(")", " ")
    return "\n".join(" ".join(line.split()) for line in outer.split("\n")).strip(), inner


def _parted(text: str, context: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A text without the code beside the name, and the départements of that code."""
    text = " ".join(_CEDEX.sub(" ", text).split(" ")).strip()
    if not any(sign.isdigit() for sign in text):
        return text, ()
    line = " ".join(text.split())
    first = _POSTCODE_FIRST.fullmatch(line)
    if first:
        return first[2], of_postcode(first[1])
    last, before = _CODE_LAST.fullmatch(line), _CODE_FIRST.fullmatch(line)
    if last or before:
        code, name = (last[2], last[1]) if last else (before[1], before[2]) if before else ("", "")
        said = of_postcode(code) if len(code) == 5 else of_code(code)
        if said and (not context or set(said) & set(context)):
            return name.rstrip(" ,–-"), said
    return text, ()
