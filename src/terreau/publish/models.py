"""A fiche as a thing with an identity, and its published states.

An edition never changes: its number, its date, what it says and the SHA-256 of each file.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.portfolio.models import Portfolio
from terreau.portfolio.models.immutable import ImmutableModel
from terreau.vocabulary.models import Concept


class Sheet(models.Model):
    """The synthesis for one concept (an ambition) of a portfolio.

    `headline` is a person's sentence; blank, a rule over counts may give one.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="sheets")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="sheets")
    headline = models.TextField("phrase d’ouverture", blank=True)

    class Meta:
        ordering: ClassVar = ["portfolio", "concept"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "concept"], name="sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.portfolio} · {self.concept}"


class Edition(ImmutableModel):
    """A published state of a fiche: what it said and the files that said it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField("numéro")
    date = models.DateField()
    digest = models.CharField("empreinte du contenu", max_length=64)
    content = models.JSONField("contenu")

    class Meta:
        ordering: ClassVar = ["sheet", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["sheet", "digest"], name="edition_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, édition {self.number}"
