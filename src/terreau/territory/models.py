"""The territories that an instance refers to, and what official files say of any territory.

A territory's row is a copy of its gazetteer entry. What was loaded is kept by level and code, for
the whole country: it serves the territories of today and those that a later import will refer to.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.territory.gazetteer import Level

LEVELS = [(level.value, level.label) for level in Level]


class Territory(models.Model):
    """A commune, an EPCI, a département or a région, by its INSEE code (an EPCI: its SIREN).

    `parents` holds all that contain it, not only the nearest: what lies in a region is one join
    away. Positions are in degrees (WGS 84); `approximate` is False only for a commune placed on a
    position of its own.
    """

    LEVELS: ClassVar = LEVELS

    level = models.CharField("niveau", max_length=12, choices=LEVELS)
    code = models.CharField(max_length=9)
    name = models.CharField("nom", max_length=200)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    approximate = models.BooleanField("position approchée", default=True)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    parents = models.ManyToManyField(
        "self", symmetrical=False, related_name="children", blank=True, verbose_name="compris dans"
    )

    class Meta:
        verbose_name = "territoire"
        ordering: ClassVar = ["level", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "code"], name="territory_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OfficialFile(models.Model):
    """A file that was loaded: what it is, of which year, and the hash of its bytes."""

    sha256 = models.CharField("empreinte", max_length=64, unique=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=30)
    vintage = models.CharField("millésime", max_length=20, blank=True)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "fichier officiel"
        ordering: ClassVar = ["loaded_at", "sha256"]

    def __str__(self) -> str:
        return self.name


class TerritoryFact(models.Model):
    """What a file says of a territory: its density, that it is in the mountains, a quarter it has.

    `part` tells apart facts of which a territory has several (the code of a priority quarter, a
    postcode); it is empty for the others.
    """

    class Kind(models.TextChoices):
        """What is said."""

        DENSITY = "density", "densité"
        RURALITY = "rurality", "ruralité"
        CENTRALITY = "centrality", "centralité"
        MOUNTAIN = "mountain", "montagne"
        ZRR = "zrr", "zone de revitalisation rurale"
        QPV = "qpv", "quartier prioritaire"
        POSTCODE = "postcode", "code postal"
        NAME = "name", "nom"
        POPULATION = "population", "population"
        PARENT = "parent", "compris dans"

    level = models.CharField("niveau", max_length=12, choices=LEVELS)
    code = models.CharField(max_length=9)
    kind = models.CharField("nature", max_length=12, choices=Kind)
    part = models.CharField("partie", max_length=20, blank=True)
    value = models.CharField("valeur", max_length=200, blank=True)
    file = models.ForeignKey(OfficialFile, models.PROTECT, related_name="+", verbose_name="source")

    class Meta:
        verbose_name = "fait d’un territoire"
        ordering: ClassVar = ["level", "code", "kind", "part"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["level", "code", "kind", "part"], name="territory_fact_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "value"], name="territory_fact_value")]

    def __str__(self) -> str:
        return f"{self.level} {self.code}, {self.kind} {self.part} {self.value}"


class TerritoryPosition(models.Model):
    """Where a file puts a territory (degrees, WGS 84): at its point, else amid its outline."""

    level = models.CharField("niveau", max_length=12, choices=LEVELS)
    code = models.CharField(max_length=9)
    latitude = models.FloatField()
    longitude = models.FloatField()
    from_outline = models.BooleanField("milieu du contour", default=False)
    file = models.ForeignKey(OfficialFile, models.PROTECT, related_name="+", verbose_name="source")

    class Meta:
        verbose_name = "position d’un territoire"
        ordering: ClassVar = ["level", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "code"], name="territory_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.code}"


class TerritoryOutline(models.Model):
    """The outline of a territory, or of all its priority quarters, as the file draws it.

    `geometry` is the text of a GeoJSON MultiPolygon's coordinates; `digest` is its SHA-256.
    """

    class Kind(models.TextChoices):
        """What is drawn."""

        LIMITS = "limits", "limites"
        QPV = "qpv", "quartiers prioritaires"

    level = models.CharField("niveau", max_length=12, choices=LEVELS)
    code = models.CharField(max_length=9)
    kind = models.CharField("nature", max_length=12, choices=Kind)
    geometry = models.TextField("géométrie")
    digest = models.CharField("empreinte", max_length=64)
    file = models.ForeignKey(OfficialFile, models.PROTECT, related_name="+", verbose_name="source")

    class Meta:
        verbose_name = "contour d’un territoire"
        ordering: ClassVar = ["level", "code", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["level", "code", "kind"], name="territory_outline_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.code}, {self.kind}"


class Zoning(models.Model):
    """What a public zoning is, in the words of who runs it."""

    acronym = models.CharField("sigle", max_length=20, unique=True)
    name = models.CharField("nom", max_length=200)
    scale = models.CharField("échelon", max_length=100, blank=True)
    summary = models.TextField("description courte", blank=True)
    description = models.TextField("description longue", blank=True)
    year = models.CharField("date", max_length=200, blank=True)
    url = models.CharField("ressources", max_length=500, blank=True)
    file = models.ForeignKey(OfficialFile, models.PROTECT, related_name="+", verbose_name="source")

    class Meta:
        verbose_name = "zonage"
        ordering: ClassVar = ["acronym"]

    def __str__(self) -> str:
        return self.name
