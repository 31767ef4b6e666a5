"""Kinds of actor: a row of dots for each kind, one dot per project, most frequent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from terreau.publish.document import DataTable, Figure
from terreau.publish.figures import palette, svg
from terreau.publish.figures.measure import wrap

WIDTH: Final = 260.0
LABEL: Final = 148.0
ROOM: Final = WIDTH - LABEL - 34  # what the number needs is left at the right
ROW: Final = 26.0
RADIUS: Final = 4.5
STEP: Final = 12.0


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of actor, and how many projects mobilise it."""

    label: str
    projects: int


def kinds_strip(
    counts: Sequence[KindCount],
    *,
    position: int,
    title: str,
    ident: str = "figure-acteurs",
    shown: int = 8,
) -> Figure | None:
    """Dots by kind of actor; the data table has them all. None when there is no kind."""
    ordered = sorted(
        (count for count in counts if count.projects > 0),
        key=lambda count: (-count.projects, count.label),
    )
    if not ordered:
        return None
    drawn = ordered[:shown]
    rest = len(ordered) - len(drawn)
    caption = (
        "Un point par projet qui mobilise ce type d’acteurs."
        if _dotted(drawn)
        else "La longueur dit le nombre de projets qui mobilisent ce type d’acteurs."
    )
    if rest:
        caption += (
            f" Les {rest} autres types figurent dans les données."
            if rest > 1
            else " Un autre type figure dans les données."
        )
    listed = " ; ".join(f"{one.label} {one.projects}" for one in ordered)
    alt = f"Nombre de projets par type d’acteurs : {listed}."
    return Figure(
        id=ident,
        title=title,
        caption=caption,
        alt=alt,
        svg=_draw(ident, drawn, position, alt),
        width_mm=78,
        data=DataTable(
            caption="Nombre de projets par type d’acteurs",
            header=("Type d’acteurs", "Projets"),
            rows=tuple((one.label, str(one.projects)) for one in ordered),
        ),
    )


def _draw(ident: str, counts: Sequence[KindCount], position: int, alt: str) -> str:
    accent = palette.accent(position)
    most = max(one.projects for one in counts)
    dots = _dotted(counts)
    body: list[str] = []
    y = 0.0
    for one in counts:
        lines = wrap(one.label, LABEL - 10, svg.SIZE, 2)
        height = ROW + (len(lines) - 1) * 16
        middle = y + height / 2
        body += [
            svg.text(0, middle + 4.5 + (index - (len(lines) - 1) / 2) * 16, words, palette.INK)
            for index, words in enumerate(lines)
        ]
        if dots:
            body += [
                svg.disc(LABEL + RADIUS + index * STEP, middle, RADIUS, accent)
                for index in range(one.projects)
            ]
            end = LABEL + one.projects * STEP + 6
        else:
            length = one.projects * ROOM / most
            body.append(svg.rule(LABEL, middle, LABEL + length, middle, accent, 9))
            end = LABEL + length + 6
        body.append(svg.text(end, middle + 4.5, str(one.projects), palette.SOFT))
        y += height
    return svg.drawing(ident, WIDTH, y, alt, body)


def _dotted(counts: Sequence[KindCount]) -> bool:
    """Whether the longest row of dots fits; bars stand for dots where it does not."""
    return max(one.projects for one in counts) * STEP <= ROOM
