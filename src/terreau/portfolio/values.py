"""The verbs of values: what a file says of a field is kept with its cell, what a person says holds.

A field of one value (a name, a year) has one chain of judgements, whose head is what the project
shows. A field of several (partners, amounts) has one chain for each value said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from terreau.accounts.models import Agent
from terreau.accounts.services import source_agent
from terreau.portfolio.errors import UnknownField, ValueRefused
from terreau.portfolio.judgements import (
    Question,
    Verdict,
    add_judgement,
    already_held,
    head,
    undo,
)
from terreau.portfolio.models import Call, Document, FieldValue, Judgement, Portfolio, Project

Status = Judgement.Status

#: Fields that a project shows as one value, in the order a person reads them.
SINGLE_FIELDS = ("name", "title", "summary", "call", "year", "stage", "external_id")
YEARS = (1900, 2200)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a file a value was read."""

    document: Document | None = None
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""


NOWHERE = Cell()
FORMER = "valeur en place avant la première correction"


def value_key(project_pk: int, name: str, value: str = "") -> str:
    """The question « what does this field of this project say? », as text.

    Of a field of several values, each value is a question of its own.
    """
    key = f"value:project:{project_pk}:field:{name}"
    if name in SINGLE_FIELDS:
        return key
    return f"{key}:{hashlib.sha256(value.encode()).hexdigest()[:16]}"


@dataclass(slots=True)
class ValueHeads:
    """What holds on each field of the projects of a portfolio, asked for once."""

    portfolio: Portfolio
    _heads: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = FieldValue.objects.deciding().filter(project__portfolio=self.portfolio)
        keys = rows.order_by("pk").values_list("judgement__key", "judgement_id")
        self._heads = dict(keys.iterator())

    def of(self, key: str) -> Judgement | None:
        """The judgement that holds on `key`, None where nobody said anything."""
        found = self._heads.get(key)
        if found is None:
            return None
        return Judgement.objects.select_related("by", "means", "value").get(pk=found)

    def has(self, key: str) -> bool:
        """Whether something was said on `key`."""
        return key in self._heads

    def remember(self, judgement: Judgement) -> None:
        """Let later records of the same import know what was just said."""
        self._heads[judgement.key] = judgement.pk


@dataclass(frozen=True, slots=True)
class Said:
    """A value said of a field of a project, and the cell that says it."""

    name: str
    value: str
    cell: Cell = NOWHERE


def first_said(
    project: Project, said: Iterable[Said], verdict: Verdict
) -> list[tuple[Judgement, FieldValue]]:
    """The rows of values on which nobody has said anything yet, for `keep_first` to write.

    The caller has made sure that their questions are new and different.
    """
    rows = []
    for one in said:
        judgement = Judgement(
            kind=Judgement.Kind.VALUE,
            key=value_key(project.pk, one.name, one.value),
            by=verdict.by,
            means=verdict.means,
            at=verdict.at,
            status=verdict.status,
            reason=verdict.reason,
        )
        rows.append((judgement, _row(project, one, judgement)))
    return rows


def keep_first(rows: Iterable[tuple[Judgement, FieldValue]]) -> list[Judgement]:
    """Write what `first_said` gave, of as many projects as there are, all at once."""
    told = list(rows)
    judgements = Judgement.objects.bulk_create(judgement for judgement, _ in told)
    FieldValue.objects.bulk_create(value for _, value in told)
    return judgements


@transaction.atomic
def say_value(
    project: Project, said: Said, verdict: Verdict, *, supersedes: Judgement | None = None
) -> Judgement:
    """Say what a field of a project is worth, on top of what holds.

    Raises Conflict when something else than `supersedes` holds, PersonDecided when a machine would
    supersede a person's judgement.
    """
    question = Question(
        Judgement.Kind.VALUE, value_key(project.pk, said.name, said.value), scheme=None
    )
    held = already_held(
        question, verdict, supersedes, lambda holding: holding.value.value == said.value
    )
    if held is not None:
        return held
    judgement = add_judgement(question, verdict, supersedes)
    _row(project, said, judgement).save()
    return judgement


def _row(project: Project, said: Said, judgement: Judgement) -> FieldValue:
    cell = said.cell
    return FieldValue(
        judgement=judgement,
        project=project,
        field=said.name,
        value=said.value,
        document=cell.document,
        sheet=cell.sheet[:200],
        row=cell.row,
        column=cell.column[:200],
        header=cell.header[:300],
    )


@transaction.atomic
def correct(
    project: Project, name: str, value: str, by: Agent, at: datetime, reason: str = ""
) -> Judgement | None:
    """A person's correction of one field: it holds from then on, whatever a file says later.

    None where the project says so already. Raises UnknownField for a field that has not one value,
    ValueRefused for a value that the field cannot hold.
    """
    if name not in SINGLE_FIELDS:
        raise UnknownField(name)
    text = " ".join(value.split()) if name != "summary" else value.strip()
    before = shown(project, name)
    if text == before:
        return None
    holding = head(value_key(project.pk, name))
    if holding is None and before:
        holding = _former(project, Said(name, before), at)
    put(project, name, text)
    verdict = Verdict(by=by, at=at, status=Status.ACCEPTED, reason=reason)
    return say_value(project, Said(name, text), verdict, supersedes=holding)


def _former(project: Project, said: Said, at: datetime) -> Judgement:
    """Keep what a field said without a cell, so that its correction can be taken back."""
    source = source_agent(project.portfolio.funder or project.portfolio.name)
    verdict = Verdict(by=source, at=at, status=Status.ACCEPTED, reason=FORMER)
    return say_value(project, said, verdict)


@transaction.atomic
def take_back(project: Project, name: str, by: Agent, at: datetime) -> str | None:
    """Undo the last correction of a field: the project shows again what was said before it.

    The value shown from then on; None where no person corrected what something had said. Raises
    Conflict where someone judges the same question at this moment.
    """
    holding = head(value_key(project.pk, name)) if name in SINGLE_FIELDS else None
    if holding is None or holding.by.kind != Agent.Kind.PERSON or holding.supersedes is None:
        return None
    before = undo(holding, by, at).value.value
    put(project, name, before)
    return before


def shown(project: Project, name: str) -> str:
    """What the project shows in a field of one value, as text; blank where it has none."""
    held = getattr(project, name)
    if held is None:
        return ""
    return held.name if isinstance(held, Call) else str(held)


def put(project: Project, name: str, value: str) -> None:
    """Make the project show `value` in a field; ValueRefused where the field cannot hold it."""
    setattr(project, name, _stored(project, name, value))
    project.save(update_fields=[name])


def _stored(project: Project, name: str, value: str) -> str | int | Model | None:
    if name == "name" and not value:
        raise ValueRefused(name, "un projet a toujours un nom")
    if name == "year":
        return _year(value)
    if name == "call":
        if not value:
            return None
        return Call.objects.get_or_create(portfolio=project.portfolio, name=value[:200])[0]
    if name == "stage" and value and value not in Project.Stage.values:
        raise ValueRefused(name, "cet état n’existe pas")
    longest = getattr(Project._meta.get_field(name), "max_length", None)
    if longest is not None and len(value) > longest:
        raise ValueRefused(name, f"{longest} caractères au plus")
    taken = Project.everything.filter(portfolio=project.portfolio, external_id=value)
    if name == "external_id" and value and taken.exclude(pk=project.pk).exists():
        raise ValueRefused(name, "un autre projet porte déjà cet identifiant")
    return value


def _year(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or not YEARS[0] <= int(value) <= YEARS[1]:
        raise ValueRefused("year", f"une année de {YEARS[0]} à {YEARS[1]} est attendue")
    return int(value)


def history(project: Project, name: str) -> list[FieldValue]:
    """All that was said of a field, the latest first."""
    rows = FieldValue.objects.filter(project=project, field=name)
    return list(rows.select_related("judgement__by", "document").order_by("-pk"))


def standing_values(project: Project) -> Mapping[str, list[FieldValue]]:
    """What holds on each field of a project, with its cell, by field."""
    rows = FieldValue.objects.deciding().filter(project=project)
    rows = rows.exclude(judgement__status=Status.WITHDRAWN)
    found: dict[str, list[FieldValue]] = {}
    for row in rows.select_related("judgement__by", "document").order_by("pk"):
        found.setdefault(row.field, []).append(row)
    return found
