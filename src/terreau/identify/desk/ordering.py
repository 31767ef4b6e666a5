"""Which questions are left at the desk, and in what order: what matters most comes first.

Guarantees a total order, and that a question whose answer follows from decisions is not asked.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from terreau.accounts.models import Agent
from terreau.identify.bonds import Bonds
from terreau.identify.keys import location_key, mention_key
from terreau.identify.standing import bonds, project_counts
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Document, Judgement, Location, Place, Portfolio, Resolution

Status = Judgement.Status


class OpenPair(NamedTuple):
    """A proposal on two bodies that is still a question; `projects` counts those it touches."""

    key: str
    judgement: int
    body: int
    other: int
    probability: float
    projects: int

    @property
    def weight(self) -> float:
        """What an answer matters: projects touched, up to twice as much where it is unsure."""
        return self.projects * (2 - abs(2 * self.probability - 1))


def open_pairs(portfolio: Portfolio) -> tuple[list[OpenPair], Bonds]:
    """The questions on bodies, what matters most first, with the decisions; three queries.

    Between two groups, the likeliest pair alone is asked: its answer settles the others.
    """
    held = bonds(portfolio)
    rows = Resolution.objects.deciding().filter(
        body__portfolio=portfolio, judgement__status=Status.PROPOSED
    )
    told = rows.values_list(
        "judgement__key", "judgement_id", "body_id", "organisation_id", "probability"
    )
    best: dict[tuple[int, int], tuple[float, str, int, int, int]] = {}
    for key, judgement, body, other, probability in told:
        if body is None or other is None:
            continue
        pair = (held.root(body), held.root(other))
        if pair[0] == pair[1] or held.apart(body, other):
            continue
        asked = (-(probability or 0.0), key, judgement, body, other)
        pair = (min(pair), max(pair))
        best[pair] = min(asked, best.get(pair, asked))
    counts = project_counts(
        one for _, _, _, *pair in best.values() for body in pair for one in held.members(body)
    )
    found = [
        OpenPair(key, judgement, body, other, -odds, _touched(held, counts, body, other))
        for odds, key, judgement, body, other in best.values()
    ]
    found = [one for one in found if one.projects]
    return sorted(found, key=lambda one: (-one.weight, one.key)), held


def _touched(held: Bonds, counts: dict[int, int], body: int, other: int) -> int:
    """The projects of two groups; one that both take part in counts twice."""
    sides = [sum(counts.get(one, 0) for one in held.members(side)) for side in (body, other)]
    return sum(sides) if all(sides) else 0


class OpenPlace(NamedTuple):
    """Words of a project that are still to be placed."""

    key: str
    judgement: int
    candidates: int
    sure: bool


def open_places(portfolio: Portfolio) -> list[OpenPlace]:
    """The questions on places, those with several candidates first; two queries.

    A place whose words are gone from the project is no longer asked about.
    """
    rows = Location.objects.deciding().filter(
        project__portfolio=portfolio, project__withdrawn=False, judgement__status=Status.PROPOSED
    )
    places = Place.objects.filter(
        project__portfolio=portfolio, project__withdrawn=False, territory__isnull=True
    ).values_list("project_id", "relation", "words")
    live = {location_key(*one) for one in places}
    found = [
        OpenPlace(key, judgement, len(candidates), territory is not None)
        for key, judgement, candidates, territory in rows.values_list(
            "judgement__key", "judgement_id", "candidates", "territory_id"
        )
        if key in live
    ]
    return sorted(found, key=lambda one: (_place_rank(one), one.key))


def _place_rank(one: OpenPlace) -> int:
    """0 where several territories may be meant, 1 where one is proposed, 2 where none is known."""
    if one.sure:
        return 1
    return 0 if one.candidates else 2


class OpenMention(NamedTuple):
    """A body that a text names and that nobody has linked to the project yet."""

    key: str
    mention: int
    judgement: int
    probability: float


def open_mentions(portfolio: Portfolio, *, agent_reads_dossiers: bool) -> list[OpenMention]:
    """The questions on names in texts, the names written most often first; two queries.

    Names of persons are not asked about, nor, to who may not read the dossiers, what they say.
    """
    rows = portfolio.mentions.filter(
        organisation__isnull=True, person=False, project__withdrawn=False
    ).exclude(document__withdrawn=True)
    if not agent_reads_dossiers:
        rows = rows.exclude(document__kind=Document.Kind.DOSSIER)
    heads = {
        mention: (judgement, probability or 0.0, status, by)
        for mention, judgement, probability, status, by in Resolution.objects.deciding()
        .filter(mention__portfolio=portfolio)
        .values_list(
            "mention_id", "judgement_id", "probability", "judgement__status", "judgement__by__kind"
        )
    }
    nobody = (0, 0.0, Status.PROPOSED, Agent.Kind.MODEL)
    found: list[tuple[str, OpenMention]] = []
    for pk, words in rows.order_by("pk").values_list("pk", "words"):
        judgement, probability, status, by = heads.get(pk, nobody)
        gone = status == Status.WITHDRAWN and by == Agent.Kind.MODEL
        if status != Status.ACCEPTED and not gone:
            asked = OpenMention(mention_key(pk), pk, judgement, probability)
            found.append((name_key(words), asked))
    often = Counter(name for name, _ in found)
    found.sort(key=lambda one: (-often[one[0]], one[0], -one[1].probability, one[1].mention))
    return [asked for _, asked in found]
