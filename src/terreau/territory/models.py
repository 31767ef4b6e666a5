"""The territories that an instance refers to; a row is a copy of its gazetteer entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.territory.gazetteer import Level


class Territory(models.Model):
    """A commune, an EPCI, a département or a région, by its INSEE code (an EPCI: its SIREN).

    `parents` holds all that contain it, not only the nearest: what lies in a région is one join
    away. Positions are in degrees (WGS 84); `approximate` is False only for a commune placed on a
    position of its own.
    """

    LEVELS: ClassVar = [(level.value, level.label) for level in Level]

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
