"""What the machine proposes on places that have no code: one territory, several, or none known.

Guarantees that nothing is guessed: several candidates are a question without an answer; and that a
seat tells nothing of where a project acts, nor the contrary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from terreau.accounts.services import model_agent
from terreau.identify.keys import location_key
from terreau.identify.offering import Offer, Offered
from terreau.portfolio.models import Judgement, Location, Place, Portfolio
from terreau.territory.gazetteer import Entry, Level
from terreau.territory.matching import Located, locate_all
from terreau.territory.services import territories

LOCATOR, LOCATOR_VERSION = "lecture des noms de lieux", "1"
MOST = 20  # candidates that are kept


@dataclass(slots=True)
class Placed:
    """How many places there are: with a code, with one proposed, with several, with none known."""

    read: int = 0
    placed: int = 0
    proposed: int = 0
    ambiguous: int = 0
    unknown: int = 0
    offered: Offered | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What some words of a project may be."""

    project: int
    relation: str
    words: str
    entry: Entry | None
    candidates: tuple[Entry, ...]
    reasons: tuple[str, ...]


def place(portfolio: Portfolio, at: datetime) -> Placed:
    """Propose a territory for each place without a code; six queries, however many."""
    rows = Place.objects.filter(project__portfolio=portfolio, project__withdrawn=False)
    done = Placed(read=rows.count())
    said = set(
        Location.objects.counting()
        .filter(project__portfolio=portfolio)
        .values_list("judgement__key", flat=True)
    )
    around = _departements(portfolio)
    answers: dict[str, _Answer] = {}
    waiting = rows.filter(territory__isnull=True).exclude(words="").order_by("pk")
    for project, relation, words in waiting.values_list("project_id", "relation", "words"):
        key = location_key(project, relation, words)
        if key not in said and key not in answers:
            answers[key] = _answer(project, relation, words, around.get((project, relation), ""))
    done.placed = done.read - len(answers)
    done.proposed = sum(one.entry is not None for one in answers.values())
    done.ambiguous = sum(one.entry is None and bool(one.candidates) for one in answers.values())
    done.unknown = len(answers) - done.proposed - done.ambiguous
    done.offered = _offer(portfolio, answers, at)
    return done


def _departements(portfolio: Portfolio) -> dict[tuple[int, str], str]:
    """The département that other places of a project in this relation are in, where it is one."""
    rows = Place.objects.filter(project__portfolio=portfolio, territory__isnull=False)
    found: dict[tuple[int, str], set[str]] = {}
    inside = rows.filter(territory__parents__level=Level.DEPARTEMENT.value)
    for project, relation, code in inside.values_list(
        "project_id", "relation", "territory__parents__code"
    ):
        found.setdefault((project, relation), set()).add(code)
    itself = rows.filter(territory__level=Level.DEPARTEMENT.value)
    for project, relation, code in itself.values_list("project_id", "relation", "territory__code"):
        found.setdefault((project, relation), set()).add(code)
    return {key: min(codes) for key, codes in found.items() if len(codes) == 1}


def _answer(project: int, relation: str, words: str, departement: str) -> _Answer:
    found = locate_all(words, departement=departement)
    if len(found) == 1 and found[0].entry is not None:
        return _Answer(project, relation, words, found[0].entry, (), (found[0].reason,))
    candidates = tuple(dict.fromkeys(entry for one in found for entry in _named(one)))[:MOST]
    reasons = tuple(dict.fromkeys(one.reason for one in found))
    return _Answer(project, relation, words, None, candidates, reasons)


def _named(one: Located) -> Iterable[Entry]:
    sure = (one.entry,) if one.entry else one.candidates
    return (*sure, one.around) if one.around else sure


def _offer(portfolio: Portfolio, answers: dict[str, _Answer], at: datetime) -> Offered:
    sure = [one.entry for one in answers.values() if one.entry is not None]
    rows = territories((entry.level, entry.code) for entry in sure)
    wanted = {
        key: Location(
            project_id=one.project,
            relation=one.relation,
            words=one.words,
            territory=rows[one.entry.level, one.entry.code] if one.entry else None,
            candidates=[[entry.level.value, entry.code] for entry in one.candidates],
            reasons=list(one.reasons),
        )
        for key, one in answers.items()
    }
    by = model_agent(LOCATOR, LOCATOR_VERSION)
    about = Q(project__portfolio=portfolio, project__withdrawn=False)
    offer = Offer(Judgement.Kind.LOCATION, Location, about, by, at)
    return offer.write(wanted)
