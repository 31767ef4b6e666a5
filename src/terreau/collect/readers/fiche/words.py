"""Words of a stretch of the layer, in one spelling of signs, with the way back to its offsets.

Guarantees that a span found in a view maps to the exact stretch of the layer it stands for,
whether the file composes its accents or not.
"""

import re
import unicodedata
from dataclasses import dataclass

from terreau.collect.readers.markup import Layer
from terreau.territory.names import fold

_SIGNS = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "„": '"'}
    | dict.fromkeys("\t\n\r\u00a0\u2007\u2009\u200a\u202f\u3000", " ")
)
_WORDS = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r"(?:[lLdDnNsSjJcC]|[qQ]u)'(?=[^\W_])"
    r"|[^\W_](?:[^\s'()«»\",;:!?]*[^\s'()«»\",;:!?.])?(?:'(?=[^\W_])[^\s'()«»\",;:!?.]+)*"
)

ARTICLES = frozenset({"le", "la", "les", "l'"})
LINKS = ARTICLES | frozenset(
    {"de", "du", "des", "d'", "a", "au", "aux", "en", "et", "ou", "pour", "sur", "sous", "par",
     "avec", "chez", "dans", "ses", "nos", "vos", "leurs", "s'", "qu'", "qui", "dont"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of the layer, with accents composed and apostrophes, quotes and blanks unified."""

    text: str
    start: int
    index: tuple[int, ...] | None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets in the layer of a stretch of this view."""
        if self.index is None:
            return self.start + first, self.start + last
        return self.start + self.index[first], self.start + self.index[last]

    @property
    def end(self) -> int:
        """The offset in the layer where this view ends."""
        return self.span(0, len(self.text))[1]

    def position(self, offset: int) -> int:
        """Where an offset of the layer falls in this view."""
        relative = offset - self.start
        if self.index is None:
            return relative
        return next((n for n, at in enumerate(self.index) if at >= relative), len(self.text))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a view: its text, its key (lower case, no accents) and where it stands."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it has at least two letters, all capitals (« CCAS », « C.C.A.S. », « R&D »)."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)

    @property
    def link(self) -> bool:
        """Whether it is an article, a preposition or the like, in lower case."""
        return self.folded in LINKS and not self.capital

    @property
    def article(self) -> bool:
        """Whether it is a definite article, in any case."""
        return self.folded in ARTICLES

    @property
    def plural(self) -> bool:
        """Whether its ending may be a plural's."""
        return len(self.folded) > 3 and self.folded[-1] in "sx" and not self.acronym


def view(layer: Layer, start: int, end: int) -> View:
    """The view of a stretch of the layer."""
    raw = layer.text[start:end]
    if unicodedata.is_normalized("NFC", raw):
        return View(raw.translate(_SIGNS), start, None)
    characters: list[str] = []
    index: list[int] = []
    at = 0
    while at < len(raw):
        after = at + 1
        while after < len(raw) and unicodedata.combining(raw[after]):
            after += 1
        for rank, char in enumerate(unicodedata.normalize("NFC", raw[at:after])):
            characters.append(char)
            index.append(min(at + rank, after - 1))
        at = after
    index.append(len(raw))
    return View("".join(characters).translate(_SIGNS), start, tuple(index))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a view's text, in order; « l' » and « d' » are words of their own."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m[0], fold(m[0]), m.start(), m.end()) for m in found]


def tidy(text: str) -> str:
    """A name as it is written, composed, without doubled or outer blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def key(text: str) -> str:
    """What two spellings of the same words share: no case, accent, sign or plural ending."""
    words = _WORDS.findall(fold(text))
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in words)
