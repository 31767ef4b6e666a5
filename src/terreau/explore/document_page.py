"""What the page of a document shows: its text as drawn, the cited passages marked and reachable."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.urls import reverse

from terreau.explore import pages
from terreau.explore.marking import Piece, pieces
from terreau.portfolio.models import Document, Passage, Portfolio, TextLayer
from terreau.publish.notes import KINDS

LONGEST_KEY = 18  # digits


def context(portfolio: Portfolio, document: Document, asked: str = "") -> dict[str, Any]:
    """The text of a document, cut at the passages that judgements rest on, and at the one asked.

    `asked` is the key of a passage that a page leads to, whatever rests on it.

    A passage belongs to the layer that it was read in: every layer that is cited is shown, the
    newest first; where none is, the newest.
    """
    layers = list(document.layers.order_by("-pk"))
    cited: dict[int, set[tuple[int, int]]] = defaultdict(set)
    chosen = Q(uses__isnull=False)
    if asked.isdecimal() and len(asked) < LONGEST_KEY:
        chosen |= Q(pk=int(asked))
    rows = Passage.objects.filter(chosen, layer__document=document)
    for layer, start, end in rows.values_list("layer", "start", "end"):
        cited[layer].add((start, end))
    shown = [layer for layer in layers if layer.pk in cited] or layers[:1]
    linked = list(document.projects.order_by("position", "slug"))
    way: list[tuple[str, str] | tuple[str, str, str]] = [("Projets", "projects")]
    if len(linked) == 1:
        way.append((linked[0].name, "project", linked[0].slug))
    return {
        "document": document,
        "kind": KINDS[document.kind],
        "texts": _texts(shown, cited),
        "cited": sum(len(spans) for spans in cited.values()),
        "projects": [
            {"label": one.name, "url": reverse("explore:project", args=[portfolio.slug, one.slug])}
            for one in linked
        ],
        "original": reverse("explore:original", args=[portfolio.slug, document.sha256]),
        "breadcrumb": pages.trail(portfolio, f"Document : {document}", *way),
    }


def _texts(
    layers: list[TextLayer], cited: dict[int, set[tuple[int, int]]]
) -> list[tuple[str, tuple[Piece, ...]]]:
    """The name of each layer (blank for a single one) with its pieces; an anchor is used once."""
    texts = []
    taken: set[str] = set()
    for layer in layers:
        found = pieces(layer.text, cited[layer.pk], layer.page_starts)
        own = tuple(
            replace(one, anchors=tuple(name for name in one.anchors if name not in taken))
            for one in found
        )
        taken |= {name for one in found for name in one.anchors}
        texts.append((layer.label if len(layers) > 1 else "", own))
    return texts
