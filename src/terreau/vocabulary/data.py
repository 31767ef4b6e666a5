"""What crosses the boundary of a framework file: plain frozen values, no database, no RDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

ESTABLISHED: Final = "established"
TO_COMPLETE: Final = "to_complete"
CONCEPT_STATUSES: Final = (ESTABLISHED, TO_COMPLETE)

PROPOSED: Final = "proposed"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
MAPPING_STATUSES: Final = (PROPOSED, ACCEPTED, REJECTED)

RELATIONS: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

# Longest values kept, in characters: what the columns of both databases hold.
MAX_SLUG: Final = 80
MAX_NOTATION: Final = 80
MAX_VERSION: Final = 80
MAX_TITLE: Final = 300
MAX_LABEL: Final = 500
MAX_IRI: Final = 500
MAX_URL: Final = 1000


@dataclass(frozen=True, slots=True)
class LevelData:
    """The name of one depth of a hierarchy, in the singular and in the plural."""

    key: str
    label: str
    plural: str


@dataclass(frozen=True, slots=True)
class ConceptData:
    """One entry; `broader` is a notation of the same scheme, a blank label is not established."""

    iri: str
    notation: str
    label: str = ""
    alt_labels: tuple[str, ...] = ()
    definition: str = ""
    scope_note: str = ""
    broader: str | None = None
    source: str = ""
    source_url: str = ""
    status: str = ESTABLISHED
    order: int = 0


@dataclass(frozen=True, slots=True)
class SchemeData:
    """One version of a framework with its concepts, sorted by order then notation."""

    iri: str
    slug: str
    title: str
    description: str = ""
    version: str = ""
    date: date | None = None
    source: str = ""
    source_url: str = ""
    levels: tuple[LevelData, ...] = ()
    position: int = 0
    concepts: tuple[ConceptData, ...] = ()


@dataclass(frozen=True, slots=True)
class MappingData:
    """A correspondence between two concepts, named by their IRIs."""

    source_iri: str
    target_iri: str
    relation: str
    status: str = PROPOSED
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that one file holds: schemes sorted by slug, mappings by source, target, relation."""

    schemes: tuple[SchemeData, ...] = ()
    mappings: tuple[MappingData, ...] = ()
