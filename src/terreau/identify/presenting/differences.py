"""Where two names differ: the words that one has and the other has not, for the eye.

Guarantees that the pieces put together give the name back, character for character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from terreau.territory.names import fold

PARTS = re.compile(r"\w+|\W+")
#: Beyond this many words, a name is shown as it is: nobody compares it word by word.
MOST_PARTS = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name; `own` where the other name has nothing like it."""

    text: str
    own: bool


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both names cut where they differ, case and accents aside."""
    lefts, rights = PARTS.findall(left), PARTS.findall(right)
    if max(len(lefts), len(rights)) > MOST_PARTS:
        return (Piece(left, False),), (Piece(right, False),)
    blocks = SequenceMatcher(None, _alike(lefts), _alike(rights), autojunk=False)
    marked_left, marked_right = [True] * len(lefts), [True] * len(rights)
    for block in blocks.get_matching_blocks():
        for step in range(block.size):
            marked_left[block.a + step] = marked_right[block.b + step] = False
    return _pieces(lefts, marked_left), _pieces(rights, marked_right)


def _alike(parts: list[str]) -> list[str]:
    # Whatever stands between two words, a space or a hyphen, is the same.
    return [fold(part) if part[0].isalnum() else " " for part in parts]


def _pieces(parts: list[str], marked: list[bool]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for part, alone in zip(parts, marked, strict=True):
        own = alone and part[0].isalnum()
        if found and found[-1].own == own:
            found[-1] = Piece(found[-1].text + part, own)
        else:
            found.append(Piece(part, own))
    return tuple(found)
