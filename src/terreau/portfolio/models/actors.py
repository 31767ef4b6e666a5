"""Named bodies and kinds of actor, and how they take part in projects.

An organisation belongs to one portfolio: names, counts and networks never cross portfolios.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terreau.portfolio.models.projects import Portfolio, Project
from terreau.vocabulary.models import Concept


class Organisation(models.Model):
    """A named body. `identifier` is a SIREN, SIRET, RNA number or org-id, where one is known.

    `same_as`, `branch_of` and `kind` (a concept of the scheme `natures`) follow from the judgements
    that hold. A body that is the same as another keeps its row: it is another way of writing it.
    `same_as` points straight to the body that stands for all, which points to none.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="organisations")
    slug = models.SlugField(max_length=120)
    name = models.CharField("nom", max_length=300)
    identifier = models.CharField("identifiant", max_length=80, blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="writings"
    )
    branch_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="branches"
    )
    kind = models.ForeignKey(
        Concept, on_delete=models.SET_NULL, null=True, blank=True, related_name="organisations"
    )

    class Meta:
        ordering: ClassVar = ["portfolio", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "slug"], name="organisation_slug_once"),
            models.UniqueConstraint(
                fields=["portfolio", "identifier"],
                condition=~Q(identifier=""),
                name="organisation_identifier_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head(self) -> Organisation:
        """The body that stands for all the ways of writing it: itself unless it is another's."""
        return self.same_as or self


class Participation(models.Model):
    """A named body or a kind of actor that takes part in a project: exactly one of the two.

    `words` is the actor as the document writes it, `note` the explanation it gives beside it.
    `mention` is the mention that it follows from (a column that names a funder, a name in a text
    that a person took for a body); null for what a file lists.
    """

    class Role(models.TextChoices):
        HOLDER = "holder", "porteur"
        PARTNER = "partner", "acteur mobilisé"
        FUNDER = "funder", "financeur"
        HOST = "host", "lieu d’accueil"
        BENEFICIARY = "beneficiary", "bénéficiaire"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participations")
    role = models.CharField(max_length=12, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="participations",
    )
    category = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    words = models.CharField("selon le document", max_length=300)
    note = models.CharField("précision", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("rang", default=0)
    mention = models.ForeignKey(
        "portfolio.Mention",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="participations",
    )

    class Meta:
        ordering: ClassVar = ["project", "role", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, category__isnull=True)
                | Q(organisation__isnull=True, category__isnull=False),
                name="participation_body_or_kind",
            ),
            models.UniqueConstraint(
                fields=["project", "role", "organisation"], name="participation_body_once"
            ),
            models.UniqueConstraint(
                fields=["project", "role", "category", "words"], name="participation_kind_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words
