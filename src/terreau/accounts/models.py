"""Who acts: people who sign in, and the agents (person, model, source) that judgements name."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

INSTANCE_SCOPE = "instance"
SCOPE_LENGTH = 300


class User(AbstractUser):
    """Someone who signs in.

    `username` is the e-mail address in lower case, or a name of ours for who has none yet.
    `epoch` counts how often every session of this person was ended.
    """

    epoch = models.PositiveIntegerField(default=0)

    def get_session_auth_hash(self) -> str:
        """What a session must hold to stay open: another password or epoch ends it."""
        held = f"{self.epoch}:{self.password}"
        return salted_hmac("terreau.accounts.session", held, algorithm="sha256").hexdigest()


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
        OWNER = "owner", "administratrice ou administrateur"
        OFFICER = "officer", "chargée ou chargé de mission"
        PANELLIST = "panellist", "membre du panel"
        READER = "reader", "lectrice ou lecteur"
        HOLDER = "holder", "porteuse ou porteur"

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    scope = models.CharField(max_length=SCOPE_LENGTH, default=INSTANCE_SCOPE)

    class Meta:
        ordering: ClassVar = ["agent", "scope", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "role", "scope"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent} : {self.role} ({self.scope})"


class EntryLink(models.Model):
    """A link that lets one person in; only a digest of its secret is kept.

    It serves until `expires_at` unless it was revoked, and once only where it is `single_use`.
    """

    class Purpose(models.TextChoices):
        PASSWORD = "password", "choisir un mot de passe"
        ENTER = "enter", "entrer"

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    single_use = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="links_made"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.agent} : {self.purpose}"


class FailedSignIns(models.Model):
    """How often a wrong password was given for one address, of which only a digest is kept."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} ({self.last_at:%Y-%m-%d %H:%M})"


class AccessEvent(models.Model):
    """Something that was done about access: added, never changed. The seed of the journal.

    `about` is whose access it is, `by` who did it (None: the machine's command line), `detail`
    the role and the scope where there is one.
    """

    class Kind(models.TextChoices):
        INVITED = "invited", "invitation"
        LINK_MADE = "link_made", "lien créé"
        LINKS_REVOKED = "links_revoked", "liens retirés"
        SIGNED_IN = "signed_in", "connexion"
        PASSWORD_SET = "password_set", "mot de passe choisi"
        ROLE_GIVEN = "role_given", "rôle donné"
        ROLE_TAKEN = "role_taken", "rôle retiré"
        CLOSED = "closed", "accès fermé"
        REOPENED = "reopened", "accès rouvert"

    kind = models.CharField(max_length=20, choices=Kind)
    about = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="access_events")
    by = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="access_acts"
    )
    detail = models.CharField(max_length=SCOPE_LENGTH + 20, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} : {self.about}"

    def save(self, *, using: str | None = None, **options: Any) -> None:  # noqa: ANN401, D102
        if not self._state.adding or options.get("force_update") or options.get("update_fields"):
            raise TypeError("access events are added, never changed")
        super().save(using=using, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102
        raise TypeError("access events are added, never deleted")
