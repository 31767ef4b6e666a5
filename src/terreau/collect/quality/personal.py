"""Personal data in free text: found by form and by control key, and masked.

Guarantees that the masked text holds nothing that `find` finds. Forms: RFC 5321 (mailboxes),
numbering plan of Arcep (telephones), ISO 13616 (IBAN, modulo 97), INSEE (NIR, key modulo 97).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """The kinds of personal data looked for, the most precise form first."""

    IBAN = "iban"
    NIR = "nir"
    EMAIL = "email"
    TELEPHONE = "telephone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data in a text: its kind and its offsets, end excluded."""

    kind: Kind
    start: int
    end: int


_GAP = "[ \u00a0\u202f.-]?"
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?!\w)")
_NIR = re.compile(
    rf"(?<!\d)[1278]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d{{2}}|2[AB])"
    rf"{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}(?!\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w+-][\w.+-]{0,63}@[^\W_](?:[\w-]{0,62}\.)+[^\W\d_]{2,24}(?!\w)")
_TELEPHONE = re.compile(
    r"(?<![\w.,/+-])(?:(?:\+|00)33[ \u00a0.-]?(?:\(0\)[ \u00a0]?)?|0)[1-9]"
    r"(?:([ \u00a0\u202f./-]?)\d{2})(?:\1\d{2}){3}(?![\w/]|[.,]\d)"
)
_WAY = (
    r"(?:rue|avenue|av\.|boulevard|bd|impasse|chemin|all[ée]e|place|route|quai|cours|square"
    r"|lotissement|r[ée]sidence|passage|sentier)"
)
# A street number alone is where works are done; a person lives there when the words say so.
_ADDRESS = re.compile(
    r"(?:\b(?:demeurant|domicili[ée]e?|habitant|r[ée]sidant|adresse (?:personnelle|priv[ée]e)|"
    r"domicile)\b|\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s)[^.;\n]{0,60}?"
    rf"(?P<what>\b\d{{1,4}}\s?(?:bis|ter|quater)?,? {_WAY} [^,;.\n•]{{2,60}})",
    re.IGNORECASE,
)


@lru_cache(1000)
def find(text: str) -> tuple[Hit, ...]:
    """The personal data of `text`, in order, none over another."""
    hits: list[Hit] = []
    for hit in _all(text):
        place = bisect(hits, hit.start, key=_start)
        after_last = place == 0 or hits[place - 1].end <= hit.start
        if after_last and (place == len(hits) or hit.end <= hits[place].start):
            hits.insert(place, hit)
    return tuple(hits)


def _start(hit: Hit) -> int:
    return hit.start


def mask(text: str) -> str:
    """`text` with each piece of personal data replaced by marks that give its kind away only."""
    while hits := find(text):
        ends = [0, *(hit.end for hit in hits)]
        kept = [
            text[end : hit.start] + _MASKS[hit.kind] for end, hit in zip(ends, hits, strict=False)
        ]
        text = "".join(kept) + text[ends[-1] :]
    return text


_MASKS = {
    Kind.IBAN: "••••• (IBAN)",
    Kind.NIR: "••••• (numéro de sécurité sociale)",
    Kind.EMAIL: "••••• (adresse électronique)",
    Kind.TELEPHONE: "••••• (téléphone)",
    Kind.ADDRESS: "••••• (adresse postale)",
}


def _all(text: str) -> Iterator[Hit]:
    yield from _hits(Kind.IBAN, _IBAN, text, _iban_key)
    yield from _hits(Kind.NIR, _NIR, text, _nir_key)
    if "@" in text:
        yield from _hits(Kind.EMAIL, _EMAIL, text)
    yield from _hits(Kind.TELEPHONE, _TELEPHONE, text)
    for found in _ADDRESS.finditer(text):
        yield Hit(Kind.ADDRESS, *found.span("what"))


def _hits(
    kind: Kind,
    pattern: re.Pattern[str],
    text: str,
    valid: Callable[[str], bool] = lambda _found: True,
) -> Iterator[Hit]:
    return (Hit(kind, *m.span()) for m in pattern.finditer(text) if valid(m.group()))


def _iban_key(written: str) -> bool:
    compact = re.sub(r"\s", "", written)
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _nir_key(written: str) -> bool:
    compact = re.sub(r"[^0-9AB]", "", written)
    # The two départements of Corsica count as 19 and 18 (INSEE).
    digits = compact[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(compact[13:])
