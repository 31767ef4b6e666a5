"""The words of a text with their offsets, and where its sentences begin.

Guarantees: linear in the text, whatever it holds (the one pattern has no nested quantifier);
`text[token.start:token.end] == token.text`; elided words (« l’ », « d’ ») are words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from terreau.territory.names import fold

_WORD = re.compile(
    "(?:[^\\W\\d_]\\.){2,10}(?![^\\W_])|[\\w\u0300-\u036f]+(?:[-‐‑&][\\w\u0300-\u036f]+)*"
)
_ENDING = frozenset(".!?…")
_BREAKS = frozenset("•●▪◦‣;\u2022|\t")
_BEFORE_POINT = frozenset(
    {
        *("m", "mm", "mr", "mme", "mlle", "dr", "pr", "st", "ste", "art", "cf", "ex", "n", "p"),
        *("bd", "av", "env", "tel", "asso", "assoc", "ass", "dep", "dept", "reg", "vol", "no"),
    }
)
_OPENING = frozenset('«“"„')
_CLOSING = frozenset('»”"')
_JOINTS = " \n\u00a0\u202f'’ʼ&"
_LONGEST_KEY = 60


class Token(NamedTuple):
    """A word: as written, its key (lower case, no accents), its offsets, what stands before it."""

    text: str
    key: str
    start: int
    end: int
    gap: str
    begins: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it has two to ten letters, all of them capitals (« CCAS », « C.C.A.S. »)."""
        letters = [char for char in self.text if char.isalpha()]
        return 2 <= len(letters) <= 10 and self.text.isupper()

    @property
    def toward(self) -> bool:
        """Whether it is « à », whose key is also that of the verb « a »."""
        return self.text in {"à", "À", "a\u0300"}

    @property
    def opened(self) -> bool:
        """Whether a quotation opens just before it."""
        return bool(self.gap) and not _OPENING.isdisjoint(self.gap[-3:])

    @property
    def closed(self) -> bool:
        """Whether a quotation closes in what stands before it."""
        return not _CLOSING.isdisjoint(self.gap)

    @property
    def joined(self) -> bool:
        """Whether only blanks, an apostrophe or a tight hyphen part it from the word before."""
        return len(self.gap) <= 3 and (self.gap in {"-", "–"} or not self.gap.strip(_JOINTS))


def tokens(text: str) -> list[Token]:
    """Give the words of `text` in order."""
    found: list[Token] = []
    last = 0
    before = ""
    for match in _WORD.finditer(text):
        written = match[0]
        gap = text[last : match.start()] if match.start() - last <= 20 else "\n\n"
        if found and len(found[-1].text) == 1 and found[-1].capital and gap.strip() == ".":
            # « l’école J. Jaurès »: the point of an initial parts nothing.
            gap = " "
        key = fold(written.replace(".", ""))[:_LONGEST_KEY]
        begins = not found or _breaks(gap, before, written)
        found.append(Token(written, key, match.start(), match.end(), gap, begins))
        last, before = match.end(), key
    return found


def sentences(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Give the first and last (excluded) word of each sentence."""
    starts = [number for number, token in enumerate(words) if token.begins]
    return list(zip(starts, [*starts[1:], len(words)][: len(starts)], strict=True))


def _breaks(gap: str, before: str, written: str) -> bool:
    """Whether a sentence begins after this gap."""
    if gap.count("\n") > 1 or not _BREAKS.isdisjoint(gap):
        return True
    if "\n" in gap and not {"-", "–", "—", "*"}.isdisjoint(gap):
        return True
    if _ENDING.isdisjoint(gap) or not (written[0].isupper() or written[0].isdigit()):
        return False
    point = gap.lstrip(")»” \u00a0\u202f")[:1] == "."
    return not (point and (before in _BEFORE_POINT or len(before) == 1))
