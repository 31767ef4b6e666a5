"""What the values of a column look like: the share of them that are of a kind, from 0 to 1.

Guarantees a quick look for a proposal, more tolerant than the readers of values, which decide
what a cell says. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from terreau.collect.mapping.stages import stage_of
from terreau.collect.mapping.targets import Kind
from terreau.collect.readers.values import luhn
from terreau.territory.gazetteer import Level, load
from terreau.territory.names import fold

Texts = Sequence[str]

LONG_TEXT = 60
SHORT_TEXT = 200
_FLAGS = frozenset({"oui", "non", "vrai", "faux", "true", "false", "x", "o", "n", "yes", "no"})
ROLES = frozenset({"aiguillon", "inspirateur", "connecteur"})
GREATEST_AMOUNT_DIGITS = 10
#: Codes end in a zero once in ten; most postcodes do.
ZEROS_OF_POSTCODES = 0.4

_AMOUNT = re.compile(
    r"[-+]?(\d{1,3}(?:[ \u00a0\u202f.']\d{3})+|\d+)([.,]\d+)?\s?(€|eur|euros?|£|\$|k€|ttc|ht)?"
)
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([ T].*)?"
)
_YEAR = re.compile(r"(19[89]|20[0-9])\d(\.0)?")
_RNA = re.compile(r"[Ww]\d{9}")
_POSTCODE = re.compile(r"(0?[1-9]|[1-8]\d|9[0-58])\d{3}|97\d{3}")
_CODE = re.compile(r"(?=.*\d)[\w./ -]{1,40}")
_OFFICIAL = re.compile(r"\d[\dABab]\d{3}|\d{9}|(?!19[89]|20)\d{4}")
_DEPARTEMENT_CODE = re.compile(r"(0{0,2}\d{1,2}|2[ABab]|97\d)(?=$|\s*[-–:]\s*\D)")
_ADDRESS = re.compile(
    r"\b(rue|avenue|av|bd|bld|boulevard|place|pl|chemin|allee|route|impasse|quai|cours|square|"
    r"lieu dit|lieudit|bis|zone|residence|esplanade|passage)\b"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
_PHONE = re.compile(r"(\+\d{2,3}|0)[\s.-]?\d([\s.-]?\d\d){4}")
_URL = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)*\.(fr|com|org|net|eu)(/\S*)?")
_FILE = re.compile(r"\w\.(pdf|docx?|odt|xlsx?|ods|csv|zip|jpe?g|png|txt|html?)", re.IGNORECASE)
_NOTATION = re.compile(r"((ambition|enjeu|axe)s?\s*(n°)?\s*)?[A-Za-z]?\d{1,2}(\.\d{1,2})*\b.*")
_SEPARATORS = re.compile(r"\s*[;,/|+&\n]\s*|\set\s")
_CODE_BESIDE = re.compile(r"\s*\(?\b\d[\dAB]\d{0,3}\b\)?\s*")


def share(kind: Kind, texts: Texts) -> float:
    """The share of the texts, none of them blank, that are of the kind; 0 without texts."""
    if not texts:
        return 0.0
    whole = _OF_COLUMN.get(kind)
    if whole is not None:
        return whole(texts)
    test = _OF_VALUE.get(kind)
    return sum(map(test, texts)) / len(texts) if test else 0.0


def are_flags(texts: Texts) -> bool:
    """Whether the values only say yes or no, whatever the header."""
    return bool(texts) and all(fold(text) in _FLAGS for text in texts)


def are_written_as_codes(texts: Texts) -> bool:
    """Whether the values are five signs each and one of them begins by a zero or holds a letter."""
    return all(len(text) == 5 for text in texts) and any(
        text[0] == "0" or not text.isdigit() for text in texts
    )


def _matches(pattern: re.Pattern[str]) -> Callable[[str], float]:
    return lambda text: float(pattern.fullmatch(text) is not None)


def _amount(text: str) -> float:
    found = _AMOUNT.fullmatch(text.lower())
    if found is None:
        return 0.0
    return float(sum(map(str.isdigit, found[1])) <= GREATEST_AMOUNT_DIGITS)


def _identifier(text: str) -> float:
    if _RNA.fullmatch(text):
        return 1.0
    digits = re.sub(r"[\s.\u00a0]", "", text.removesuffix(".0"))
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {9, 14}:
        return 0.0
    if luhn(digits):
        return 1.0
    return 0.6 if len(digits) == 14 else 0.0


@lru_cache(maxsize=8192)
def _official(text: str) -> float:
    code = text.upper()
    if not _OFFICIAL.fullmatch(code):
        return float(_departement(text) > 0 and not any(map(str.isalpha, code)))
    if len(code) == 9:
        return float(load().entry(Level.EPCI, code) is not None)
    return float(load().current(code.zfill(5)) is not None)


def _insee(texts: Texts) -> float:
    zeros = sum(text.endswith("0") for text in texts) / len(texts)
    known = sum(map(_official, texts)) / len(texts)
    return known * (0.5 if zeros > ZEROS_OF_POSTCODES else 1.0)


def _postcodes(texts: Texts) -> float:
    matching = sum(_POSTCODE.fullmatch(text) is not None for text in texts) / len(texts)
    zeros = sum(text.endswith("0") for text in texts) / len(texts)
    return matching * (1.0 if zeros > ZEROS_OF_POSTCODES else 0.6)


@lru_cache(maxsize=8192)
def _departement(text: str) -> float:
    code = _DEPARTEMENT_CODE.match(text)
    if code is not None:
        digits = code[1].upper().lstrip("0").zfill(2)
        return float(load().entry(Level.DEPARTEMENT, digits) is not None)
    return float(bool(load().find(text, levels=[Level.DEPARTEMENT])))


@lru_cache(maxsize=8192)
def _place(text: str) -> float:
    if len(text) > SHORT_TEXT:
        return 0.0
    parts = [_CODE_BESIDE.sub("", part) for part in _SEPARATORS.split(text)]
    named = [part for part in parts if any(map(str.isalpha, part))]
    if load().find(_CODE_BESIDE.sub("", text)):
        return 1.0
    return sum(bool(load().find(part)) for part in named) / len(named) if named else 0.0


def _role(text: str) -> float:
    parts = [fold(part).strip() for part in _SEPARATORS.split(text) if part.strip()]
    return float(bool(parts) and all(part.rstrip("s") in ROLES for part in parts))


def _codes(texts: Texts) -> float:
    looking = sum(_CODE.fullmatch(text) is not None for text in texts) / len(texts)
    return looking * len(set(texts)) / len(texts)


def _label(text: str) -> float:
    if _EMAIL.fullmatch(text) or _URL.fullmatch(text):
        return 0.0
    return float(2 <= len(text) <= SHORT_TEXT and any(map(str.isalpha, text)))


def _names(texts: Texts) -> float:
    labels = sum(map(_label, texts)) / len(texts)
    return labels * (0.5 + 0.5 * min(1.0, 2 * len(set(texts)) / len(texts)))


def _categories(texts: Texts) -> float:
    labels = sum(map(_label, texts)) / len(texts)
    repeated = 1 - len(set(texts)) / len(texts)
    return labels * (0.5 + 0.5 * repeated)


_OF_VALUE: Mapping[Kind, Callable[[str], float]] = {
    Kind.AMOUNT: _amount,
    Kind.NUMBER: _matches(_NUMBER),
    Kind.DATE: _matches(_DATE),
    Kind.YEAR: _matches(_YEAR),
    Kind.IDENTIFIER: _identifier,
    Kind.RNA: _matches(_RNA),
    Kind.DEPARTEMENT: _departement,
    Kind.PLACE: _place,
    Kind.ADDRESS: lambda text: float(_ADDRESS.search(fold(text)) is not None),
    Kind.STAGE: lambda text: float(stage_of(text) is not None),
    Kind.NOTATION: _matches(_NOTATION),
    Kind.ROLE: _role,
    Kind.FILE: lambda text: float(_FILE.search(text) is not None),
    Kind.EMAIL: _matches(_EMAIL),
    Kind.PHONE: _matches(_PHONE),
    Kind.URL: _matches(_URL),
    Kind.LABEL: _label,
    Kind.LONG: lambda text: float(len(text) > LONG_TEXT),
}
_OF_COLUMN: Mapping[Kind, Callable[[Texts], float]] = {
    Kind.CODE: _codes,
    Kind.POSTCODE: _postcodes,
    Kind.INSEE: _insee,
    Kind.CATEGORY: _categories,
    Kind.NAME: _names,
}
