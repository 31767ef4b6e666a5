"""What the machine proposes on bodies: which are one, whom a text names, what kind each is.

Guarantees that nothing proposed is a decision; that the name of a person is matched with nothing;
and that the same rows give the same proposals, for a handful of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent
from terreau.identify.bonds import Bonds
from terreau.identify.keys import bodies_key, mention_key, nature_key
from terreau.identify.matching import Written
from terreau.identify.mentions.listed import key_of_name
from terreau.identify.mentions.model import TEXT
from terreau.identify.naming import PERSON, is_private
from terreau.identify.natures import SCHEME as NATURES
from terreau.identify.natures import nature
from terreau.identify.offering import MANY, Offer, Offered
from terreau.identify.pairing import Likely, Pairing, pair
from terreau.identify.standing import bonds
from terreau.portfolio.models import (
    Judgement,
    Mention,
    Nature,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Resolution,
)
from terreau.vocabulary.models import Concept

MATCHER, MATCHER_VERSION = "rapprochement des noms", "1"
KINDS, KINDS_VERSION = "nature d’après le nom", "1"
OTHERS = 4  # bodies that a mention may be, besides the likeliest
Kind = Judgement.Kind
Relation = Resolution.Relation
DEPARTEMENT = "departement"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was proposed on bodies, on names in texts and on natures."""

    bodies: int
    pairing: Pairing
    same: Offered
    named: Offered
    kinds: Offered


def propose(portfolio: Portfolio, stale: set[int], at: datetime) -> Proposed:
    """Propose what follows from the names as they are written today; `stale` mentions are gone."""
    bodies = _bodies(portfolio)
    public = [one for one in bodies if not is_private(one)]
    seats = _seats(portfolio)
    written = [Written(one.name, seats.get(one.pk, ""), one.identifier) for one in public]
    names = _names_in_texts(portfolio, stale)
    first = len(written)
    pairing = pair([*written, *(Written(one.words) for one in names)])
    by = model_agent(MATCHER, MATCHER_VERSION)
    within = [one for one in pairing.pairs if one.right < first]
    across = [one for one in pairing.pairs if one.left < first <= one.right]
    held = bonds(portfolio)
    wanted, known = _named(portfolio, public, names, across, held)
    about_bodies = Q(body__portfolio=portfolio)
    about_names = Q(mention__portfolio=portfolio, mention__organisation__isnull=True)
    done = Proposed(
        bodies=len(bodies),
        pairing=Pairing(tuple(within), tuple(c for c in pairing.cuts if c.edge.right < first)),
        same=Offer(Kind.RESOLUTION, Resolution, about_bodies, by, at).write(
            *_same(public, within, held)
        ),
        named=Offer(Kind.RESOLUTION, Resolution, about_names, by, at).write(wanted),
        kinds=_kinds(portfolio, bodies, at),
    )
    _take_for(names, known)
    return done


def _bodies(portfolio: Portfolio) -> list[Organisation]:
    """The bodies that take part in a project, in order."""
    cited = Participation.objects.filter(
        project__portfolio=portfolio, project__withdrawn=False, organisation__isnull=False
    )
    rows = portfolio.organisations.filter(pk__in=cited.values("organisation"))
    return list(rows.select_related("kind").order_by("pk"))


def _seats(portfolio: Portfolio) -> dict[int, str]:
    """The code of the commune where a holder is based, else of its département; one that is sure.

    The seat of a project is that of its holder: a partner has none.
    """
    rows = Place.objects.filter(
        project__portfolio=portfolio,
        project__withdrawn=False,
        relation=Place.Relation.SEAT,
        territory__isnull=False,
        project__participations__role=Participation.Role.HOLDER,
        project__participations__organisation__isnull=False,
    )
    exact: dict[int, set[str]] = {}
    for body, code in rows.values_list(
        "project__participations__organisation_id", "territory__code"
    ):
        exact.setdefault(body, set()).add(code)
    around: dict[int, set[str]] = {}
    wider = rows.filter(territory__parents__level=DEPARTEMENT)
    for body, code in wider.values_list(
        "project__participations__organisation_id", "territory__parents__code"
    ):
        around.setdefault(body, set()).add(code)
    found = {body: min(codes) for body, codes in around.items() if len(codes) == 1}
    return found | {body: min(codes) for body, codes in exact.items() if len(codes) == 1}


@dataclass(slots=True)
class _Name:
    """A name that texts write of bodies that their projects do not list: as written, and where.

    `mentions` holds, for each mention that nobody answered, its project and what it is taken for.
    """

    words: str
    mentions: dict[int, tuple[int, int | None]] = field(default_factory=dict)


def _names_in_texts(portfolio: Portfolio, stale: set[int]) -> list[_Name]:
    """The names in texts that no body of their project has, whatever was answered on them.

    So what is matched, and how, depends on the sources alone.
    """
    decided = set(
        Resolution.objects.counting()
        .filter(mention__portfolio=portfolio)
        .values_list("mention", flat=True)
    )
    listed = Participation.objects.filter(
        project__portfolio=portfolio, organisation__isnull=False, mention__isnull=True
    )
    own = {
        (project, key_of_name(words))
        for project, words in listed.values_list("project_id", "words").iterator()
    }
    rows = portfolio.mentions.filter(
        key__startswith=f"{TEXT}:", person=False, project__withdrawn=False
    ).order_by("pk")
    found: dict[str, _Name] = {}
    for pk, words, project, body in rows.values_list(
        "pk", "words", "project_id", "organisation_id"
    ).iterator():
        key = key_of_name(words)
        if pk in stale or (project, key) in own:
            continue
        name = found.setdefault(key, _Name(words))
        if pk not in decided:
            name.mentions[pk] = (project, body)
    return list(found.values())


def _same(
    bodies: list[Organisation], pairs: Iterable[Likely], held: Bonds
) -> tuple[dict[str, Resolution], set[str]]:
    """The proposals on pairs of bodies by key, and the keys that decisions have settled."""
    wanted: dict[str, Resolution] = {}
    settled: set[str] = set()
    for one in pairs:
        left, right = bodies[one.left], bodies[one.right]
        key = bodies_key(left.pk, right.pk)
        if held.together(left.pk, right.pk) or held.apart(left.pk, right.pk):
            settled.add(key)
            continue
        body, other = (right, left) if right.pk > left.pk else (left, right)
        if one.branch is not None:
            body, other = (left, right) if one.branch == one.left else (right, left)
        wanted[key] = Resolution(
            body=body,
            organisation=other,
            relation=Relation.SAME if one.branch is None else Relation.BRANCH,
            probability=one.probability,
            reasons=one.told,
        )
    return wanted, settled


def _named(
    portfolio: Portfolio,
    bodies: list[Organisation],
    names: list[_Name],
    pairs: Iterable[Likely],
    held: Bonds,
) -> tuple[dict[str, Resolution], dict[int, int]]:
    """Who each name may be, the likeliest body first, by the key of its mention; and those known.

    A name that is near that of a body of its own project is that body written otherwise: it tells
    nothing new, and is no question.
    """
    own = _own_bodies(portfolio, held)
    likely: dict[int, list[Likely]] = {}
    for one in pairs:
        if one.branch is None:
            likely.setdefault(one.right - len(bodies), []).append(one)
    wanted: dict[str, Resolution] = {}
    known: dict[int, int] = {}
    for number, found in likely.items():
        best: dict[int, Likely] = {}
        for one in sorted(found, key=lambda each: (-each.probability, each.left)):
            best.setdefault(held.root(bodies[one.left].pk), one)
        first, *others = best.values()
        told = [[bodies[one.left].pk, round(one.probability, 4)] for one in others[:OTHERS]]
        for mention, (project, _) in names[number].mentions.items():
            here = next((root for root in best if (project, root) in own), None)
            if here is not None:
                known[mention] = own[project, here]
                continue
            wanted[mention_key(mention)] = Resolution(
                mention_id=mention,
                organisation=bodies[first.left],
                relation=Relation.SAME,
                probability=first.probability,
                reasons=first.told,
                candidates=told,
            )
    return wanted, known


def _take_for(names: Iterable[_Name], known: Mapping[int, int]) -> None:
    """Take each mention for the body of its project that it is near, and no other."""
    changed = [
        Mention(pk=pk, organisation_id=known.get(pk))
        for name in names
        for pk, (_, body) in name.mentions.items()
        if body != known.get(pk)
    ]
    Mention.objects.bulk_update(changed, ["organisation"], batch_size=MANY)


def _own_bodies(portfolio: Portfolio, held: Bonds) -> dict[tuple[int, int], int]:
    """The bodies of each project, by project and group."""
    rows = Participation.objects.filter(
        project__portfolio=portfolio, project__withdrawn=False, organisation__isnull=False
    )
    found: dict[tuple[int, int], int] = {}
    for project, body in rows.order_by("-pk").values_list("project_id", "organisation_id"):
        if body is not None:
            found[project, held.root(body)] = body
    return found


def _kinds(portfolio: Portfolio, bodies: Iterable[Organisation], at: datetime) -> Offered:
    """What kind of body each is, as far as its name and its number tell."""
    concepts: Mapping[str, Concept] = {
        one.notation: one
        for one in Concept.objects.filter(scheme__slug=NATURES).select_related("scheme")
    }
    wanted: dict[str, Nature] = {}
    for body in bodies:
        told = nature(body.name, body.identifier)
        if is_private(body):
            told = (PERSON, "Ce nom est celui d’une personne.")
        concept = concepts.get(told[0]) if told else None
        if told is not None and concept is not None:
            row = Nature(organisation=body, concept=concept, reasons=[told[1]])
            wanted[nature_key(body.pk)] = row
    scheme = next((one.scheme for one in concepts.values()), None)
    by: Agent = model_agent(KINDS, KINDS_VERSION)
    about = Q(organisation__portfolio=portfolio)
    return Offer(Kind.NATURE, Nature, about, by, at, scheme).write(wanted)
