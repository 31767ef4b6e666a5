"""What the page of a project shows: its facts, its roles argued, the passages behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from terreau.explore import pages
from terreau.explore.addresses import shown_documents
from terreau.explore.marking import anchor
from terreau.identify.naming import AHEAD, SOMEONE, is_private, shown_name
from terreau.portfolio.models import (
    Coding,
    Document,
    Judgement,
    JudgementPassage,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Project,
    evidence_ahead,
)
from terreau.publish.facts import ROLES_SCHEME, place_label
from terreau.publish.gathering import verdict
from terreau.publish.notes import KINDS
from terreau.territory.official.telling import told
from terreau.vocabulary.models import Concept
from terreau.web.typography import euros

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with what surrounds it and where it is."""

    number: int
    before: str
    quote: str
    after: str
    document: str
    kind: str
    page: int | None
    url: str


class _Evidence:
    """Numbers the passages of one page, each once, in the order of reading."""

    def __init__(self, portfolio: Portfolio, *, dossiers: bool) -> None:
        self._portfolio = portfolio
        self._shown = shown_documents(portfolio, dossiers=dossiers)
        self._numbers: dict[int, int] = {}
        self.passages: list[ShownPassage] = []

    def quote(self, judgement: Judgement) -> str:
        """The passages of a judgement in their own words, for one that gives no reason."""
        return " […] ".join(" ".join(one.passage.quote.split()) for one in _ordered(judgement))

    def numbers(self, judgement: Judgement) -> list[int]:
        """The numbers of the passages of a judgement, given now where they are new."""
        items = _ordered(judgement)
        for item in items:
            passage = item.passage
            document = passage.layer.document
            if passage.pk in self._numbers:
                continue
            self._numbers[passage.pk] = len(self._numbers) + 1
            address = reverse("explore:document", args=[self._portfolio.slug, document.sha256])
            shown = document.sha256 in self._shown
            self.passages.append(
                ShownPassage(
                    number=self._numbers[passage.pk],
                    before=_from_a_word(passage.prefix),
                    quote=passage.quote,
                    after=_to_a_word(passage.suffix),
                    document=str(document),
                    kind=KINDS[document.kind],
                    page=passage.page,
                    url=f"{address}#{anchor(passage.start, passage.end)}" if shown else "",
                )
            )
        return [self._numbers[item.passage_id] for item in items]


def _ordered(judgement: Judgement) -> list[JudgementPassage]:
    return sorted(judgement.evidence.all(), key=lambda item: item.position)


def _from_a_word(prefix: str) -> str:
    """What precedes a passage, without the word that the cut left unfinished."""
    _, space, whole = prefix.partition(" ")
    return f" {whole}" if space else ""


def _to_a_word(suffix: str) -> str:
    """What follows a passage, without the word that the cut left unfinished."""
    whole, space, _ = suffix.rpartition(" ")
    return f"{whole} " if space else ""


def context(
    portfolio: Portfolio, project: Project, *, with_proposals: bool, dossiers: bool = False
) -> Context:
    """Everything about one project; proposals only where someone at work may look at them.

    `dossiers`: for someone who may read them.
    """
    rows = list(
        Coding.objects.standing()
        .filter(project=project)
        .exclude(judgement__key__startswith="view:")
        .select_related("concept__scheme", "concept__broader", "reach", "judgement__by")
        .prefetch_related(evidence_ahead())
        .order_by("concept__scheme__position", "concept__order", "concept__notation", "id")
    )
    accepted = [row for row in rows if row.judgement.status == Judgement.Status.ACCEPTED]
    proposed = [row for row in rows if row.judgement.status == Judgement.Status.PROPOSED]
    roles = [row for row in accepted if row.concept.scheme.slug == ROLES_SCHEME]
    placed = [row for row in accepted if row.concept.scheme_id == portfolio.scheme_id]
    others = [row for row in accepted if row not in roles and row not in placed]
    evidence = _Evidence(portfolio, dossiers=dossiers)
    positions = _positions(portfolio)
    shown_placed = [_placed(portfolio, row, positions, evidence) for row in placed]
    shown_roles = [_coding(row, evidence) for row in roles]
    shown_others = [_coding(row, evidence) for row in others]
    shown_proposed = [_coding(row, evidence) for row in proposed] if with_proposals else []
    return {
        "project": project,
        "hue": shown_placed[0]["position"] if shown_placed else 0,
        "enjeux": shown_placed,
        "roles": shown_roles,
        "codings": shown_others,
        "proposals": shown_proposed,
        "passages": evidence.passages,
        "facts": _facts(portfolio, project, dossiers=dossiers),
        "partners": _partners(portfolio, project, dossiers=dossiers),
        "documents": _documents(portfolio, project, dossiers=dossiers),
        "breadcrumb": pages.trail(portfolio, project.name, ("Projets", "projects")),
    }


def _positions(portfolio: Portfolio) -> dict[str, int]:
    """The colour of each ambition: its rank among those of the framework, from 1 to 6."""
    top = Concept.objects.filter(scheme=portfolio.scheme_id, broader__isnull=True)
    notations = top.order_by("order", "notation").values_list("notation", flat=True)
    return {notation: index % 6 + 1 for index, notation in enumerate(notations)}


def _placed(
    portfolio: Portfolio, coding: Coding, positions: dict[str, int], evidence: _Evidence
) -> Context:
    concept = coding.concept
    ambition = concept.broader or concept
    return {
        "position": positions.get(ambition.notation, 1),
        "notation": concept.notation,
        "label": concept.display,
        "url": reverse("explore:sheet", args=[portfolio.slug, ambition.notation]),
        "ambition": ambition.display,
        "numbers": evidence.numbers(coding.judgement),
    }


def _coding(coding: Coding, evidence: _Evidence) -> Context:
    judgement = coding.judgement
    return {
        "scheme": coding.concept.scheme.title,
        "notation": coding.concept.notation,
        "label": coding.concept.display,
        "reach": coding.reach.display if coding.reach else "",
        "reason": judgement.reason,
        "quote": evidence.quote(judgement),
        "told": verdict(judgement).told,
        "by": judgement.by.name,
        "at": judgement.at,
        "numbers": evidence.numbers(judgement),
    }


def _facts(portfolio: Portfolio, project: Project, *, dossiers: bool) -> list[Context]:
    places = list(project.places.select_related("territory").order_by("relation", "id"))
    holders = project.participations.filter(role=Participation.Role.HOLDER)
    grants = project.grants.order_by("date", "id")
    year = str(project.year) if project.year is not None else ""
    call = " · ".join(part for part in (project.call.name if project.call else "", year) if part)
    return [
        {
            "label": "Porteur",
            "entries": [
                _body(portfolio, body, dossiers=dossiers)
                for body in dict.fromkeys(
                    row.organisation.head
                    for row in holders.select_related(*AHEAD).order_by("position", "id")
                    if row.organisation is not None
                )
            ],
        },
        {"label": "Lieu d’action", "entries": _places(places, Place.Relation.ACTION)},
        {"label": "Siège", "entries": _places(places, Place.Relation.SEAT)},
        *_official(places),
        {"label": "Appel", "value": call},
        {
            "label": "Aide",
            "entries": [
                {"label": f"{euros(grant.amount)}{f' ({grant.funder})' if grant.funder else ''}"}
                for grant in grants
            ],
        },
    ]


def _places(places: list[Place], relation: Place.Relation) -> list[Context]:
    return [
        {
            "label": place_label(
                place.words, place.territory.name if place.territory else "", seat=False
            )
        }
        for place in places
        if place.relation == relation
    ]


def _official(places: list[Place]) -> list[Context]:
    """What official files say of the places; nothing where none that says something is loaded."""
    rows = {
        (one.territory.level, one.territory.code): one.territory for one in places if one.territory
    }
    said = told(rows)
    entries = [{"label": f"{row.name} : {said[at]}"} for at, row in rows.items() if at in said]
    return [{"label": "Ce que l’on sait du lieu", "entries": entries}] if entries else []


def _partners(portfolio: Portfolio, project: Project, *, dossiers: bool) -> list[Context]:
    rows = (
        project.participations.exclude(role=Participation.Role.HOLDER)
        .select_related(*AHEAD, "category")
        .order_by("position", "id")
    )
    told: dict[object, Context] = {}
    for row in rows:
        if row.organisation is not None:
            body = row.organisation.head
            part = "" if row.role == Participation.Role.PARTNER else row.get_role_display()
            shown = _body(portfolio, body, dossiers=dossiers)
            told.setdefault(body, {**shown, "note": row.note, "part": part})
        elif row.category is not None:
            kind = row.category.display
            told[row.pk] = {"label": _capital(row.words), "note": row.note, "kind": kind, "url": ""}
    return list(told.values())


def _body(portfolio: Portfolio, body: Organisation, *, dossiers: bool) -> Context:
    """A body with the way to its page, which a person has for those who read the dossiers alone."""
    hidden = not dossiers and is_private(body)
    return {
        "label": SOMEONE if hidden else shown_name(body, dossiers=True),
        "url": "" if hidden else reverse("explore:actor", args=[portfolio.slug, body.slug]),
    }


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def without_links(page: Context) -> Context:
    """The same page for someone who may see this project alone: it leads to nothing else."""
    unlinked = {
        "enjeux": [one | {"url": ""} for one in page["enjeux"]],
        "partners": [one | {"url": ""} for one in page["partners"]],
        "documents": [one | {"url": ""} for one in page["documents"]],
        "passages": [replace(one, url="") for one in page["passages"]],
        "facts": [_without_link(fact) for fact in page["facts"]],
    }
    return page | unlinked | {"breadcrumb": [], "navigation": [], "home_url": ""}


def _without_link(fact: Context) -> Context:
    if "entries" not in fact:
        return fact
    return fact | {"entries": [{"label": one["label"]} for one in fact["entries"]]}


def _documents(portfolio: Portfolio, project: Project, *, dossiers: bool) -> list[Context]:
    shown = project.documents.order_by("kind", "name", "sha256")
    if not dossiers:
        shown = shown.exclude(kind=Document.Kind.DOSSIER)
    return [
        {
            "label": str(document),
            "kind": KINDS[document.kind],
            "url": reverse("explore:document", args=[portfolio.slug, document.sha256]),
        }
        for document in shown
    ]
