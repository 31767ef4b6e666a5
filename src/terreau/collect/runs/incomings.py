"""What the files of an import say, one after the other: tables first, then what they may list.

Guarantees that one file at a time is in memory, and that a document comes after the tables that
may say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terreau.collect.drop.staging import DOCUMENT, FICHE, TABLES, Reading, Stage, StagedFile
from terreau.collect.fiche import read_fiche
from terreau.collect.incoming import Incoming, IncomingDocument, Remark
from terreau.collect.mapping import MappedColumn, Mapping
from terreau.collect.models import ImportRun, ReceivedFile, ReceivedTable
from terreau.collect.readers.markup import decode
from terreau.collect.runs.reading import package_files, staged
from terreau.collect.tabular import TableChoice, concept_words, tabular_incoming
from terreau.portfolio.models import Portfolio


def incomings(run: ImportRun, stage: Stage) -> Iterator[Incoming]:
    """What each file that was read says, ready to be written."""
    source = _Source(run.portfolio, stage)
    read = run.files.filter(state=ReceivedFile.State.READ)
    for kind in (FICHE, TABLES, DOCUMENT):
        for file in read.filter(kind=kind).order_by("position").iterator(chunk_size=100):
            reading = Reading.of({k: v for k, v in file.reading.items() if k != "how"})
            choices = [choice(table) for table in file.tables.order_by("position")]
            yield source.incoming(staged(file, package_files(file)), reading, choices)


def read_ahead(run: ImportRun, stage: Stage) -> None:
    """Read the tables of an import before its transaction begins."""
    read = run.files.filter(state=ReceivedFile.State.READ, kind=ReceivedFile.Kind.TABLES)
    for file in read.order_by("position"):
        stage.read_ahead(staged(file, package_files(file)))


def choice(table: ReceivedTable) -> TableChoice:
    """What was confirmed of a table."""
    columns = tuple(
        MappedColumn(one["index"], one["header"], one["field"], one["confidence"], one["why"])
        for one in table.mapping
    )
    return TableChoice(
        mapping=Mapping(columns),
        call=table.defaults.get("call", ""),
        year=table.defaults.get("year"),
        skipped=table.skipped,
    )


@dataclass(slots=True)
class _Source:
    """Turns staged files into what they say, for one portfolio."""

    portfolio: Portfolio
    stage: Stage

    def incoming(
        self, file: StagedFile, reading: Reading, choices: Sequence[TableChoice]
    ) -> Incoming:
        """All that one file says."""
        if reading.kind == FICHE:
            data = self.stage.path(file).read_bytes()
            return read_fiche(file.name, data, decode(data), self.portfolio)
        if reading.kind == TABLES:
            workbook = self.stage.tables(file)
            concepts = concept_words(self.portfolio)
            body = self.stage.body(file, reading)
            return tabular_incoming(file, body, workbook, choices, concepts)
        return document_incoming(file, self.stage, reading)


def document_incoming(file: StagedFile, stage: Stage, reading: Reading) -> Incoming:
    """A file that is one record: the document that it is."""
    folder = "/".join(part for part in (file.archive, file.folder) if part)
    return Incoming(
        source=file.shown,
        reader=reading.reader,
        version=reading.version,
        documents=(
            IncomingDocument(
                name=file.name,
                title=reading.title,
                kind="dossier",
                media_type=reading.media_type,
                body=stage.body(file, reading),
                sha256=file.sha256,
                extractor=reading.extractor,
                version=reading.version,
                page_starts=reading.page_starts,
                folder=folder,
            ),
        ),
        projects=(),
        warnings=tuple(
            Remark(file.shown, note.where or "fichier", note.code, note.message)
            for note in reading.notes
        ),
        file=file.sha256,
        is_document=True,
    )
