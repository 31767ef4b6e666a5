"""The named bodies and kinds of actor of one portfolio, found without a query each.

Loaded once for a whole import, so that a thousand actors cost a handful of queries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Model

from terreau.portfolio.models import (
    Organisation,
    Participation,
    Portfolio,
    Project,
    Resolution,
)
from terreau.portfolio.services import free_slug
from terreau.territory.gazetteer import normalise


def name_key(name: str) -> str:
    """The key under which two writings of one name are the same; never blank for a name."""
    return normalise(name) or " ".join(name.casefold().split())


class Witness(Protocol):
    """Told of every row that is written."""

    def created(self, row: Model) -> None:
        """A row was added."""

    def updated(self, row: Model, before: Mapping[str, Any]) -> None:
        """Fields of a row were changed; `before` holds what they were."""


class Directory:
    """Finds organisations and kinds already cited, and makes those that are missing."""

    def __init__(self, portfolio: Portfolio, witness: Witness) -> None:
        self._portfolio = portfolio
        self._witness = witness
        self._by_identifier: dict[str, Organisation] = {}
        self._by_name: dict[str, Organisation] = {}
        self._slugs: set[str] = set()
        for body in portfolio.organisations.order_by("pk"):
            self._remember(body)
        kinds = Participation.objects.filter(
            project__portfolio=portfolio, category__isnull=False
        ).values_list("project_id", "role", "words")
        self._kinds = {(project, role, name_key(words)) for project, role, words in kinds}
        self._apart = self._split()

    def organisation(
        self, name: str, identifier: str = "", project: Project | None = None
    ) -> Organisation:
        """The body with this identifier, else with this name, else a new one.

        Two bodies of one name are told apart by two identifiers alone, or by a person who said
        that in `project` this name is another body's. A body known by its name only takes the
        identifier that comes with it, so that the order of arrival does not matter.
        """
        apart = self._apart.get((project.pk, name_key(name))) if project is not None else None
        if apart is not None:
            return apart
        if identifier and identifier in self._by_identifier:
            return self._by_identifier[identifier]
        namesake = self._by_name.get(name_key(name))
        if namesake is not None and not identifier:
            return namesake
        if namesake is not None and not namesake.identifier:
            namesake.identifier = identifier
            namesake.save(update_fields=["identifier"])
            self._witness.updated(namesake, {"identifier": ""})
            self._remember(namesake)
            return namesake
        body = Organisation.objects.create(
            portfolio=self._portfolio,
            slug=free_slug(name, self._slugs, "acteur"),
            name=name,
            identifier=identifier,
        )
        self._witness.created(body)
        self._remember(body)
        return body

    def has_kind(self, project: Project, role: str, words: str) -> bool:
        """Whether the project already cites this kind in these words; remembers it from now on."""
        key = (project.pk, role, name_key(words))
        if key in self._kinds:
            return True
        self._kinds.add(key)
        return False

    def _split(self) -> dict[tuple[int, str], Organisation]:
        """The bodies told from their namesakes, by project and name as written there."""
        rows = Resolution.objects.counting().filter(
            mention__portfolio=self._portfolio,
            mention__organisation__isnull=False,
            relation=Resolution.Relation.SAME,
        )
        return {
            (row.mention.project_id, name_key(row.mention.words)): row.organisation
            for row in rows.select_related("mention", "organisation").order_by("pk")
            if row.mention is not None and row.organisation is not None
        }

    def _remember(self, body: Organisation) -> None:
        self._slugs.add(body.slug)
        self._by_name.setdefault(name_key(body.name), body)
        if body.identifier:
            self._by_identifier[body.identifier] = body
