"""What the page of a document shows: its text as drawn, the cited passages marked and reachable."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from terreau.explore import pages
from terreau.explore.marking import pieces
from terreau.portfolio.models import Document, Portfolio
from terreau.publish.notes import KINDS


def context(portfolio: Portfolio, document: Document) -> dict[str, Any]:
    """The newest text layer of a document, cut at the passages that judgements rest on."""
    layer = document.layers.order_by("extractor", "-version", "-pk").first()
    text = layer.text if layer is not None else ""
    spans = (
        layer.passages.filter(uses__isnull=False).distinct().values_list("start", "end")
        if layer is not None
        else ()
    )
    linked = list(document.projects.order_by("position", "slug"))
    way: list[tuple[str, str] | tuple[str, str, str]] = [("Projets", "projects")]
    if len(linked) == 1:
        way.append((linked[0].name, "project", linked[0].slug))
    return {
        "document": document,
        "kind": KINDS[document.kind],
        "pieces": pieces(text, spans),
        "cited": len(spans),
        "projects": [
            {"label": one.name, "url": reverse("explore:project", args=[portfolio.slug, one.slug])}
            for one in linked
        ],
        "original": reverse("explore:original", args=[portfolio.slug, document.sha256]),
        "breadcrumb": pages.trail(portfolio, f"Document : {document}", *way),
    }
