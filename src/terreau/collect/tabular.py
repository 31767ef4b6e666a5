"""From the tables of a file to what they say of projects, by their standard or by their mapping.

Guarantees that each row of data of each table ends as a project or as a rejection, and that every
value knows its cell. A table that a person left aside is told as such.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from terreau.collect.incoming import Incoming, IncomingDocument, IncomingProject, Remark
from terreau.collect.mapping import Mapping, SavedMapping, propose, recall
from terreau.collect.readers.tables.model import Note, Table, Workbook
from terreau.collect.records import Defaults, read_records
from terreau.collect.staging import Staged, StagedFile
from terreau.collect.standards import Standard, recognised
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Portfolio
from terreau.vocabulary.models import Concept

READER, VERSION = "tableaux", "1"
ROLES_SCHEME = "roles"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".ndjson": "application/x-ndjson",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class TableChoice:
    """What a person confirmed of a table: its mapping, its defaults, or that it is left aside."""

    mapping: Mapping
    call: str = ""
    year: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """How a table is understood: its mapping, and where that comes from."""

    table: Table
    mapping: Mapping
    remembered: bool = False


def understand(workbook: Workbook, remembered: Sequence[SavedMapping]) -> tuple[Understood, ...]:
    """A mapping for each table: an earlier one where the headers are known, else a proposal."""
    found: list[Understood] = []
    for table in workbook.tables:
        known = recall(table, remembered)
        if known is not None:
            found.append(Understood(table, known, remembered=True))
        else:
            found.append(Understood(table, propose(table, remembered)))
    return tuple(found)


def concept_words(portfolio: Portfolio) -> dict[str, tuple[str, str]]:
    """The notations and labels of the portfolio's strategy and of the roles, under their keys."""
    words: dict[str, tuple[str, str]] = {}
    for scheme in (ROLES_SCHEME, portfolio.scheme.slug):
        entries = Concept.objects.filter(scheme__slug=scheme).order_by("-notation")
        for concept in entries:
            if concept.label:
                words[name_key(concept.label)] = (scheme, concept.notation)
        words |= {name_key(one.notation): (scheme, one.notation) for one in entries}
    return words


def tabular_incoming(
    file: StagedFile,
    body: Staged,
    workbook: Workbook,
    choices: Sequence[TableChoice],
    concepts: Lookup[str, tuple[str, str]],
) -> Incoming:
    """All that a file of tables says; `choices` has one entry a table, in order."""
    standard = recognised(workbook)
    projects: list[IncomingProject] = []
    rejections: list[Remark] = []
    warnings = [_remark(file, note) for note in workbook.notes]
    if standard is not None:
        said = standard.read(workbook, file.sha256, file.name, concepts)
        projects += said.projects
        rejections += said.rejections
        warnings += said.warnings
    else:
        for table, choice in zip(workbook.tables, choices, strict=True):
            if choice.skipped:
                message = f"{len(table.rows)} lignes ont été laissées de côté, comme demandé."
                warnings.append(Remark(file.name, table.sheet or "tableau", "set_aside", message))
                continue
            defaults = Defaults(call=choice.call, year=choice.year)
            said = read_records(
                table, choice.mapping, file.sha256, file.name, defaults, concepts
            )
            projects += said.projects
            rejections += said.rejections
            warnings += said.warnings
    warnings += [_remark(file, note) for table in workbook.tables for note in table.set_aside]
    return Incoming(
        source=file.name,
        reader=standard.name if standard is not None else READER,
        version=VERSION,
        documents=(table_document(file, body),),
        projects=_distinct(projects),
        rejections=tuple(rejections),
        warnings=tuple(warnings),
        speaker=file.name,
        keeps_texts=False,
        file=file.sha256,
    )


def table_document(file: StagedFile, body: Staged) -> IncomingDocument:
    """The file itself, as the document that its values are read in; it has no text of its own."""
    suffix = PurePath(file.name).suffix.lower()
    return IncomingDocument(
        name=file.name,
        title="",
        kind="dossier",
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        body=body,
        sha256=file.sha256,
        extractor="",
        version="",
        folder=file.folder,
    )


def _distinct(projects: Sequence[IncomingProject]) -> tuple[IncomingProject, ...]:
    """The records, each with a place of its own: two tables may both have a line 5."""
    seen: dict[str, int] = {}
    told: list[IncomingProject] = []
    for project in projects:
        seen[project.where] = seen.get(project.where, 0) + 1
        again = seen[project.where]
        told.append(replace(project, where=f"{project.where} ({again})") if again > 1 else project)
    return tuple(told)


def _remark(file: StagedFile, note: Note) -> Remark:
    return Remark(file.name, note.where, note.code, note.message)


__all__ = ["Standard", "TableChoice", "Understood", "concept_words", "tabular_incoming"]
