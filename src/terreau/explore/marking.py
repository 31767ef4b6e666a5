"""Cuts a text at the bounds of its passages, so that each can be shown and reached: pure.

Guarantees that the pieces, put end to end, are the text, whatever overlaps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not, with the anchors of the passages that begin there."""

    text: str
    marked: bool
    anchors: tuple[str, ...]


def anchor(start: int, end: int) -> str:
    """The name of a passage inside the page of its document."""
    return f"passage-{start}-{end}"


def pieces(text: str, passages: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut at every bound of `passages` (code points, end excluded)."""
    spans = sorted({(start, end) for start, end in passages if 0 <= start < end <= len(text)})
    opened = Counter(start for start, _ in spans)
    closed = Counter(end for _, end in spans)
    begins: dict[int, list[str]] = defaultdict(list)
    for start, end in spans:
        begins[start].append(anchor(start, end))
    found = []
    depth = 0
    for start, end in pairwise(sorted({0, len(text), *opened, *closed})):
        depth += opened[start] - closed[start]
        found.append(Piece(text[start:end], depth > 0, tuple(begins[start])))
    return tuple(found)
