"""What a published fiche says: plain values, each with where it stands in the text layer.

Guarantees nothing by itself; the reader fills it. Every span is (start, end) in Unicode code
points of the layer's text, end excluded.
"""

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
ActorNature = Literal["organisation", "category"]
Relation = Literal["seat", "action"]
StatementKind = Literal["lever", "challenge", "sector", "actor_kind"]


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role of the framework: its notation, and its labels (preferred first, then others)."""

    notation: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAmbition:
    """The ambition that the fiche is about; `number` is None where the file does not say it."""

    number: int | None
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadEnjeu:
    """An enjeu of the ambition; `definition` is the text that introduces its table, if any."""

    number: int
    label: str
    span: Span
    definition: str = ""
    definition_span: Span | None = None


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """A place as the text words it; `level` and `code` (INSEE) where the gazetteer knows it."""

    words: str
    span: Span
    relation: Relation
    level: str | None
    code: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class ReadActor:
    """An actor alone; `note` is what parentheses explain, `broad` the notation of its kind."""

    name: str
    span: Span
    kind: ActorNature
    broad: str | None
    note: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class ReadRole:
    """A role, how the source spells it, and the passage that argues it."""

    notation: str
    spelling: str
    spelling_span: Span
    passage: Span
    certain: bool


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A row of a table. Spans are those of its cells; `continued` those cut off by a page break."""

    name: str
    title: str | None
    where: str
    enjeu_number: int | None
    name_span: Span
    description_span: Span
    actors_span: Span
    contribution_span: Span
    places: tuple[ReadPlace, ...]
    actors: tuple[ReadActor, ...]
    roles: tuple[ReadRole, ...]
    continued: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """What the fiche says of the ambition itself; `wording` may complete what `span` shortens."""

    kind: StatementKind
    wording: str
    span: Span
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something read without confidence, or not read: where, a stable code, a French sentence."""

    where: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that gives no project: where, a stable code, a French sentence with what to do."""

    where: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FicheReading:
    """All that was read, in the order of the text; `scheme_hint` is the strategy's name, or ""."""

    scheme_hint: str
    ambition: ReadAmbition
    enjeux: tuple[ReadEnjeu, ...]
    projects: tuple[ReadProject, ...]
    statements: tuple[ReadStatement, ...]
    doubts: tuple[Doubt, ...]
    rejections: tuple[Rejection, ...]
