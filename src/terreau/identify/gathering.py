"""Keeps every name of a portfolio as a mention, where it was written; does it again without harm.

Guarantees that a mention keeps its row, and so its decisions, as long as its name stands in its
source; that a second run over the same texts writes nothing; and that a name that is written
nowhere any more goes, unless somebody or something has judged it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import Model

from terreau.identify.mentions.listed import funders, key_of_name, listed
from terreau.identify.mentions.model import FoundMention, Spot
from terreau.identify.mentions.texts import in_texts
from terreau.portfolio.directory import Directory
from terreau.portfolio.models import (
    Mention,
    Participation,
    Passage,
    Portfolio,
    Resolution,
    TextLayer,
)

MANY = 500  # rows written or asked for at once
FIELDS = (
    *("role", "words", "organisation_id", "identifier", "territory_id", "person"),
    *("document_id", "passage_id", "sheet", "row", "column"),
)
CHANGEABLE = tuple(name.removesuffix("_id") for name in FIELDS)


@dataclass(slots=True)
class Gathered:
    """How many names are written where, and the mentions kept though their name is gone."""

    listed: int = 0
    columns: int = 0
    texts: int = 0
    persons: int = 0
    written: int = 0
    gone: int = 0
    stale: set[int] = field(default_factory=set)

    @property
    def mentions(self) -> int:
        """All the names that stand somewhere."""
        return self.listed + self.columns + self.texts


class _Unseen:
    """Nobody is told: what identification adds follows from the sources, and needs no undoing."""

    def created(self, row: Model) -> None:
        """A row was added."""

    def updated(self, row: Model, before: Mapping[str, Any]) -> None:
        """A row was changed."""


def _silent(_: int, __: int) -> None:
    """Tells nobody."""


def gather(portfolio: Portfolio, tell: Callable[[int, int], None] = _silent) -> Gathered:
    """Find every name again and bring the mentions of a portfolio up to date.

    `tell` hears how many texts of how many were read. Reading is done outside of any transaction.
    """
    found: dict[str, FoundMention] = {one.key: one for one in listed(portfolio)}
    counts = Gathered(listed=len(found))
    columns = {one.key: one for one in funders(portfolio)}
    counts.columns = len(columns)
    known: dict[int, dict[str, int]] = {}
    for one in found.values():
        if one.organisation is not None:
            known.setdefault(one.project, {}).setdefault(key_of_name(one.words), one.organisation)
    texts = {one.key: one for one in in_texts(portfolio, known, tell)}
    counts.texts = len(texts)
    with transaction.atomic():
        held = Portfolio.objects.select_for_update().get(pk=portfolio.pk)
        everything = found | _with_bodies(held, columns) | texts
        counts.persons = sum(one.person for one in everything.values())
        _keep(held, everything, counts)
        _take_part(held, columns)
    return counts


def _with_bodies(
    portfolio: Portfolio, columns: Mapping[str, FoundMention]
) -> dict[str, FoundMention]:
    """The funders of columns with their bodies, made where they are missing."""
    directory = Directory(portfolio, _Unseen())
    return {
        key: replace(one, organisation=directory.organisation(one.words).pk)
        for key, one in columns.items()
    }


def _keep(portfolio: Portfolio, found: Mapping[str, FoundMention], counts: Gathered) -> None:
    passages = _passages(one.spot for one in found.values() if one.spot is not None)
    held = {row.key: row for row in portfolio.mentions.order_by("pk").iterator()}
    cited = set(
        Participation.objects.filter(
            project__portfolio=portfolio, organisation__isnull=False
        ).values_list("project_id", "organisation_id")
    )
    judged = set(
        Resolution.objects.filter(mention__portfolio=portfolio).values_list("mention", flat=True)
    )
    added: list[Mention] = []
    changed: list[Mention] = []
    for key, one in found.items():
        row = held.get(key)
        values = _values(one, passages)
        if row is None:
            added.append(Mention(portfolio=portfolio, key=key, project_id=one.project, **values))
            continue
        near = one.organisation is None and (one.project, row.organisation_id) in cited
        if row.pk in judged or near:  # it stays what it was first taken for
            values["organisation_id"] = row.organisation_id
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    gone = {row.pk for key, row in held.items() if key not in found}
    counts.stale = gone & judged
    counts.gone = len(gone - judged)
    Mention.objects.filter(pk__in=sorted(gone - judged)).delete()
    Mention.objects.bulk_create(added, batch_size=MANY)
    Mention.objects.bulk_update(changed, CHANGEABLE, batch_size=MANY)
    counts.written = len(added) + len(changed)


def _values(one: FoundMention, passages: Mapping[Spot, int]) -> dict[str, Any]:
    return {
        "role": one.role,
        "words": one.words,
        "organisation_id": one.organisation,
        "identifier": one.identifier,
        "territory_id": one.territory,
        "person": one.person,
        "document_id": one.cell.document,
        "passage_id": passages[one.spot] if one.spot else None,
        "sheet": one.cell.sheet,
        "row": one.cell.row,
        "column": one.cell.column,
    }


def _passages(spots: Iterable[Spot]) -> dict[Spot, int]:
    """The passages that cite these stretches, made where they do not exist yet."""
    by_layer: dict[int, set[Spot]] = {}
    for spot in spots:
        by_layer.setdefault(spot.layer, set()).add(spot)
    layers = sorted(by_layer)
    found: dict[Spot, int] = {}
    for start in range(0, len(layers), MANY):
        asked = layers[start : start + MANY]
        rows = Passage.objects.filter(layer__in=asked)
        for pk, layer, begin, end in rows.values_list("pk", "layer_id", "start", "end"):
            found[Spot(layer, begin, end)] = pk
    for key in layers:
        missing = sorted(by_layer[key] - found.keys(), key=lambda spot: (spot.start, spot.end))
        if missing:
            text = TextLayer.objects.get(pk=key)
            made = Passage.objects.bulk_create(
                Passage.of(text, spot.start, spot.end) for spot in missing
            )
            found |= {spot: row.pk for spot, row in zip(missing, made, strict=True)}
    return found


def _take_part(portfolio: Portfolio, columns: Mapping[str, FoundMention]) -> None:
    """Let what a column names as a funder take part in the project, once."""
    rows = Mention.objects.filter(portfolio=portfolio, role=Participation.Role.FUNDER)
    wanted = [row for row in rows.order_by("pk") if row.key in columns]
    held: set[tuple[int, int | None]] = set(
        Participation.objects.filter(
            project__portfolio=portfolio, role=Participation.Role.FUNDER
        ).values_list("project_id", "organisation_id")
    )
    made: list[Participation] = []
    for row in wanted:
        if (row.project_id, row.organisation_id) in held:
            continue
        held.add((row.project_id, row.organisation_id))
        made.append(
            Participation(
                project_id=row.project_id,
                role=row.role,
                organisation_id=row.organisation_id,
                words=row.words,
                mention=row,
            )
        )
    Participation.objects.bulk_create(made, batch_size=MANY)
