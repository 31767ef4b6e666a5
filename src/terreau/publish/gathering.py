"""Gathers what the accepted judgements of a portfolio say of one ambition.

Guarantees that nothing but accepted, standing decisions is gathered, in a total order, in a
number of queries that does not grow with the number of projects.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Max, Q

from terreau.accounts.models import Agent
from terreau.identify.naming import AHEAD, SOMEONE, is_private, shown_name
from terreau.portfolio.models import (
    Coding,
    Judgement,
    Participation,
    Passage,
    Place,
    Portfolio,
    Project,
    Statement,
    evidence_ahead,
    shown,
)
from terreau.publish.facts import (
    ROLES_SCHEME,
    ActorFact,
    DocumentFact,
    EnjeuFact,
    JudgedFact,
    PassageFact,
    PlaceFact,
    ProjectFact,
    SheetFacts,
    StatementFact,
    VerdictFact,
)
from terreau.territory.models import Territory
from terreau.vocabulary.models import Concept


def gather(portfolio: Portfolio, concept: Concept) -> SheetFacts:
    """Everything accepted about `concept` in `portfolio`."""
    under = list(concept.narrower.order_by("order", "notation"))
    placed = _codings(portfolio, Q(concept__in=[concept, *under]))
    ids = {coding.project_id for coding in placed}
    projects = list(
        Project.objects.filter(pk__in=ids)
        .select_related("portfolio")
        .prefetch_related("documents")
        .order_by("position", "slug")
    )
    roles = _codings(portfolio, Q(concept__scheme__slug=ROLES_SCHEME, project__in=ids))
    statements = _statements(portfolio, concept, ids)
    sheet = portfolio.sheets.filter(concept=concept).first()
    role_concepts = Concept.objects.filter(scheme__slug=ROLES_SCHEME).order_by("order", "notation")
    siblings = _siblings(concept)
    moments = [coding.judgement.at for coding in (*placed, *roles)]
    moments += [statement.verdict.at for statement in statements]
    return SheetFacts(
        portfolio=portfolio.name,
        funder=portfolio.funder,
        portfolio_source=portfolio.source,
        fictitious=portfolio.fictitious,
        scheme_title=concept.scheme.title,
        scheme_source=concept.scheme.source,
        notation=concept.notation,
        title=concept.display,
        established=bool(concept.label),
        definition=concept.definition,
        note=concept.scope_note,
        source=concept.source,
        position=siblings.index(concept.notation) + 1,
        siblings=len(siblings),
        enjeux=_enjeux(concept, under, placed, projects),
        projects=_projects(projects, placed, roles),
        roles=tuple((role.notation, role.display, role.definition) for role in role_concepts),
        statements=statements,
        documents=_documents(projects, statements),
        headline=sheet.headline if sheet else "",
        newest=max(moments, default=None),
    )


def newest_judgement(portfolio: Portfolio) -> datetime | None:
    """When the last judgement that counts was made in this portfolio; None without any."""
    mine = Q(coding__project__portfolio=portfolio) | Q(statement__portfolio=portfolio)
    newest: datetime | None = (
        Judgement.objects.counting().filter(mine).aggregate(at=Max("at"))["at"]
    )
    return newest


def _siblings(concept: Concept) -> list[str]:
    """The notations of the ambitions of a framework, in order: the rank chooses the colour."""
    top = Concept.objects.filter(scheme=concept.scheme_id, broader=concept.broader_id)
    return list(top.order_by("order", "notation").values_list("notation", flat=True))


def _codings(portfolio: Portfolio, which: Q) -> list[Coding]:
    rows = (
        Coding.objects.counting()
        .filter(which, shown("project__"), project__portfolio=portfolio)
        .select_related("concept", "judgement__by")
        .prefetch_related(evidence_ahead())
        .order_by("concept__order", "concept__notation", "project__position", "project__slug")
    )
    return list(rows)


def _enjeux(
    concept: Concept, under: list[Concept], placed: list[Coding], projects: list[Project]
) -> tuple[EnjeuFact, ...]:
    slugs = {project.pk: project.slug for project in projects}
    order = {project.pk: index for index, project in enumerate(projects)}
    members: dict[int, list[int]] = {entry.pk: [] for entry in under}
    for coding in placed:
        members.setdefault(coding.concept_id, []).append(coding.project_id)
    with_enjeu = {pk for entry in under for pk in members[entry.pk]}
    found = [
        EnjeuFact(
            notation=entry.notation,
            label=entry.display,
            source=entry.source,
            projects=tuple(slugs[pk] for pk in sorted(members[entry.pk], key=order.__getitem__)),
        )
        for entry in under
    ]
    alone = [pk for pk in members.get(concept.pk, []) if pk not in with_enjeu]
    if alone:
        without = tuple(slugs[pk] for pk in sorted(alone, key=order.__getitem__))
        found.append(EnjeuFact("", "Sans enjeu précisé", "", without))
    return tuple(found)


def _projects(
    projects: list[Project], placed: list[Coding], roles: list[Coding]
) -> tuple[ProjectFact, ...]:
    ids = [project.pk for project in projects]
    enjeux_of = _by_project(placed)
    roles_of = _by_project(roles)
    places_of: dict[int, list[PlaceFact]] = {}
    places = Place.objects.filter(project__in=ids).select_related("territory")
    for place in places.prefetch_related("territory__parents"):
        fact = place_fact(place.territory, place.words, seat=place.relation == Place.Relation.SEAT)
        places_of.setdefault(place.project_id, []).append(fact)
    actors_of: dict[int, list[ActorFact]] = {}
    taking_part = Participation.objects.filter(project__in=ids).exclude(
        role=Participation.Role.HOLDER
    )
    rows = taking_part.select_related(*AHEAD, "category")
    for row in rows.order_by("project", "position", "id"):
        actor, beside = _actor(row), actors_of.setdefault(row.project_id, [])
        if not actor.slug or all(one.slug != actor.slug for one in beside):
            beside.append(actor)
    return tuple(
        ProjectFact(
            slug=project.slug,
            name=project.name,
            title=project.title,
            summary=project.summary,
            places=tuple(places_of.get(project.pk, [])),
            actors=tuple(actors_of.get(project.pk, [])),
            roles=tuple(_judged(coding) for coding in roles_of.get(project.pk, [])),
            enjeux=tuple(_judged(coding) for coding in enjeux_of.get(project.pk, [])),
        )
        for project in projects
    )


def _by_project(codings: list[Coding]) -> dict[int, list[Coding]]:
    found: dict[int, list[Coding]] = {}
    for coding in codings:
        found.setdefault(coding.project_id, []).append(coding)
    return found


def _judged(coding: Coding) -> JudgedFact:
    judgement = coding.judgement
    return JudgedFact(
        notation=coding.concept.notation,
        label=coding.concept.display,
        reason=judgement.reason,
        passages=_evidence(judgement),
        verdict=verdict(judgement),
    )


def verdict(judgement: Judgement) -> VerdictFact:
    """Who made this judgement, and when."""
    person = judgement.by.kind == Agent.Kind.PERSON
    return VerdictFact(judgement.by.name, judgement.at, person)


def _evidence(judgement: Judgement) -> tuple[PassageFact, ...]:
    ordered = sorted(judgement.evidence.all(), key=lambda item: item.position)
    return tuple(_passage(item.passage) for item in ordered)


def _passage(passage: Passage) -> PassageFact:
    document = passage.layer.document
    return PassageFact(
        document=str(document),
        document_kind=document.kind,
        sha256=document.sha256,
        start=passage.start,
        end=passage.end,
        quote=passage.quote,
        page=passage.page,
    )


def place_fact(territory: Territory | None, words: str, *, seat: bool) -> PlaceFact:
    """A place from the territory it was matched to, its parents read ahead, and its words."""
    if territory is None:
        return PlaceFact("", "", "", "", None, None, approximate=False, seat=seat, words=words)
    regions = [parent for parent in territory.parents.all() if parent.level == "region"]
    region = territory.code if territory.level == "region" else ""
    return PlaceFact(
        name=territory.name,
        level=territory.level,
        code=territory.code,
        region=region or next((parent.code for parent in regions), ""),
        latitude=territory.latitude,
        longitude=territory.longitude,
        approximate=territory.approximate,
        seat=seat,
        words=words,
    )


def _actor(row: Participation) -> ActorFact:
    if row.organisation is not None:
        body = row.organisation.head
        if is_private(body):
            return ActorFact(SOMEONE, row.note)
        return ActorFact(shown_name(body, dossiers=True), row.note, slug=body.slug)
    kind = row.category.display if row.category is not None else ""
    return ActorFact(row.words, row.note, kind=kind)


def _statements(portfolio: Portfolio, concept: Concept, ids: set[int]) -> tuple[StatementFact, ...]:
    rows = list(
        Statement.objects.counting()
        .filter(portfolio=portfolio, concept=concept)
        .select_related("type", "topic", "judgement__by")
        .prefetch_related(evidence_ahead())
        .order_by("type__order", "position", "pk")
    )
    topics = [row.topic_id for row in rows if row.topic_id is not None]
    coded = Coding.objects.counting().filter(project__in=ids, concept__in=topics)
    counts = Counter(coded.values_list("concept_id", flat=True))
    return tuple(
        StatementFact(
            type=row.type.notation,
            wording=row.wording,
            passages=_evidence(row.judgement),
            projects=counts[row.topic_id] if row.topic_id is not None else 0,
            verdict=verdict(row.judgement),
        )
        for row in rows
    )


def _documents(
    projects: list[Project], statements: tuple[StatementFact, ...]
) -> tuple[DocumentFact, ...]:
    found = {
        document.sha256: DocumentFact(str(document), document.kind, document.sha256)
        for project in projects
        for document in project.documents.all()
    }
    for statement in statements:
        for passage in statement.passages:
            fact = DocumentFact(passage.document, passage.document_kind, passage.sha256)
            found.setdefault(passage.sha256, fact)
    return tuple(sorted(found.values(), key=lambda one: (one.kind, one.name, one.sha256)))
