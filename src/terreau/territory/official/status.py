"""What the official files that were loaded give, in counts."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from terreau.territory.gazetteer import Level, load
from terreau.territory.models import (
    OfficialFile,
    TerritoryFact,
    TerritoryOutline,
    TerritoryPosition,
    Zoning,
)
from terreau.territory.official.model import FileKind


def loaded() -> dict[str, Any]:
    """Give the files, the counts of what is known by kind, and the communes with a position."""
    facts = dict(
        TerritoryFact.objects.order_by().values_list("kind").annotate(Count("pk")).order_by("kind")
    )
    outlines = dict(TerritoryOutline.objects.order_by().values_list("level").annotate(Count("pk")))
    known = [
        {"kind": kind.value, "label": kind.label, "count": facts[kind.value]}
        for kind in TerritoryFact.Kind
        if kind.value in facts
    ]
    known += [
        {"kind": f"outline_{level}", "label": f"contour ({level.label})", "count": outlines[level]}
        for level in Level
        if level.value in outlines
    ]
    zonings = Zoning.objects.count()
    if zonings:
        known.append({"kind": "zoning", "label": "description de zonage", "count": zonings})
    communes = list(load().entries(Level.COMMUNE))
    return {
        "communes": len(communes),
        "own_positions": len(_placed() | {e.code for e in communes if not e.approximate}),
        "files": [
            {
                "name": file.name,
                "kind": file.kind,
                "label": FileKind(file.kind).label,
                "vintage": file.vintage,
                "sha256": file.sha256,
                "loaded_at": file.loaded_at.isoformat(),
            }
            for file in OfficialFile.objects.order_by("loaded_at", "name", "sha256")
        ],
        "known": known,
    }


def _placed() -> set[str]:
    rows = TerritoryPosition.objects.filter(level=Level.COMMUNE.value)
    return set(rows.order_by().values_list("code", flat=True))
