"""What people decide at the desk: an answer is a judgement, and what follows is worked out at once.

Guarantees that « not the same » holds for ever and through groups: an answer that contradicts a
decision that holds is refused with an error that names it; that an answer given again adds
nothing; and that each call is one transaction, in which nobody else decides in the portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from terreau.accounts.models import Agent
from terreau.identify.bonds import Link
from terreau.identify.desk.model import Answer
from terreau.identify.errors import BadAnswer, UnknownCase
from terreau.identify.keys import mention_key, nature_key
from terreau.identify.natures import SCHEME as NATURES
from terreau.identify.parts import rebuild_parts
from terreau.identify.questions import mention_of, pair_of, place_of
from terreau.identify.rights import may_judge
from terreau.identify.saying import Said, check_against, refuse_another, say
from terreau.identify.standing import (
    MANY,
    bonds,
    rebuild_bodies,
    rebuild_kinds,
    rebuild_places,
)
from terreau.identify.undoing import undo_key, undo_last
from terreau.portfolio.judgements import head
from terreau.portfolio.models import (
    Judgement,
    Location,
    Mention,
    Nature,
    Organisation,
    Participation,
    Portfolio,
    Project,
    Resolution,
)
from terreau.portfolio.services import free_slug
from terreau.territory.gazetteer import Level
from terreau.territory.services import territory as territory_row
from terreau.vocabulary.models import Concept

__all__ = [
    "Accepted",
    "accept_sure",
    "decide_bodies",
    "decide_named",
    "decide_place",
    "say_nature",
    "split",
    "undo_key",
    "undo_last",
]

NEW = "new"
LEFT, RIGHT = "left", "right"
Kind = Judgement.Kind
Relation = Resolution.Relation


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many proposals became decisions, and the keys of those that another decision forbids."""

    accepted: int
    left: tuple[str, ...] = ()


def _locked(portfolio: Portfolio, by: Agent) -> Portfolio:
    """The portfolio, in which nobody else decides until the transaction ends."""
    may_judge(by, portfolio)
    return Portfolio.objects.select_for_update().get(pk=portfolio.pk)


@transaction.atomic
def decide_bodies(
    portfolio: Portfolio,
    key: str,
    answer: Answer,
    by: Agent,
    at: datetime,
    reason: str = "",
    branch: str = LEFT,
    seen: int | None = None,
) -> Judgement:
    """Say what two bodies are to each other; of a branch, `branch` tells which of the two it is.

    `seen` is the judgement that the person was shown (`Case.seen`), where that is known. Raises
    NotAllowed, UnknownCase, BadAnswer, StandsInTheWay, and Conflict where something else than
    `seen` holds.
    """
    held = _locked(portfolio, by)
    pair = pair_of(held, key)
    if branch not in {LEFT, RIGHT}:
        raise BadAnswer("l’antenne est l’un des deux organismes")
    relation = Relation(answer)
    before = refuse_another(key, seen)
    body, other = pair.right, pair.left
    if relation == Relation.BRANCH and branch == LEFT:
        body, other = pair.left, pair.right
    check_against(held, before, body, other, relation)
    told = before.resolution if before else None
    said = Said(Kind.RESOLUTION, key, by, at, reason)
    judgement = say(
        said,
        Resolution(
            body=body,
            organisation=other,
            relation=relation,
            reasons=told.reasons if told else [],
            probability=told.probability if told else None,
        ),
        before,
    )
    rebuild_bodies(held, {pair.left.pk, pair.right.pk})
    return judgement


@transaction.atomic
def accept_sure(portfolio: Portfolio, keys: Iterable[str], by: Agent, at: datetime) -> Accepted:
    """Make decisions of many proposals at once, in the order given.

    A key that asks nothing more (answered meanwhile) is passed over; one that a decision forbids
    is left, and told. Raises NotAllowed and UnknownCase.
    """
    held = _locked(portfolio, by)
    asked = list(dict.fromkeys(keys))
    proposals = _proposals(held, asked)
    known = bonds(held)
    rows: list[Resolution] = []
    left: list[str] = []
    for key in asked:
        told = proposals.get(key)
        if told is None or told.body_id is None or told.organisation_id is None:
            continue
        if known.against(told.body_id, told.organisation_id, told.relation):
            left.append(key)
            continue
        known.add(Link(told.judgement_id, told.body_id, told.organisation_id, told.relation))
        rows.append(_accepted(told, by, at))
    Judgement.objects.bulk_create((row.judgement for row in rows), batch_size=MANY)
    Resolution.objects.bulk_create(rows, batch_size=MANY)
    if rows:
        rebuild_bodies(
            held, {pk for row in rows for pk in (row.body_id, row.organisation_id) if pk}
        )
    return Accepted(len(rows), tuple(left))


def _proposals(portfolio: Portfolio, keys: list[str]) -> dict[str, Resolution]:
    """What is proposed under these keys; UnknownCase for one that this portfolio lacks."""
    found: dict[str, Resolution] = {}
    known: set[str] = set()
    for start in range(0, len(keys), MANY):
        rows = Resolution.objects.deciding().filter(
            judgement__key__in=keys[start : start + MANY], body__portfolio=portfolio
        )
        for row in rows.select_related("judgement"):
            known.add(row.judgement.key)
            if row.judgement.status == Judgement.Status.PROPOSED:
                found[row.judgement.key] = row
    for key in keys:
        if key not in known:
            raise UnknownCase(key)
    return found


def _accepted(told: Resolution, by: Agent, at: datetime) -> Resolution:
    """The decision, not yet written, that a proposal becomes."""
    judgement = Judgement(
        kind=Kind.RESOLUTION,
        key=told.judgement.key,
        by=by,
        at=at,
        status=Judgement.Status.ACCEPTED,
        supersedes=told.judgement,
    )
    return Resolution(
        judgement=judgement,
        body_id=told.body_id,
        organisation_id=told.organisation_id,
        relation=told.relation,
        reasons=told.reasons,
        probability=told.probability,
    )


@transaction.atomic
def decide_place(
    portfolio: Portfolio,
    key: str,
    territory: tuple[Level, str] | None,
    by: Agent,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> Judgement:
    """Say where the words of a project are; None says that no code fits them.

    Raises NotAllowed, UnknownCase, Conflict, and UnknownTerritory for a code of none.
    """
    held = _locked(portfolio, by)
    asked = place_of(held, key)
    row = None if territory is None else territory_row(Level(territory[0]), territory[1])
    before = refuse_another(key, seen)
    told = before.location if before else None
    judgement = say(
        Said(Kind.LOCATION, key, by, at, reason),
        Location(
            project=Project.everything.get(pk=asked.project),
            relation=asked.relation,
            words=asked.words,
            territory=row,
            candidates=told.candidates if told else [],
            reasons=told.reasons if told else [],
        ),
        before,
    )
    rebuild_places(held, {asked.project})
    return judgement


@transaction.atomic
def decide_named(
    portfolio: Portfolio,
    key: str,
    organisation_pk: int | str | None,
    role: str,
    by: Agent,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> Judgement:
    """Say who a text names: a body of the portfolio, `"new"` for another, None for no body at all.

    `role` is the part it takes in the project; blank keeps what the text says. The name of a
    person becomes an organisation by this answer alone, and is still shown to no reader before
    somebody says that the person agrees. Raises NotAllowed, UnknownCase, BadAnswer, Conflict.
    """
    held = _locked(portfolio, by)
    mention = mention_of(held, key)
    if mention.organisation_id is not None:
        raise BadAnswer("cet organisme figure déjà parmi les acteurs du projet")
    if role and role not in Participation.Role.values:
        raise BadAnswer(f"«\u00a0{role}\u00a0» n’est pas un rôle")
    before = refuse_another(key, seen)
    told = before.resolution if before else None
    relation = Relation.DIFFERENT if organisation_pk is None else Relation.SAME
    judgement = say(
        Said(Kind.RESOLUTION, key, by, at, reason),
        Resolution(
            mention=mention,
            organisation=_meant(held, mention, organisation_pk, before),
            relation=relation,
            role=(role or mention.role) if relation == Relation.SAME else "",
            reasons=told.reasons if told else [],
            candidates=told.candidates if told else [],
            probability=told.probability if told else None,
        ),
        before,
    )
    rebuild_parts(held, {mention.project_id})
    return judgement


def _meant(
    portfolio: Portfolio, mention: Mention, chosen: int | str | None, before: Judgement | None
) -> Organisation | None:
    if chosen is None:
        return None
    if chosen == NEW:
        return _new_body(portfolio, mention, before)
    found = portfolio.organisations.filter(pk=int(chosen)).first()
    if found is None:
        raise BadAnswer("cet organisme n’est pas du portefeuille")
    return found


def _new_body(portfolio: Portfolio, mention: Mention, before: Judgement | None) -> Organisation:
    """A body of this name of its own; the one made before for this mention, where there is one."""
    own = Organisation.objects.filter(
        resolved_to__mention=mention, portfolio=portfolio, name=mention.words, identifier=""
    )
    made = own.exclude(pk=mention.organisation_id or 0).order_by("pk").first() if before else None
    if made is not None and not made.participations.exclude(project=mention.project_id).exists():
        return made
    taken = set(portfolio.organisations.values_list("slug", flat=True))
    slug = free_slug(mention.words, taken, "acteur")
    return Organisation.objects.create(portfolio=portfolio, slug=slug, name=mention.words)


@transaction.atomic
def split(mention_pk: int, by: Agent, at: datetime, reason: str = "") -> Organisation:
    """Say that one mention is another body than the others of its name; the body made for it.

    Later imports find that body again for this name in this project. Raises NotAllowed,
    UnknownCase where there is no such mention, BadAnswer where nothing else bears its name.
    """
    mention = Mention.objects.select_related("portfolio").filter(pk=mention_pk).first()
    key = mention_key(mention_pk)
    if mention is None:
        raise BadAnswer("cette mention n’existe plus")
    held = _locked(mention.portfolio, by)
    original = mention.organisation
    if original is None:
        raise BadAnswer("aucun organisme du projet ne porte ce nom")
    here = mention.project_id
    if not original.participations.exclude(project=here).exists():
        raise BadAnswer("cet organisme n’est cité par aucun autre projet")
    before = head(key)
    told = before.resolution if before else None
    if told is not None and before is not None and before.status == Judgement.Status.ACCEPTED:
        raise BadAnswer("cette mention est déjà à part")
    body = _new_body(held, mention, before)
    row = Resolution(mention=mention, organisation=body, relation=Relation.SAME)
    say(Said(Kind.RESOLUTION, key, by, at, reason), row, before)
    rebuild_parts(held, {mention.project_id})
    return body


@transaction.atomic
def say_nature(
    organisation: Organisation, notation: str, by: Agent, at: datetime, reason: str = ""
) -> Judgement:
    """Say what kind of body an organisation is: a notation of the scheme `natures`.

    Raises NotAllowed, and BadAnswer for a notation that the scheme lacks.
    """
    held = _locked(organisation.portfolio, by)
    concept = Concept.objects.filter(scheme__slug=NATURES, notation=notation).first()
    if concept is None:
        raise BadAnswer(f"«\u00a0{notation}\u00a0» n’est pas une nature d’organisme")
    key = nature_key(organisation.pk)
    said = Said(Kind.NATURE, key, by, at, reason, concept.scheme)
    judgement = say(said, Nature(organisation=organisation, concept=concept), head(key))
    rebuild_kinds(held, {organisation.pk})
    return judgement
