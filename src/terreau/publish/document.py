"""A fiche as a document: what it says, in order, whatever the format that shows it.

Guarantees: plain frozen values, no Django and no clock; a `Fiche` that exists has every note
that it refers to, notes numbered 1 to n, and identifiers that are unique. A *word of ours*
(a field annotated `Ours`, or a `Text` that is not verbatim) may be retouched for French typography;
everything else (quotes, names as their owners write them) is shown as it was received.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, ClassVar, TypeVar

Node = TypeVar("Node")
Ours = str  # our own words: a field annotated so may be retouched, see `typeset`


class DocumentError(ValueError):
    """A document that contradicts itself (a reference to no note, an identifier used twice)."""


# Text: a tuple of runs, each of one kind.


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text; `verbatim` when the words are not ours."""

    kind: ClassVar[str] = "text"
    text: str
    strong: bool = False
    emphasis: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Our words, leading to an address."""

    kind: ClassVar[str] = "link"
    text: Ours
    url: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to the note of that number."""

    kind: ClassVar[str] = "note"
    number: int


@dataclass(frozen=True, slots=True)
class RoleMark:
    """A role's sign and label; `notation` finds the sign."""

    kind: ClassVar[str] = "role"
    notation: str
    label: str


Run = Text | Link | NoteRef | RoleMark
RichText = tuple[Run, ...]


def rich(*parts: str | Run | int) -> RichText:
    """Build a rich text: strings are our words, integers refer to notes."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Text(part))
        elif isinstance(part, int):
            runs.append(NoteRef(part))
        else:
            runs.append(part)
    return tuple(runs)


def plain(text: RichText) -> str:
    """The words of a rich text, without its note numbers."""
    return "".join(
        run.label if isinstance(run, RoleMark) else run.text
        for run in text
        if not isinstance(run, NoteRef)
    )


# Blocks.


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quiet` for what is said aside (small print)."""

    kind: ClassVar[str] = "paragraph"
    text: RichText
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """An entry of a list, with an optional count beside it (« 7 projets »)."""

    kind: ClassVar[str] = "item"
    text: RichText
    tag: Ours | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without order."""

    kind: ClassVar[str] = "list"
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class ActorCell:
    """An actor in a table: a named body (`organisation`) or a kind of actor (`category`).

    `projects` counts the projects of the fiche where the body takes part, this one included.
    """

    kind: ClassVar[str] = "actor"
    name: str
    nature: str = "organisation"
    url: str | None = None
    projects: int = 1
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a project changes, argued; `role` is None where no role was established."""

    kind: ClassVar[str] = "contribution"
    role: RoleMark | None
    argument: RichText


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """One project: what it does and where, with whom, and what it changes."""

    kind: ClassVar[str] = "row"
    name: str
    summary: RichText
    actors: tuple[ActorCell, ...]
    contributions: tuple[Contribution, ...]
    title: str | None = None
    place: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ContributionTable:
    """The heart of a fiche: project · actors mobilised · contribution."""

    kind: ClassVar[str] = "contributions"
    caption: Ours
    rows: tuple[ContributionRow, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A plain table; every row has as many cells as the header, the first names the row."""

    kind: ClassVar[str] = "table"
    caption: Ours
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            msg = f"a row of « {self.caption} » has not the {len(self.header)} cells of its header"
            raise DocumentError(msg)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn from data, with how to read it, its alternative text and its data.

    `svg` is for paper and wide screens, `svg_narrow` for screens under 40 rem where it differs.
    `width_mm` is its width on paper, at most 170.
    """

    kind: ClassVar[str] = "figure"
    id: str
    title: Ours
    caption: Ours
    alt: Ours
    svg: str
    data: DataTable
    width_mm: int = 170
    source: Ours | None = None
    svg_narrow: str | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A few lines set apart: a gap in what is known (`gap`), an empty state (`empty`)."""

    kind: ClassVar[str] = "callout"
    title: Ours
    text: RichText
    nature: str = "gap"


@dataclass(frozen=True, slots=True)
class Column:
    """One of two stretches shown side by side where there is room."""

    kind: ClassVar[str] = "column"
    heading: Ours
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Two stretches side by side: levers and challenges, sectors and kinds of actor."""

    kind: ClassVar[str] = "columns"
    columns: tuple[Column, ...]


Block = Paragraph | BulletList | ContributionTable | DataTable | Figure | Callout | Columns


# The document.


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A count that matters, and what it counts."""

    kind: ClassVar[str] = "key"
    value: str
    label: Ours
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the fiche; `kicker` stands above its heading (« Enjeu 1 »)."""

    kind: ClassVar[str] = "section"
    id: str
    heading: Ours
    blocks: tuple[Block, ...]
    kicker: Ours | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """The passage that a statement rests on: where it is, and its words unchanged.

    `judged` says who decided and when, where that is known.
    """

    kind: ClassVar[str] = "passage"
    number: int
    document_name: str
    document_kind: str
    quote: str
    page: int | None = None
    url: str | None = None
    judged: Ours | None = None


@dataclass(frozen=True, slots=True)
class Fiche:
    """The synthesis for one ambition, complete: what every renderer shows, and nothing else."""

    kind: ClassVar[str] = "fiche"
    title: Ours
    kicker: Ours
    position: int
    date: dt.date
    lead: RichText
    context: tuple[Paragraph, ...]
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    method: tuple[Block, ...]
    licence: RichText
    publisher: str
    lead_figure: Figure | None = None
    author: str = ""
    living_url: str | None = None
    fictitious: bool = False
    language: str = "fr"

    def __post_init__(self) -> None:
        if not self.title.strip():
            msg = "a fiche needs a title"
            raise DocumentError(msg)
        numbers = [note.number for note in self.notes]
        if numbers != list(range(1, len(numbers) + 1)):
            msg = "notes are numbered from 1 without a gap"
            raise DocumentError(msg)
        _check_references(self, set(numbers))
        _check_identifiers(self)

    @property
    def identifier(self) -> str:
        """SHA-256 (hexadecimal) of everything the fiche says."""
        data = json.dumps(as_data(self), sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()


def _check_references(fiche: Fiche, known: set[int]) -> None:
    """Raise where a number leads to no note."""
    for node in walk(fiche):
        if isinstance(node, NoteRef):
            missing = {node.number} - known
        elif isinstance(node, KeyFigure):
            missing = set(node.notes) - known
        else:
            continue
        if missing:
            msg = f"no note has the number {min(missing)}"
            raise DocumentError(msg)


def _check_identifiers(fiche: Fiche) -> None:
    """Raise where two parts share an identifier."""
    seen: set[str] = set()
    for node in walk(fiche):
        if not isinstance(node, Section | Figure):
            continue
        if node.id in seen:
            msg = f"the identifier « {node.id} » is used twice"
            raise DocumentError(msg)
        seen.add(node.id)


def walk(node: object) -> Iterator[object]:
    """Every part of a document, itself first, in the order of reading."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif is_dataclass(node):
        yield node
        for one in fields(node):
            yield from walk(getattr(node, one.name))


def figures(fiche: Fiche) -> tuple[Figure, ...]:
    """The figures of a fiche, in the order of reading."""
    return tuple(node for node in walk(fiche) if isinstance(node, Figure))


def as_data(node: object) -> Any:  # noqa: ANN401 - JSON is what it is
    """The same document as JSON values: each part an object with its `kind`, dates in ISO 8601."""
    if isinstance(node, tuple):
        return [as_data(part) for part in node]
    if isinstance(node, dt.date):
        return node.isoformat()
    if is_dataclass(node):
        data = {one.name: as_data(getattr(node, one.name)) for one in fields(node)}
        return {"kind": getattr(node, "kind", ""), **data}
    return node


def typeset(node: Node, retouch: Callable[[str], str]) -> Node:
    """The same document with `retouch` applied to our own words, and to nothing else."""
    if isinstance(node, tuple):
        return tuple(typeset(part, retouch) for part in node)  # type: ignore[return-value]
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes: dict[str, Any] = {}
    for one in fields(node):
        value = getattr(node, one.name)
        mine = "Ours" in str(one.type) or (isinstance(node, Text) and one.name == "text")
        if mine and isinstance(value, str):
            verbatim = isinstance(node, Text) and node.verbatim
            changes[one.name] = value if verbatim else retouch(value)
        elif isinstance(value, tuple) or is_dataclass(value):
            changes[one.name] = typeset(value, retouch)
    return replace(node, **changes)
