"""Making fiches: the one for a page, the files for others, the editions that stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from terreau.portfolio.models import Portfolio
from terreau.publish.compose import Addresses, compose
from terreau.publish.document import Fiche, as_data
from terreau.publish.errors import UnknownConcept, UnknownFormat
from terreau.publish.facts import PARIS, SheetFacts
from terreau.publish.gathering import gather, newest_judgement
from terreau.publish.models import Edition, Sheet
from terreau.publish.renderers import RENDERERS, Renderer
from terreau.vocabulary.models import Concept

# Nothing was judged, and the framework has no date: no clock is read all the same.
UNDATED = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A fiche with the facts it was made from."""

    facts: SheetFacts
    fiche: Fiche


def ambitions(portfolio: Portfolio) -> list[Concept]:
    """The top entries of the portfolio's framework, in order."""
    top = Concept.objects.filter(scheme=portfolio.scheme_id, broader__isnull=True)
    return list(top.select_related("scheme").order_by("order", "notation"))


def ambition(portfolio: Portfolio, notation: str) -> Concept:
    """The ambition with this notation; UnknownConcept where the framework has none."""
    known = ambitions(portfolio)
    for concept in known:
        if concept.notation == notation:
            return concept
    raise UnknownConcept(notation, portfolio.scheme.slug, tuple(one.notation for one in known))


def make(
    portfolio: Portfolio,
    concept: Concept,
    *,
    on: date | None = None,
    addresses: Addresses | None = None,
) -> Made:
    """The fiche of `concept`, dated `on`, else the day of its newest judgement in Paris.

    Where it rests on no judgement yet: the day of the portfolio's newest, else of its framework.
    """
    facts = gather(portfolio, concept)
    day = on or _day(portfolio, facts)
    return Made(facts, compose(facts, on=day, addresses=addresses))


def _day(portfolio: Portfolio, facts: SheetFacts) -> date:
    newest = facts.newest or newest_judgement(portfolio)
    if newest is not None:
        return newest.astimezone(PARIS).date()
    return portfolio.scheme.date or UNDATED


def renderer(name: str) -> Renderer:
    """The renderer of a format; UnknownFormat where there is none."""
    if name not in RENDERERS:
        raise UnknownFormat(name, tuple(RENDERERS))
    return RENDERERS[name]


@transaction.atomic
def publish_edition(portfolio: Portfolio, concept: Concept, made: Made) -> Edition:
    """The edition that says what this fiche says: the one there is, or the next in number."""
    sheet, _ = Sheet.objects.get_or_create(portfolio=portfolio, concept=concept)
    digest = made.fiche.identifier
    found = sheet.editions.filter(digest=digest).first()
    if found is not None:
        return found
    last = sheet.editions.aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        sheet=sheet,
        number=last + 1,
        date=made.fiche.date,
        digest=digest,
        content=as_data(made.fiche),
    )
