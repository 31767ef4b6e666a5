"""How far the reading of the names of a portfolio is: one row for each time it was asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terreau.accounts.models import Agent
from terreau.portfolio.models import Portfolio


class IdentifyRun(models.Model):
    """One reading of the names of a portfolio, done by the worker or by the command line.

    `done` of `total` says how far `step` is (texts read); `counts` is the report of a finished one,
    as the command line writes it; `error` holds code, message and hint of one that failed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        WORKING = "working", "en cours"
        DONE = "done", "terminé"
        FAILED = "failed", "arrêté sur une erreur"

    class Step(models.TextChoices):
        NAMES = "names", "lecture des textes"
        BODIES = "bodies", "rapprochement des noms"
        PLACES = "places", "lecture des lieux"
        NONE = "", ""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField("demandé le")
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
    step = models.CharField("étape", max_length=8, choices=Step, blank=True, default="")
    done = models.PositiveIntegerField("faits", default=0)
    total = models.PositiveIntegerField("à faire", default=0)
    counts = models.JSONField("bilan", default=dict, blank=True)
    error = models.JSONField("erreur", default=dict, blank=True)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["portfolio"],
                condition=Q(state__in=["waiting", "working"]),
                name="identify_run_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"lecture {self.pk}"

    @property
    def is_working(self) -> bool:
        """Whether the worker has something to do on it."""
        return self.state in {self.State.WAITING, self.State.WORKING}
