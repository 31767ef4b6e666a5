"""What a check reads and what it says: a subject, its records and cells, findings with their place.

Guarantees plain values: no Django, no clock (`today` is given), the order of the file kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from terreau.collect.incoming import IncomingProject, Origin
from terreau.collect.quality.fillers import is_filler
from terreau.collect.readers.tables.model import Table

__all__ = [
    "Cell",
    "Check",
    "ColumnSeen",
    "Finding",
    "Importance",
    "KnownProject",
    "Record",
    "Spot",
    "Subject",
    "columns_seen",
]


class Importance(StrEnum):
    """How much a finding matters, the gravest first."""

    BLOCKING = "blocking"
    SERIOUS = "serious"
    MINOR = "minor"

    @property
    def label(self) -> str:
        """What a person reads, in lower case."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest to 2."""
        return _RANKS[self]


#: What the reader of tables makes up where a row has none: « Structure 12345678900011 ».
MADE_UP = frozenset({"holder.name"})
_LABELS = {
    Importance.BLOCKING: "à corriger",
    Importance.SERIOUS: "à vérifier",
    Importance.MINOR: "pour information",
}
_RANKS = {importance: rank for rank, importance in enumerate(Importance)}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a record says of one field; `origin` is None where the file has no cells.

    `record` is the place of the record in the subject, from 0.
    """

    record: int
    field: str
    text: str
    origin: Origin | None

    @property
    def column(self) -> tuple[str, str, str, str]:
        """What tells the column of this cell from the others of the file."""
        if self.origin is None:
            return ("", "", "", self.field)
        return (self.origin.file, self.origin.sheet, self.origin.column, self.origin.header)

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it (« F14 »), blank without cells."""
        return "" if self.origin is None else f"{self.origin.column}{self.origin.row}"


@dataclass(frozen=True, slots=True)
class Record:
    """A project of the file, with its cells by field; blank cells are left out.

    Cells that only hold a place (« à compléter », « NULL ») are `fillers`, in no field.
    """

    index: int
    project: IncomingProject
    cells: Mapping[str, tuple[Cell, ...]]
    fillers: tuple[Cell, ...] = ()

    def lacks(self, *fields: str) -> bool:
        """Whether nothing at all is written for these fields, not even a filler."""
        return self.first(*fields) is None and not any(c.field in fields for c in self.fillers)

    def first(self, *fields: str) -> Cell | None:
        """The first cell that fills one of `fields`, tried in order."""
        return next((cell for field in fields for cell in self.cells.get(field, ())), None)

    def text(self, *fields: str) -> str:
        """The text of `first`, blank without one."""
        cell = self.first(*fields)
        return "" if cell is None else cell.text

    @property
    def any_cell(self) -> Cell | None:
        """The cell that names the record best: what a finding about its absences points to."""
        named = self.first("name", "title", "external_id", "holder.name")
        return named or next((cells[0] for cells in self.cells.values()), None)


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that the portfolio has already, as far as telling a duplicate needs."""

    name: str
    holder: str = ""
    identifier: str = ""
    year: int | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the file, mapped or not: its header's place and how many rows fill it."""

    where: Origin
    filled: int
    rows: int


@dataclass(frozen=True)
class Subject:
    """All that the checks may look at: one file's projects, and what is known beside it."""

    source: str
    projects: tuple[IncomingProject, ...]
    today: date
    known: tuple[KnownProject, ...] = ()
    call_names: tuple[str, ...] = ()
    """Names of calls and programmes of the funder, that are no project's name."""
    columns: tuple[ColumnSeen, ...] = ()

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The projects with their cells, in the order of the file."""
        return tuple(_record(index, project) for index, project in enumerate(self.projects))

    @property
    def fillers(self) -> Iterator[Cell]:
        """The cells that only hold a place, record by record."""
        return (cell for record in self.records for cell in record.fillers)

    def cells(self, *fields: str) -> Iterator[Cell]:
        """The filled cells of these fields, record by record; of every field without argument."""
        for record in self.records:
            for field in fields or record.cells:
                yield from record.cells.get(field, ())


@dataclass(frozen=True, slots=True)
class Spot:
    """What a check found: the cell (None for the whole file), what is wrong, what to do.

    `importance` replaces that of the check for this finding alone.
    """

    cell: Cell | None
    message: str
    advice: str
    importance: Importance | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one place: `message` says what, `advice` what to do; both are sentences.

    `value` is the cell's text, shortened, with personal data masked; `project` names the record.
    """

    check: str
    importance: Importance
    where: Origin | None
    source: str
    project: str
    field: str
    value: str
    message: str
    advice: str

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it (« F14 »), blank for the whole file."""
        return "" if self.where is None else f"{self.where.column}{self.where.row}"


@dataclass(frozen=True, slots=True)
class Check:
    """A named check: pure, it reads a subject and gives what it found in the order of the file."""

    code: str
    label: str
    importance: Importance
    explanation: str
    run: Callable[[Subject], Iterable[Spot]]


def columns_seen(file: str, tables: Iterable[Table]) -> tuple[ColumnSeen, ...]:
    """The columns of the tables of one file (its SHA-256), with how many rows fill each."""
    return tuple(
        ColumnSeen(
            Origin(file, table.sheet, table.header_row, column.letters, column.header),
            sum(_filled(row.values[place]) for row in table.rows if place < len(row.values)),
            len(table.rows),
        )
        for table in tables
        for place, column in enumerate(table.columns)
    )


def _filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def _record(index: int, project: IncomingProject) -> Record:
    written = [
        Cell(index, value.field, value.value, value.origin)
        for value in project.values
        if value.value.strip() and value.field != "ignore"
    ]
    told = {cell.field for cell in written}
    written += [
        Cell(index, field, text, None)
        for field, text in _said(project)
        if field not in told and text.strip() and not (written and field in MADE_UP)
    ]
    cells: dict[str, list[Cell]] = {}
    fillers: list[Cell] = []
    for cell in written:
        kept = fillers if is_filler(cell.text) else cells.setdefault(cell.field, [])
        kept.append(cell)
    by_field = {field: tuple(found) for field, found in cells.items()}
    return Record(index, project, by_field, tuple(fillers))


def _said(project: IncomingProject) -> Iterator[tuple[str, str]]:
    """What a project says without cells, for a file that is no table."""
    yield "external_id", project.external_id
    yield "name", project.name
    yield "title", project.title
    yield "summary", project.summary
    yield "call", project.call
    yield "year", "" if project.year is None else str(project.year)
    yield "stage", project.stage
    for holder in project.holders[:1]:
        yield "holder.name", holder.name
        yield "holder.identifier", holder.identifier
    for grant in project.grants[:1]:
        yield "grant.amount", f"{grant.amount} {grant.currency}"
        yield "grant.date", "" if grant.date is None else grant.date.isoformat()
        yield "grant.funder", grant.funder
