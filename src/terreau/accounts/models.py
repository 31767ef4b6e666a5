"""Who acts: people who sign in, and the agents (person, model, source) that judgements name."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

INSTANCE_SCOPE = "instance"


class User(AbstractUser):
    """Someone who signs in."""


class Agent(models.Model):
    """Who a judgement is by: a person, one version of a model, or the source of a document.

    One row per kind, name and version, so that a judgement says exactly who made it and, where a
    machine was the means, which version of it.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "personne"
        MODEL = "model", "modèle"
        SOURCE = "source", "source"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField("nom", max_length=200)
    version = models.CharField(max_length=80, blank=True)
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="agent"
    )

    class Meta:
        ordering: ClassVar = ["kind", "name", "version", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name", "version"], name="agent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})" if self.version else self.name


class Membership(models.Model):
    """A role that a person holds, on the whole instance or on one portfolio.

    `scope` is `instance` or the `access_scope` of what the role is held on: accounts know no
    portfolio, so that the package stays below those that do.
    """

    class Role(models.TextChoices):
        OWNER = "owner", "propriétaire"
        OFFICER = "officer", "chargée de mission"
        PANELLIST = "panellist", "membre du panel"
        READER = "reader", "lecture"

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    scope = models.CharField(max_length=120, default=INSTANCE_SCOPE)

    class Meta:
        ordering: ClassVar = ["agent", "scope", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "role", "scope"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent} : {self.role} ({self.scope})"
