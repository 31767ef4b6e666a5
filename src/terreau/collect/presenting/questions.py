"""The questions of a plan: what can be answered, and what tells one project from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from terreau.collect.models import ImportRun, PlannedRecord
from terreau.collect.presenting import words
from terreau.collect.writing.values import KEEP, TAKE
from terreau.collect.writing.writer import WHOLE_FILE
from terreau.portfolio.models import Project

NEW, SAME, ATTACH, NONE = "new", "same:", "attach:", "none"
UNKNOWN = "non renseigné"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given: its value, its words, and whether it was."""

    value: str
    label: str
    detail: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one of the two sides of a question."""

    title: str
    name: str
    holder: str
    call: str
    year: str


def is_document(record: PlannedRecord) -> bool:
    """Whether a record is a file by itself, rather than a line that speaks of a project."""
    return record.where == WHOLE_FILE


def choices_of(record: PlannedRecord) -> dict[str, set[str]]:
    """Every answer that a record takes, by the key of its question."""
    found: dict[str, set[str]] = {}
    slugs = [one["slug"] for one in record.question]
    if record.question and is_document(record):
        found[record.key] = {NONE, *(f"{ATTACH}{slug}" for slug in slugs)}
    elif record.question:
        found[record.key] = {NEW, *(f"{SAME}{slug}" for slug in slugs)}
    for one in record.conflicts:
        found[f"{record.key}:{one['field']}"] = {KEEP, TAKE}
    return found


def lone_likenesses(run: ImportRun) -> dict[str, str]:
    """The answer « the same » to each question with one project in it that no other record asks of.

    Only where nobody answered yet; documents and disagreements are left to be read one by one.
    """
    answered = set(run.answers.values_list("key", flat=True))
    asked = [
        (key, question[0]["slug"])
        for key, question, where in run.records.exclude(question=[]).values_list(
            "key", "question", "where"
        )
        if len(question) == 1 and where != WHOLE_FILE
    ]
    counted = Counter(slug for _, slug in asked)
    return {
        key: f"{SAME}{slug}" for key, slug in asked if counted[slug] == 1 and key not in answered
    }


def project_choices(
    record: PlannedRecord, known: Mapping[str, Project], chosen: str
) -> tuple[tuple[Choice, ...], tuple[Facts, ...]]:
    """Whether a record is one of the projects it looks like, and both sides to compare."""
    same = [
        Choice(
            value=f"{SAME}{one['slug']}",
            label="C’est le même" if len(record.question) == 1 else f"C’est « {one['name']} »",
            detail="le projet déjà là est complété",
            chosen=chosen == f"{SAME}{one['slug']}",
        )
        for one in record.question
    ]
    new = Choice(NEW, "C’est un autre", "un nouveau projet sera créé", chosen == NEW)
    sides = [_said(record)] if record.changes and not record.project_id else []
    sides += [_held(known[one["slug"]]) for one in record.question if one["slug"] in known]
    return (*same, new), tuple(sides)


def doubt(record: PlannedRecord) -> str:
    """Why nobody can be sure that a record is the project it looks like."""
    return ", ".join(dict.fromkeys(one["why"] for one in record.question))


def _said(record: PlannedRecord) -> Facts:
    said: dict[str, list[str]] = {}
    for change in record.changes:
        said.setdefault(change["field"], []).append(change["after"])
    return Facts(
        title="Dans le fichier",
        name=record.name,
        holder=", ".join(said.get("actor.holder", [])) or UNKNOWN,
        call=", ".join(said.get("call", [])) or UNKNOWN,
        year=", ".join(said.get("year", [])) or UNKNOWN,
    )


def _held(project: Project) -> Facts:
    holders = [row.organisation.name for row in getattr(project, "held_by", ()) if row.organisation]
    return Facts(
        title="Dans le portefeuille",
        name=project.name,
        holder=", ".join(holders) or UNKNOWN,
        call=project.call.name if project.call else UNKNOWN,
        year=str(project.year) if project.year is not None else UNKNOWN,
    )


def document_choices(record: PlannedRecord, chosen: str) -> tuple[Choice, ...]:
    """The projects that a document may speak of."""
    attach = [
        Choice(
            value=f"{ATTACH}{one['slug']}",
            label=f"« {one['name']} »",
            detail=one["why"],
            chosen=chosen == f"{ATTACH}{one['slug']}",
        )
        for one in record.question
    ]
    none = Choice(NONE, "Aucun de ceux-là", "le document est gardé sans projet", chosen == NONE)
    return (*attach, none)


def conflict_choices(one: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    """The value that a person corrected, or that of the file."""
    field = one["field"]
    before, after = words.value(field, one["before"]), words.value(field, one["after"])
    return (
        Choice(KEEP, f"Garder « {before} »", "la valeur corrigée à la main", chosen == KEEP),
        Choice(TAKE, f"Prendre « {after} »", "la valeur du fichier", chosen == TAKE),
    )
