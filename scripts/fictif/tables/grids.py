"""A year's list as a grid of cells, with what each row is about and where its mistakes are."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from scripts.fictif.banks import ambitions
from scripts.fictif.dossier import Dossier
from scripts.fictif.french import whole
from scripts.fictif.places import DEPARTEMENTS
from scripts.fictif.tables.layouts import (
    AMBITION,
    AMOUNT,
    BUDGET,
    CODE,
    DATE,
    DEPARTEMENT,
    HOLDER,
    MAIL,
    PHONE,
    PLACE,
    SIRET,
    STAGE,
    TEXT,
    TITLE,
    Layout,
)
from scripts.fictif.tables.mistakes import Cell, Mistake, spoil

SHEET = "Feuille1"
MIN_FOR_SECOND = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A row that speaks of a project: its number from 1, and the holder's name as written."""

    row: int
    project: str
    written: str


@dataclass(slots=True)
class Grid:
    """The cells of one sheet, row by row, and the truth about them."""

    layout: Layout
    cells: list[list[Cell]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)


def grid(layout: Layout, dossiers: list[Dossier], again: list[Dossier], seed: int) -> Grid:
    """The grid of a year; `again` are dossiers of the year before, typed in a second time."""
    rng = random.Random(f"{seed}:{layout.year}:table")
    made = Grid(layout)
    made.cells += [[line] for line in layout.lines]
    listed = list(dossiers)
    rng.shuffle(listed)
    second = listed[-len(listed) // 4 :] if layout.second_table else []
    first = listed[: len(listed) - len(second)] + again
    _block(made, first, rng)
    if len(second) >= MIN_FOR_SECOND // 4 and second:
        made.cells += [[], ["Liste complémentaire"]]
        _block(made, second, rng)
    return made


def _block(made: Grid, dossiers: list[Dossier], rng: random.Random) -> None:
    layout = made.layout
    _headers(made)
    total = 0.0
    for rank, dossier in enumerate(dossiers, start=1):
        values = _values(layout, dossier, rng)
        wrong = spoil(values, dossier.project, rng)
        amount = values.get(AMOUNT)
        total += amount if isinstance(amount, (int, float)) else 0
        made.cells.append([_shown(layout, values.get(name)) for name, _ in layout.columns])
        number = len(made.cells)
        made.rows.append(Row(number, dossier.project.code, str(values.get(HOLDER) or "")))
        _record(made, dossier, number, wrong)
        if layout.repeated_every and rank % layout.repeated_every == 0:
            _headers(made, again=True)
    if layout.total:
        names = [name for name, _ in layout.columns]
        line: list[Cell] = [None] * len(names)
        line[0] = "TOTAL"
        line[names.index(AMOUNT)] = _shown(layout, total)
        made.cells.append(line)


def _headers(made: Grid, *, again: bool = False) -> None:
    if made.layout.groups and not again:
        made.cells.append([group or None for group in made.layout.groups])
    made.cells.append([header for _, header in made.layout.columns])
    made.headers.append(len(made.cells))


def _record(made: Grid, dossier: Dossier, number: int, wrong: list[tuple[str, str, Cell]]) -> None:
    names = [name for name, _ in made.layout.columns]
    for kind, field_name, right in wrong:
        column = names.index(field_name)
        written = made.cells[number - 1][column]
        made.mistakes.append(
            Mistake(
                kind,
                made.layout.name,
                SHEET,
                number,
                chr(ord("A") + column),
                field_name,
                dossier.project.code,
                "" if written is None else str(written),
                str(right),
            )
        )


def _values(layout: Layout, dossier: Dossier, rng: random.Random) -> dict[str, Cell]:
    project = dossier.project
    holder = project.holder
    ambition = next(one for one in ambitions() if one.notation == project.ambition)
    cents = rng.choice((0, 0, 0, 0.5, 0.24)) if layout.comma else 0
    every: dict[str, Cell] = {
        CODE: project.code,
        TITLE: project.name,
        HOLDER: holder.name if rng.random() < 0.72 else rng.choice(holder.variants),
        SIRET: holder.siret,
        PLACE: project.at.name,
        AMOUNT: project.amount + cents,
        BUDGET: project.budget,
        DATE: project.decided,
        TEXT: " ".join(dossier.pieces[0].sentences[:2]),
        MAIL: holder.email,
        PHONE: holder.phone,
        AMBITION: f"{ambition.notation} - {ambition.label}",
        STAGE: project.stage,
        DEPARTEMENT: rng.choice((project.at.departement, DEPARTEMENTS[project.at.departement][0])),
    }
    return {name: every[name] for name, _ in layout.columns}


def _shown(layout: Layout, value: Cell) -> Cell:
    """The value as this year's file writes it."""
    if isinstance(value, date):
        ways = {"fr": "%d/%m/%Y", "us": "%m/%d/%Y", "iso": "%Y-%m-%d"}
        return value if layout.dates == "real" else value.strftime(ways[layout.dates])
    if isinstance(value, (int, float)) and not isinstance(value, bool) and layout.comma:
        units, cents = divmod(round(value * 100), 100)
        return f"{whole(units)},{cents:02d}" if value < 10**9 else str(value)
    return value
