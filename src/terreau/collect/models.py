"""An import on its way: what was received, what was understood of it, the plan, and what was done.

Guarantees that a plan is read before it is applied, that what was applied is listed step by step
so that it can be undone as one, and that a file received is never lost: its bytes lie in the
media folder under their SHA-256.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terreau.accounts.models import Agent
from terreau.portfolio.models import Portfolio, Project


class ImportRun(models.Model):
    """One import: some files, received together by a person for a portfolio."""

    class State(models.TextChoices):
        RECEIVING = "receiving", "fichiers à déposer"
        READING = "reading", "lecture en cours"
        STOPPED = "stopped", "lecture arrêtée"
        MAPPING = "mapping", "colonnes à confirmer"
        PLANNING = "planning", "préparation du plan"
        PLANNED = "planned", "plan à relire"
        APPLYING = "applying", "entrée en cours"
        APPLIED = "applied", "entré"
        UNDOING = "undoing", "annulation en cours"
        UNDONE = "undone", "défait"
        FAILED = "failed", "arrêté sur une erreur"

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="imports")
    at = models.DateTimeField("déposé le")
    state = models.CharField("état", max_length=10, choices=State, default=State.RECEIVING)
    stop_asked = models.BooleanField("arrêt demandé", default=False)
    counts = models.JSONField("bilan", default=dict, blank=True)
    digest = models.CharField("empreinte du plan", max_length=64, blank=True)
    error = models.JSONField("erreur", default=dict, blank=True)
    applied_at = models.DateTimeField("entré le", null=True, blank=True)
    applied_by = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="imports_applied"
    )
    undone_at = models.DateTimeField("défait le", null=True, blank=True)
    undone_by = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="imports_undone"
    )

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def is_working(self) -> bool:
        """Whether the worker has something to do on it."""
        states = ImportRun.State
        return self.state in {states.READING, states.PLANNING, states.APPLYING, states.UNDOING}


class ReceivedFile(models.Model):
    """A file of an import, as received, with what reading it gave.

    `folder` is its path inside what was dropped; `kind` is how it was understood; `reading` holds
    the extractor, its version, the pages and how the file was read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "à lire"
        READ = "read", "lu"
        REFUSED = "refused", "illisible"

    class Kind(models.TextChoices):
        TABLES = "tables", "tableau"
        DOCUMENT = "document", "document"
        FICHE = "fiche", "fiche publiée"
        PROJECTS = "projects", "export de projets"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField("rang")
    name = models.CharField("nom", max_length=255)
    folder = models.CharField("dossier", max_length=500, blank=True)
    archive = models.CharField("archive", max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("taille en octets")
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
    kind = models.CharField("nature", max_length=10, choices=Kind, blank=True)
    reader = models.CharField("lecteur", max_length=60, blank=True)
    reading = models.JSONField("lecture", default=dict, blank=True)
    notes = models.JSONField("remarques", default=list, blank=True)
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["run", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="received_file_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where it was in what was dropped, for a person."""
        return "/".join(part for part in (self.archive, self.folder, self.name) if part)


class ReceivedTable(models.Model):
    """A table found in a file: its columns, some rows to look at, and what its columns mean.

    `columns` lists {index, header}; `sample` the first rows as text; `mapping` lists
    {index, header, field, confidence, why}; `defaults` gives the call and the year of rows that do
    not say theirs. A table of a known standard has its name and a fixed mapping.
    """

    file = models.ForeignKey(ReceivedFile, on_delete=models.CASCADE, related_name="tables")
    position = models.PositiveSmallIntegerField("rang")
    sheet = models.CharField("feuille", max_length=200, blank=True)
    header_row = models.PositiveIntegerField("ligne d’en-tête", default=0)
    rows = models.PositiveIntegerField("lignes", default=0)
    columns = models.JSONField("colonnes", default=list)
    sample = models.JSONField("premières lignes", default=list)
    set_aside = models.JSONField("lignes mises à part", default=list)
    mapping = models.JSONField("correspondance", default=list)
    defaults = models.JSONField("valeurs par défaut", default=dict)
    standard = models.CharField("norme", max_length=60, blank=True)
    remembered = models.BooleanField("retrouvée", default=False)
    confirmed = models.BooleanField("confirmée", default=False)
    skipped = models.BooleanField("laissée de côté", default=False)

    class Meta:
        ordering: ClassVar = ["file", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "position"], name="received_table_once"),
        ]

    def __str__(self) -> str:
        return self.sheet or str(self.file)


class SavedMapping(models.Model):
    """What the columns of a layout mean, as a person confirmed it, for next year's file."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="mappings")
    signature = models.CharField("empreinte des en-têtes", max_length=64)
    label = models.CharField("nom", max_length=300)
    columns = models.JSONField("colonnes")
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="mappings")
    at = models.DateTimeField("date")

    class Meta:
        ordering: ClassVar = ["portfolio", "-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portfolio", "signature"], name="saved_mapping_once"),
        ]

    def __str__(self) -> str:
        return self.label


class PlannedRecord(models.Model):
    """What an import does, or did, with one record: its outcome, its changes, the reason.

    `changes` lists {field, label, before, after, cell}; `question` lists the projects that it may
    be, `conflicts` the corrected values that it says otherwise.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", "nouveau"
        UPDATED = "updated", "modifié"
        UNCHANGED = "unchanged", "inchangé"
        REJECTED = "rejected", "rejeté"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="records")
    position = models.PositiveIntegerField("rang")
    key = models.CharField(max_length=200)
    source = models.CharField("fichier", max_length=255)
    where = models.CharField("endroit", max_length=300, blank=True)
    name = models.CharField("nom", max_length=300, blank=True)
    outcome = models.CharField("issue", max_length=9, choices=Outcome)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="planned"
    )
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)
    changes = models.JSONField("changements", default=list)
    question = models.JSONField("question", default=list)
    conflicts = models.JSONField("désaccords", default=list)

    class Meta:
        ordering: ClassVar = ["run", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="planned_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.where} : {self.outcome}"


class Answer(models.Model):
    """What a person decided on a question or a disagreement of a plan; kept through new plans.

    `choice` is `new`, `same:` and the slug of a project, `keep` or `take`, `attach:` and a slug.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=300)
    choice = models.CharField(max_length=200)
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField("date")

    class Meta:
        ordering: ClassVar = ["run", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "key"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} : {self.choice}"


class Step(models.Model):
    """One row that an import wrote, in order: what undoing it takes.

    `before` holds the former values of the fields changed, `after` the new ones.
    """

    class Act(models.TextChoices):
        CREATE = "create", "ajout"
        UPDATE = "update", "changement"
        LINK = "link", "rattachement"
        JUDGE = "judge", "jugement"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField("rang")
    act = models.CharField("geste", max_length=6, choices=Act)
    model = models.CharField(max_length=30)
    row = models.PositiveBigIntegerField("identifiant")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["run", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.model} {self.row}"
