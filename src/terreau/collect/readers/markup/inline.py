"""Inline Markdown: emphasis, code, links and escapes inside one block.

Guarantees that each delimiter is read once, and that what closes nothing stays as written.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from terreau.collect.readers.markup.edits import Edit
from terreau.collect.readers.markup.model import Kind, Mark

TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|\*++|_++|`++|~~|!?\[|\]")
TARGET = re.compile(r"\]\((?:<[^<>\n]*+>|[^\s()<>]*+)(?:[ \t]++\"[^\"\n]*+\")?\)")
BOLD_LENGTHS = (2, 3)


def emphasis(
    text: str, blocks: Sequence[tuple[int, int]], edits: Sequence[Edit]
) -> tuple[list[Edit], list[Mark]]:
    """All edits in order, with those that take inline marks out of the blocks; and bold marks."""
    taken = [(edit.start, edit.end) for edit in edits]
    found: list[Edit] = []
    marks: list[Mark] = []
    for start, end in blocks:
        block = _Block(text, start, end)
        block.read()
        found += block.edits
        marks += block.marks
    ordered = sorted(found, key=lambda edit: edit.start)
    merged = sorted([*edits, *_apart(ordered, taken)], key=lambda edit: (edit.start, edit.end))
    return merged, marks


def _apart(found: list[Edit], taken: Sequence[tuple[int, int]]) -> list[Edit]:
    """The edits that touch no stretch already edited."""
    kept: list[Edit] = []
    bounds = sorted(taken)
    rank = 0
    for edit in found:
        while rank < len(bounds) and bounds[rank][1] <= edit.start:
            rank += 1
        if rank == len(bounds) or edit.end <= bounds[rank][0]:
            kept.append(edit)
    return kept


class _Block:
    """One block: its delimiters wait on a stack until another closes them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.edits: list[Edit] = []
        self.marks: list[Mark] = []
        self.waiting: list[tuple[str, int]] = []
        self.count: dict[str, int] = defaultdict(int)

    def read(self) -> None:
        """Go through the block once."""
        position = self.start
        while (token := TOKEN.search(self.text, position, self.end)) is not None:
            sign = token[0]
            position = token.end()
            if sign[0] == "\\":
                self.edits.append(Edit(token.start(), token.start() + 1))
            elif sign in ("[", "!["):
                self._wait(sign, token.start())
            elif sign == "]":
                position = self._link(token)
            else:
                self._delimiter(sign, token.start(), token.end())

    def _wait(self, sign: str, at: int) -> None:
        self.waiting.append((sign, at))
        self.count[sign] += 1

    def _back_to(self, sign: str) -> int:
        """Take the nearest waiting delimiter; those opened inside it stay as written."""
        while True:
            other, at = self.waiting.pop()
            self.count[other] -= 1
            if other == sign:
                return at

    def _link(self, token: re.Match[str]) -> int:
        target = TARGET.match(self.text, token.start(), self.end)
        if target is None or not (self.count["["] or self.count["!["]):
            return token.end()
        sign = next(s for s, _ in reversed(self.waiting) if s in ("[", "!["))
        at = self._back_to(sign)
        self.edits.append(Edit(at, at + len(sign)))
        self.edits.append(Edit(target.start(), target.end()))
        return target.end()

    def _delimiter(self, sign: str, start: int, end: int) -> None:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        if self.count[sign] and self._closes(sign, before, after):
            at = self._back_to(sign)
            self.edits += [Edit(at, at + len(sign)), Edit(start, end)]
            if sign[0] in "*_" and len(sign) in BOLD_LENGTHS:
                self.marks.append(Mark(Kind.BOLD, at + len(sign), start))
        elif self._opens(sign, before, after):
            self._wait(sign, start)

    def _opens(self, sign: str, before: str, after: str) -> bool:
        if after.isspace() or len(sign) > 3:
            return False
        # « agriculteur*trice*s » and « nom_de_champ » are words, not emphasis.
        return sign in ("**", "***") or sign[0] in "`~" or not before.isalnum()

    def _closes(self, sign: str, before: str, after: str) -> bool:
        if sign in ("**", "***") or sign[0] in "`~":
            return True
        return not before.isspace() and not after.isalnum()
