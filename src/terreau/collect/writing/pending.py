"""Rows that an import has to add, kept until there are many: written together, each told in turn.

Guarantees that rows are written in the order in which they were added, kind by kind, and that a
project whose rows still wait is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from terreau.collect.ledger import Ledger
from terreau.portfolio.judgements import Verdict
from terreau.portfolio.models import FieldValue, Grant, Judgement, Participation, Place, Project
from terreau.portfolio.values import Said, ValueHeads, first_said, keep_first

MANY = 2_000  # rows that wait at most

Detail = Place | Participation | Grant


class Pending:
    """The rows of the details of projects, and of what files say of their fields."""

    def __init__(self, ledger: Ledger, heads: ValueHeads) -> None:
        self._ledger = ledger
        self._heads = heads
        self._places: list[Place] = []
        self._participations: list[Participation] = []
        self._grants: list[Grant] = []
        self._values: list[tuple[Judgement, FieldValue]] = []
        self._projects: set[int] = set()

    def detail(self, row: Detail) -> None:
        """Add a row that says something of a project."""
        match row:
            case Place():
                self._places.append(row)
            case Participation():
                self._participations.append(row)
            case Grant():
                self._grants.append(row)
        self._projects.add(row.project_id)

    def values(self, project: Project, said: Iterable[Said], verdict: Verdict) -> None:
        """Keep what a file says of fields on which nobody has said anything yet."""
        self._values += first_said(project, said, verdict)
        self._projects.add(project.pk)

    def settle(self, project: Project) -> None:
        """Write what waits where some of it is about a project that is to be changed."""
        if project.pk in self._projects:
            self.write()

    def write_many(self) -> None:
        """Write what waits where it is much."""
        if len(self._values) + len(self._places) + len(self._participations) >= MANY:
            self.write()

    def write(self) -> None:
        """Write all that waits, and tell each row."""
        details: tuple[Detail, ...] = (
            *Participation.objects.bulk_create(self._participations),
            *Place.objects.bulk_create(self._places),
            *Grant.objects.bulk_create(self._grants),
        )
        for row in details:
            self._ledger.created(row)
        for judgement in keep_first(self._values):
            self._heads.remember(judgement)
        for waiting in (self._places, self._participations, self._grants, self._values):
            waiting.clear()
        self._projects.clear()
