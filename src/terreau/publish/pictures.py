"""The figures of a fiche, from its facts: places, roles by enjeu, kinds of actor, links.

Each returns None where there is nothing to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from terreau.publish.document import Figure
from terreau.publish.facts import PlaceFact, SheetFacts
from terreau.publish.figures import (
    Area,
    EnjeuRoles,
    KindCount,
    Place,
    Role,
    SharedActor,
    kinds_strip,
    places_map,
    roles_matrix,
    shared_network,
)
from terreau.publish.headlines import network_title
from terreau.territory.outlines import departements_of


def shared_actors(facts: SheetFacts) -> dict[str, tuple[str, ...]]:
    """Slug of each named body in two projects or more, with the names of these projects.

    Projects of the same name are told apart by their slugs.
    """
    found: dict[str, dict[str, str]] = {}
    names = Counter(project.name for project in facts.projects)
    for project in facts.projects:
        name = project.name if names[project.name] == 1 else f"{project.name} ({project.slug})"
        for actor in project.actors:
            if actor.slug:
                found.setdefault(actor.slug, {})[project.slug] = name
    return {slug: tuple(names.values()) for slug, names in found.items() if len(names) > 1}


def places(facts: SheetFacts) -> Figure | None:
    """The map of where the projects of a fiche act."""
    located = ((project.name, project.places) for project in facts.projects)
    return map_of(located, position=facts.position)


def map_of(located: Iterable[tuple[str, tuple[PlaceFact, ...]]], *, position: int) -> Figure | None:
    """The map of projects, each a name and its places; a seat only where nothing else is known.

    A project of which only a wider area is known (a région, a name without a code) is told beside.
    """
    points: dict[tuple[str, bool], tuple[PlaceFact, list[str]]] = {}
    areas: dict[str, tuple[PlaceFact, list[str]]] = {}
    wider: dict[tuple[str, str], list[str]] = {}
    regions: Counter[str] = Counter()
    without = 0
    for project, known in located:
        shown = [place for place in _shown(known) if _is_drawable(place)]
        without += not known
        for place in () if shown else _shown(known):
            wider.setdefault((place.level, place.name or place.words), []).append(project)
        for place in shown:
            regions[place.region] += 1
            if place.level == "departement":
                name = f"{project} (siège)" if place.seat else project
                areas.setdefault(place.code, (place, []))[1].append(name)
            else:
                key = (f"{place.level}:{place.code}", place.seat)
                points.setdefault(key, (place, []))[1].append(project)
    if not points and not areas:
        return None
    departements = sorted({code for region in regions for code in departements_of(region)})
    return places_map(
        tuple(_point(place, names) for place, names in points.values()),
        tuple(Area(place.code, place.name, tuple(names)) for place, names in areas.values()),
        departements=departements,
        without_place=without,
        wider=tuple((name, tuple(names)) for (_, name), names in wider.items()),
        position=position,
        title="Où agissent les projets",
    )


def _shown(places: tuple[PlaceFact, ...]) -> tuple[PlaceFact, ...]:
    return tuple(place for place in places if not place.seat) or places


def _is_drawable(place: PlaceFact) -> bool:
    if place.level == "departement":
        return True
    return place.level in {"commune", "epci"} and place.latitude is not None


def _point(place: PlaceFact, names: list[str]) -> Place:
    return Place(
        name=place.name,
        latitude=place.latitude or 0.0,
        longitude=place.longitude or 0.0,
        projects=tuple(names),
        seat_only=place.seat,
        approximate=place.approximate,
    )


def roles(facts: SheetFacts, title: str) -> Figure | None:
    """The roles by enjeu, one sign a project; None where no role is established."""
    if not any(project.roles for project in facts.projects):
        return None
    rows = tuple(
        EnjeuRoles(
            enjeu.label,
            tuple(
                sum(
                    any(role.notation == notation for role in facts.project(slug).roles)
                    for slug in enjeu.projects
                )
                for notation, _, _ in facts.roles
            ),
        )
        for enjeu in facts.enjeux
    )
    marks = tuple(Role(notation, label) for notation, label, _ in facts.roles)
    return roles_matrix(rows, marks, title=title)


def kinds(facts: SheetFacts) -> Figure | None:
    """How many projects mobilise each kind of actor."""
    counts: Counter[str] = Counter()
    for project in facts.projects:
        counts.update({actor.kind for actor in project.actors if actor.kind})
    if not counts:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return kinds_strip(
        tuple(KindCount(label, count) for label, count in ranked),
        position=facts.position,
        title="Les types d’acteurs que les projets mobilisent",
    )


def network(facts: SheetFacts) -> Figure | None:
    """Who connects whom: named bodies in two projects or more."""
    shared = shared_actors(facts)
    if not shared:
        return None
    names = {
        actor.slug: actor.name
        for project in facts.projects
        for actor in project.actors
        if actor.slug
    }
    linked = {project for projects in shared.values() for project in projects}
    ranked = sorted(shared, key=lambda slug: (-len(shared[slug]), names[slug]))
    return shared_network(
        tuple(SharedActor(names[slug], shared[slug]) for slug in ranked),
        position=facts.position,
        title=network_title(len(shared), len(linked)),
    )
