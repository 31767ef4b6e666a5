"""What is asked under a key: the bodies, the mention, the words or the body it is about.

Guarantees that a key of another portfolio, or of none, is refused.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from terreau.identify.errors import UnknownCase
from terreau.identify.keys import location_key
from terreau.portfolio.models import Location, Mention, Organisation, Place, Portfolio

_BODIES = re.compile(r"resolution:bodies:(\d{1,18}):(\d{1,18})")
_MENTION = re.compile(r"resolution:mention:(\d{1,18})")
_PLACE = re.compile(r"location:project:(\d{1,18}):(seat|action):([0-9a-f]{16})")


class Pair(NamedTuple):
    """Two bodies, that of the smaller key first."""

    left: Organisation
    right: Organisation


class AskedPlace(NamedTuple):
    """Words that a project says of where it is, or acts."""

    project: int
    relation: str
    words: str


def pair_of(portfolio: Portfolio, key: str) -> Pair:
    """The two bodies that a key asks about; UnknownCase where they are not of this portfolio."""
    found = _BODIES.fullmatch(key)
    if found is None or int(found[1]) >= int(found[2]):
        raise UnknownCase(key)
    rows = list(portfolio.organisations.filter(pk__in=found.groups()).order_by("pk"))
    if len(rows) != 2:
        raise UnknownCase(key)
    return Pair(*rows)


def mention_of(portfolio: Portfolio, key: str) -> Mention:
    """The mention that a key asks about; UnknownCase where it is not of this portfolio."""
    found = _MENTION.fullmatch(key)
    rows = portfolio.mentions.select_related("project", "organisation", "portfolio")
    row = rows.filter(pk=found[1]).first() if found else None
    if row is None:
        raise UnknownCase(key)
    return row


def place_of(portfolio: Portfolio, key: str) -> AskedPlace:
    """The words that a key asks about; UnknownCase where no project of this portfolio says them."""
    found = _PLACE.fullmatch(key)
    if found is None:
        raise UnknownCase(key)
    project, relation = int(found[1]), found[2]
    asked = {"project": project, "relation": relation, "project__portfolio": portfolio}
    for words in Place.objects.filter(**asked).order_by("pk").values_list("words", flat=True):
        if location_key(project, relation, words) == key:
            return AskedPlace(project, relation, words)
    said = Location.objects.filter(judgement__key=key, project__portfolio=portfolio).first()
    if said is None:
        raise UnknownCase(key)
    return AskedPlace(project, relation, said.words)
