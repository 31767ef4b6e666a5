"""Each spreadsheet read, mapped and taken for projects, then held against the truth, cell by cell.

A value is right, told (missing or wrong, with a doubt that names its cell), blank in the file,
missing, or wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.collect_truth.truth import ASKED, FIELDS, Project, Truth, columns_of

from terreau.collect.incoming import IncomingProject, Remark
from terreau.collect.mapping import Mapping, propose
from terreau.collect.quality.model import Finding, Subject, columns_seen
from terreau.collect.quality.report import examine
from terreau.collect.readers.tables import Table, read_workbook
from terreau.collect.records import Records, read_records
from terreau.collect.records.defaults import proposed_defaults

TODAY = date(2026, 1, 1)
CALL = "Appel fictif Pousses communes"
RIGHT, TOLD, BLANK, MISSING, WRONG = "right", "told", "blank", "missing", "wrong"
WHERE = re.compile(r"ligne (\d+), colonne (\S+)$")
Spot = tuple[int, str]  # a row and the letters of a column


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A spreadsheet with what was made of it, and the cells that a doubt or a finding names."""

    name: str
    tables: tuple[Table, ...]
    mappings: tuple[Mapping, ...]
    records: tuple[Records, ...]
    findings: tuple[Finding, ...]
    doubts: tuple[tuple[Spot, str], ...]

    @property
    def projects(self) -> Iterator[IncomingProject]:
        """What the rows of its tables became."""
        return (project for one in self.records for project in one.projects)

    def by_row(self) -> dict[int, IncomingProject]:
        """The project of each row."""
        return {
            value.origin.row: project
            for project in self.projects
            for value in project.values
            if value.origin and value.origin.row
        }


def read(path: Path) -> ReadFile:
    """Read a spreadsheet as an import does, without a database."""
    workbook = read_workbook(path.read_bytes(), path.name)
    mappings = tuple(propose(table) for table in workbook.tables)
    records = tuple(
        read_records(table, mapping, "", path.name, proposed_defaults(path.name, table, mapping))
        for table, mapping in zip(workbook.tables, mappings, strict=True)
    )
    subject = Subject(
        source=path.name,
        projects=tuple(project for one in records for project in one.projects),
        today=TODAY,
        call_names=(CALL,),
        columns=columns_seen("", workbook.tables),
    )
    findings = examine(subject).findings
    warned = (one for told in records for one in (*told.warnings, *told.rejections))
    doubts = tuple(pair for one in warned if (pair := _spot(one)))
    return ReadFile(path.name, workbook.tables, mappings, records, findings, doubts)


def _spot(remark: Remark) -> tuple[Spot, str] | None:
    found = WHERE.search(remark.where)
    return ((int(found[1]), found[2]), remark.code) if found else None


def told_cells(file: ReadFile) -> dict[Spot, set[str]]:
    """The cells that something is said about, with the codes of what is said."""
    told: dict[Spot, set[str]] = {}
    for spot, code in file.doubts:
        told.setdefault(spot, set()).add(code)
    for finding in file.findings:
        if finding.where is not None and finding.where.row:
            told.setdefault((finding.where.row, finding.where.column), set()).add(finding.check)
    return told


def rows(file: ReadFile, truth: Truth) -> tuple[int, int, int]:
    """Rows of the truth, those that became a project, and rows that are none."""
    wanted = set(truth.rows_of(file.name))
    found = set(file.by_row())
    return len(wanted), len(wanted & found), len(found - wanted)


def columns(file: ReadFile) -> Iterator[tuple[str, str, str, str, bool]]:
    """For each column: its header, the field of the truth, what was wanted and what was found.

    The last is True where the two are the same.
    """
    found = {chr(ord("A") + one.index): one for mapping in file.mappings for one in mapping.columns}
    for letter, (field, header) in columns_of(file.name).items():
        wanted = "extra" if header in ASKED else FIELDS[field]
        got = found[letter].field if letter in found else "(no column)"
        yield header, field, wanted, got, wanted == got


def values(file: ReadFile, truth: Truth) -> Iterator[tuple[str, str, int]]:
    """For each value that the truth has in the file: its field, how it came out, its row."""
    told, by_row = told_cells(file), file.by_row()
    letters = {field: letter for letter, (field, _) in columns_of(file.name).items()}
    cells = _cells(file)
    for row, code in sorted(truth.rows_of(file.name).items()):
        one, project = by_row.get(row), truth.projects[code]
        for field, ours in READ.items():
            letter = letters.get(field, "")
            if field in letters:
                blank = not cells.get((row, letter), "").strip()
                yield field, _outcome(one, project, ours, (row, letter) in told, blank), row
        dated = (row, letters.get("date", "")) in told
        yield "année", _outcome(one, project, YEAR, dated, blank=False), row


def _cells(file: ReadFile) -> dict[Spot, str]:
    return {
        (row.number, column.letters): "" if row.values[place] is None else str(row.values[place])
        for table in file.tables
        for row in table.rows
        for place, column in enumerate(table.columns)
    }


def outcomes(file: ReadFile, truth: Truth) -> dict[tuple[int, str], str]:
    """How each value came out, by its row and its field."""
    return {(row, field): outcome for field, outcome, row in values(file, truth)}


Way = Callable[[IncomingProject, Project], tuple[object, bool]]


def _outcome(
    one: IncomingProject | None, project: Project, way: Way, told: bool, blank: bool
) -> str:
    said, right = way(one, project) if one is not None else (None, False)
    if right:
        return RIGHT
    if told:
        return TOLD
    if said in (None, ""):
        return BLANK if blank else MISSING
    return WRONG


def _holder(one: IncomingProject, project: Project) -> tuple[object, bool]:
    said = next((holder.name for holder in one.holders), "")
    return said, said in project.writings


def _siret(one: IncomingProject, project: Project) -> tuple[object, bool]:
    said = next((holder.identifier for holder in one.holders), "")
    return said, said == project.siret


def _place(one: IncomingProject, project: Project) -> tuple[object, bool]:
    codes = [place.code for place in one.places if place.code]
    return "".join(codes), codes == [project.place]


def _amount(one: IncomingProject, project: Project) -> tuple[object, bool]:
    said = next((grant.amount for grant in one.grants), None)
    # Some years write cents that the truth leaves out.
    return said, said is not None and int(said) == project.amount


def _date(one: IncomingProject, project: Project) -> tuple[object, bool]:
    said = next((grant.date for grant in one.grants), None)
    return said, said == project.decided


YEAR: Way = lambda one, project: (one.year, one.year == project.year)  # noqa: E731
READ: dict[str, Way] = {
    "numero": lambda one, project: (one.external_id, one.external_id == project.code),
    "titre": lambda one, project: (one.name, one.name == project.name),
    "porteur": _holder,
    "siret": _siret,
    "commune": _place,
    "montant": _amount,
    "date": _date,
}


def counted(files: list[ReadFile], truth: Truth) -> dict[str, Counter[str]]:
    """By field, how many values came out each way."""
    found: dict[str, Counter[str]] = {}
    for file in files:
        for field, outcome, _ in values(file, truth):
            found.setdefault(field, Counter())[outcome] += 1
    return found
