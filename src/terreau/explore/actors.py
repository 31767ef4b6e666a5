"""The pages of actors: each body once, under one name, whatever ways it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from terreau.explore import catalogue
from terreau.explore.facets import UNSET_LABEL
from terreau.explore.pages import Context, entry_card, trail
from terreau.identify.naming import AHEAD, is_private, shown_name
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Organisation, Participation, Portfolio, shown
from terreau.vocabulary.models import Concept

LONGEST_QUERY = 200


@dataclass(slots=True)
class _Body:
    """A body that projects cite: its projects, and the other ways of writing it."""

    projects: dict[str, str] = field(default_factory=dict)
    writings: dict[str, None] = field(default_factory=dict)

    def answers(self, name: str, words: Iterable[str]) -> bool:
        """Whether one of its names has a word that begins with each of those looked for."""
        names = [f" {name_key(one)}" for one in (name, *self.writings)]
        return any(all(f" {word}" in one for word in words) for one in names)


def actors(portfolio: Portfolio, query: str = "") -> Context:
    """Named bodies with their projects, and kinds of actor with theirs.

    `query` keeps the bodies of which one written form has all its words, cut short or not.
    """
    rows = (
        Participation.objects.filter(shown("project__"), project__portfolio=portfolio)
        .exclude(role=Participation.Role.HOLDER)
        .select_related(*AHEAD, "category", "project")
        .order_by("project__position", "position", "id")
    )
    bodies: dict[Organisation, _Body] = defaultdict(_Body)
    kinds: dict[Concept, set[int]] = defaultdict(set)
    words: dict[Concept, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.organisation is not None:
            if is_private(row.organisation.head):
                continue
            body = bodies[row.organisation.head]
            body.projects[row.project.slug] = row.project.name
            body.writings |= dict.fromkeys((row.organisation.name, row.words))
        elif row.category is not None:
            kinds[row.category].add(row.project_id)
            words[row.category].setdefault(row.words.casefold(), row.words)
    asked = query[:LONGEST_QUERY].strip()
    looked_for = name_key(asked).split()
    found = [pair for pair in bodies.items() if pair[1].answers(shown_name(pair[0]), looked_for)]
    found.sort(key=lambda pair: (-len(pair[1].projects), pair[0].slug))
    return {
        "query": asked,
        "total": len(bodies),
        "bodies": [
            {
                "name": shown_name(body),
                "also": _others(shown_name(body), cited.writings),
                "url": _url(portfolio, body),
                "projects": _project_links(portfolio, cited.projects),
            }
            for body, cited in found
        ],
        "kinds": [
            {
                "label": kind.display,
                "count": len(ids),
                "words": tuple(words[kind].values()),
                "url": f"{reverse('explore:projects', args=[portfolio.slug])}"
                f"?{urlencode({'kind': kind.notation})}",
            }
            for kind, ids in sorted(
                kinds.items(), key=lambda item: (-len(item[1]), item[0].order, item[0].notation)
            )
        ],
    }


def _url(portfolio: Portfolio, body: Organisation) -> str:
    return reverse("explore:actor", args=[portfolio.slug, body.slug])


def _others(name: str, writings: Iterable[str]) -> tuple[str, ...]:
    """The written forms that say more than case or accents, in alphabetical order."""
    told = {name_key(name)}
    others: list[str] = []
    for one in sorted(set(writings)):
        if name_key(one) not in told:
            told.add(name_key(one))
            others.append(one)
    return tuple(others)


def _project_links(portfolio: Portfolio, linked: Mapping[str, str]) -> list[Context]:
    return [
        {"label": name, "url": reverse("explore:project", args=[portfolio.slug, slug])}
        for slug, name in linked.items()
    ]


def actor(
    portfolio: Portfolio, body: Organisation, content: catalogue.Catalogue | None = None
) -> Context:
    """The projects of a named body, and the bodies that it meets in them; its kind read ahead.

    The page of a person is for those who read the dossiers: the caller sees to it.

    `content` is the catalogue where it was read already; without it, its projects alone are read.
    """
    kin = list(portfolio.organisations.filter(Q(same_as=body) | Q(branch_of=body)))
    own_rows = [body, *(one for one in kin if one.same_as_id == body.pk)]
    own = list(
        Participation.objects.filter(shown("project__"), organisation__in=own_rows)
        .select_related("project")
        .order_by("project__position", "role", "id")
    )
    ids = {row.project_id for row in own}
    content = content or catalogue.load(portfolio, ids)
    parts: dict[str, dict[str, None]] = {}
    for row in own:
        parts.setdefault(row.project.slug, {})[row.get_role_display()] = None
    notes = dict.fromkeys(row.note for row in own if row.note)
    names = [*(one.name for one in own_rows), *(row.words for row in own)]
    branches = [one for one in kin if one.branch_of_id == body.pk and one.same_as_id is None]
    name = shown_name(body, dossiers=True)
    return {
        "body": body,
        "name": name,
        "note": " ; ".join(notes),
        "also": _others(name, names),
        "kind": body.kind.display if body.kind else "",
        "branch_of": _link(portfolio, body.branch_of.head) if body.branch_of else None,
        "branches": [_link(portfolio, one) for one in branches],
        "entries": [
            entry_card(portfolio, content.entries[slug]) | {"part": ", ".join(part)}
            for slug, part in parts.items()
        ],
        "met": _met(portfolio, own_rows, ids),
        "breadcrumb": trail(portfolio, name, ("Acteurs", "actors")),
        "identifier": body.identifier or UNSET_LABEL,
    }


def _link(portfolio: Portfolio, body: Organisation) -> Context:
    return {"label": shown_name(body), "url": _url(portfolio, body)}


def _met(portfolio: Portfolio, own: list[Organisation], ids: set[int]) -> list[Context]:
    """The other bodies of these projects, those of most projects first."""
    met: dict[Organisation, dict[str, str]] = {}
    others = (
        Participation.objects.filter(
            shown("project__"), project__in=ids, organisation__isnull=False
        )
        .exclude(organisation__in=own)
        .exclude(role=Participation.Role.HOLDER)
        .select_related(*AHEAD, "project")
        .order_by("project__position", "position", "id")
    )
    for row in others:
        if row.organisation is not None and not is_private(row.organisation.head):
            met.setdefault(row.organisation.head, {})[row.project.slug] = row.project.name
    return [
        {
            "name": shown_name(other),
            "url": _url(portfolio, other),
            "projects": _project_links(portfolio, linked),
        }
        for other, linked in sorted(met.items(), key=lambda item: (-len(item[1]), item[0].slug))
    ]
