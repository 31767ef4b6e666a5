"""Cuts a text at the bounds of its passages, so that each can be shown and reached: pure.

Guarantees that the pieces, put end to end, are the text, whatever overlaps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not, with the anchors of the passages that begin there.

    `page` is the number of the page that begins there, 0 where none does.
    """

    text: str
    marked: bool
    anchors: tuple[str, ...]
    page: int = 0


def anchor(start: int, end: int) -> str:
    """The name of a passage inside the page of its document."""
    return f"passage-{start}-{end}"


def pieces(
    text: str, passages: Iterable[tuple[int, int]], page_starts: Sequence[int] = ()
) -> tuple[Piece, ...]:
    """The text cut at every bound of `passages` (code points, end excluded) and of its pages.

    `page_starts` holds the offset at which each page begins, page 1 first. Of several that begin
    at one place (pages without text), the last is told.
    """
    spans = sorted({(start, end) for start, end in passages if 0 <= start < end <= len(text)})
    opened = Counter(start for start, _ in spans)
    closed = Counter(end for _, end in spans)
    begins: dict[int, list[str]] = defaultdict(list)
    for start, end in spans:
        begins[start].append(anchor(start, end))
    turned = {start: number for number, start in enumerate(page_starts, 1) if start < len(text)}
    found = []
    depth = 0
    for start, end in pairwise(sorted({0, len(text), *opened, *closed, *turned})):
        depth += opened[start] - closed[start]
        page = turned.get(start, 0)
        found.append(Piece(text[start:end], depth > 0, tuple(begins[start]), page))
    return tuple(found)
