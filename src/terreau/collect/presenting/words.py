"""Moments, sizes, certainties and fields in the words of a person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from terreau.collect.fields import BY_KEY
from terreau.portfolio.models import Project
from terreau.web.typography import NBSP, accord, date_fr, nombre

UNITS = ("octet", "Ko", "Mo", "Go")
SURE, LIKELY = 0.8, 0.5
SHORT = 400  # characters of a value shown in a list


def day(at: datetime) -> str:
    """« 12 mars 2026 », where the people are."""
    return date_fr(timezone.localtime(at))


def moment(at: datetime) -> str:
    """« 12 mars 2026 à 14 h 05 », where the people are."""
    local = timezone.localtime(at)
    return f"{date_fr(local)} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def size(count: int) -> str:
    """A number of bytes: « 850 octets », « 1,2 Mo »."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    decimals = 1 if unit and value < 10 and round(value, 1) % 1 else 0
    noun = UNITS[unit] if unit else accord(count, UNITS[0])
    return f"{nombre(value, decimals)}{NBSP}{noun}"


def certainty(confidence: float) -> str:
    """How sure a proposal is (0 to 1), in a word."""
    if confidence >= SURE:
        return "sûr"
    return "probable" if confidence >= LIKELY else "à vérifier"


def label(field: str) -> str:
    """How a field is called."""
    known = BY_KEY.get(field)
    return known.label if known is not None else field


def value(field: str, text: str) -> str:
    """A value of a field as a person reads it, cut where it is long."""
    if field == "stage" and text in Project.Stage.values:
        return Project.Stage(text).label
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
