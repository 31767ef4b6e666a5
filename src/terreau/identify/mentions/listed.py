"""Names in lists of actors and in columns, each with the cell it was read in, where it is known.

Guarantees a handful of queries for a whole portfolio.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from terreau.collect.readers.values import names
from terreau.identify.mentions.model import (
    COLUMN,
    LISTED,
    LONGEST,
    NOWHERE,
    CellAt,
    FoundMention,
    key_of,
)
from terreau.identify.persons import is_person
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import FieldValue, Grant, Participation, Place, Portfolio

Role = Participation.Role
FUNDER_FIELD = "grant.funder"
FIELDS = {Role.HOLDER: "holder.name", Role.PARTNER: "partner.name"}
key_of_name = lru_cache(maxsize=262_144)(name_key)
looks_like_a_person = lru_cache(maxsize=262_144)(is_person)


@dataclass(slots=True)
class Cells:
    """The cells of some fields of a portfolio, by project and field."""

    _rows: dict[tuple[int, str], list[tuple[str, str, CellAt]]] = field(default_factory=dict)

    @classmethod
    def of(cls, portfolio: Portfolio, fields: tuple[str, ...]) -> Cells:
        """Read them all; one query."""
        found = cls()
        rows = FieldValue.objects.deciding().filter(
            project__portfolio=portfolio, project__withdrawn=False, field__in=fields
        )
        told = rows.exclude(judgement__status="withdrawn").order_by("pk")
        for project, name, value, document, sheet, row, column in told.values_list(
            "project_id", "field", "value", "document_id", "sheet", "row", "column"
        ).iterator():
            key = f" {key_of_name(value)} "
            cell = CellAt(document, sheet, row, column)
            found._rows.setdefault((project, name), []).append((key, value, cell))
        return found

    def holding(self, project: int, name: str, words: str) -> CellAt:
        """The first cell of this field that says these words."""
        wanted = f" {key_of_name(words)} "
        for key, _, cell in self._rows.get((project, name), ()):
            if wanted in key:
                return cell
        return NOWHERE

    def all(self) -> Iterator[tuple[int, str, CellAt]]:
        """Every cell: its project, its text, where it is."""
        for (project, _), cells in self._rows.items():
            for _, value, cell in cells:
                yield project, value, cell


def listed(portfolio: Portfolio) -> Iterator[FoundMention]:
    """The named bodies that files list in the projects of a portfolio; three queries."""
    cells = Cells.of(portfolio, tuple(FIELDS.values()))
    seats = _seats(portfolio)
    rows = Participation.objects.filter(
        project__portfolio=portfolio,
        project__withdrawn=False,
        organisation__isnull=False,
        mention__isnull=True,
    ).order_by("pk")
    for project, role, words, body, number in rows.values_list(
        "project_id", "role", "words", "organisation_id", "organisation__identifier"
    ).iterator():
        name = FIELDS.get(Role(role))
        yield FoundMention(
            key=key_of(LISTED, project, words, role),
            project=project,
            role=role,
            words=words,
            organisation=body,
            identifier=number if role == Role.HOLDER else "",
            territory=seats.get(project) if role == Role.HOLDER else None,
            person=not number and looks_like_a_person(words),
            cell=cells.holding(project, name, words) if name else NOWHERE,
        )


def _seats(portfolio: Portfolio) -> Mapping[int, int]:
    """The seat of each project that has one alone."""
    rows = Place.objects.filter(
        project__portfolio=portfolio, relation=Place.Relation.SEAT, territory__isnull=False
    )
    found: dict[int, set[int]] = {}
    for project, territory in rows.values_list("project_id", "territory_id"):
        if territory is not None:
            found.setdefault(project, set()).add(territory)
    return {project: min(where) for project, where in found.items() if len(where) == 1}


def funders(portfolio: Portfolio) -> Iterator[FoundMention]:
    """The bodies that a column names as funders, but the portfolio's own; two queries.

    Where no cell is known, the funder that the grant gives. Names of persons are left out.
    """
    own = key_of_name(portfolio.funder) if portfolio.funder else ""
    cells = list(Cells.of(portfolio, (FUNDER_FIELD,)).all())
    told = {project for project, _, _ in cells}
    grants = Grant.objects.filter(project__portfolio=portfolio, project__withdrawn=False).exclude(
        funder=""
    )
    for project, funder in grants.order_by("pk").values_list("project_id", "funder"):
        if project not in told:
            cells.append((project, funder, NOWHERE))
    for project, value, cell in cells:
        for name in names(value).value or ():
            key = key_of_name(name)
            if key and key != own and len(name) <= LONGEST and not looks_like_a_person(name):
                yield FoundMention(
                    key=key_of(COLUMN, project, name, Role.FUNDER),
                    project=project,
                    role=Role.FUNDER,
                    words=name,
                    cell=cell,
                )
