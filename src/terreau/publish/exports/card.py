"""The card beside the projects: the portfolio, the frameworks of its own, what is said of it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from terreau.portfolio.judgements import statement_subject
from terreau.portfolio.models import Portfolio, Statement, evidence_ahead
from terreau.publish.exports.verdicts import Json, Names, concept_rank, documents_json, verdict
from terreau.vocabulary.data import ESTABLISHED, TO_COMPLETE, SchemeData, Vocabulary
from terreau.vocabulary.models import Concept, Scheme
from terreau.vocabulary.services import scheme_data
from terreau.vocabulary.shipped import shipped
from terreau.vocabulary.skos import write

MAIN_SCHEME_NAME = "scheme.ttl"


def card(portfolio: Portfolio, names: Names, *, everything: bool) -> tuple[Json, dict[str, bytes]]:
    """The card, and the Turtle files of the frameworks that Terreau does not ship."""
    frameworks = _frameworks(portfolio)
    content = {
        "slug": portfolio.slug,
        "name": portfolio.name,
        "fictitious": portfolio.fictitious,
        "scheme": portfolio.scheme.slug,
        "funder": portfolio.funder,
        "source": portfolio.source,
        "schemes": list(frameworks),
        "concepts": [_concept(concept) for concept in _named_by_documents(portfolio)],
        "documents": documents_json(portfolio.documents.filter(projects__isnull=True), names),
        "statements": _statements(portfolio, names, everything=everything),
    }
    return content, frameworks


def _used(portfolio: Portfolio) -> Q:
    """The condition « this portfolio rests on the concept »."""
    return (
        Q(scheme=portfolio.scheme_id)
        | Q(codings__project__portfolio=portfolio)
        | Q(participations__project__portfolio=portfolio)
        | Q(statements__portfolio=portfolio)
        | Q(statements_on__portfolio=portfolio)
    )


def _frameworks(portfolio: Portfolio) -> dict[str, bytes]:
    """The funder's own frameworks, without what documents added to them: the card lists that."""
    ours = {scheme.slug for scheme in shipped().schemes}
    used = Concept.objects.filter(_used(portfolio)).values("scheme")
    schemes = Scheme.objects.filter(pk__in=used).exclude(slug__in=ours)
    found: dict[str, bytes] = {}
    for scheme in sorted(schemes, key=lambda one: (one.pk != portfolio.scheme_id, one.slug)):
        main = scheme.pk == portfolio.scheme_id
        name = MAIN_SCHEME_NAME if main else f"{scheme.slug}.ttl"
        found[name] = write(Vocabulary((_without_added(scheme),), ()))
    return found


def _without_added(scheme: Scheme) -> SchemeData:
    data = scheme_data(scheme)
    added = set(scheme.concepts.filter(added=True).values_list("notation", flat=True))
    return replace(data, concepts=tuple(one for one in data.concepts if one.notation not in added))


def _named_by_documents(portfolio: Portfolio) -> list[Concept]:
    """The concepts that documents added, or whose wording they established where we left it open.

    Where one lies under another, the wider comes first.
    """
    left_open = {
        (scheme.slug, concept.notation)
        for scheme in shipped().schemes
        for concept in scheme.concepts
        if concept.status == TO_COMPLETE
    }
    rows = (
        Concept.objects.filter(_used(portfolio), Q(added=True) | Q(status=ESTABLISHED))
        .select_related("scheme", "broader")
        .distinct()
    )
    named = [row for row in rows if row.added or (row.scheme.slug, row.notation) in left_open]
    return sorted(named, key=concept_rank)


def _concept(concept: Concept) -> Json:
    return {
        "scheme": concept.scheme.slug,
        "notation": concept.notation,
        "broader": concept.broader.notation if concept.broader else "",
        "label": concept.label,
        "definition": concept.definition,
        "source": concept.source,
        "source_url": concept.source_url,
    }


def _statements(portfolio: Portfolio, names: Names, *, everything: bool) -> list[Json]:
    rows = Statement.objects.deciding() if everything else Statement.objects.counting()
    found = (
        rows.filter(portfolio=portfolio)
        .select_related(
            "portfolio", "concept__scheme", "type__scheme", "topic__scheme", "judgement__by"
        )
        .prefetch_related(evidence_ahead())
    )
    return [_statement(statement, names) for statement in sorted(found, key=_statement_rank)]


def _statement_rank(statement: Statement) -> tuple[object, ...]:
    ranks = concept_rank(statement.concept), concept_rank(statement.type)
    return *ranks, statement.position, statement_subject(statement)


def _statement(statement: Statement, names: Names) -> Json:
    topic = statement.topic
    return {
        "scheme": statement.concept.scheme.slug,
        "concept": statement.concept.notation,
        "type": statement.type.notation,
        "topic_scheme": topic.scheme.slug if topic else "",
        "topic": topic.notation if topic else "",
        "subject": statement_subject(statement),
        "wording": statement.wording,
        **verdict(statement.judgement, names),
    }
