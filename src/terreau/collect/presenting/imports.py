"""The list of the imports of a portfolio: what each did, and which of them wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from terreau.collect.models import ImportRun, ReceivedFile
from terreau.collect.presenting import words
from terreau.collect.presenting.steps import address
from terreau.portfolio.models import Portfolio
from terreau.web.typography import accord, nombre

State = ImportRun.State
PER_PAGE = 20
AWAITED = {
    State.RECEIVING: "Déposer les fichiers, puis les faire lire",
    State.STOPPED: "Reprendre la lecture",
    State.MAPPING: "Dire ce que contiennent les colonnes",
    State.PLANNED: "Relire le plan, puis l’appliquer",
    State.FAILED: "Voir l’erreur et recommencer",
}
OUTCOMES = (
    ("created", "nouveau,nouveaux"),
    ("updated", "modifié"),
    ("unchanged", "inchangé"),
    ("rejected", "rejeté"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An import in the list; `awaited` says what a person has to do, blank where nothing."""

    title: str
    url: str
    files: str
    state: str
    told: str
    awaited: str
    working: bool


def title(run: ImportRun) -> str:
    """How an import is called: by the moment it was begun."""
    return f"Import du {words.moment(run.at)}"


def lines(portfolio: Portfolio, number: int) -> tuple[list[Line], int]:
    """The imports of page `number` (from 1), the newest first, and how many pages there are."""
    runs = ImportRun.objects.filter(portfolio=portfolio)
    last = max(1, -(-runs.count() // PER_PAGE))
    first = (min(number, last) - 1) * PER_PAGE
    name = ReceivedFile.objects.filter(run=OuterRef("pk")).order_by("position").values("name")[:1]
    shown = runs.select_related("by", "portfolio").order_by("-at", "-pk")
    shown = shown.annotate(received=Count("files"), first_name=Subquery(name))
    return [_line(run) for run in shown[first : first + PER_PAGE]], last


def _line(run: ImportRun) -> Line:
    parts = [f"par {run.by.name}"]
    if run.counts:
        parts.append(summary(run.counts))
    return Line(
        title=title(run),
        url=address(run),
        files=_files(getattr(run, "first_name", None), getattr(run, "received", 0)),
        state=run.get_state_display(),
        told=" · ".join(parts),
        awaited=AWAITED.get(State(run.state), ""),
        working=run.is_working,
    )


def _files(first: str | None, count: int) -> str:
    """The files of an import: the first by its name, the others counted."""
    if first is None:
        return "Aucun fichier pour l’instant"
    others = count - 1
    more = f" et {nombre(others)} {accord(others, 'autre fichier')}" if others else ""
    return f"{first}{more}"


def summary(counts: Mapping[str, int]) -> str:
    """The counts of an import in words, those that are zero left out."""
    said = [
        f"{nombre(counts[name])} {agreed(counts[name], noun)}"
        for name, noun in OUTCOMES
        if counts.get(name)
    ]
    return ", ".join(said) or "rien à faire entrer"


def agreed(count: int, noun: str) -> str:
    """The noun that goes with a count; « singulier,pluriel » where the plural is irregular."""
    singular, _, plural = noun.partition(",")
    return accord(count, singular, plural)
