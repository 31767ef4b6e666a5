"""The sign of each role, drawn once: HTML, PDF and figures all take these same strokes.

Guarantees that every sign lives in one square view box, uses no colour of its own and stays
recognisable in black and white at 14 pixels. Pure: no Django, no file.
"""

from dataclasses import dataclass
from html import escape
from typing import Final

VIEW_BOX: Final = "0 0 16 16"
SIZE: Final = 16  # side of the view box, in its own units


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path of a sign (SVG path data): filled, or a round line `width` units thick."""

    path: str
    width: float = 0.0

    @property
    def filled(self) -> bool:
        """True when the path is a surface, false when it is a line."""
        return self.width == 0.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and the French name that always stands beside it."""

    notation: str
    label: str
    strokes: tuple[Stroke, ...]


def _ring(centre: float, radius: float) -> str:
    left, width = centre - radius, 2 * radius
    arc = f"a{radius:g} {radius:g} 0 1 1"
    return f"M{left:g} 8{arc} {width:g} 0{arc} -{width:g} 0z"


SIGNS: Final[dict[str, Sign]] = {
    sign.notation: sign
    for sign in (
        # A goad that rises and opens: the head alone still reads as an arrow at 14 pixels.
        Sign(
            "aiguillon",
            "Aiguillon",
            (
                Stroke("M2.2 13.8L9.6 6.4", 2.2),
                Stroke("M15 1L13.9 8.3L7.7 2.1z"),
            ),
        ),
        # A sprout of two unequal leaves.
        Sign(
            "inspirateur",
            "Inspirateur",
            (
                Stroke("M8 15V7.5", 2),
                Stroke("M8 9C2.7 9 .9 5.7 .9 1.9C5.3 1.9 8 4.1 8 9z"),
                Stroke("M8 11.6C8 7.3 10.6 5.3 15.1 5.3C15.1 9 12.9 11.6 8 11.6z"),
            ),
        ),
        # Two rings that share a space.
        Sign("connecteur", "Connecteur", (Stroke(_ring(5.3, 3.9), 2), Stroke(_ring(10.7, 3.9), 2))),
    )
}
UNKNOWN: Final = Sign("", "Rôle", (Stroke(_ring(8, 4), 2),))


def sign(notation: str) -> Sign:
    """Give the sign of the role `notation`, or a plain ring for a role of another framework."""
    return SIGNS.get(notation, UNKNOWN)


def shapes(notation: str, colour: str = "currentColor") -> str:
    """Write the sign's paths as SVG elements without their frame, in the 16-unit view box."""
    ink = escape(colour, quote=True)
    return "".join(
        f'<path d="{stroke.path}" fill="{ink}"/>'
        if stroke.filled
        else f'<path d="{stroke.path}" fill="none" stroke="{ink}" stroke-width="{stroke.width:g}"'
        ' stroke-linecap="round"/>'
        for stroke in sign(notation).strokes
    )


def sign_svg(notation: str, colour: str = "currentColor") -> str:
    """Write the sign as one decorative `<svg>`: the label beside it says the role."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sign" viewBox="{VIEW_BOX}" width="{SIZE}"'
        f' height="{SIZE}" aria-hidden="true" focusable="false">{shapes(notation, colour)}</svg>'
    )
