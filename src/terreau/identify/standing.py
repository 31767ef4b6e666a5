"""What follows from the judgements that hold: who stands for whom, what is where, who takes part.

Guarantees that derived columns and rows (`Organisation.same_as`, `branch_of` and `kind`,
`Place.territory`, participations that a mention gave) depend on nothing but the judgements that
hold and the rows they speak of: working out a part again gives what working out all of it gives.
Nothing here writes a judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from terreau.identify.bonds import Bonds, Link
from terreau.identify.keys import location_key
from terreau.identify.official import official_name, valid_number
from terreau.identify.parts import rebuild_parts
from terreau.portfolio.models import (
    Judgement,
    Location,
    Nature,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Resolution,
)

Relation = Resolution.Relation
MANY = 500  # rows written at once


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows no longer said what follows from the judgements, and were put right."""

    bodies: int = 0
    places: int = 0
    parts: int = 0


@transaction.atomic
def rebuild(portfolio: Portfolio) -> Rebuilt:
    """Work out again, for a whole portfolio, all that follows from its judgements."""
    return Rebuilt(
        bodies=rebuild_bodies(portfolio) + rebuild_kinds(portfolio),
        places=rebuild_places(portfolio),
        parts=rebuild_parts(portfolio),
    )


def links(portfolio: Portfolio, *, but: int | None = None) -> list[Link]:
    """The decisions that hold on the bodies of a portfolio, without the judgement `but`."""
    rows = Resolution.objects.counting().filter(body__portfolio=portfolio)
    told = rows.exclude(relation=Relation.UNSURE).values_list(
        "judgement_id", "body_id", "organisation_id", "relation"
    )
    return [
        Link(judgement, body, other, relation)
        for judgement, body, other, relation in told
        if judgement != but and other is not None
    ]


def bonds(portfolio: Portfolio) -> Bonds:
    """The groups of bodies of a portfolio, in one query."""
    return Bonds(links(portfolio))


def rebuild_bodies(portfolio: Portfolio, around: Collection[int] | None = None) -> int:
    """Put `same_as` and `branch_of` right; how many rows changed.

    With `around`, only in the groups that hold these bodies now, or held them before.
    """
    held = bonds(portfolio)
    rows = _concerned(portfolio, held, around)
    heads = _heads(held, rows)
    parents = held.parents()
    changed = []
    for row in rows.values():
        root = held.root(row.pk)
        head = heads.get(root, row.pk)
        same_as = None if head == row.pk else head
        above = parents.get(root) if same_as is None else None
        branch_of = None if above is None else heads.get(held.root(above), above)
        if (row.same_as_id, row.branch_of_id) != (same_as, branch_of):
            row.same_as_id, row.branch_of_id = same_as, branch_of
            changed.append(row)
    Organisation.objects.bulk_update(changed, ["same_as", "branch_of"], batch_size=MANY)
    return len(changed)


def _concerned(
    portfolio: Portfolio, held: Bonds, around: Collection[int] | None
) -> dict[int, Organisation]:
    """The bodies that may have to change, with all of the groups that they depend on."""
    derived = Q(same_as__isnull=False) | Q(branch_of__isnull=False)
    if around is None:
        asked = held.linked()
        kept = list(portfolio.organisations.filter(derived))
    else:
        seeds = {*around}
        near = Q(pk__in=seeds) | Q(same_as__in=seeds) | Q(branch_of__in=seeds)
        kept = list(portfolio.organisations.filter(near))
        seeds |= {row.same_as_id for row in kept if row.same_as_id}
        kept += portfolio.organisations.filter(Q(same_as__in=seeds) | Q(branch_of__in=seeds))
        asked = {one for seed in {*seeds, *(row.pk for row in kept)} for one in held.members(seed)}
    parents = held.parents()
    below = {held.root(one) for one in asked}
    tied = {one for pair in parents.items() if below & set(pair) for one in pair}
    asked |= {one for root in tied for one in held.members(root)}
    rows = {row.pk: row for row in kept}
    missing = sorted(asked - rows.keys())
    for start in range(0, len(missing), MANY):
        found = portfolio.organisations.filter(pk__in=missing[start : start + MANY])
        rows |= {row.pk: row for row in found}
    return rows


def _heads(held: Bonds, rows: dict[int, Organisation]) -> dict[int, int]:
    """The body that stands for each group, by its root; alone, a body stands for itself."""
    roots = sorted({held.root(pk) for pk in rows})
    groups = {root: held.members(root) for root in roots}
    several = [pk for group in groups.values() if len(group) > 1 for pk in group]
    counts = project_counts(several)
    return {
        root: min(group, key=lambda pk: _rank(rows[pk], counts.get(pk, 0)))
        for root, group in groups.items()
        if all(pk in rows for pk in group)
    }


def _rank(body: Organisation, projects: int) -> tuple[bool, bool, int, int, int]:
    """Which body stands for its group, the smallest first.

    One whose number has an official name, else one with a valid number, else that of most
    projects, of the longest name, of the smallest key.
    """
    return (
        not official_name(body.identifier),
        not valid_number(body.identifier),
        -projects,
        -len(body.name),
        body.pk,
    )


def project_counts(bodies: Iterable[int]) -> dict[int, int]:
    """In how many projects each of these bodies takes part."""
    asked = sorted(set(bodies))
    counts: dict[int, int] = {}
    for start in range(0, len(asked), MANY):
        rows = Participation.objects.filter(
            organisation__in=asked[start : start + MANY], project__withdrawn=False
        )
        told = rows.values_list("organisation_id").annotate(count=Count("project", distinct=True))
        counts |= {pk: count for pk, count in told.order_by() if pk is not None}
    return counts


def rebuild_kinds(portfolio: Portfolio, around: Collection[int] | None = None) -> int:
    """Put `kind` right: what a person said, never what is only proposed; how many rows changed."""
    told = Nature.objects.deciding().filter(
        organisation__portfolio=portfolio, judgement__status=Judgement.Status.ACCEPTED
    )
    rows = portfolio.organisations.order_by("pk")
    if around is not None:
        told = told.filter(organisation__in=around)
        rows = rows.filter(pk__in=around)
    kinds = dict(told.values_list("organisation_id", "concept_id"))
    if not kinds:
        rows = rows.filter(kind__isnull=False)
    changed = []
    for row in rows.only("pk", "kind_id"):
        if row.kind_id != kinds.get(row.pk):
            row.kind_id = kinds.get(row.pk)
            changed.append(row)
    Organisation.objects.bulk_update(changed, ["kind"], batch_size=MANY)
    return len(changed)


def rebuild_places(portfolio: Portfolio, projects: Collection[int] | None = None) -> int:
    """Put the territory of the places that were asked about right; how many rows changed.

    A place that its file gives with a code is left as it is. Where the project already has the
    territory under other words, these words stay without a code.
    """
    chosen = Q(project__portfolio=portfolio)
    if projects is not None:
        chosen &= Q(project__in=projects)
    said = _said_places(chosen)
    if not said:
        return 0
    asked: list[tuple[Place, int | None]] = []
    held: set[tuple[int, str, int | None]] = set()
    for row in Place.objects.filter(chosen).order_by("pk"):
        told = said.get(location_key(row.project_id, row.relation, row.words))
        if told is None or (row.territory_id and row.territory_id not in told.ever):
            held.add((row.project_id, row.relation, row.territory_id))
        else:
            asked.append((row, told.now))
    changed = []
    for row, now in asked:
        wanted = (row.project_id, row.relation, now)
        settled = None if now is None or wanted in held else now
        held.add(wanted)
        if row.territory_id != settled:
            row.territory_id = settled
            changed.append(row)
    # First freed, so that no two rows of a project hold one territory in between.
    Place.objects.filter(pk__in=[row.pk for row in changed]).update(territory=None)
    Place.objects.bulk_update(changed, ["territory"], batch_size=MANY)
    return len(changed)


@dataclass(slots=True)
class _SaidPlace:
    """The territory that holds for some words (None: none), and all that were ever decided."""

    ever: set[int]
    now: int | None = None


def _said_places(chosen: Q) -> dict[str, _SaidPlace]:
    rows = Location.objects.filter(chosen, judgement__status=Judgement.Status.ACCEPTED)
    said: dict[str, _SaidPlace] = {}
    for key, territory, later in rows.values_list(
        "judgement__key", "territory_id", "judgement__superseded_by"
    ).order_by("pk"):
        one = said.setdefault(key, _SaidPlace(set()))
        if territory is not None:
            one.ever.add(territory)
        if later is None:
            one.now = territory
    return said
