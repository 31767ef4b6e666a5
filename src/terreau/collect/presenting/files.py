"""The files of an import as its pages list them: where each was, its size, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from terreau.collect.models import ImportRun, ReceivedFile
from terreau.collect.presenting import words

PER_PAGE = 100
State = ReceivedFile.State


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of an import; `said` is why it was refused, `notes` what reading it remarked."""

    key: int
    name: str
    folder: str
    size: str
    kind: str = ""
    state: str = ""
    said: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files an import has, read, refused, and their size in bytes."""

    total: int
    read: int
    refused: int
    size: int

    @property
    def done(self) -> int:
        """How many files are read or refused."""
        return self.read + self.refused

    @property
    def weight(self) -> str:
        """The size of all of them in words."""
        return words.size(self.size)


def tally(run: ImportRun) -> Tally:
    """The files of an import, counted in one query."""
    counted = run.files.aggregate(
        total=Count("pk"),
        read=Count("pk", filter=Q(state=State.READ)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        size=Sum("size"),
    )
    return Tally(counted["total"], counted["read"], counted["refused"], counted["size"] or 0)


def page(run: ImportRun, number: int) -> tuple[list[FileLine], int]:
    """The files of page `number` (from 1) in the order received, and how many pages there are."""
    last = max(1, -(-run.files.count() // PER_PAGE))
    first = (min(number, last) - 1) * PER_PAGE
    return [line(one) for one in run.files.all()[first : first + PER_PAGE]], last


def refused(run: ImportRun) -> list[FileLine]:
    """The files that could not be read, with the reason and what to do."""
    return [line(one) for one in run.files.filter(state=State.REFUSED)[:PER_PAGE]]


def remarked(run: ImportRun) -> list[FileLine]:
    """The files that were read with a remark."""
    return [line(one) for one in run.files.filter(state=State.READ).exclude(notes=[])[:PER_PAGE]]


def line(file: ReceivedFile) -> FileLine:
    """One file, ready to be shown."""
    return FileLine(
        key=file.pk,
        name=file.name,
        folder="/".join(part for part in (file.archive, file.folder) if part),
        size=words.size(file.size),
        kind="archive" if file.reader == "archive" else file.get_kind_display(),
        state=file.get_state_display(),
        said=file.message,
        notes=tuple(_told(note) for note in file.notes),
    )


def _told(note: dict[str, str]) -> str:
    where = note.get("where", "")
    return f"{where} : {note['message']}" if where else note["message"]
