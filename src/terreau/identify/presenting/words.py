"""Probabilities, counts, years and moments in the words of a person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from terreau.identify.desk.model import Asked
from terreau.web.typography import NBSP, accord, date_fr, nombre

#: The least probability of each word; below the last, `UNLIKELY`.
CERTAINTY = (
    (0.95, "très probable"),
    (0.8, "probable"),
    (0.5, "plutôt probable"),
    (0.2, "peu probable"),
)
UNLIKELY = "très peu probable"
FEW_YEARS = 3
QUEUES = {
    Asked.BODIES: "Organismes",
    Asked.PLACES: "Lieux",
    Asked.NAMED: "Mentions dans les textes",
}
SHORT_QUEUES = QUEUES | {Asked.NAMED: "Mentions"}


def certainty(probability: float) -> str:
    """How likely something of this probability (0 to 1) is, in words."""
    return next((said for least, said in CERTAINTY if probability >= least), UNLIKELY)


def figure(probability: float) -> str:
    """A probability with two decimals, never rounded up to certainty: « 0,97 », « 0,99 »."""
    return nombre(math.floor(min(max(probability, 0.0), 1.0) * 100 + 1e-9) / 100, 2)


def years(known: Sequence[int]) -> str:
    """The years as a person says them: a few by name, more by the first and the last."""
    told = sorted(set(known))
    if not told:
        return ""
    if len(told) <= FEW_YEARS:
        return ", ".join(str(year) for year in told)
    return f"de {told[0]} à {told[-1]}"


def projects(count: int) -> str:
    """« 14 projets »."""
    return f"{nombre(count)}{NBSP}{accord(count, 'projet')}"


def moment(at: datetime) -> str:
    """« 12 mars 2026 à 14 h 05 », where the people are."""
    local = timezone.localtime(at)
    return f"{date_fr(local)} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def day(one: date) -> str:
    """« 12 mars 2026 »."""
    return date_fr(one)
