"""How a body is called before readers: officially where its number says so, a person never by name.

Guarantees that the name of a natural person reaches no public page, fiche or export unless somebody
judged that this person agrees (the nature `personne-nommee`), or that it is no person's.
"""

from __future__ import annotations

from functools import lru_cache

from terreau.identify.official import display_name
from terreau.identify.persons import is_person
from terreau.portfolio.models import Organisation, Project

PERSON = "personne"
SOMEONE = "Une personne"
MOST_NAMES = 65_536
AHEAD = ("organisation__kind", "organisation__same_as__kind")
"""What to read ahead of participations, so that naming their bodies asks nothing more."""

_looks_like_a_person = lru_cache(maxsize=MOST_NAMES)(is_person)


def is_private(body: Organisation) -> bool:
    """Whether a body is a person who has not agreed to be named; its kind is read ahead.

    Until somebody has judged what it is, its name alone tells; a name that a project bears too is
    known to all. One query for a name that looks like a person's, none for the others.
    """
    if body.kind is not None:
        return body.kind.notation == PERSON
    if body.identifier or not _looks_like_a_person(body.name):
        return False
    named_alike = Project.objects.filter(portfolio=body.portfolio_id, name__iexact=body.name)
    return not named_alike.exists()


def shown_name(body: Organisation, *, dossiers: bool = False) -> str:
    """The name under which readers see a body; `dossiers` says that they may read the dossiers."""
    if not dossiers and is_private(body):
        return SOMEONE
    return display_name(body.name, body.identifier)
