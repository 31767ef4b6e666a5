"""The first page of the desk: how many proposals are all but certain, what to do where none is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terreau.identify.desk.model import SURE, Asked, Progress
from terreau.identify.desk.ordering import open_pairs
from terreau.identify.models import IdentifyRun
from terreau.identify.presenting import words
from terreau.identify.running import latest
from terreau.portfolio.models import Judgement, Portfolio, Resolution
from terreau.web.typography import accord, nombre

LATEST = 6
PLACES = ("proposed", "ambiguous", "unknown")  # what a search leaves to be asked of places


def sure_count(portfolio: Portfolio) -> int:
    """How many proposals « the same » are all but certain; four queries."""
    same = Resolution.objects.deciding().filter(
        body__portfolio=portfolio,
        relation=Resolution.Relation.SAME,
        judgement__status=Judgement.Status.PROPOSED,
        probability__gte=SURE,
    )
    sure = set(same.values_list("judgement", flat=True))
    return sum(one.judgement in sure for one in open_pairs(portfolio)[0]) if sure else 0


@dataclass(frozen=True, slots=True)
class Search:
    """How far the search for more is: at work, ended (well or not), or never asked for."""

    working: bool = False
    words: str = ""
    done: int = 0
    total: int = 0
    told: str = ""
    hint: str = ""
    kind: str = "info"


def search_of(portfolio: Portfolio) -> Search:
    """The search asked for last; one query."""
    run = latest(portfolio)
    if run is None:
        return Search()
    if run.is_working:
        step = run.get_step_display() if run.step else "bientôt à son tour"
        return Search(
            working=True, words=f"Recherche en cours : {step}", done=run.done, total=run.total
        )
    when = words.moment(run.ended_at or run.at)
    if run.state == IdentifyRun.State.FAILED:
        told = f"La recherche s’est arrêtée, le {when} : {run.error.get('message', '')}"
        return Search(kind="error", told=told, hint=run.error.get("hint", ""))
    return Search(told=f"Dernière recherche le {when}.", hint=_found(run.counts))


def _found(counts: Mapping[str, Any]) -> str:
    """What a search read and proposed, as a sentence."""
    if not counts.get("written"):
        return "Rien de neuf."
    bodies, texts = counts["organisations"], counts["named"]
    places = counts["territories"]
    found = (
        (bodies["proposed"], "rapprochement proposé"),
        (sum(places[one] for one in PLACES), "lieu à situer,lieux à situer"),
        (texts["recognised"], "mention reconnue dans un texte,mentions reconnues dans les textes"),
    )
    told = [f"{nombre(count)} {_agreed(count, noun)}" for count, noun in found if count]
    return f"Elle a trouvé {', '.join(told)}." if told else "Rien à vous demander."


def _agreed(count: int, noun: str) -> str:
    singular, _, plural = noun.partition(",")
    return accord(count, singular, plural)


def empty(known: Mapping[Asked, Progress], search: Search) -> dict[str, str]:
    """What to do where nothing waits and nobody answered yet; nothing where something is there."""
    if any(one.left or one.answered for one in known.values()):
        return {}
    if search.working:
        return {"title": "Terreau cherche", "text": "Les premières questions paraîtront ici."}
    return {
        "title": "Rien à trancher pour l’instant",
        "text": "Lancez une recherche : Terreau compare les noms des organismes, situe les lieux"
        " et lit ceux que les textes citent. Il propose, vous tranchez.",
    }
