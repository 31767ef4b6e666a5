"""The questions of the desk as its pages show them: a few at a time, one, how many are left.

Guarantees that each function costs a number of queries that does not depend on how many questions
there are, and that every order is total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Q

from terreau.accounts.models import Agent
from terreau.identify.bonds import Bonds
from terreau.identify.desk.model import (
    Asked,
    Candidate,
    Case,
    Decision,
    NamedCase,
    PlaceCase,
    Progress,
)
from terreau.identify.desk.ordering import (
    OpenMention,
    OpenPair,
    open_mentions,
    open_pairs,
    open_places,
)
from terreau.identify.desk.sides import mentions_shown, project_url, quoted, sides
from terreau.identify.errors import UnknownCase
from terreau.identify.official import display_name
from terreau.identify.questions import mention_of, pair_of, place_of
from terreau.identify.standing import bonds
from terreau.identify.telling import answered, who
from terreau.identify.telling import asked as asked_words
from terreau.identify.undoing import decisions
from terreau.portfolio.judgements import head
from terreau.portfolio.models import (
    Judgement,
    Location,
    Organisation,
    Portfolio,
    Project,
    Resolution,
)
from terreau.territory.gazetteer import Entry, Level, load

PAGE = 50
Keyed = TypeVar("Keyed", OpenPair, OpenMention)
Relation = Resolution.Relation
Status = Judgement.Status


def body_cases(
    portfolio: Portfolio, *, agent_reads_dossiers: bool, limit: int = PAGE, after: str = ""
) -> list[Case]:
    """The next pairs of bodies to decide on, those that follow the key `after`; nine queries."""
    found, held = open_pairs(portfolio)
    chosen = _page([one.key for one in found], limit, after)
    rows = [found[at] for at in chosen]
    return _cases(portfolio, held, rows, agent_reads_dossiers=agent_reads_dossiers)


def sure_cases(portfolio: Portfolio, threshold: float) -> list[Case]:
    """The pairs proposed as the same with at least this probability, without quotations."""
    found, held = open_pairs(portfolio)
    rows = [one for one in found if one.probability >= threshold]
    cases = _cases(portfolio, held, rows, agent_reads_dossiers=False)
    return [one for one in cases if one.relation == Relation.SAME]


def place_cases(portfolio: Portfolio, *, limit: int = PAGE, after: str = "") -> list[PlaceCase]:
    """The next places to decide on, those that follow the key `after`; four queries."""
    found = open_places(portfolio)
    chosen = _page([one.key for one in found], limit, after)
    return _place_cases(portfolio, [found[at].judgement for at in chosen])


def named_cases(
    portfolio: Portfolio, *, agent_reads_dossiers: bool, limit: int = PAGE, after: str = ""
) -> list[NamedCase]:
    """The next names in texts to decide on, those that follow the key `after`; five queries."""
    found = open_mentions(portfolio, agent_reads_dossiers=agent_reads_dossiers)
    chosen = _page([one.key for one in found], limit, after)
    rows = [found[at] for at in chosen]
    return _named_cases(portfolio, rows, agent_reads_dossiers=agent_reads_dossiers)


def case(
    portfolio: Portfolio, key: str, *, agent_reads_dossiers: bool = False
) -> Case | PlaceCase | NamedCase | None:
    """One question, answered or not; None where the portfolio has no such question."""
    try:
        if key.startswith("resolution:bodies:"):
            return _one_pair(portfolio, key, agent_reads_dossiers=agent_reads_dossiers)
        if key.startswith("location:"):
            return _one_place(portfolio, key)
        mention = mention_of(portfolio, key)
    except UnknownCase:
        return None
    if mention.organisation_id is not None:
        return None
    holding = head(key)
    asked = OpenMention(key, mention.pk, holding.pk if holding else 0, 0.0)
    rows = _named_cases(portfolio, [asked], agent_reads_dossiers=agent_reads_dossiers)
    return rows[0] if rows else None


def progress(portfolio: Portfolio, asked: Asked, *, agent_reads_dossiers: bool = True) -> Progress:
    """How many questions are left and how many people have answered; four queries at most."""
    match asked:
        case Asked.BODIES:
            left = len(open_pairs(portfolio)[0])
        case Asked.PLACES:
            left = len(open_places(portfolio))
        case _:
            left = len(open_mentions(portfolio, agent_reads_dossiers=agent_reads_dossiers))
    made = decisions(portfolio).filter(_about(asked), superseded_by__isnull=True)
    last = made.first()
    return Progress(left, made.count(), last.at.date() if last else None)


def decided(portfolio: Portfolio, asked: Asked, limit: int = PAGE) -> list[Decision]:
    """What people decided, the latest first, taken back or not; one query."""
    rows = decisions(portfolio).filter(_about(asked))
    rows = rows.select_related(
        "by",
        "superseded_by",
        "resolution__body",
        "resolution__organisation",
        "resolution__mention",
        "location__territory",
    )
    return [
        Decision(
            key=row.key,
            what=asked_words(row),
            answer=answered(row),
            by=row.by.name,
            at=row.at,
            reason=row.reason,
            holds=getattr(row, "superseded_by", None) is None,
        )
        for row in rows[:limit]
    ]


def _about(asked: Asked) -> Q:
    match asked:
        case Asked.BODIES:
            return Q(resolution__body__isnull=False)
        case Asked.PLACES:
            return Q(kind=Judgement.Kind.LOCATION)
    return Q(resolution__mention__isnull=False)


def _page(keys: Sequence[str], limit: int, after: str) -> range:
    """The places of the next keys; from the first where `after` is no longer in the list."""
    start = keys.index(after) + 1 if after in keys else 0
    return range(start, min(start + limit, len(keys)))


def _cases(
    portfolio: Portfolio, held: Bonds, rows: Sequence[OpenPair], *, agent_reads_dossiers: bool
) -> list[Case]:
    bodies = {pk for row in rows for pk in (row.body, row.other)}
    shown = sides(portfolio, held, bodies, agent_reads_dossiers=agent_reads_dossiers)
    told = Resolution.objects.filter(judgement__in=[row.judgement for row in rows])
    said = {one.judgement_id: one for one in told.select_related("judgement__by")}
    found = []
    for row in rows:
        one, other = sorted((row.body, row.other))
        groups = held.members(one), held.members(other)
        resolution = said.get(row.judgement)
        found.append(
            Case(
                key=row.key,
                left=shown.side(one, groups[0]),
                right=shown.side(other, groups[1]),
                probability=row.probability,
                reasons=_reasons(resolution),
                projects=shown.projects(*groups),
                answered=_answered(resolution),
                relation=_relation(resolution),
                branch=_branch(resolution),
                seen=row.judgement,
            )
        )
    return found


def _reasons(row: Resolution | None) -> tuple[tuple[str, bool], ...]:
    return tuple((one["words"], one["for"]) for one in (row.reasons if row else ()))


def _answered(row: Resolution | None) -> str:
    if row is None or row.judgement.by.kind != Agent.Kind.PERSON:
        return ""
    if row.judgement.status != Status.ACCEPTED:
        return ""
    sentence = who(row.judgement)
    return sentence[:1].upper() + sentence[1:]


def _relation(row: Resolution | None) -> str:
    return Relation.BRANCH if row and row.relation == Relation.BRANCH else Relation.SAME


def _branch(row: Resolution | None) -> str:
    if row is None or row.relation != Relation.BRANCH or row.organisation_id is None:
        return ""
    return "right" if (row.body_id or 0) > row.organisation_id else "left"


def _one_pair(portfolio: Portfolio, key: str, *, agent_reads_dossiers: bool) -> Case:
    pair = pair_of(portfolio, key)
    holding = head(key)
    told = holding.resolution if holding else None
    odds = (told.probability or 0.0) if told else 0.0
    seen = holding.pk if holding else 0
    row = OpenPair(key, seen, pair.right.pk, pair.left.pk, odds, 0)
    held = bonds(portfolio)
    return _cases(portfolio, held, [row], agent_reads_dossiers=agent_reads_dossiers)[0]


def _one_place(portfolio: Portfolio, key: str) -> PlaceCase:
    asked = place_of(portfolio, key)
    holding = head(key)
    if holding is not None:
        return _place_cases(portfolio, [holding.pk])[0]
    project = Project.everything.get(pk=asked.project)
    return PlaceCase(
        key=key,
        words=asked.words,
        relation=asked.relation,
        projects=((project.name, project_url(portfolio, project)),),
        candidates=(),
        reasons=(),
    )


def _place_cases(portfolio: Portfolio, judgements: Sequence[int]) -> list[PlaceCase]:
    rows = Location.objects.filter(judgement__in=judgements)
    told = rows.select_related("judgement__by", "project", "territory")
    said = {row.judgement_id: row for row in told}
    return [_place_case(portfolio, said[pk]) for pk in judgements]


def _place_case(portfolio: Portfolio, row: Location) -> PlaceCase:
    pairs = [(Level(level), code) for level, code in row.candidates]
    entries = [load().entry(level, code) for level, code in pairs]
    by_person = row.judgement.by.kind == Agent.Kind.PERSON
    decided_on = by_person and row.judgement.status == Status.ACCEPTED
    sure = None
    if row.territory is not None and not decided_on:
        sure = load().entry(Level(row.territory.level), row.territory.code)
    sentence = who(row.judgement) if decided_on else ""
    return PlaceCase(
        key=row.judgement.key,
        words=row.words,
        relation=row.relation,
        projects=((row.project.name, project_url(portfolio, row.project)),),
        candidates=tuple(candidate(entry) for entry in entries if entry is not None),
        reasons=tuple(row.reasons),
        answered=sentence[:1].upper() + sentence[1:],
        proposed=candidate(sure) if sure else None,
        seen=row.judgement_id,
    )


def candidate(entry: Entry) -> Candidate:
    """A territory as an answer: its name, its level, and the nearest that contains it."""
    around = [one for one in load().parents(entry) if one.level is not Level.EPCI]
    inside = f", {around[0].name}" if around else ""
    label = f"{entry.name} ({entry.level.label}{inside})"
    return Candidate(entry.level.value, entry.code, label, entry.population)


def _named_cases(
    portfolio: Portfolio, rows: Sequence[OpenMention], *, agent_reads_dossiers: bool
) -> list[NamedCase]:
    shown = mentions_shown(agent_reads_dossiers=agent_reads_dossiers)
    mentions = {one.pk: one for one in shown.filter(pk__in=[row.mention for row in rows])}
    told = Resolution.objects.filter(judgement__in=[row.judgement for row in rows])
    said = {one.judgement_id: one for one in told.select_related("judgement__by", "organisation")}
    likely = {row.judgement: _likely(said.get(row.judgement)) for row in rows}
    asked = {pk for pairs in likely.values() for pk, _ in pairs}
    bodies = Organisation.objects.filter(pk__in=asked, portfolio=portfolio)
    names = {one.pk: display_name(one.name, one.identifier) for one in bodies}
    found = []
    for row in rows:
        mention, resolution = mentions.get(row.mention), said.get(row.judgement)
        if mention is None:
            continue
        found.append(
            NamedCase(
                key=row.key,
                words=mention.words,
                role=mention.role,
                quoted=quoted(portfolio, mention),
                candidates=tuple(
                    (pk, names[pk], odds) for pk, odds in likely[row.judgement] if pk in names
                ),
                answered=_answered(resolution),
                reasons=_reasons(resolution),
                seen=row.judgement,
            )
        )
    return found


def _likely(row: Resolution | None) -> list[tuple[int, float]]:
    """The bodies that a mention may be, the likeliest first, each once."""
    if row is None:
        return []
    pairs = [(pk, odds) for pk, odds in row.candidates]
    if row.organisation_id is not None and row.relation == Relation.SAME:
        pairs.insert(0, (row.organisation_id, row.probability or 0.0))
    return list(dict(reversed(pairs)).items())[::-1]
