"""The part that a body takes in a project where a person said who a mention is.

Guarantees that such participations follow from the resolutions of mentions that hold: one for each
body that a text names and a person accepted, and for a mention split from its namesakes, the
participation that the file gave, moved to the other body; taken back, they go as they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db.models import Q

from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Mention, Participation, Portfolio, Resolution

Relation = Resolution.Relation
MANY = 500  # rows written at once


class _Part(NamedTuple):
    """A body in a role of a project, with the mention that says so."""

    project: int
    role: str
    organisation: int
    mention: int
    words: str


def rebuild_parts(portfolio: Portfolio, projects: Collection[int] | None = None) -> int:
    """Put right the participations that mentions gave; how many rows changed.

    With `projects`, only in these.
    """
    return _named(portfolio, projects) + _split(portfolio, projects)


def _counting(portfolio: Portfolio, projects: Collection[int] | None) -> list[Resolution]:
    rows = Resolution.objects.counting().filter(
        mention__portfolio=portfolio, relation=Relation.SAME, organisation__isnull=False
    )
    if projects is not None:
        rows = rows.filter(mention__project__in=projects)
    return list(rows.select_related("mention").order_by("mention"))


def _named(portfolio: Portfolio, projects: Collection[int] | None) -> int:
    """The participations of bodies that only a text names."""
    wanted = {
        (part.project, part.role, part.organisation): part
        for part in reversed(list(_wanted(_counting(portfolio, projects))))
    }
    given = Participation.objects.filter(
        mention__portfolio=portfolio, mention__organisation__isnull=True
    )
    if projects is not None:
        given = given.filter(project__in=projects)
    gone: list[int] = []
    moved: list[Participation] = []
    for row in given.order_by("pk"):
        part = wanted.get((row.project_id, row.role, row.organisation_id or 0))
        if part is None:
            gone.append(row.pk)
        elif row.mention_id != part.mention:
            row.mention_id, row.words = part.mention, part.words
            moved.append(row)
    Participation.objects.filter(pk__in=gone).delete()
    Participation.objects.bulk_update(moved, ["mention", "words"], batch_size=MANY)
    held = set(
        Participation.objects.filter(
            project__in={part.project for part in wanted.values()}, organisation__isnull=False
        ).values_list("project_id", "role", "organisation_id")
    )
    made = [
        Participation(
            project_id=part.project,
            role=part.role,
            organisation_id=part.organisation,
            words=part.words,
            mention_id=part.mention,
        )
        for key, part in sorted(wanted.items())
        if key not in held
    ]
    Participation.objects.bulk_create(made, batch_size=MANY)
    return len(gone) + len(moved) + len(made)


def _wanted(rows: list[Resolution]) -> Iterator[_Part]:
    for row in rows:
        mention = row.mention
        if mention is None or mention.organisation_id is not None or row.organisation_id is None:
            continue
        role = row.role or mention.role or Participation.Role.PARTNER
        yield _Part(mention.project_id, role, row.organisation_id, mention.pk, mention.words)


def _split(portfolio: Portfolio, projects: Collection[int] | None) -> int:
    """The participations of bodies that were told from their namesakes."""
    chosen = Q(mention__portfolio=portfolio, mention__organisation__isnull=False)
    if projects is not None:
        chosen &= Q(mention__project__in=projects)
    ever: dict[int, set[int]] = {}
    told = Resolution.objects.filter(chosen).values_list("mention_id", "organisation_id")
    for asked_of, other in told:
        if asked_of is not None and other is not None:
            ever.setdefault(asked_of, set()).add(other)
    now = {row.mention_id: row.organisation_id for row in _counting(portfolio, projects)}
    changed = []
    asked = {row.pk: row for row in Mention.objects.filter(pk__in=ever)}
    rows = _participations(asked)
    for pk, mention in sorted(asked.items()):
        wanted = now.get(pk) or mention.organisation_id
        ours = {mention.organisation_id, *ever[pk]}
        for row in rows.get((mention.project_id, mention.role, name_key(mention.words)), ()):
            if row.organisation_id in ours and row.organisation_id != wanted:
                row.organisation_id = wanted
                changed.append(row)
    Participation.objects.bulk_update(changed, ["organisation"], batch_size=MANY)
    return len(changed)


def _participations(
    mentions: dict[int, Mention],
) -> dict[tuple[int, str, str], list[Participation]]:
    """The participations of these projects, by role and by name as written."""
    projects = {one.project_id for one in mentions.values()}
    found: dict[tuple[int, str, str], list[Participation]] = {}
    rows = Participation.objects.filter(project__in=projects, organisation__isnull=False)
    for row in rows.order_by("pk"):
        found.setdefault((row.project_id, row.role, name_key(row.words)), []).append(row)
    return found
