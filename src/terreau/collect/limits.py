"""How long each text of a record may be, so that no database cuts it or refuses it half-way.

The lengths, in characters, are those of the columns: a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terreau.collect.incoming import IncomingDocument, IncomingProject, IncomingStatement
from terreau.vocabulary.data import MAX_LABEL, MAX_NOTATION, MAX_URL

PROJECT = {"name": 300, "title": 500, "call": 200, "external_id": 120, "slug": 120}
ACTOR = {"name": 300, "identifier": 80, "note": 300}
PLACE = {"words": 300, "code": 20}
GRANT = {"currency": 3, "funder": 200}
DOCUMENT = {"name": 255, "title": 300}
PORTFOLIO = {"slug": 80, "name": 200, "funder": 200}
CONCEPT = {"notation": MAX_NOTATION, "label": MAX_LABEL, "source_url": MAX_URL}
AGENT = 200
SUBJECT = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Lengths = dict[str, int]


def problem(project: IncomingProject) -> str | None:
    """What in a project cannot be kept as it is, as a French sentence; None where all can."""
    if project.slug and not SLUG.fullmatch(project.slug):
        return "« slug » ne se compose que de minuscules sans accent, de chiffres et de tirets."
    return next(_too_long(project), None)


def statement_problem(statement: IncomingStatement) -> str | None:
    """What in a statement cannot be kept as it is; None where all can."""
    return next(_over({"subject": SUBJECT, "by": AGENT}, statement), None)


def document_problem(document: IncomingDocument) -> str | None:
    """What in a document cannot be kept as it is; None where all can."""
    return next(_over(DOCUMENT, document), None)


def card_problem(card: object) -> str | None:
    """What in a portfolio's card (slug, name, funder) cannot be kept; None where all can."""
    return next(_over(PORTFOLIO, card), None)


def concept_problem(concept: object) -> str | None:
    """What in an entry of a framework cannot be kept; None where all can."""
    return next(_over(CONCEPT, concept), None)


def _too_long(project: IncomingProject) -> Iterator[str]:
    yield from _over(PROJECT, project)
    for actor in project.actors:
        yield from _over(ACTOR, actor)
    for place in project.places:
        yield from _over(PLACE, place)
    for grant in project.grants:
        yield from _over(GRANT, grant)
    for coding in project.codings:
        yield from _over({"by": AGENT}, coding)


def _over(lengths: Lengths, record: object) -> Iterator[str]:
    for field, limit in lengths.items():
        length = len(getattr(record, field))
        if length > limit:
            yield f"« {field} » dépasse {limit} caractères ({length}) : raccourcissez ce texte."
