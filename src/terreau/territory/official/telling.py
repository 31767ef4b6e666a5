"""What is known of a place from official files, in a reader's words; reads, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from terreau.territory.models import TerritoryFact
from terreau.territory.official.known import Place

Kind = TerritoryFact.Kind
TOLD = (Kind.DENSITY, Kind.RURALITY, Kind.MOUNTAIN, Kind.ZRR, Kind.QPV)
# Values that say that the question does not arise.
UNTOLD = ("Hors champ", "Non classée", "Commune dont le périmètre")
MOST_QUARTERS = 4


def told(places: Iterable[Place]) -> dict[Place, str]:
    """Give a sentence for each place of which something is known, in one query.

    « Bourgs ruraux (densité) ; montagne : Massif Central ; quartier prioritaire : La Bastide ».
    """
    wanted = set(places)
    if not wanted:
        return {}
    rows = TerritoryFact.objects.filter(
        level__in=sorted({level for level, _ in wanted}),
        code__in=sorted({code for _, code in wanted}),
        kind__in=TOLD,
    ).order_by("level", "code", "part")
    known: dict[Place, dict[str, list[str]]] = {}
    for level, code, kind, part, value in rows.values_list(
        "level", "code", "kind", "part", "value"
    ):
        if (level, code) in wanted and not value.startswith(UNTOLD):
            known.setdefault((level, code), {}).setdefault(kind, []).append(value or part)
    return {place: _sentence(facts) for place, facts in known.items()}


def _sentence(facts: dict[str, list[str]]) -> str:
    parts = [_part(kind, facts[kind]) for kind in TOLD if kind in facts]
    said = "\u00a0; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}"


def _part(kind: Kind, values: list[str]) -> str:
    value = f"{values[0][:1].lower()}{values[0][1:]}"
    if kind is Kind.DENSITY:
        return f"{value} (densité)"
    if kind is Kind.RURALITY:
        return value.removeprefix("les ")
    if kind is Kind.MOUNTAIN:
        return f"montagne\u00a0: {values[0]}"
    if kind is Kind.ZRR:
        return f"zone de revitalisation rurale ({value})"
    shown = ", ".join(values[:MOST_QUARTERS])
    if len(values) == 1:
        return f"quartier prioritaire\u00a0: {shown}"
    more = len(values) - MOST_QUARTERS
    rest = f" et {more} {'autres' if more > 1 else 'autre'}" if more > 0 else ""
    return f"quartiers prioritaires\u00a0: {shown}{rest}"
