"""Replacements in a text, and where its offsets fall afterwards.

Guarantees that applying the edits and moving an offset agree, in time linear in the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the code points from `start` to `end`, end excluded."""

    start: int
    end: int
    text: str = ""


class Shift:
    """Moves offsets of the text before the edits to the text after them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._lengths = [len(edit.text) for edit in edits]
        growth = 0
        self._growths = [0]
        for edit in edits:
            growth += len(edit.text) - (edit.end - edit.start)
            self._growths.append(growth)

    def opening(self, offset: int) -> int:
        """Where a stretch that began at `offset` begins now: after what was put there."""
        done = bisect_right(self._ends, offset)
        if done < len(self._starts) and self._starts[done] < offset:
            return self._ends[done] + self._growths[done + 1]
        return offset + self._growths[done]

    def closing(self, offset: int) -> int:
        """Where a stretch that ended at `offset` ends now: before what was put there."""
        begun = bisect_left(self._starts, offset)
        if begun and self._ends[begun - 1] > offset:
            return self._starts[begun - 1] + self._growths[begun - 1]
        return offset + self._growths[begun]

    def inserted(self, index: int) -> int:
        """Where the text put by the edit of rank `index` begins now."""
        return self._starts[index] + self._growths[index]


def apply(source: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which must be in order and disjoint."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts.append(source[done : edit.start])
        parts.append(edit.text)
        done = edit.end
    parts.append(source[done:])
    return "".join(parts)
