"""Where the words of a map stand: beside their mark, never over a mark or over other words.

Greedy: the most important first, each at the first free place of a fixed list of offsets. What
finds no free place has no words on the map (its data table always has them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from terreau.publish.figures.measure import width

APART: Final = 9.0  # between a point and the name of a surface


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a point inside."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Whether this box lies wholly in the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A point to name: its centre, its radius (0 for an area) and its words."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words placed: the baseline's start (`anchor` says which end) and the room they take."""

    words: str
    x: float
    y: float
    anchor: str
    box: Box


def box_of(mark: Mark, air: float = 1.5) -> Box:
    """The room that a mark takes, with some air around it."""
    reach = mark.radius + air
    return Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)


def place(marks: Sequence[Mark], frame: Box, size: float) -> tuple[Label | None, ...]:
    """A label for each mark, in the order given (first come, first served), or None."""
    points = [mark for mark in marks if mark.radius > 0]
    near, apart = [box_of(mark) for mark in points], [box_of(mark, APART) for mark in points]
    taken: list[Box] = []
    placed: list[Label | None] = []
    for mark in marks:
        # The name of a surface keeps its distance: beside a point it would seem to name it.
        marked = near if mark.radius > 0 else apart
        free = (
            label
            for label in _candidates(mark, size)
            if label.box.inside(frame)
            and not any(label.box.meets(box) for box in (*marked, *taken))
        )
        label = next(free, None)
        placed.append(label)
        if label is not None:
            taken.append(label.box)
    return tuple(placed)


def _candidates(mark: Mark, size: float) -> list[Label]:
    """Right, left, below, above, then slanted, then a little farther."""
    found: list[Label] = []
    if mark.radius == 0:
        shifts = (0.0, 12.0, -12.0, 24.0, -24.0, 34.0, -34.0)
        return [
            _label(mark, mark.x + dx, mark.y + dy, "middle", size) for dy in shifts for dx in shifts
        ]
    for gap in (4.0, 9.0, 16.0):
        reach = mark.radius + gap
        slant = reach * 0.75
        high = reach + size * 0.5
        found += [
            _label(mark, mark.x + reach, mark.y, "start", size),
            _label(mark, mark.x - reach, mark.y, "end", size),
            _label(mark, mark.x, mark.y + high, "middle", size),
            _label(mark, mark.x, mark.y - high, "middle", size),
            _label(mark, mark.x + slant, mark.y + slant, "start", size),
            _label(mark, mark.x + slant, mark.y - slant, "start", size),
            _label(mark, mark.x - slant, mark.y + slant, "end", size),
            _label(mark, mark.x - slant, mark.y - slant, "end", size),
        ]
    return found


def _label(mark: Mark, x: float, y: float, anchor: str, size: float) -> Label:
    """The label whose words are centred on the height `y`."""
    long = width(mark.words, size)
    left = {"start": x, "end": x - long, "middle": x - long / 2}[anchor]
    box = Box(left - 1, y - size * 0.6, left + long + 1, y + size * 0.6)
    return Label(mark.words, x, y + size * 0.35, anchor, box)
