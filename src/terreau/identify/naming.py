"""How a body is called before readers: officially where its number says so, a person never by name.

Guarantees that the name of a natural person reaches no public page, fiche or export unless somebody
judged that this person agrees (the nature `personne-nommee`), or that it is no person's.
"""

from __future__ import annotations

from functools import lru_cache

from terreau.identify.official import display_name
from terreau.identify.persons import is_person
from terreau.portfolio.models import Organisation

PERSON = "personne"
SOMEONE = "Une personne"
MOST_NAMES = 65_536
AHEAD = ("organisation__kind", "organisation__same_as__kind")
"""What to read ahead of participations, so that naming their bodies asks nothing more."""

_looks_like_a_person = lru_cache(maxsize=MOST_NAMES)(is_person)


def is_private(body: Organisation) -> bool:
    """Whether a body is a person who has not agreed to be named; its kind is read ahead.

    Until somebody has judged what it is, its name alone tells.
    """
    if body.kind is not None:
        return body.kind.notation == PERSON
    return not body.identifier and _looks_like_a_person(body.name)


def shown_name(body: Organisation, *, dossiers: bool = False) -> str:
    """The name under which readers see a body; `dossiers` says that they may read the dossiers."""
    if is_private(body) and not dossiers:
        return SOMEONE
    return display_name(body.name, body.identifier)
