"""What the components take: small immutable values that a view builds and a template shows.

Guarantees nothing but shape: texts are plain (the templates set their typography), addresses are
ready to use, None or an empty text means unknown. Pure: no Django, no file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A text and, when it leads somewhere, its address; `current` marks the page being read."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class RoleMark:
    """A role, with how many projects play it where that is shown."""

    notation: str
    label: str
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class AmbitionTag:
    """An ambition: its place (from 1) gives its colour."""

    position: int
    notation: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet; `unset` is the choice of unknown values."""

    value: str
    label: str
    count: int
    checked: bool = False
    notation: str = ""
    unset: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices under one query key."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `number` aligns its figures on the right."""

    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the strip, with the number of the note it rests on (0: none)."""

    value: str
    label: str
    note: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a project or an actor: one value, or several entries; neither means unknown."""

    label: str
    value: str = ""
    entries: tuple[Link, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a piece of work."""

    label: str
    state: Literal["done", "current", "to_do"]
    url: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix: what it is about, and one count per role, in the header's order."""

    label: str
    cells: tuple[RoleMark, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A numbered page of a list; number 0 is a gap."""

    number: int
    url: str = ""
    current: bool = False


def pages(current: int, total: int, url: Callable[[int], str]) -> tuple[Page, ...]:
    """Number the pages of a list: first, last, `current` and its neighbours, gaps between.

    `current` and `total` count from 1; a gap never stands for a single page.
    """
    shown = {1, total, *range(max(1, current - 1), min(total, current + 1) + 1)}
    numbers: list[Page] = []
    last = 0
    for number in sorted(shown):
        if number - last == 2:
            numbers.append(Page(number - 1, url(number - 1)))
        elif number - last > 2:
            numbers.append(Page(0))
        numbers.append(Page(number, url(number), number == current))
        last = number
    return tuple(numbers)
