"""What the projects of a portfolio hold already, asked for once for a whole import.

Guarantees that what an import adds is known at once, written or not: a row costs no question.
"""

from __future__ import annotations

from collections.abc import Iterable

from terreau.portfolio.models import Grant, Participation, Place, Portfolio


class Holdings:
    """The places, named bodies and amounts of the projects of a portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        of_portfolio = {"project__portfolio": portfolio}
        places = Place.objects.filter(**of_portfolio).order_by("pk")
        self._places: set[tuple[int, str, int | str]] = set()
        for project, relation, territory, words in places.values_list(
            "project_id", "relation", "territory_id", "words"
        ).iterator():
            self._places |= {(project, relation, words), (project, relation, territory or words)}
        bodies = Participation.objects.filter(**of_portfolio, organisation__isnull=False)
        self._bodies: set[tuple[int, str, int]] = set(
            bodies.values_list("project_id", "role", "organisation_id").iterator()
        )
        self._said: set[int] = set()
        self._grants: dict[int, list[Grant]] = {}
        for row in Grant.objects.filter(**of_portfolio).order_by("pk").iterator():
            self.grants(row.project_id).append(row)

    def takes_place(self, row: Place) -> bool:
        """Whether a place is new to its project, which holds it from now on.

        The words alone say nothing more than a place that was found from the same words.
        """
        key: int | str = row.territory_id or row.words
        if (row.project_id, row.relation, key) in self._places:
            return False
        self._places |= {
            (row.project_id, row.relation, row.words),
            (row.project_id, row.relation, key),
        }
        return True

    def takes_body(self, row: Participation) -> bool:
        """Whether a named body is new to its project in this role, and holds it from now on."""
        key = (row.project_id, row.role, int(row.organisation_id or 0))
        if key in self._bodies:
            return False
        self._bodies.add(key)
        return True

    def grants(self, project: int) -> list[Grant]:
        """The amounts of a project, in the order in which they came: the list to add others to."""
        return self._grants.setdefault(project, [])

    def say(self, grants: Iterable[Grant]) -> None:
        """Know amounts that this import states: none of its other rows corrects them."""
        self._said |= {id(one) for one in grants}

    def said(self, grant: Grant) -> bool:
        """Whether this import states an amount."""
        return id(grant) in self._said
