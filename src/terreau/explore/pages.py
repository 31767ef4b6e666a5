"""What each page of the site shows, read in a fixed number of queries and ready to be laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from terreau.explore import catalogue
from terreau.explore.facets import Selection
from terreau.portfolio.models import Portfolio
from terreau.publish.document import Figure, typeset
from terreau.publish.facts import ROLES_SCHEME
from terreau.publish.gathering import place_fact
from terreau.publish.method import MAP_CREDIT
from terreau.publish.pictures import map_of
from terreau.publish.services import ambitions
from terreau.vocabulary.models import Concept
from terreau.web.parts import pages as numbered
from terreau.web.typography import accord, fr

Context = dict[str, Any]
PER_PAGE = 60
MOST_ON_MAP = 60
# The facets whose values have pages in the static site.
_LINKED = {name for name, _ in catalogue.FACETS} - {"actor"}
FILE_LABELS = (("pdf", "PDF"), ("docx", "Word (DOCX)"))


def trail(
    portfolio: Portfolio, here: str, *between: tuple[str, str] | tuple[str, str, str]
) -> list[Context]:
    """The way back: home, what lies between (label, name of the page, its argument), this page."""
    crumbs: list[Context] = [
        {"label": "Ambitions", "url": reverse("explore:home", args=[portfolio.slug])}
    ]
    crumbs += [
        {"label": label, "url": reverse(f"explore:{name}", args=[portfolio.slug, *argument])}
        for label, name, *argument in between
    ]
    return [*crumbs, {"label": here, "url": ""}]


def files(portfolio: Portfolio, notation: str, formats: Collection[str]) -> list[Context]:
    """The fiche's files among `formats`, to download."""
    return [
        {
            "label": label,
            "url": reverse("explore:sheet_file", args=[portfolio.slug, notation, extension]),
        }
        for extension, label in FILE_LABELS
        if extension in formats
    ]


def home(portfolio: Portfolio, content: catalogue.Catalogue) -> Context:
    """The ambitions as cards, and the figures of the whole portfolio."""
    concepts = ambitions(portfolio)
    enjeux = Counter(
        Concept.objects.filter(broader__in=concepts).values_list("broader__notation", flat=True)
    )
    roles = Concept.objects.filter(scheme__slug=ROLES_SCHEME).order_by("order", "notation")
    marks = [(role.notation, role.display) for role in roles]
    cards = [
        _card(portfolio, content, concept, position, enjeux[concept.notation], marks)
        for position, concept in enumerate(concepts, start=1)
    ]
    bodies = {value for record in content.records for value in record.values["actor"]}
    places = content.departements
    total = len(content.records)
    lit = sum(bool(card["projects"]) for card in cards)
    lit_words = accord(lit, "ambition illustrée", "ambitions illustrées")
    figures = [
        {"value": total, "label": f"{accord(total, 'projet')} dans ce portefeuille"},
        {
            "value": lit,
            "label": f"{lit_words} sur {len(cards)}",
        },
        {
            "value": len(bodies),
            "label": f"{accord(len(bodies), 'organisme cité', 'organismes cités')} par leur nom",
        },
        {
            "value": len(places),
            "label": f"{accord(len(places), 'département')} où agissent les projets",
        },
    ]
    return {
        "cards": cards,
        "where": _map(content),
        "map_credit": MAP_CREDIT,
        "departements": _departements(portfolio, content),
        "list_url": reverse("explore:projects", args=[portfolio.slug]),
        "total": total,
        "figures": figures if total else [],
        "scheme": portfolio.scheme,
        "open_count": sum(not card["title"] for card in cards),
    }


def _map(content: catalogue.Catalogue) -> Figure | None:
    """Where the projects act; None where nothing is known, or too much for one drawing."""
    keys = {
        one.territory.pk for places in content.located.values() for one in places if one.territory
    }
    if len(keys) > MOST_ON_MAP:
        return None
    drawn = map_of(
        (
            (
                content.entries[slug].name,
                tuple(place_fact(one.territory, one.words, seat=one.seat) for one in places),
            )
            for slug, places in content.located.items()
        ),
        position=1,
    )
    return typeset(drawn, fr)


def _departements(portfolio: Portfolio, content: catalogue.Catalogue) -> list[Context]:
    """The map as a list: the départements, most frequent first, then « non renseigné »."""
    address = reverse("explore:projects", args=[portfolio.slug])
    return [
        {
            "label": option.label.removesuffix(" (département)"),
            "count": option.count,
            "unset": option.unset,
            "url": f"{address}?{urlencode({'territory': option.value})}",
        }
        for option in content.facet("territory", "", {}).options
        if option.unset or option.value.startswith("departement-")
    ]


def _card(
    portfolio: Portfolio,
    content: catalogue.Catalogue,
    concept: Concept,
    position: int,
    enjeux: int,
    marks: list[tuple[str, str]],
) -> Context:
    records = [
        record for record in content.records if concept.notation in record.values["ambition"]
    ]
    counted = Counter(role for record in records for role in record.values["role"])
    return {
        "position": (position - 1) % 6 + 1,
        "notation": concept.notation,
        "title": concept.label,
        "url": reverse("explore:sheet", args=[portfolio.slug, concept.notation]),
        "projects": len(records),
        "detail": f"{enjeux} enjeux" if enjeux > 1 else ("1 enjeu" if enjeux else ""),
        "roles": [
            {"notation": notation, "label": label.lower(), "count": counted[notation]}
            for notation, label in marks
            if counted[notation]
        ],
        "domain": "" if concept.label else concept.scope_note,
    }


def projects(
    portfolio: Portfolio,
    content: catalogue.Catalogue,
    selection: Selection,
    *,
    links: SafeString | None = None,
    number: int = 1,
) -> Context:
    """The list of projects under this selection, with its facets and the filters in use.

    The list is cut into pages of `PER_PAGE`, the static one is whole; a page beyond the last is
    the last.

    `links` are the facets of the static site (`facet_links`), for one of its pages.
    """
    static = links is not None
    selection = content.asked(selection)
    address = reverse("explore:projects", args=[portfolio.slug])
    facets = [
        content.facet(name, legend, selection)
        for name, legend in catalogue.FACETS
        if not static or (name in _LINKED and selection.get(name))
    ]
    chosen = content.chosen(selection)
    chips = [
        {
            "label": f"{facet.legend} : {option.label}",
            "url": _without(address, selection, facet.name, option.value),
        }
        for facet in facets
        for option in facet.options
        if option.checked
    ]
    size = max(1, len(chosen)) if static else PER_PAGE
    last = max(1, -(-len(chosen) // size))
    number = min(max(1, number), last)
    shown = chosen[(number - 1) * size : number * size]
    kept = _kept(selection)

    def url(page: int) -> str:
        return f"{address}?{urlencode([*kept, ('page', page)])}"

    return {
        "entries": [entry_card(portfolio, entry) for entry in shown],
        "found": len(chosen),
        "pages": numbered(number, last, url) if last > 1 else (),
        "previous_url": url(number - 1) if number > 1 else "",
        "next_url": url(number + 1) if number < last else "",
        "total": len(content.records),
        "facets": facets,
        "chips": chips,
        "action": address,
        "links": links,
    }


def facet_links(portfolio: Portfolio, content: catalogue.Catalogue) -> SafeString:
    """The facets of the static list, laid out once for all its pages.

    Each value leads to a page of its own, so that counts there are those of the whole portfolio;
    named bodies have their own pages already.
    """
    named = [one for one in catalogue.FACETS if one[0] in _LINKED]
    facets = [content.facet(*one, {}) for one in named]
    action = reverse("explore:projects", args=[portfolio.slug])
    return render_to_string("explore/facet_links.html", {"facets": facets, "action": action})


def entry_card(portfolio: Portfolio, entry: catalogue.Entry) -> Context:
    """A project as a card shows it."""
    meta = [*entry.places] or ["Lieu non renseigné"]
    if entry.year is not None:
        meta.append(str(entry.year))
    return {
        "name": entry.name,
        "url": reverse("explore:project", args=[portfolio.slug, entry.slug]),
        "summary": entry.summary,
        "meta": " · ".join(meta),
        "roles": entry.roles,
    }


def _kept(selection: Selection) -> list[tuple[str, str]]:
    """The selection as the pairs of an address, in a total order."""
    return [(name, one) for name, values in selection.items() for one in sorted(values)]


def _without(address: str, selection: Selection, facet: str, value: str) -> str:
    kept = [pair for pair in _kept(selection) if pair != (facet, value)]
    return f"{address}?{urlencode(kept)}" if kept else address
