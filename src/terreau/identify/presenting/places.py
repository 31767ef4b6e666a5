"""What helps to place words: where texts say them, who holds the project, what else is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from terreau.identify.desk.model import Candidate, PlaceCase, Quoted
from terreau.identify.desk.queue import candidate
from terreau.portfolio.models import Document, Participation, Place, Portfolio, Project, TextLayer
from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.matching import locate
from terreau.territory.names import normalise

AROUND = 90  # characters shown on each side of the words
MOST_QUOTED = 2
MOST_LAYERS = 12
MOST_FOUND = 9
SHORTEST = 3  # letters of a beginning that are looked for


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the project of a place, and where its documents say the words."""

    holders: tuple[str, ...]
    others: tuple[str, ...]
    quoted: tuple[Quoted, ...]


def around(portfolio: Portfolio, case: PlaceCase, *, reads_dossiers: bool) -> Around:
    """What surrounds the words of a case; four queries at most."""
    project = Project.everything.get(pk=int(case.key.split(":")[2]), portfolio=portfolio)
    held = project.participations.filter(
        role=Participation.Role.HOLDER, organisation__isnull=False
    ).select_related("organisation__same_as")
    places = project.places.select_related("territory").exclude(words=case.words)
    return Around(
        holders=tuple(one.organisation.head.name for one in held if one.organisation),
        others=tuple(_known(one) for one in places),
        quoted=_quoted(portfolio, project, case.words, reads_dossiers=reads_dossiers),
    )


def _known(place: Place) -> str:
    name = place.territory.name if place.territory else place.words
    return f"{name} ({place.get_relation_display()})"


def _quoted(
    portfolio: Portfolio, project: Project, said: str, *, reads_dossiers: bool
) -> tuple[Quoted, ...]:
    layers = TextLayer.objects.filter(document__projects=project, document__withdrawn=False)
    if not reads_dossiers:
        layers = layers.exclude(document__kind=Document.Kind.DOSSIER)
    shown: list[Quoted] = []
    documents: set[int] = set()
    for layer in layers.select_related("document").order_by("document__name", "-pk")[:MOST_LAYERS]:
        start = layer.text.find(said) if said.strip() else -1
        if start < 0 or layer.document_id in documents:
            continue
        documents.add(layer.document_id)
        end = start + len(said)
        shown.append(
            Quoted(
                words=said,
                before=layer.text[max(0, start - AROUND) : start],
                after=layer.text[end : end + AROUND],
                source=str(layer.document),
                where="",
                url=reverse("explore:document", args=[portfolio.slug, layer.document.sha256]),
                project=project.name,
                project_url=reverse("explore:project", args=[portfolio.slug, project.slug]),
                role="",
            )
        )
    return tuple(shown[:MOST_QUOTED])


def search(asked: str) -> tuple[Candidate, ...]:
    """The territories that were asked for by code, by name, or by the beginning of one.

    The most peopled first, nine at most: each has its digit.
    """
    gazetteer = load()
    code = "".join(asked.split()).upper()
    coded = [gazetteer.entry(level, code) for level in Level]
    entries = [one for one in coded if one is not None] or _named(asked) or _beginning(asked)
    return tuple(candidate(one) for one in entries[:MOST_FOUND])


def _named(asked: str) -> list[Entry]:
    named = load().find(asked)
    if named:
        return list(named)
    located = locate(asked)
    return [located.entry] if located.entry else list(located.candidates)


def _beginning(asked: str) -> list[Entry]:
    """The territories whose name begins with what was typed."""
    wanted = normalise(asked)
    if len(wanted) < SHORTEST:
        return []
    return [entry for key, entry in _by_name() if key.startswith(wanted)]


@cache
def _by_name() -> tuple[tuple[str, Entry], ...]:
    # Read once for the process, at the first name that nothing else knows.
    every = [one for level in Level for one in load().entries(level)]
    every.sort(key=lambda one: (-(one.population or 0), one.level.rank, one.code))
    return tuple((normalise(one.name), one) for one in every)
