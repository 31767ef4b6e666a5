"""Writes what a machine proposes, many at once: what holds already adds no row.

Guarantees that a person's answer is never superseded by a machine, but for « unsure », which comes
back when the reasons changed, and that a proposal which is no longer made is withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q

from terreau.accounts.models import Agent
from terreau.portfolio.judgements import SAID
from terreau.portfolio.models import Judgement, Location, Nature, Resolution
from terreau.portfolio.models.immutable import ImmutableQuerySet
from terreau.vocabulary.models import Scheme

MANY = 500  # rows written or asked for at once
NEAR = 0.05  # two probabilities that differ by less say the same
Kind = Judgement.Kind
Status = Judgement.Status
Row = TypeVar("Row", Resolution, Location, Nature)


@dataclass(slots=True)
class Offered:
    """How many proposals hold, and what was written."""

    made: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    answered: int = 0


@dataclass(slots=True)
class Offer(Generic[Row]):
    """What a machine proposes on questions of one kind, by key, in a portfolio.

    `heads` is the condition that finds the rows that hold on these questions.
    """

    kind: Judgement.Kind
    model: type[Row]
    heads: Q
    by: Agent
    at: datetime
    scheme: Scheme | None = None
    _added: list[Row] = field(default_factory=list)

    def write(self, wanted: Mapping[str, Row], settled: Collection[str] = ()) -> Offered:
        """Propose what is wanted and withdraw what no longer is; keys of `settled` are left."""
        done = Offered(made=len(wanted))
        held = {row.judgement.key: row for row in self._held()}
        for key, row in wanted.items():
            self._offer(key, row, held.get(key), done)
        for key, row in held.items():
            if key not in wanted and key not in settled and _open(row.judgement):
                self._withdraw(key, row)
                done.withdrawn += 1
        judgements = [row.judgement for row in self._added]
        Judgement.objects.bulk_create(judgements, batch_size=MANY)
        self.model._default_manager.bulk_create(self._added, batch_size=MANY)
        return done

    def _held(self) -> Iterable[Row]:
        rows: ImmutableQuerySet[Any] = self.model._default_manager.filter(
            self.heads, judgement__superseded_by__isnull=True
        )
        return rows.select_related("judgement__by").iterator(chunk_size=2_000)

    def _offer(self, key: str, row: Row, held: Row | None, done: Offered) -> None:
        if held is None:
            self._add(key, row, Status.PROPOSED, None)
            done.added += 1
        elif _decided(held) and not _comes_back(held, row):
            done.answered += 1
        elif not (_open(held.judgement) and _says_the_same(held, row)):
            self._add(key, row, Status.PROPOSED, held.judgement)
            done.changed += 1

    def _withdraw(self, key: str, held: Row) -> None:
        said = SAID[self.kind][1]
        columns = [one for one in self.model._meta.concrete_fields if one.name in said]
        copy = self.model(**{one.attname: getattr(held, one.attname) for one in columns})
        self._add(key, copy, Status.WITHDRAWN, held.judgement)

    def _add(self, key: str, row: Row, status: Judgement.Status, before: Judgement | None) -> None:
        row.judgement = Judgement(
            kind=self.kind,
            key=key,
            by=self.by,
            at=self.at,
            status=status,
            scheme=self.scheme,
            supersedes=before,
        )
        self._added.append(row)


def _open(judgement: Judgement) -> bool:
    """Whether a question is proposed and not answered; a person who undid left it so."""
    return judgement.status == Status.PROPOSED


def _decided(held: Row) -> bool:
    """Whether a person's answer holds; one taken back is none."""
    judgement = held.judgement
    answered = judgement.status in {Status.ACCEPTED, Status.REJECTED}
    return answered and judgement.by.kind != Agent.Kind.MODEL


def _comes_back(held: Row, row: Row) -> bool:
    """Whether « unsure » was said on other grounds than those of today."""
    if not isinstance(held, Resolution) or held.relation != Resolution.Relation.UNSURE:
        return False
    return _sentences(held.reasons) != _sentences(row.reasons)


def _sentences(reasons: Iterable[Any]) -> list[str]:
    return [one["words"] if isinstance(one, dict) else str(one) for one in reasons]


def _says_the_same(held: Row, row: Row) -> bool:
    def compare(name: str) -> bool:
        return bool(getattr(held, name) == getattr(row, name))

    match held:
        case Resolution():
            near = abs((held.probability or 0) - (getattr(row, "probability", 0) or 0)) < NEAR
            names = ("body_id", "mention_id", "organisation_id", "relation", "reasons")
            return near and all(compare(name) for name in names)
        case Location():
            return all(compare(name) for name in ("territory_id", "candidates", "reasons"))
    return compare("concept_id")
