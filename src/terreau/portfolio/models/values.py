"""What each field of a project says, by whom, and the cell it came from.

A value is a judgement of kind `value`: a file states it, a person corrects it, nobody overwrites
it. What holds on a field is the head of its chain, like any decision.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.portfolio.models.immutable import ImmutableModel, ImmutableQuerySet
from terreau.portfolio.models.judgements import Judgement, deciding
from terreau.portfolio.models.projects import Project
from terreau.portfolio.models.texts import Document


class FieldValueQuerySet(ImmutableQuerySet["FieldValue"]):
    """Values, by what holds."""

    def deciding(self) -> FieldValueQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(deciding("judgement__"))


class FieldValue(ImmutableModel):
    """The judgement that a field of a project says `value`, as text.

    `field` is a key of the importable fields (`name`, `grant.amount`…). `document`, `sheet`, `row`
    (from 1), `column` (letters, or the key in JSON) and `header` say which cell it was read in;
    all are blank for a value that a person gave.
    """

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="value")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="values")
    field = models.CharField("champ", max_length=40)
    value = models.TextField("valeur", blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="values"
    )
    sheet = models.CharField("feuille", max_length=200, blank=True)
    row = models.PositiveIntegerField("ligne", null=True, blank=True)
    column = models.CharField("colonne", max_length=200, blank=True)
    header = models.CharField("en-tête", max_length=300, blank=True)

    objects: ClassVar = FieldValueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["project", "field", "id"]

    def __str__(self) -> str:
        return f"{self.field} : {self.value}"
