"""Frameworks as data: a scheme's concepts, in a total order, each with the source it comes from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.vocabulary.data import (
    MAX_IRI,
    MAX_LABEL,
    MAX_NOTATION,
    MAX_SLUG,
    MAX_TITLE,
    MAX_URL,
    MAX_VERSION,
)

TO_COMPLETE = "à compléter"


class Scheme(models.Model):
    """One version of a framework: a strategy, the roles, the levers, the criteria.

    `levels` names each depth of the hierarchy, from the top, as objects with `key`, `label` and
    `plural`: which level is an « ambition » is data, never code.
    """

    slug = models.SlugField("nom court", max_length=MAX_SLUG, unique=True)
    title = models.CharField("titre", max_length=MAX_TITLE)
    description = models.TextField("description", blank=True)
    version = models.CharField("version", max_length=MAX_VERSION, blank=True)
    date = models.DateField("date", null=True, blank=True)
    iri = models.CharField("identifiant (IRI)", max_length=MAX_IRI, unique=True)
    source = models.TextField("source", blank=True)
    source_url = models.URLField("adresse de la source", max_length=MAX_URL, blank=True)
    levels = models.JSONField("niveaux", default=list, blank=True)
    position = models.PositiveIntegerField("position", default=0)

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.title


class Concept(models.Model):
    """An entry of a scheme; a blank label says that the wording is not established."""

    class Status(models.TextChoices):
        ESTABLISHED = "established", "établi"
        TO_COMPLETE = "to_complete", TO_COMPLETE

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="concepts", verbose_name="référentiel"
    )
    notation = models.CharField("notation", max_length=MAX_NOTATION)
    label = models.CharField("intitulé", max_length=MAX_LABEL, blank=True)
    alt_labels = models.JSONField("autres intitulés", default=list, blank=True)
    definition = models.TextField("définition", blank=True)
    scope_note = models.TextField("note d’application", blank=True)
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name="entrée plus large",
    )
    source = models.TextField("source", blank=True)
    source_url = models.URLField("adresse de la source", max_length=MAX_URL, blank=True)
    status = models.CharField("état", max_length=12, choices=Status, default=Status.ESTABLISHED)
    order = models.PositiveIntegerField("ordre", default=0)
    iri = models.CharField("identifiant (IRI)", max_length=MAX_IRI, db_index=True)
    added = models.BooleanField(
        "ajouté par un document",
        default=False,
        help_text="Vrai pour une entrée nommée par un document, absente du référentiel chargé.",
    )

    class Meta:
        verbose_name = "entrée de référentiel"
        verbose_name_plural = "entrées de référentiel"
        ordering: ClassVar = ["scheme", "order", "notation"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "notation"], name="concept_notation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notation} {self.display}"

    @property
    def display(self) -> str:
        """The label, or « à compléter » where none is established."""
        return self.label or TO_COMPLETE


class ConceptMapping(models.Model):
    """A concept of one scheme matched to another's, with the reason and who holds it so far."""

    class Relation(models.TextChoices):
        EXACT = "exactMatch", "équivalent"
        CLOSE = "closeMatch", "proche"
        BROAD = "broadMatch", "compris dans"
        NARROW = "narrowMatch", "comprend"
        RELATED = "relatedMatch", "en rapport avec"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposée"
        ACCEPTED = "accepted", "acceptée"
        REJECTED = "rejected", "rejetée"

    source = models.ForeignKey(
        Concept, on_delete=models.CASCADE, related_name="mappings", verbose_name="de"
    )
    target = models.ForeignKey(
        Concept, on_delete=models.CASCADE, related_name="mapped_from", verbose_name="vers"
    )
    relation = models.CharField("relation", max_length=12, choices=Relation)
    status = models.CharField("état", max_length=8, choices=Status, default=Status.PROPOSED)
    reason = models.TextField("motif", blank=True)
    origin = models.TextField("source", blank=True)

    class Meta:
        verbose_name = "correspondance"
        verbose_name_plural = "correspondances"
        ordering: ClassVar = ["source", "target", "relation"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="mapping_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="mapping_between_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
