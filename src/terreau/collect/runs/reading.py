"""Reads the files of an import one by one: each is a step, kept as soon as it is done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from terreau.collect.drop.gathering import GatheredFile, GatheringProblem, gather
from terreau.collect.drop.packages import DESCRIPTOR, inside, is_descriptor, resource_paths
from terreau.collect.drop.staging import TABLES, Reading, Stage, StagedFile
from terreau.collect.errors import ForTheCommandLine
from terreau.collect.files import PROJECTS_NAME
from terreau.collect.mapping import SavedMapping as Remembered
from terreau.collect.models import ImportRun, ReceivedFile, ReceivedTable, SavedMapping
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.tables.model import Workbook
from terreau.collect.readers.values import text
from terreau.collect.records.defaults import proposed_defaults
from terreau.collect.runs.receiving import receive
from terreau.collect.sandbox import Sandbox
from terreau.collect.tabular import Understood, known_form, understand
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import media_path

SAMPLE_ROWS = 8
PART_SIZE = 1 << 20  # bytes read at once from an archive's file
ARCHIVE_SUFFIX = ".zip"
PACKAGE_PART = "datapackage"
FRAMEWORK_SUFFIX = ".ttl"
State = ImportRun.State


def staged(file: ReceivedFile, beside: tuple[tuple[str, str], ...] | None = None) -> StagedFile:
    """A received file as the stage knows it; `beside` are the files of a data package."""
    return StagedFile(file.name, file.sha256, file.size, file.folder, file.archive, beside)


def package_files(file: ReceivedFile) -> tuple[tuple[str, str], ...] | None:
    """The files received beside the descriptor of a data package; None for any other file."""
    if not is_descriptor(file.name):
        return None
    around = file.run.files.filter(archive=file.archive, folder__startswith=file.folder)
    found = (
        (inside(file.folder, f"{one.folder}/{one.name}".lstrip("/")), one.sha256)
        for one in around.exclude(pk=file.pk).order_by("position")
    )
    return tuple((path, sha256) for path, sha256 in found if path is not None)


def remembered_mappings(portfolio: Portfolio) -> tuple[Remembered, ...]:
    """What the columns of earlier files meant, the latest first."""
    saved = SavedMapping.objects.filter(portfolio=portfolio).order_by("-at", "-pk")
    return tuple(
        Remembered(tuple((one["header"], one["field"]) for one in row.columns), label=row.label)
        for row in saved
    )


def read_run(
    run: ImportRun, media_root: Path, tell: Callable[[int, int], None] | None = None
) -> bool:
    """Read every file that waits; True when none is left, False when a person asked to stop.

    `tell` is given how many files are done, of how many. Taken up again, it goes on where it was.
    """
    _unpack(run, media_root)
    _set_package_parts_aside(run, media_root)
    remembered = remembered_mappings(run.portfolio)
    with Sandbox() as sandbox:
        stage = Stage(media_root, sandbox)
        total = run.files.count()
        for file in run.files.filter(state=ReceivedFile.State.WAITING).iterator(chunk_size=100):
            if ImportRun.objects.filter(pk=run.pk, stop_asked=True).exists():
                return False
            _read_one(stage, file, remembered)
            if tell is not None:
                tell(run.files.exclude(state=ReceivedFile.State.WAITING).count(), total)
    return True


def _read_one(stage: Stage, file: ReceivedFile, remembered: tuple[Remembered, ...]) -> None:
    try:
        if file.name == PROJECTS_NAME or file.name.lower().endswith(FRAMEWORK_SUFFIX):
            raise ForTheCommandLine(file.name)
        told = staged(file, package_files(file))
        reading = stage.read(told)
        workbook = stage.tables(told) if reading.kind == TABLES else None
    except (ReaderError, ForTheCommandLine) as error:
        file.state = ReceivedFile.State.REFUSED
        file.code, file.message = error.code, f"{error} {error.hint}".strip()
        file.save(update_fields=["state", "code", "message"])
        return
    with transaction.atomic():
        _keep(file, reading, workbook)
        if workbook is not None:
            _tables(file, workbook, remembered)


def _keep(file: ReceivedFile, reading: Reading, workbook: Workbook | None) -> None:
    notes = (*reading.notes, *(workbook.notes if workbook is not None else ()))
    standard = known_form(workbook) if workbook is not None else None
    file.state = ReceivedFile.State.READ
    file.kind = reading.kind
    file.reader = standard.name if standard is not None else reading.reader
    file.reading = reading.as_json() | {"how": workbook.how if workbook is not None else ""}
    file.notes = [{"code": n.code, "where": n.where, "message": n.message} for n in notes]
    file.save(update_fields=["state", "kind", "reader", "reading", "notes"])


def _tables(file: ReceivedFile, workbook: Workbook, remembered: tuple[Remembered, ...]) -> None:
    file.tables.all().delete()
    standard = known_form(workbook)
    for position, understood in enumerate(understand(workbook, remembered)):
        ReceivedTable.objects.create(
            file=file,
            position=position,
            standard=standard.label if standard is not None else "",
            confirmed=standard is not None or understood.remembered,
            remembered=understood.remembered,
            **_told(file.name, understood),
        )


def _told(name: str, understood: Understood) -> dict[str, object]:
    """A table as the screen of its columns shows it; `name` is the file's."""
    table = understood.table
    defaults = proposed_defaults(name, table, understood.mapping)
    return {
        "sheet": table.sheet[:200],
        "header_row": table.header_row,
        "rows": len(table.rows),
        "columns": [{"index": one.index, "header": one.header} for one in table.columns],
        "sample": [
            {"number": row.number, "values": [text(value) for value in row.values]}
            for row in table.rows[:SAMPLE_ROWS]
        ],
        "set_aside": [
            {"where": note.where, "message": note.message} for note in table.set_aside[:50]
        ],
        "defaults": {"call": defaults.call, "year": defaults.year},
        "mapping": [
            {
                "index": one.index,
                "header": one.header,
                "field": one.field,
                "confidence": round(one.confidence, 2),
                "why": one.why,
            }
            for one in understood.mapping.columns
        ],
    }


def _unpack(run: ImportRun, media_root: Path) -> None:
    """Bring in the files of the archives that were dropped; the archive itself then is read."""
    archives = run.files.filter(state=ReceivedFile.State.WAITING, name__iendswith=ARCHIVE_SUFFIX)
    for archive in archives:
        with tempfile.TemporaryDirectory(prefix="terreau-") as folder, transaction.atomic():
            path = Path(folder) / "archive.zip"
            shutil.copyfile(media_path(media_root, archive.sha256), path)
            problems = [
                problem
                for found in gather([path])
                if (problem := _bring(run, archive, found, media_root)) is not None
            ]
            archive.state = ReceivedFile.State.READ
            archive.reader = "archive"
            archive.notes = problems
            archive.save(update_fields=["state", "reader", "notes"])


def _set_package_parts_aside(run: ImportRun, media_root: Path) -> None:
    """The files of a data package are read with its descriptor, not by themselves."""
    for descriptor in run.files.filter(name=DESCRIPTOR, state=ReceivedFile.State.WAITING):
        listed = resource_paths(media_path(media_root, descriptor.sha256))
        parts = {sha256 for path, sha256 in package_files(descriptor) or () if path in listed}
        waiting = run.files.filter(sha256__in=parts, state=ReceivedFile.State.WAITING)
        waiting.update(state=ReceivedFile.State.READ, reader=PACKAGE_PART)


def _bring(
    run: ImportRun, archive: ReceivedFile, found: GatheredFile | GatheringProblem, media_root: Path
) -> dict[str, str] | None:
    """Receive one file of an archive; or what is wrong with it."""
    if isinstance(found, GatheringProblem):
        if not found.is_loss:
            return None
        return {"code": found.code, "where": found.source, "message": found.message}
    with found.path.open("rb") as opened:
        parts = iter(lambda: opened.read(PART_SIZE), b"")
        receive(run, found.name, parts, media_root, folder=found.folder, archive=archive.name)
    return None
