"""What an import writes, row by row, so that it can be shown, compared with the plan and undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from terreau.collect.models import Step
from terreau.portfolio.models import Document, Judgement, Project

JsonValue = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Written:
    """One row written: enough to take it back."""

    act: Step.Act
    model: str
    row: int
    before: Mapping[str, JsonValue] = field(default_factory=dict)
    after: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """The rows written so far, in order."""

    rows: list[Written] = field(default_factory=list)

    def created(self, row: Model) -> None:
        """A row was added."""
        self.rows.append(Written(Step.Act.CREATE, _name(row), _pk(row)))

    def updated(self, row: Model, before: Mapping[str, Any]) -> None:
        """Fields of a row were changed; `before` holds what they were, by attribute name."""
        former = {name: plain(value) for name, value in before.items()}
        now = {name: plain(getattr(row, name)) for name in before}
        self.rows.append(Written(Step.Act.UPDATE, _name(row), _pk(row), former, now))

    def linked(self, project: Project, document: Document) -> None:
        """A document was attached to a project."""
        self.rows.append(
            Written(Step.Act.LINK, "Document", document.pk, after={"project": project.pk})
        )

    def judged(self, judgement: Judgement) -> None:
        """A judgement was added."""
        self.rows.append(Written(Step.Act.JUDGE, "Judgement", judgement.pk))


def _name(row: Model) -> str:
    return type(row).__name__


def _pk(row: Model) -> int:
    return int(row.pk)


def plain(value: object) -> JsonValue:
    """A value of a field as JSON keeps it; a number of euros has one writing, 15000 or 15000.00."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (str, int, bool)) or value is None:
        return value
    return str(value)
