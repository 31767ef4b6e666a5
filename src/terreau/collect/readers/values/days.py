"""Days and years, as people and spreadsheets write them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from terreau.collect.readers.values.model import Parsed, Value, quoted
from terreau.collect.readers.values.texts import text

#: Day 0 of spreadsheets, set so that serials after 28 February 1900 are right: they count a
#: 29 February 1900 that never was.
EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2100
LAST_MONTH = 12
SERIALS = (20_000, 73_000)  # from 1954 to 2099
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev feb",
            "mars mar",
            "avril avr apr",
            "mai may",
            "juin jun",
            "juillet juil jul",
            "aout aou aug",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
FRENCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[ t].*)?")
WORDS = re.compile(r"(?:[a-z]+\.?\s+)?(\d{1,2})(?:er)?[\s\-]+([a-z]+)\.?[\s\-]+(\d{2}|\d{4})")
MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
MONTH_WORD = re.compile(r"([a-z]+)\.?[\s\-]+(\d{4})")
YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SHORT_YEARS = re.compile(r"((?:19|20)\d{2})\s*[-/–]\s*(\d{2})(?!\d)")


def day(value: Value, *, month_first: bool = False) -> Parsed[date]:
    """The day in a cell; with `month_first`, its column writes the month before the day.

    Doubts with a value: `serial_date` (a bare number of days), `swapped_date` (day and month put
    back in order), `two_digit_year`, `month_only` (first of the month), `far_date`. Without:
    `impossible_date`, `not_a_date`, `year_only`.
    """
    if isinstance(value, datetime):
        return _far(value.date())
    if isinstance(value, date):
        return _far(value)
    if value is None:
        return Parsed(None)
    written = text(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _serial(_float(value), written)
    return _from_text(written, month_first=month_first) if written else Parsed(None)


def months_first(values: Iterable[Value]) -> bool:
    """True for a column of texts that write the month before the day, as « 05/13/2019 » shows.

    Two different dates at least must show it, and none that exists must show the contrary.
    """
    found = (FRENCH.fullmatch(_plain(value)) for value in values if isinstance(value, str))
    pairs = [(int(one[1]), int(one[2]), one[3]) for one in found if one]
    shown = {pair for pair in pairs if pair[1] > LAST_MONTH >= pair[0]}
    contrary = any(
        first > LAST_MONTH and _french(first, second, year_text, "").value is not None
        for first, second, year_text in pairs
    )
    return len(shown) > 1 and not contrary


def year(value: Value) -> Parsed[int]:
    """The year in a cell: « 2021 », « AMI 2021 », a date.

    Doubts with a value: `year_of_date`, `several_years` (the first is kept), `far_year`.
    Without: `no_year`.
    """
    written = text(value)
    if not written:
        return Parsed(None)
    years = _years(written) if not isinstance(value, date) else []
    if len(years) > 1:
        sentence = f"{quoted(written)} porte plusieurs années\u00a0: {years[0]} est gardée."
        return Parsed(years[0], "several_years", sentence)
    dated = day(value)
    if dated.value is not None and dated.doubt != "month_only":
        sentence = f"Année tirée de la date {quoted(written)}."
        return Parsed(dated.value.year, "year_of_date", sentence)
    if years:
        return Parsed(years[0])
    return Parsed(None, "no_year", f"{quoted(written)} ne donne pas d’année.")


def _years(written: str) -> list[int]:
    """The distinct years in a text, in order; « 2021-22 » holds two, « 2021-03 » one."""
    found = [int(one) for one in YEARS.findall(written)]
    short = SHORT_YEARS.search(written)
    if short and not ISO.fullmatch(written) and int(short[2]) > 12:
        found.append(int(short[1][:2] + short[2]))
    return sorted(set(found), key=found.index)


def perhaps_swapped(values: Iterable[Value]) -> bool:
    """True for a column whose dates another country's spreadsheet has taken for its own.

    It reads 03/04/2021 as the 4th of March, but cannot read 25/03/2021, which stays a text: so
    the column has texts with a day after the 12th, and dates whose day is never after the 12th.
    """
    days: list[int] = []
    left_as_text = False
    for value in values:
        if isinstance(value, date):
            days.append(value.day)
        elif isinstance(value, str) and (found := FRENCH.fullmatch(_plain(value))):
            left_as_text = left_as_text or int(found[1]) > 12
    return left_as_text and bool(days) and max(days) <= 12


def _float(value: float | Decimal) -> float:
    """The number as a float; one that is too big, or no number, is out of every range."""
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return math.inf
    return number if math.isfinite(number) else math.inf


def _serial(number: float, written: str) -> Parsed[date]:
    if FIRST_YEAR <= number <= LAST_YEAR and number.is_integer():
        return Parsed(None, "year_only", f"{quoted(written)} est une année, pas un jour.")
    if number.is_integer() and (packed := PACKED.fullmatch(written)):
        return _built(int(packed[1]), int(packed[2]), int(packed[3]), written)
    if not SERIALS[0] <= number <= SERIALS[1]:
        return Parsed(None, "not_a_date", f"{quoted(written)} n’est pas une date.")
    found = EPOCH + timedelta(days=int(number))
    sentence = (
        f"{quoted(written)} est lu comme le nombre de jours d’un tableur\u00a0: {_told(found)}."
    )
    return Parsed(found, "serial_date", sentence)


def _from_text(written: str, *, month_first: bool) -> Parsed[date]:
    plain = _plain(written)
    found = _in_figures(plain, written, month_first=month_first) or _in_words(plain, written)
    if found is not None:
        return found
    if re.fullmatch(r"(?:19|20)\d{2}", plain):
        return Parsed(None, "year_only", f"{quoted(written)} est une année, pas un jour.")
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", plain):
        return _serial(float(plain.replace(",", ".")), written)
    return Parsed(None, "not_a_date", f"{quoted(written)} n’est pas une date.")


def _in_figures(plain: str, written: str, *, month_first: bool) -> Parsed[date] | None:
    if found := ISO.fullmatch(plain) or PACKED.fullmatch(plain):
        return _built(int(found[1]), int(found[2]), int(found[3]), written)
    if found := FRENCH.fullmatch(plain):
        return _french(int(found[1]), int(found[2]), found[3], written, month_first=month_first)
    if found := MONTH.fullmatch(plain):
        number, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _month(int(number), int(month), written)
    return None


def _in_words(plain: str, written: str) -> Parsed[date] | None:
    if (found := WORDS.fullmatch(plain)) and found[2] in MONTHS:
        return _french(int(found[1]), MONTHS[found[2]], found[3], written)
    if (found := MONTH_WORD.fullmatch(plain)) and found[1] in MONTHS:
        return _month(int(found[2]), MONTHS[found[1]], written)
    return None


def _french(
    first: int, second: int, year_text: str, written: str, *, month_first: bool = False
) -> Parsed[date]:
    """Day, month, year; the month first where a spreadsheet of another country has been by."""
    number = int(year_text)
    short = len(year_text) == 2
    if short:
        number += 2000 if number < 70 else 1900
    swapped = first <= LAST_MONTH and (second > LAST_MONTH or (month_first and first != second))
    if swapped:
        first, second = second, first
    found = _built(number, second, first, written)
    if found.value is None:
        return found
    if swapped:
        sentence = f"{quoted(written)} met le mois avant le jour\u00a0: lu {_told(found.value)}."
        return Parsed(found.value, "swapped_date", sentence)
    if short:
        sentence = f"{quoted(written)} a une année à deux chiffres\u00a0: lu {_told(found.value)}."
        return Parsed(found.value, "two_digit_year", sentence)
    return found


def _month(number: int, month: int, written: str) -> Parsed[date]:
    found = _built(number, month, 1, written)
    if found.value is None:
        return found
    sentence = f"{quoted(written)} ne dit pas le jour\u00a0: lu comme le premier du mois."
    return Parsed(found.value, "month_only", sentence)


def _built(number: int, month: int, the_day: int, written: str) -> Parsed[date]:
    try:
        return _far(date(number, month, the_day))
    except ValueError:
        return Parsed(None, "impossible_date", f"{quoted(written)} n’existe pas au calendrier.")


def _far(found: date) -> Parsed[date]:
    if FIRST_YEAR < found.year < LAST_YEAR:
        return Parsed(found)
    return Parsed(found, "far_date", f"La date {_told(found)} est très éloignée.")


def _told(found: date) -> str:
    return f"{found.day:02}/{found.month:02}/{found.year:04}"


def _plain(written: str) -> str:
    """Small letters without accents, one space between words."""
    letters = unicodedata.normalize("NFD", written.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
