"""Our own fields as targets: how French and English files announce them, and what they are not.

Guarantees that a column about a person (contact, e-mail, telephone) and a column about an amount
that was only asked for are kept as they are, and that a seat needs a header that speaks of the
holder. Pure.
"""

from __future__ import annotations

from terreau.collect.mapping.catalogue.bodies import BODY_TARGETS, GRANT_TARGETS
from terreau.collect.mapping.catalogue.kept import KEPT_TARGETS
from terreau.collect.mapping.catalogue.places import PLACES_TARGETS
from terreau.collect.mapping.catalogue.projects import PROJECT_TARGETS, READING_TARGETS
from terreau.collect.mapping.targets import Target

__all__ = ["CATALOGUE"]

#: The targets of a portfolio of projects, in the order of the fields.
CATALOGUE: tuple[Target, ...] = (
    *PROJECT_TARGETS,
    *BODY_TARGETS,
    *PLACES_TARGETS,
    *GRANT_TARGETS,
    *READING_TARGETS,
    *KEPT_TARGETS,
)
