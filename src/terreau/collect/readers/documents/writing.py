"""Puts the text of a document together: characters cleaned, pages told by their exact offsets.

Guarantees line ends LF, no control character but tab and line feed, Latin ligatures taken apart,
and page starts that lie in order inside the text.
"""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
#: Controls, soft hyphens, marks of byte order and of direction, lone surrogates, non-characters.
_REMOVED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BLANKS = re.compile("[ \t\n]+")


def cleaned(text: str) -> str:
    """The text without what no reader sees; nothing else changed."""
    text = _LINE_ENDS.sub("\n", text)
    text = _REMOVED.sub("", text)
    return _LIGATURE.sub(lambda match: LIGATURES[match[0]], text)


def one_line(text: str) -> str:
    """Blanks, tabs and line feeds made one space: the content of a cell. No-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")


class TextWriter:
    """Gathers paragraphs, one a line, and the offsets at which pages begin."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = [0]

    def paragraph(self, text: str) -> None:
        """Add a paragraph or a row; a blank one is left out."""
        line = cleaned(text).strip("\n ")
        if not line.strip():
            return
        self._parts.append(line + "\n")
        self._length += len(line) + 1

    def page(self) -> None:
        """What follows is on the next page."""
        self._starts.append(self._length)

    @property
    def page_length(self) -> int:
        """Code points written since the last page began."""
        return self._length - self._starts[-1]

    def text(self) -> str:
        """All the paragraphs, the last one without its line feed."""
        return "".join(self._parts).removesuffix("\n")

    def starts(self) -> tuple[int, ...]:
        """Offsets in the text, page 1 first; pages without text at the end begin at its end."""
        end = max(0, self._length - 1)
        return tuple(min(start, end) for start in self._starts)
