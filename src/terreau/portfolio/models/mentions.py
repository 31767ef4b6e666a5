"""Names as they were written, and who was meant: what `identify` finds and people decide.

A mention is found again by its key, so that a decision holds through every import. What a decision
changes elsewhere (`Organisation.same_as`, `branch_of`, `kind`, `Place.territory`) is worked out
again from the judgements that hold.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terreau.portfolio.models.actors import Organisation, Participation
from terreau.portfolio.models.immutable import ImmutableModel, ImmutableQuerySet
from terreau.portfolio.models.judgements import Judgement, counting, deciding
from terreau.portfolio.models.projects import Place, Portfolio, Project
from terreau.portfolio.models.texts import Document, Passage
from terreau.territory.models import Territory
from terreau.vocabulary.models import Concept


class Mention(models.Model):
    """A name as it was written: in a cell, in a list of actors, or in running text.

    `organisation` is the body it was first taken for; null where a text names a body that nobody
    has linked to the project yet. `key` is stable: project, name and source, and the role where the
    source lists it under one; `role` is blank where a text does not say it. `territory` is the
    place that its record gives beside it (a seat for a holder), null where none is. `person` says
    that the name is a person's: it is shown to nobody but those who read the dossiers.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="mentions")
    key = models.CharField(max_length=120)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="mentions")
    role = models.CharField(max_length=12, choices=Participation.Role, blank=True)
    words = models.CharField("selon le document", max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="mentions"
    )
    person = models.BooleanField("nom d’une personne", default=False)
    identifier = models.CharField("identifiant", max_length=80, blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    sheet = models.CharField("feuille", max_length=200, blank=True)
    row = models.PositiveIntegerField("ligne", null=True, blank=True)
    column = models.CharField("colonne", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["portfolio", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "key"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return self.words


class DecisionQuerySet(ImmutableQuerySet["Resolution"]):
    """Resolutions, by what holds."""

    def deciding(self) -> DecisionQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(deciding("judgement__"))

    def counting(self) -> DecisionQuerySet:
        """Those that count: standing and accepted."""
        return self.filter(counting("judgement__"))


class Resolution(ImmutableModel):
    """The judgement that a body as written, or one mention, is or is not `organisation`.

    Exactly one of `body` (every mention under that name) and `mention` (that one alone) is given.
    `organisation` is null where a mention names no body at all. `probability` (0 to 1) and
    `reasons` are a machine's: objects with `code`, `words` (a French sentence) and `for` (which way
    it speaks), strongest first; an answer keeps those that it was given on. `candidates` lists the
    other bodies that a mention may be, as [key of the organisation, probability], best first.
    `role` is the part that a mention's body is said to take in the project; blank, the mention's.
    """

    class Relation(models.TextChoices):
        SAME = "same", "le même organisme"
        DIFFERENT = "different", "un autre organisme"
        BRANCH = "branch", "une antenne de"
        UNSURE = "unsure", "indécis"

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="resolution")
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    mention = models.ForeignKey(
        Mention, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="resolved_to"
    )
    role = models.CharField(max_length=12, choices=Participation.Role, blank=True)
    relation = models.CharField(max_length=9, choices=Relation)
    probability = models.FloatField("probabilité", null=True, blank=True)
    reasons = models.JSONField("raisons", default=list, blank=True)
    candidates = models.JSONField("candidats", default=list, blank=True)

    objects: ClassVar = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, mention__isnull=True)
                | Q(body__isnull=True, mention__isnull=False),
                name="resolution_body_or_mention",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(body__isnull=True),
                name="resolution_of_two_bodies",
            ),
        ]


class LocationQuerySet(ImmutableQuerySet["Location"]):
    """Locations, by what holds."""

    def deciding(self) -> LocationQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(deciding("judgement__"))

    def counting(self) -> LocationQuerySet:
        """Those that count: standing and accepted."""
        return self.filter(counting("judgement__"))


class Location(ImmutableModel):
    """The judgement that a place as written is `territory`; null says that no code fits.

    `candidates` lists [level, code] pairs, best first, where the machine could not tell.
    """

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="location")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="locations")
    relation = models.CharField(max_length=6, choices=Place.Relation)
    words = models.CharField("selon le document", max_length=300)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="locations"
    )
    candidates = models.JSONField("candidats", default=list, blank=True)
    reasons = models.JSONField("raisons", default=list, blank=True)

    objects: ClassVar = LocationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]


class NatureQuerySet(ImmutableQuerySet["Nature"]):
    """Natures, by what holds."""

    def deciding(self) -> NatureQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(deciding("judgement__"))


class Nature(ImmutableModel):
    """The judgement that an organisation is of a kind: a concept of the scheme `natures`."""

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="nature")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="natures")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="natures")
    reasons = models.JSONField("raisons", default=list, blank=True)

    objects: ClassVar = NatureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
