"""Judgements: added, never changed; what holds is what nothing supersedes.

Guarantees, by constraints of the database:

- a key has one chain of judgements: one first row, and each row superseded at most once;
- so at most one row of a key holds, the head of its chain.

A decision's key is the canonical text of the question judged. A view's key begins with `view:`
and its agent, so that several stand side by side; a view never counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch, Q

from terreau.accounts.models import Agent
from terreau.portfolio.models.immutable import ImmutableModel, ImmutableQuerySet, ImmutableRow
from terreau.portfolio.models.projects import Portfolio, Project
from terreau.portfolio.models.texts import Passage
from terreau.vocabulary.models import Concept, Scheme

VIEW_PREFIX = "view:"


def standing(prefix: str = "") -> Q:
    """The condition « holds now »: nothing supersedes it.

    `prefix` is the path to the judgement, such as `judgement__`; every query of what holds is
    made from this one condition.
    """
    return Q(**{f"{prefix}superseded_by__isnull": True})


def deciding(prefix: str = "") -> Q:
    """The condition « is the decision that holds »: standing, and no view."""
    return standing(prefix) & ~Q(**{f"{prefix}key__startswith": VIEW_PREFIX})


def counting(prefix: str = "") -> Q:
    """The condition « counts in fiches, figures and exports »: an accepted decision that holds."""
    return deciding(prefix) & Q(**{f"{prefix}status": Judgement.Status.ACCEPTED})


class JudgementQuerySet(ImmutableQuerySet["Judgement"]):
    """Judgements, by what holds."""

    def standing(self) -> JudgementQuerySet:
        """Those that nothing supersedes."""
        return self.filter(standing())

    def deciding(self) -> JudgementQuerySet:
        """Standing decisions, whatever their status: no view among them."""
        return self.filter(deciding())

    def counting(self) -> JudgementQuerySet:
        """Standing, accepted decisions."""
        return self.filter(counting())


class Judgement(ImmutableModel):
    """Who judged what, when, on which version of the framework, on what evidence, and why."""

    class Kind(models.TextChoices):
        CODING = "coding", "codage"
        STATEMENT = "statement", "énoncé"
        VALUE = "value", "valeur"
        RESOLUTION = "resolution", "rapprochement"
        LOCATION = "location", "localisation"
        NATURE = "nature", "nature d’un organisme"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposé"
        ACCEPTED = "accepted", "accepté"
        REJECTED = "rejected", "rejeté"
        WITHDRAWN = "withdrawn", "retiré"

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=300)
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="judgements")
    means = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements_carried"
    )
    at = models.DateTimeField("date")
    status = models.CharField("état", max_length=10, choices=Status)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements"
    )
    reason = models.TextField("motif", blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    passages = models.ManyToManyField(
        Passage, through="JudgementPassage", related_name="judgements"
    )

    objects: ClassVar = JudgementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["key", "id"]
        indexes: ClassVar = [models.Index(fields=["key"], name="judgement_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(supersedes__isnull=True), name="judgement_one_chain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} : {self.get_status_display()}"

    @property
    def is_view(self) -> bool:
        """True for a view, which stands beside others and never counts."""
        return self.key.startswith(VIEW_PREFIX)


class EvidenceQuerySet(ImmutableQuerySet["JudgementPassage"]):
    """Passages of judgements, given all at once: none is added to those a judgement has."""

    def bulk_create(  # noqa: D102
        self,
        objs: Iterable[JudgementPassage],
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> list[JudgementPassage]:
        rows = list(objs)
        if self.filter(judgement__in={row.judgement_id for row in rows}).exists():
            raise ImmutableRow(self.model)
        return super().bulk_create(rows, *args, **kwargs)


class JudgementPassage(ImmutableModel):
    """The passages a judgement rests on, in order."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField()

    objects: ClassVar = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["judgement", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["judgement", "position"], name="evidence_position"),
            models.UniqueConstraint(fields=["judgement", "passage"], name="evidence_once"),
        ]


def evidence_ahead() -> Prefetch[str]:
    """Reads the passages of rows that bear a judgement ahead, with their layer and document.

    One query joins them, without the texts of the layers. Read ahead key by key, along foreign
    keys, Django asks SQLite for « this key or that one or… », refused beyond a thousand.
    """
    rows = JudgementPassage.objects.select_related("passage__layer__document")
    return Prefetch("judgement__evidence", rows.defer("passage__layer__text"))


class CodingQuerySet(ImmutableQuerySet["Coding"]):
    """Codings, by what holds."""

    def standing(self) -> CodingQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(standing("judgement__"))

    def deciding(self) -> CodingQuerySet:
        """Standing decisions, whatever their status: no view among them."""
        return self.filter(deciding("judgement__"))

    def counting(self) -> CodingQuerySet:
        """Those that count: standing, accepted decisions."""
        return self.filter(counting("judgement__"))


class Coding(ImmutableModel):
    """The judgement that a concept applies to a project.

    `reach` says how far (a concept of the scheme `portee`) where the scheme calls for it;
    `weight` is 1 for the concept as such, above or below for more or less of it.
    """

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="coding")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="codings")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="codings")
    reach = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="codings_reaching"
    )
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1)

    objects: ClassVar = CodingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["project", "concept__scheme", "concept__order", "id"]


class StatementQuerySet(ImmutableQuerySet["Statement"]):
    """Statements, by what holds."""

    def standing(self) -> StatementQuerySet:
        """Those whose judgement nothing supersedes."""
        return self.filter(standing("judgement__"))

    def deciding(self) -> StatementQuerySet:
        """Standing decisions, whatever their status: no view among them."""
        return self.filter(deciding("judgement__"))

    def counting(self) -> StatementQuerySet:
        """Those that count: standing, accepted decisions."""
        return self.filter(counting("judgement__"))


class Statement(ImmutableModel):
    """A judgement about a concept (an ambition) in a portfolio, with its wording.

    `type` is a concept of the scheme `enonces` (lever, challenge, sector, kind of actor);
    `topic` the lever, challenge, sector or kind it speaks of, where one is known.
    """

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="statement")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="statements")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="statements")
    type = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="statements_typed")
    topic = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="statements_on"
    )
    wording = models.TextField("énoncé")
    position = models.PositiveIntegerField("rang", default=0)

    objects: ClassVar = StatementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["concept", "type__order", "position", "id"]

    def __str__(self) -> str:
        return self.wording
