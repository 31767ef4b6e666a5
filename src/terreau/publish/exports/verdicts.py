"""What the list of projects and the portfolio's card write alike: judgements and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from terreau.portfolio.models import Document, Judgement
from terreau.vocabulary.models import Concept

Json = dict[str, Any]
Names = Mapping[int, str]


def verdict(judgement: Judgement, names: Names) -> Json:
    """Who judged, when, how, and on which passages."""
    evidence = sorted(judgement.evidence.all(), key=lambda item: item.position)
    return {
        "status": judgement.status,
        "by": judgement.by.name,
        "at": judgement.at.astimezone(UTC).isoformat(),
        "passages": [
            {
                "document": names[item.passage.layer.document_id],
                "layer": item.passage.layer.label,
                "page": item.passage.page,
                "start": item.passage.start,
                "end": item.passage.end,
                "quote": item.passage.quote,
            }
            for item in evidence
        ],
    }


def concept_rank(concept: Concept) -> tuple[str, int, str]:
    """The place of a concept among those of every scheme; asks for `scheme` to be there."""
    return concept.scheme.slug, concept.order, concept.notation


def documents_json(documents: Iterable[Document], names: Names) -> list[Json]:
    """The documents, in the order of their names."""
    return [
        {
            "name": names[document.pk],
            "sha256": document.sha256,
            "pages": document.pages,
            "kind": document.kind,
            "title": document.title,
        }
        for document in sorted(documents, key=lambda one: names[one.pk])
    ]
