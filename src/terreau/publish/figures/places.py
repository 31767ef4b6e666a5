"""Where the projects are: full marks for places of action, hollow ones where only a seat is known.

A project known at the level of its département has no point: the département is hatched. What is
not on the map is said in the caption, and the data table has everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from terreau.publish.document import DataTable, Figure
from terreau.publish.figures import labels, palette, svg
from terreau.territory.outlines import Outline, Projection, outlines

WIDTH: Final = 266.0
HEIGHT: Final = 290.0
SIZE: Final = 15.0  # of the names: a map is shown narrower than it is drawn
MARGIN: Final = 4.0
EDGE: Final = 0.7  # degrees around the outlines that the map still shows
RADIUS: Final = 5.0  # of the mark of one project; the surface grows with their number


@dataclass(frozen=True, slots=True)
class Place:
    """A point (degrees, WGS 84), the projects there, and what is known of it."""

    name: str
    latitude: float
    longitude: float
    projects: tuple[str, ...]
    seat_only: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A département where projects act at a place that is not known more closely."""

    code: str
    name: str
    projects: tuple[str, ...]


def places_map(
    places: Sequence[Place],
    areas: Sequence[Area],
    *,
    departements: Sequence[str],
    without_place: int,
    position: int,
    title: str,
    ident: str = "figure-carte",
    wider: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> Figure | None:
    """Map of the projects over the outlines of `departements` (INSEE codes).

    `wider`: names of places too wide or too vague for a point, each with its projects; they stand
    in the caption and in the table. None when neither a place nor an area is known.
    """
    points = sorted(places, key=lambda one: (-len(one.projects), one.name, one.latitude))
    surfaces = sorted(areas, key=lambda one: (one.code, one.name))
    shapes = outlines(sorted({*departements, *(one.code for one in surfaces)}))
    near = [one for one in points if _near(one, shapes)]
    known = {shape.code for shape in shapes}
    hatched = [one for one in surfaces if one.code in known]
    if not near and not hatched:
        return None
    away = [one.name for one in points if one not in near]
    away += [one.name for one in surfaces if one.code not in known]
    vague = sorted(wider)
    alt = _alternative(points, surfaces, without_place)
    picture, unnamed = _draw(ident, near, hatched, shapes, position, alt)
    return Figure(
        id=ident,
        title=title,
        caption=_caption(near, hatched, without_place, unnamed, away, vague),
        alt=alt,
        svg=picture,
        width_mm=60,
        data=_table(points, surfaces, vague),
    )


def _near(place: Place, shapes: Sequence[Outline]) -> bool:
    """Whether a place is on the map or at its edge: one overseas would leave nothing to see."""
    seen = [point for shape in shapes for ring in shape.rings for point in ring]
    if not seen:
        return True
    west, east = min(point[0] for point in seen), max(point[0] for point in seen)
    south, north = min(point[1] for point in seen), max(point[1] for point in seen)
    return (
        west - EDGE <= place.longitude <= east + EDGE
        and south - EDGE <= place.latitude <= north + EDGE
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {many if number > 1 else one}"


def _alternative(points: Sequence[Place], surfaces: Sequence[Area], without: int) -> str:
    parts = [
        f"{one.name} {_count(len(one.projects), 'projet', 'projets')}"
        + (" (siège)" if one.seat_only else "")
        for one in points
    ]
    parts += [
        f"{one.name} (département) {_count(len(one.projects), 'projet', 'projets')}"
        for one in surfaces
    ]
    said = f"Carte des lieux : {', '.join(parts)}."
    return said + (f" {_nowhere(without)}" if without else "")


def _nowhere(without: int) -> str:
    if without == 1:
        return "Un projet n’indique pas de lieu."
    return f"{without} projets n’indiquent pas de lieu."


def _caption(
    points: Sequence[Place],
    surfaces: Sequence[Area],
    without: int,
    unnamed: Sequence[str],
    away: Sequence[str],
    vague: Sequence[tuple[str, tuple[str, ...]]],
) -> str:
    parts: list[str] = []
    if any(not one.seat_only for one in points):
        parts.append("Disque : lieu d’action.")
    if any(one.seat_only for one in points):
        parts.append("Cercle : siège seul connu.")
    if surfaces:
        parts.append("Hachures : département seul connu.")
    about = [one.name for one in points if one.approximate]
    if about:
        parts.append(f"Position approchée : {', '.join(about)}.")
    if unnamed:
        parts.append(f"Sans nom sur la carte, faute de place : {', '.join(unnamed)}.")
    if away:
        parts.append(f"Hors de la carte : {', '.join(away)}.")
    if vague:
        told = (f"{name} ({_count(len(names), 'projet', 'projets')})" for name, names in vague)
        parts.append(f"Sans point, faute d’un lieu plus précis : {', '.join(told)}.")
    if without:
        parts.append(_nowhere(without))
    return " ".join(parts)


def _table(
    points: Sequence[Place],
    surfaces: Sequence[Area],
    vague: Sequence[tuple[str, tuple[str, ...]]],
) -> DataTable:
    rows = [
        (
            one.name,
            ("siège" if one.seat_only else "lieu d’action")
            + (", position approchée" if one.approximate else ""),
            ", ".join(one.projects),
        )
        for one in points
    ]
    rows += [(one.name, "département seul connu", ", ".join(one.projects)) for one in surfaces]
    rows += [(name, "lieu trop vaste ou sans position", ", ".join(names)) for name, names in vague]
    return DataTable(
        caption="Lieux des projets", header=("Lieu", "Nature", "Projets"), rows=tuple(rows)
    )


def _draw(
    ident: str,
    points: Sequence[Place],
    surfaces: Sequence[Area],
    shapes: Sequence[Outline],
    position: int,
    alt: str,
) -> tuple[str, tuple[str, ...]]:
    """The picture, and the names for which it has no room."""
    projection = _projection(shapes, points)
    accent = palette.accent(position)
    hatched = {one.code: one.name for one in surfaces}
    body = [_hatching(f"{ident}-hachures", accent)]
    body += [_outline(shape, projection, position) for shape in shapes]
    body += [
        _hatched(shape, projection, f"{ident}-hachures")
        for shape in shapes
        if shape.code in hatched
    ]
    # The name of a surface has fewer places to stand than that of a point: it comes first.
    marks = [
        labels.Mark(*_middle(shape, projection), 0, hatched[shape.code])
        for shape in shapes
        if shape.code in hatched
    ]
    for one in points:
        x, y = projection.project(one.longitude, one.latitude)
        radius = min(RADIUS * sqrt(len(one.projects)), 4 * RADIUS)
        body.append(svg.disc(x, y, radius, accent, palette.GROUND if one.seat_only else None))
        many = f" ({len(one.projects)})" if len(one.projects) > 1 else ""
        marks.append(labels.Mark(x, y, radius, one.name + many))
    placed = labels.place(marks, labels.Box(0, 0, WIDTH, HEIGHT), SIZE)
    for mark, label in zip(marks, placed, strict=True):
        if label is not None:
            body.append(_words(label, palette.tint(position) if mark.radius == 0 else None))
    unnamed = tuple(mark.words for mark, label in zip(marks, placed, strict=True) if label is None)
    return svg.drawing(ident, WIDTH, HEIGHT, alt, body), unnamed


def _projection(shapes: Sequence[Outline], points: Sequence[Place]) -> Projection:
    seen = [point for shape in shapes for ring in shape.rings for point in ring]
    seen += [(one.longitude, one.latitude) for one in points]
    return Projection.fit(seen, WIDTH, HEIGHT, MARGIN)


def _project(shape: Outline, projection: Projection) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(
        tuple(projection.project(longitude, latitude) for longitude, latitude in ring)
        for ring in shape.rings
    )


def _outline(shape: Outline, projection: Projection, position: int) -> str:
    return svg.area(_project(shape, projection), palette.tint(position), palette.RAISED)


def _hatching(ident: str, paint: palette.Paint) -> str:
    return (
        f'<defs><pattern id="{ident}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path class="{paint.line_class}" d="M0 0V6" '
        f'stroke="{paint.hex}" stroke-width="2" stroke-opacity="0.45"/></pattern></defs>'
    )


def _hatched(shape: Outline, projection: Projection, pattern: str) -> str:
    path = "".join(
        "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in ring) + "Z"
        for ring in _project(shape, projection)
    )
    return f'<path d="{path}" fill="url(#{pattern})"/>'


def _middle(shape: Outline, projection: Projection) -> tuple[float, float]:
    """The centroid of the largest ring of a shape (shoelace formula), as drawn."""
    ring = max(_project(shape, projection), key=lambda one: abs(_surface(one)))
    area = _surface(ring)
    pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    x = sum((a + c) * (a * d - c * b) for (a, b), (c, d) in pairs) / (6 * area)
    y = sum((b + d) * (a * d - c * b) for (a, b), (c, d) in pairs) / (6 * area)
    return x, y


def _surface(ring: Sequence[tuple[float, float]]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(a * d - c * b for (a, b), (c, d) in pairs) / 2


def _words(label: labels.Label, ground: palette.Paint | None) -> str:
    """The words of a label; those of a surface are quiet and stand out from its hatching."""
    return svg.text(
        label.x,
        label.y,
        label.words,
        palette.INK if ground is None else palette.SOFT,
        size=SIZE,
        anchor=label.anchor,
        italic=ground is not None,
        halo=ground,
    )
