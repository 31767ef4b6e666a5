"""Who connects whom: projects on the left, on the right the bodies that several of them share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from terreau.publish.document import DataTable, Figure
from terreau.publish.figures import palette, svg
from terreau.publish.figures.measure import wrap

WIDE: Final = 600.0
NARROW: Final = 236.0
LABEL: Final = 210.0  # at each side, for the names
ROW: Final = 34.0  # two lines of a name
LINE: Final = 15.0
SWEEPS: Final = 6
RADIUS: Final = 5.0


@dataclass(frozen=True, slots=True)
class SharedActor:
    """A named body, and the projects where it takes part (names, at least two to be shared)."""

    name: str
    projects: tuple[str, ...]


def shared_network(
    actors: Sequence[SharedActor],
    *,
    position: int,
    title: str,
    ident: str = "figure-liens",
    shown: int = 12,
) -> Figure | None:
    """Links between projects and the bodies they share; None when no body is shared."""
    shared = sorted(
        (actor for actor in actors if len(set(actor.projects)) > 1),
        key=lambda actor: (-len(set(actor.projects)), actor.name),
    )
    if not shared:
        return None
    drawn = shared[:shown]
    caption = "Un trait relie un projet à un organisme qui prend part à plusieurs projets."
    if len(shared) > shown:
        caption += f" Les {shown} organismes les plus partagés sont dessinés, sur {len(shared)}."
    listed = " ; ".join(f"{one.name} : {', '.join(sorted(set(one.projects)))}" for one in shared)
    alt = f"Organismes présents dans plusieurs projets. {listed}."
    return Figure(
        id=ident,
        title=title,
        caption=caption,
        alt=alt,
        svg=_draw(ident, drawn, position, alt),
        svg_narrow=_stack(f"{ident}-etroit", drawn, position, alt),
        data=DataTable(
            caption="Organismes présents dans plusieurs projets",
            header=("Organisme", "Projets"),
            rows=tuple((one.name, ", ".join(sorted(set(one.projects)))) for one in shared),
        ),
    )


def orders(links: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Left and right ends of `links`, each in an order that crosses few of them.

    Barycentre method (Sugiyama, Tagawa and Toda 1981), a fixed number of sweeps; ties by name.
    """
    left = tuple(sorted({one for one, _other in links}))
    right = tuple(sorted({other for _one, other in links}))
    best = (crossings(links, left, right), left, right)
    for _sweep in range(SWEEPS):
        right = _by_centre(right, {end: [a for a, b in links if b == end] for end in right}, left)
        left = _by_centre(left, {end: [b for a, b in links if a == end] for end in left}, right)
        found = (crossings(links, left, right), left, right)
        best = min(best, found, key=lambda one: one[0])
    return best[1], best[2]


def crossings(links: Sequence[tuple[str, str]], left: Sequence[str], right: Sequence[str]) -> int:
    """How many pairs of links cross when their ends stand in these orders."""
    ends = [(left.index(one), right.index(other)) for one, other in links]
    return sum(
        (a - c) * (b - d) < 0 for index, (a, b) in enumerate(ends) for c, d in ends[index + 1 :]
    )


def _by_centre(
    nodes: Sequence[str], neighbours: Mapping[str, Sequence[str]], others: Sequence[str]
) -> tuple[str, ...]:
    rank = {name: index for index, name in enumerate(others)}

    def centre(node: str) -> tuple[float, str]:
        near = neighbours[node]
        return sum(rank[name] for name in near) / len(near), node

    return tuple(sorted(nodes, key=centre))


def _draw(ident: str, actors: Sequence[SharedActor], position: int, alt: str) -> str:
    links = sorted({(project, actor.name) for actor in actors for project in actor.projects})
    left, right = orders(links)
    tallest = max(len(left), len(right))
    starts = {name: _y(index, len(left), tallest) for index, name in enumerate(left)}
    ends = {name: _y(index, len(right), tallest) for index, name in enumerate(right)}
    accent = palette.accent(position)
    x1, x2 = LABEL, WIDE - LABEL
    body = [
        svg.curve(x1, starts[project], x2, ends[name], palette.SOFT, 1.2) for project, name in links
    ]
    for name, y in starts.items():
        body += [svg.disc(x1, y, RADIUS, palette.INK), *_label(x1 - 11, y, name, LABEL - 12, "end")]
    for name, y in ends.items():
        body += [svg.disc(x2, y, RADIUS, accent), *_label(x2 + 11, y, name, LABEL - 12, "start")]
    return svg.drawing(ident, WIDE, tallest * ROW, alt, body)


def _stack(ident: str, actors: Sequence[SharedActor], position: int, alt: str) -> str:
    """For a narrow screen: each body, and under it the projects hanging from one line."""
    accent = palette.accent(position)
    body: list[str] = []
    y = 0.0
    for actor in actors:
        for words in wrap(actor.name, NARROW - 16, svg.SIZE, 2):
            y += LINE + 2
            body.append(svg.text(16, y, words, palette.INK, bold=True))
        top = y - 4.5
        body.append(svg.disc(RADIUS, top, RADIUS, accent))
        for project in sorted(set(actor.projects)):
            y += LINE + 8
            body += [
                svg.rule(RADIUS, y - 4.5, 22, y - 4.5, palette.SOFT, 1.2),
                svg.disc(25, y - 4.5, 4, palette.INK),
                *(
                    svg.text(34, y, words, palette.INK)
                    for words in wrap(project, NARROW - 34, svg.SIZE, 1)
                ),
            ]
        body.append(svg.rule(RADIUS, top + RADIUS, RADIUS, y - 4.5, palette.SOFT, 1.2))
        y += 14
    return svg.drawing(ident, NARROW, y, alt, body)


def _y(index: int, count: int, tallest: int) -> float:
    """Where the row of a column stands; the shorter column spreads over the same height."""
    return tallest * ROW * (index + 0.5) / count


def _label(x: float, y: float, name: str, room: float, anchor: str) -> list[str]:
    lines = wrap(name, room, svg.SIZE, 2)
    first = y + 4.5 - (len(lines) - 1) * LINE / 2
    return [
        svg.text(x, first + index * LINE, words, palette.INK, anchor=anchor)
        for index, words in enumerate(lines)
    ]
