"""The few SVG elements that our figures are made of, escaped, rounded and in a fixed order.

Colours are written twice, as a class and as a presentation attribute: the page's style sheet may
change them (dark theme), paper keeps them. No inline style: the content security policy forbids it.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from terreau.publish.figures.palette import Paint
from terreau.web.signs import shapes

FONT: Final = "Atkinson Hyperlegible Next, sans-serif"
SIZE: Final = 13.0  # type size, in units of a drawing
PIXELS: Final = 16.0  # the same type on a screen with room enough


def number(value: float) -> str:
    """A length with at most one decimal, without a trailing zero or a negative nought."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text(
    x: float,
    y: float,
    words: str,
    paint: Paint,
    *,
    size: float = SIZE,
    anchor: str = "start",
    bold: bool = False,
    italic: bool = False,
    halo: Paint | None = None,
) -> str:
    """One line of text whose baseline starts, is centred or ends at (x, y).

    `halo` surrounds the letters with a ground, where lines pass under them.
    """
    around, under = "", ""
    if halo is not None:
        around = f" {halo.line_class}"
        under = (
            f' stroke="{halo.hex}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
        )
    weight = ' font-weight="700"' if bold else ""
    slant = ' font-style="italic"' if italic else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{paint.fill_class}{around}" x="{number(x)}" y="{number(y)}" '
        f'font-size="{number(size)}"{weight}{slant}{where} fill="{paint.hex}"{under}>'
        f"{escape(words)}</text>"
    )


def rule(x1: float, y1: float, x2: float, y2: float, paint: Paint, thickness: float = 1) -> str:
    """A straight line."""
    return (
        f'<path class="{paint.line_class}" d="M{number(x1)} {number(y1)}L{number(x2)} '
        f'{number(y2)}" fill="none" stroke="{paint.hex}" stroke-width="{number(thickness)}"/>'
    )


def curve(x1: float, y1: float, x2: float, y2: float, paint: Paint, thickness: float) -> str:
    """A smooth link from left to right, level at both ends."""
    middle = (x1 + x2) / 2
    return (
        f'<path class="{paint.line_class}" d="M{number(x1)} {number(y1)}C{number(middle)} '
        f"{number(y1)} {number(middle)} {number(y2)} {number(x2)} {number(y2)}"
        f'" fill="none" stroke="{paint.hex}" stroke-width="{number(thickness)}"/>'
    )


def disc(x: float, y: float, radius: float, paint: Paint, ground: Paint | None = None) -> str:
    """A filled disc; with `ground`, a ring of `paint` around that ground (a hollow mark)."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    if ground is None:
        return f'<circle class="{paint.fill_class}" {place} fill="{paint.hex}"/>'
    return (
        f'<circle class="{ground.fill_class} {paint.line_class}" {place} '
        f'fill="{ground.hex}" stroke="{paint.hex}" stroke-width="2"/>'
    )


def area(rings: Sequence[Sequence[tuple[float, float]]], fill: Paint, line: Paint) -> str:
    """A surface with its outline."""
    path = "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in rings
    )
    return (
        f'<path class="{fill.fill_class} {line.line_class}" d="{path}" fill="{fill.hex}" '
        f'stroke="{line.hex}" stroke-width="0.8" stroke-linejoin="round"/>'
    )


def sign(x: float, y: float, side: float, notation: str, paint: Paint) -> str:
    """A role's sign, its top left corner at (x, y), `side` units wide."""
    scale = f"{side / 16:.3f}".rstrip("0").rstrip(".")
    return (
        f'<g class="sign-of {escape(paint.name)}" color="{paint.hex}" '
        f'transform="translate({number(x)} {number(y)}) scale({scale})">{shapes(notation)}</g>'
    )


def drawing(ident: str, width: float, height: float, alt: str, body: Sequence[str]) -> str:
    """The whole picture, named by `alt`; it asks for type at 16 px and scales."""
    scale = PIXELS / SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-drawing" role="img" '
        f'aria-labelledby="{escape(ident)}-alt" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width * scale)}" height="{number(height * scale)}" '
        f'font-family="{FONT}"><title id="{escape(ident)}-alt">{escape(alt)}</title>'
        f"{''.join(body)}</svg>"
    )
