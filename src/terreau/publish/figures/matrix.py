"""Roles by enjeu: one sign per project, and their number; one enjeu at a time where narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from terreau.publish.document import DataTable, Figure
from terreau.publish.figures import palette, svg
from terreau.publish.figures.measure import width, wrap

WIDE: Final = 650.0
NARROW: Final = 236.0
LABEL: Final = 276.0  # of a wide figure, for the name of the enjeu
SIDE: Final = 15.0  # of a sign
STEP: Final = 20.0  # from one sign to the next
MARGIN: Final = 98.0  # of a narrow figure, for the name of the role
LEADING: Final = 18.0


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the framework: its notation (which finds the sign) and its label."""

    notation: str
    label: str


@dataclass(frozen=True, slots=True)
class EnjeuRoles:
    """An enjeu, and for each role in the figure's order the number of projects that play it."""

    label: str
    counts: tuple[int, ...]


def roles_matrix(
    rows: Sequence[EnjeuRoles], roles: Sequence[Role], *, title: str, ident: str = "figure-roles"
) -> Figure | None:
    """Signs of each role by enjeu; None when no project has a role."""
    if not any(count for row in rows for count in row.counts):
        return None
    alt = _alternative(rows, roles)
    return Figure(
        id=ident,
        title=title,
        caption="Un signe par projet ; un projet qui joue deux rôles compte dans chacun.",
        alt=alt,
        width_mm=170,
        svg=_wide(ident, rows, roles, alt),
        svg_narrow=_narrow(f"{ident}-etroit", rows, roles, alt),
        data=DataTable(
            caption="Nombre de projets par enjeu et par rôle",
            header=("Enjeu", *(role.label for role in roles)),
            rows=tuple((row.label, *(str(count) for count in row.counts)) for row in rows),
        ),
    )


def _alternative(rows: Sequence[EnjeuRoles], roles: Sequence[Role]) -> str:
    parts = [
        f"{row.label} : "
        + ", ".join(
            f"{role.label.lower()} {count}" for role, count in zip(roles, row.counts, strict=True)
        )
        for row in rows
    ]
    return "Nombre de projets par enjeu et par rôle. " + " ; ".join(parts) + "."


def _signs(x: float, y: float, room: float, role: Role, count: int) -> tuple[list[str], int]:
    """The signs of a cell (their top left at x, y), its number at the right, and its lines."""
    paint = palette.role(role.notation)
    digits = str(count)
    per_line = max(1, int((room - width(digits, svg.SIZE) - 14) // STEP))
    lines = max(1, -(-count // per_line))
    if lines > 3:  # past three lines nobody counts signs: one sign and the number say it
        count_shown, lines = 1, 1
    else:
        count_shown = count
    drawn = [
        svg.sign(
            x + (index % per_line) * STEP,
            y + (index // per_line) * (SIDE + 5),
            SIDE,
            role.notation,
            paint,
        )
        for index in range(count_shown)
    ]
    end = x + min(count_shown, per_line) * STEP + (4 if count_shown else 0)
    drawn.append(svg.text(end, y + 12.2, digits, palette.SOFT))
    return drawn, lines


def _wide(ident: str, rows: Sequence[EnjeuRoles], roles: Sequence[Role], alt: str) -> str:
    room = (WIDE - LABEL) / len(roles)
    body: list[str] = []
    for index, role in enumerate(roles):
        x = LABEL + index * room
        paint = palette.role(role.notation)
        body += [
            svg.sign(x, 2, SIDE, role.notation, paint),
            _role_label(x + SIDE + 6, 14.2, role),
        ]
    body.append(svg.rule(0, 27, WIDE, 27, palette.INK, 1.6))
    y = 28.0
    for row in rows:
        label = wrap(row.label, LABEL - 20, svg.SIZE, 3)
        cells = [
            _signs(LABEL + index * room, y + 9.5, room - 12, role, count)
            for index, (role, count) in enumerate(zip(roles, row.counts, strict=True))
        ]
        body += [
            svg.text(0, y + 21.7 + line * LEADING, words, palette.INK)
            for line, words in enumerate(label)
        ]
        for drawn, _lines in cells:
            body += drawn
        tallest = max(lines for _drawn, lines in cells)
        y += max(len(label) * LEADING, tallest * (SIDE + 5)) + 16
        body.append(svg.rule(0, y, WIDE, y, palette.LINE))
    return svg.drawing(ident, WIDE, y + 1, alt, body)


def _narrow(ident: str, rows: Sequence[EnjeuRoles], roles: Sequence[Role], alt: str) -> str:
    body: list[str] = []
    y = 0.0
    for row in rows:
        for words in wrap(row.label, NARROW, svg.SIZE + 1, 3):
            y += LEADING
            body.append(svg.text(0, y, words, palette.INK, size=svg.SIZE + 1, bold=True))
        y += 8
        for role, count in zip(roles, row.counts, strict=True):
            body.append(_role_label(0, y + 12.2, role))
            drawn, lines = _signs(MARGIN, y, NARROW - MARGIN, role, count)
            body += drawn
            y += lines * (SIDE + 5) + 4
        y += 6
        body.append(svg.rule(0, y, NARROW, y, palette.LINE))
        y += 6
    return svg.drawing(ident, NARROW, y, alt, body)


def _role_label(x: float, y: float, role: Role) -> str:
    paint = palette.role(role.notation)
    words = svg.text(x, y, role.label, palette.Paint("current", paint.hex), bold=True)
    return f'<g class="sign-of {paint.name}" color="{paint.hex}">{words}</g>'
