"""What is known of one ambition, as plain values: what a fiche is made of.

Pure: no Django, no database. `gathering` fills them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from terreau.territory.gazetteer import normalise
from terreau.web.typography import date_fr

ROLES_SCHEME = "roles"
PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class PassageFact:
    """A passage and the document it is in."""

    document: str
    document_kind: str
    sha256: str
    start: int
    end: int
    quote: str
    page: int | None


@dataclass(frozen=True, slots=True)
class VerdictFact:
    """Who decided, and when; `person` is False where the source of a document did."""

    by: str
    at: datetime
    person: bool

    @property
    def told(self) -> str:
        """The end of « cela a été… », dated in Paris."""
        day = date_fr(self.at.astimezone(PARIS).date())
        if self.person:
            return f"retenu par {self.by}, le {day}"
        return f"retenu le {day} (source : {self.by})"


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A concept judged to apply, with why, on what, by whom and when."""

    notation: str
    label: str
    reason: str
    passages: tuple[PassageFact, ...]
    verdict: VerdictFact


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Where a project acts or is based; no code and no position where only words are known."""

    name: str
    level: str
    code: str
    region: str
    latitude: float | None
    longitude: float | None
    approximate: bool
    seat: bool
    words: str = ""


def place_label(words: str, name: str, *, seat: bool) -> str:
    """A place as a reader sees it: the document's words, with the level known beside them."""
    known = normalise(name) in normalise(words) if name else True
    label = (words if known else f"{words} ({name})") if words else name
    label = f"{label[:1].upper()}{label[1:]}"
    return f"{label} (siège)" if seat else label


@dataclass(frozen=True, slots=True)
class ActorFact:
    """An actor mobilised: a named body (with a slug), or a kind of actor (with its concept)."""

    name: str
    note: str
    slug: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A project as a fiche tells it."""

    slug: str
    name: str
    title: str
    summary: str
    places: tuple[PlaceFact, ...]
    actors: tuple[ActorFact, ...]
    roles: tuple[JudgedFact, ...]
    enjeux: tuple[JudgedFact, ...]


@dataclass(frozen=True, slots=True)
class EnjeuFact:
    """An enjeu with the slugs of its projects; a blank notation gathers those without enjeu."""

    notation: str
    label: str
    source: str
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementFact:
    """Something said of the ambition; `projects` counts codings of its topic, 0 for none."""

    type: str
    wording: str
    passages: tuple[PassageFact, ...]
    projects: int
    verdict: VerdictFact


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document read for this fiche."""

    name: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """All that a fiche is made of."""

    portfolio: str
    funder: str
    portfolio_source: str
    fictitious: bool
    scheme_title: str
    scheme_source: str
    notation: str
    title: str
    established: bool
    definition: str
    note: str
    source: str
    position: int
    siblings: int
    enjeux: tuple[EnjeuFact, ...]
    projects: tuple[ProjectFact, ...]
    roles: tuple[tuple[str, str, str], ...]
    statements: tuple[StatementFact, ...]
    documents: tuple[DocumentFact, ...]
    headline: str
    newest: datetime | None

    def project(self, slug: str) -> ProjectFact:
        """The project with this slug."""
        return next(project for project in self.projects if project.slug == slug)
