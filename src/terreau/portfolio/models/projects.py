"""A portfolio, its calls, its projects, their grants and their places.

A project's slug is unique in its portfolio, made once and never changed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from terreau.territory.models import Territory
from terreau.vocabulary.models import Scheme

SHOWN_STAGES = ("", "accepted")


class PresentManager(models.Manager[Any]):
    """Leaves out what was withdrawn: a row that evidence rests on is never deleted.

    Reverse relations (`portfolio.projects`) use it too; `everything` holds all the rows.
    """

    def get_queryset(self) -> models.QuerySet[Any]:  # noqa: D102
        return super().get_queryset().filter(withdrawn=False)


def shown(prefix: str = "") -> Q:
    """The condition « is a project that readers are shown »: neither withdrawn nor turned down.

    A dossier under review, refused or dropped is no funded project; one whose state is unknown is
    taken for one, since most files list only what was funded. `prefix` is the path to the project.
    """
    return Q(**{f"{prefix}withdrawn": False, f"{prefix}stage__in": SHOWN_STAGES})


class Portfolio(models.Model):
    """The projects of one funder and purpose, read against one version of a framework."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("nom", max_length=200)
    funder = models.CharField("financeur", max_length=200, blank=True)
    source = models.TextField("source", blank=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="portfolios")
    fictitious = models.BooleanField("fictif", default=False)
    public = models.BooleanField("visible de tous", default=True)

    class Meta:
        ordering: ClassVar = ["fictitious", "name", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def access_scope(self) -> str:
        """The name under which rights on this portfolio are given."""
        return f"portfolio:{self.slug}"


class Call(models.Model):
    """A call for projects."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="calls")
    name = models.CharField("nom", max_length=200)

    class Meta:
        ordering: ClassVar = ["portfolio", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "name"], name="call_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """What was funded, under the name that its source calls it by first.

    `stage` is the state of its dossier, as a procedure in line has it; blank where unknown. What is
    withdrawn keeps its row, for the evidence that rests on it, and shows nowhere.
    """

    class Stage(models.TextChoices):
        SUBMITTED = "submitted", "en construction"
        REVIEW = "review", "en instruction"
        ACCEPTED = "accepted", "accepté"
        REFUSED = "refused", "refusé"
        DROPPED = "dropped", "classé sans suite"

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="projects")
    slug = models.SlugField(max_length=120)
    name = models.CharField("nom", max_length=300)
    title = models.CharField("titre", max_length=500, blank=True)
    summary = models.TextField("résumé", blank=True)
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    external_id = models.CharField("identifiant d’origine", max_length=120, blank=True)
    stage = models.CharField("état du dossier", max_length=12, choices=Stage, blank=True)
    position = models.PositiveIntegerField("rang", default=0)
    withdrawn = models.BooleanField("retiré", default=False)
    documents = models.ManyToManyField(
        "portfolio.Document", blank=True, related_name="projects", verbose_name="documents"
    )

    objects: ClassVar = PresentManager()
    everything: ClassVar = models.Manager()

    class Meta:
        ordering: ClassVar = ["portfolio", "position", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "slug"], name="project_slug_once"),
            models.UniqueConstraint(
                fields=["portfolio", "external_id"],
                condition=~Q(external_id=""),
                name="project_external_id_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether readers are shown it: the condition of `shown`, on one project."""
        return not self.withdrawn and self.stage in SHOWN_STAGES


class Grant(models.Model):
    """An amount decided for a project, in euros unless `currency` (ISO 4217) says otherwise."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="grants")
    amount = models.DecimalField("montant", max_digits=14, decimal_places=2)
    currency = models.CharField("devise", max_length=3, default="EUR")
    date = models.DateField("date de décision", null=True, blank=True)
    funder = models.CharField("financeur", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["project", "date", "id"]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Place(models.Model):
    """Where a project is based, or where it acts: never mixed up.

    `words` is what the document says; `territory` the nearest level with a code, or null.
    """

    class Relation(models.TextChoices):
        SEAT = "seat", "siège"
        ACTION = "action", "lieu d’action"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="places")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    relation = models.CharField(max_length=6, choices=Relation)
    words = models.CharField("selon le document", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["project", "relation", "territory__level", "territory__code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "relation", "territory"], name="place_once"),
        ]

    def __str__(self) -> str:
        return self.words or str(self.territory)
