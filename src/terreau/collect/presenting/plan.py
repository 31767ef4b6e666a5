"""A plan as a person reads it: its sum, what waits for an answer, then every record.

Guarantees a fixed number of queries for a page of records, however many the import has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Left
from django.urls import reverse

from terreau.collect.models import ImportRun, PlannedRecord
from terreau.collect.presenting import words
from terreau.collect.presenting.advice import advice
from terreau.collect.presenting.questions import (
    Choice,
    Facts,
    conflict_choices,
    document_choices,
    doubt,
    is_document,
    project_choices,
)
from terreau.portfolio.models import Participation, Project

PER_PAGE = 50
KEY_LENGTH = 16  # characters of a file's SHA-256 at the beginning of the key of its records
QUESTION = "question"
ASKS = ~Q(question=[]) | ~Q(conflicts=[])
TABS = (
    ("", "Tout"),
    (QUESTION, "À décider"),
    ("created", "Nouveaux"),
    ("updated", "Modifiés"),
    ("unchanged", "Inchangés"),
    ("rejected", "Rejetés"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the plan, with how many records it has and its address."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A field that changes, or that is said for the first time where `before` is blank."""

    label: str
    before: str
    after: str
    cell: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide: its key, its words, the choices, and what they chose."""

    key: str
    legend: str
    choices: tuple[Choice, ...]
    told: tuple[Facts, ...] = ()
    doubt: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record of the plan, ready to be shown."""

    name: str
    where: str
    outcome: str
    outcome_label: str
    url: str
    changes: tuple[ChangeLine, ...]
    questions: tuple[Question, ...]
    message: str
    advice: str
    document: bool


def tabs(run: ImportRun, issue: str) -> list[Tab]:
    """The parts of a plan with their counts; one query."""
    asking = run.records.filter(ASKS).count()
    counts = run.counts
    held = {"": counts.get("read", 0), QUESTION: asking} | {
        name: counts.get(name, 0) for name, _ in TABS[2:]
    }
    return [
        Tab(label, held[name], f"?issue={name}" if name else "?", name == issue)
        for name, label in TABS
    ]


def records(run: ImportRun, issue: str) -> QuerySet[PlannedRecord]:
    """The records of a part of the plan, of the whole where `issue` names none.

    Those that wait for an answer come first.
    """
    if issue == QUESTION:
        return run.records.filter(ASKS)
    if issue in PlannedRecord.Outcome.values:
        return run.records.filter(outcome=issue)
    asking_first = Case(When(ASKS, then=Value(0)), default=Value(1))
    return run.records.order_by(asking_first, "position")


def undecided(run: ImportRun) -> int:
    """How many questions and disagreements nobody has answered yet; two queries."""
    answered = set(run.answers.values_list("key", flat=True))
    asked: list[str] = []
    for key, question, conflicts in run.records.filter(ASKS).values_list(
        "key", "question", "conflicts"
    ):
        asked += [key] if question else []
        asked += [f"{key}:{one['field']}" for one in conflicts]
    return sum(key not in answered for key in asked)


def views(run: ImportRun, page: Iterable[PlannedRecord]) -> list[RecordView]:
    """Records with their questions, ready to be shown; three queries."""
    shown = list(page)
    documents = _documents(run, shown)
    answers = dict(run.answers.values_list("key", "choice"))
    slugs = {one["slug"] for record in shown for one in record.question}
    known = _candidates(run, slugs) if slugs else {}
    return [_view(record, answers, known, _url(run, record, documents)) for record in shown]


def _documents(run: ImportRun, shown: Iterable[PlannedRecord]) -> dict[str, str]:
    """The SHA-256 of the documents that are there, by its beginning: that of a record's key."""
    wanted = [record.key[:KEY_LENGTH] for record in shown if is_document(record)]
    there = run.portfolio.documents.annotate(start=Left("sha256", KEY_LENGTH))
    return dict(there.filter(start__in=wanted).values_list("start", "sha256"))


def _candidates(run: ImportRun, slugs: set[str]) -> dict[str, Project]:
    holders = Participation.objects.filter(role=Participation.Role.HOLDER)
    rows = Project.everything.filter(portfolio=run.portfolio, slug__in=slugs)
    named = Prefetch(
        "participations", holders.select_related("organisation").order_by("pk"), to_attr="held_by"
    )
    return {one.slug: one for one in rows.select_related("call").prefetch_related(named)}


def _view(
    record: PlannedRecord, answers: Mapping[str, str], known: Mapping[str, Project], url: str
) -> RecordView:
    asked = bool(record.question)
    rejected = record.outcome == PlannedRecord.Outcome.REJECTED
    return RecordView(
        name=record.name or (record.source if is_document(record) else record.where),
        where=_where(record),
        outcome=QUESTION if asked and rejected else record.outcome,
        outcome_label="à décider" if asked and rejected else record.get_outcome_display(),
        url=url,
        changes=() if asked and rejected else tuple(_change(one) for one in record.changes),
        questions=tuple(_questions(record, answers, known)),
        message=record.message,
        advice=advice(record.code) if rejected and not asked else "",
        document=is_document(record),
    )


def _where(record: PlannedRecord) -> str:
    if is_document(record) or record.where == record.source:
        return record.source
    return f"{record.source}, {record.where}" if record.where else record.source


def _url(run: ImportRun, record: PlannedRecord, documents: Mapping[str, str]) -> str:
    """The page of a record's document, or of its project; blank where there is none."""
    if is_document(record):
        sha256 = documents.get(record.key[:KEY_LENGTH])
        return reverse("explore:document", args=[run.portfolio.slug, sha256]) if sha256 else ""
    project = record.project
    if project is None or project.withdrawn:
        return ""
    return reverse("explore:project", args=[run.portfolio.slug, project.slug])


def _change(one: Mapping[str, str]) -> ChangeLine:
    field = one["field"]
    before, after = words.value(field, one["before"]), words.value(field, one["after"])
    return ChangeLine(one["label"], before, after, one["cell"])


def _questions(
    record: PlannedRecord, answers: Mapping[str, str], known: Mapping[str, Project]
) -> Iterable[Question]:
    if record.question:
        chosen = answers.get(record.key, "")
        if is_document(record):
            legend = f"De quel projet parle « {record.name} » ?"
            yield Question(record.key, legend, document_choices(record, chosen))
        else:
            choices, told = project_choices(record, known, chosen)
            legend = f"« {record.name} » : est-ce un projet que vous avez déjà ?"
            yield Question(record.key, legend, choices, told, doubt(record))
    for one in record.conflicts:
        key = f"{record.key}:{one['field']}"
        legend = f"« {record.name} », {one['label'].lower()} : quelle valeur garder ?"
        yield Question(key, legend, conflict_choices(one, answers.get(key, "")), cell=one["cell"])
