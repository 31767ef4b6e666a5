"""From the tables of a file to what they say of projects, by their standard or by their mapping.

Guarantees that each row of data of each table ends as a project or as a rejection, and that every
value knows its cell. A table that a person left aside is told as such.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath

from terreau.collect.drop.staging import Staged, StagedFile
from terreau.collect.incoming import Incoming, IncomingDocument, IncomingProject, Remark
from terreau.collect.mapping import Mapping, SavedMapping, propose
from terreau.collect.readers import demarches
from terreau.collect.readers.tables.model import Note, Table, Workbook
from terreau.collect.records import Defaults, Records, read_records
from terreau.collect.standards import STANDARDS, Standard
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Portfolio
from terreau.vocabulary.models import Concept

READER, VERSION = "tableaux", "1"
ROLES_SCHEME = "roles"
NO_ROW = "Aucune ligne de projet ne s’y lit\u00a0: le fichier est gardé tel quel."
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".ndjson": "application/x-ndjson",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _demarches_export(
    workbook: Workbook, sha256: str, source: str, concepts: Lookup[str, tuple[str, str]]
) -> Records:
    return demarches.read_export(workbook, sha256, source, concepts=concepts)


#: Files whose columns need no mapping, in the order in which they are tried.
KNOWN: tuple[Standard, ...] = (
    Standard(
        demarches.NAME,
        "export de Démarches Simplifiées",
        demarches.recognises,
        _demarches_export,
    ),
    *STANDARDS,
)


def known_form(workbook: Workbook) -> Standard | None:
    """The published format that a file follows; None where its columns need a mapping."""
    return next((one for one in KNOWN if one.recognises(workbook)), None)


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
    known = {signature([header for header, _ in saved.columns]) for saved in remembered}
    return tuple(
        Understood(
            table,
            propose(table, remembered),
            remembered=signature([column.header for column in table.columns]) in known,
        )
        for table in workbook.tables
    )


def signature(headers: Iterable[str]) -> str:
    """What tells one layout from another: its headers, whatever their order, in one number."""
    lines = sorted(header.strip() for header in headers)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


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
    standard = known_form(workbook)
    projects: list[IncomingProject] = []
    rejections: list[Remark] = []
    warnings = [_remark(file, note) for note in workbook.notes]
    if standard is not None:
        said = standard.read(workbook, file.sha256, file.shown, concepts)
        projects += said.projects
        rejections += said.rejections
        warnings += said.warnings
    else:
        for table, choice in zip(workbook.tables, choices, strict=True):
            if choice.skipped:
                message = f"{len(table.rows)} lignes ont été laissées de côté, comme demandé."
                warnings.append(Remark(file.shown, table.sheet or "tableau", "set_aside", message))
                continue
            defaults = Defaults(call=choice.call, year=choice.year)
            said = read_records(table, choice.mapping, file.sha256, file.shown, defaults, concepts)
            projects += said.projects
            rejections += said.rejections
            warnings += said.warnings
    warnings += [
        _remark(file, note, table.sheet) for table in workbook.tables for note in table.set_aside
    ]
    empty = not projects and not rejections
    if empty:
        warnings.append(Remark(file.shown, "fichier", "no_row", NO_ROW))
    return Incoming(
        source=file.shown,
        reader=standard.name if standard is not None else READER,
        version=VERSION,
        documents=(table_document(file, body),),
        projects=_distinct(projects),
        rejections=tuple(rejections),
        warnings=tuple(warnings),
        speaker=file.name,
        keeps_texts=False,
        file=file.sha256,
        is_document=empty,
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
        where = f"{project.where} ({again})" if again > 1 else project.where
        told.append(replace(project, where=where, attachments=_attachments(project)))
    return tuple(told)


def _attachments(project: IncomingProject) -> tuple[str, ...]:
    """The files that a record says are its own: their names, whatever the folder said before."""
    said = [
        name
        for value in project.values
        if value.field == "document"
        for name in re.split(r"[;|\n]", value.value)
    ]
    named = [PurePosixPath(name.strip().replace("\\", "/")).name for name in said]
    return tuple(dict.fromkeys([*project.attachments, *filter(None, named)]))


def _remark(file: StagedFile, note: Note, sheet: str = "") -> Remark:
    where = f"{sheet}, {note.where}" if sheet else note.where
    return Remark(file.shown, where, note.code, note.message)


__all__ = ["TableChoice", "Understood", "concept_words", "known_form", "tabular_incoming"]
