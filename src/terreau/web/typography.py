"""French typography of plain text, numbers and dates: correct, idempotent, without a locale.

Rules: Imprimerie nationale, *Lexique des règles typographiques*, for spaces, guillemets and
numbers. Every function is pure and gives the same text when applied to its own result.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"  # before a colon, inside guillemets, before a unit
NARROW: Final = "\u202f"  # before ; ? ! and between thousands
MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SPACE: Final = f"[ {NBSP}{NARROW}]"
_UNITS: Final = "€|%|‰|km²|km|kg|m²|ha|h|ans?|euros?|habitants?|projets?"
# An address keeps its characters: no space may slip into it.
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.|mailto:)[^\s«»<>]+"
    # A name of mailbox has 64 characters at most (RFC 5321): a long word is read once.
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\.\.\.(?!\.)(?<!\.{4})"), "…"),
    (re.compile(rf'(?<![\w"])"{_SPACE}*(?=\S)([^"\n]*?[^"\s]){_SPACE}*"(?![\w"])'), r"«\1»"),
    (re.compile(r"(?<=\w)['\u02bc](?=\w|[«“])"), "’"),
    (re.compile(rf"«{_SPACE}*(?=\S)"), f"«{NBSP}"),
    (re.compile(rf"(?<=\S){_SPACE}*»"), f"{NBSP}»"),
    (re.compile(rf"(?<=[^\s:]){_SPACE}*:(?=[\s{NBSP}«]|$)"), f"{NBSP}:"),
    (re.compile(rf"(?<=[^\s:;?!¿¡(\[]){_SPACE}*([;?!])(?![\w/=&])"), rf"{NARROW}\1"),
    (re.compile(rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))"), NARROW),
    (re.compile(rf"(?<=\d){_SPACE}?(?=[€%‰](?!\w))"), NBSP),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})\b)"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:millions?|milliards?|mille)\b)"), NBSP),
    (re.compile(r"\b(p|n°|art|M|Mme|MM|Dr|no|nos)(\.?) (?=\d|[A-ZÀ-Ö])"), rf"\1\2{NBSP}"),
    (re.compile(r"(?<=\w) (?=–\s)"), NBSP),
)


def fr(text: str) -> str:
    """Set `text` with French apostrophes, guillemets and no-break spaces; addresses are left alone.

    Plain text in, plain text out: nothing is escaped, no mark-up is understood. Idempotent.
    """
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        parts += [_compose(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, _compose(text[end:])])


def _compose(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def nombre(value: int | float | Decimal, decimals: int = 0) -> str:
    """Write a number as French print does: U+202F between thousands, comma, minus sign (U+2212).

    Rounds half up to `decimals`; a negative value that rounds to zero loses its sign.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    sign = "\u2212" if rounded < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def euros(value: int | float | Decimal) -> str:
    """Write an amount in euros, cents only when there are any: « 12 500 € », « 12,50 € »."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    cents = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{nombre(cents, 0 if cents == cents.to_integral_value() else 2)}{NBSP}€"


def date_fr(value: date) -> str:
    """Write a date in words: « 1er mars 2026 »; the day never parts from the month."""
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def accord(count: float | Decimal, singular: str, plural: str = "") -> str:
    """Make the noun agree with `count`: in French 0, 1 and 1,9 are singular.

    Without `plural`, each word of `singular` takes an s unless it ends in s, x or z.
    """
    if -2 < count < 2:
        return singular
    if plural:
        return plural
    return " ".join(word if word[-1:] in "sxz" else f"{word}s" for word in singular.split(" "))
