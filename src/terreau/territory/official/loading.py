"""Loads official files: each whole or not at all, and a second time without changing anything.

What a file says of a territory takes the place of what was said of the same; territories that it
does not name keep theirs, unless the caller asks that the file replace them all. Loading an older
file again so brings its values back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from terreau.territory.errors import OfficialFileError
from terreau.territory.models import (
    OfficialFile,
    TerritoryFact,
    TerritoryOutline,
    TerritoryPosition,
    Zoning,
)
from terreau.territory.official.applying import apply_to_territories
from terreau.territory.official.model import FileKind, Item, Read, Rejected, ZoningItem
from terreau.territory.official.opening import Opened, open_file
from terreau.territory.official.stores import Change, Key, Store

SEVERAL = ("qpv", "postcode")  # kinds of fact of which a territory has several

# What each kind of file states: levels, and kinds of fact.
STATED: dict[FileKind, tuple[tuple[str, str], ...]] = {
    FileKind.LAPOSTE: (("commune", "postcode"),),
    FileKind.QPV_POINTS: (("commune", "qpv"),),
    FileKind.QPV_AREAS: (("commune", "qpv"),),
    FileKind.COMMUNES: (("commune", "name"), ("commune", "population"), ("commune", "parent")),
    FileKind.EPCI: (("epci", "name"), ("epci", "population"), ("commune", "parent")),
    FileKind.DEPARTEMENTS: (("departement", "name"), ("departement", "parent")),
    FileKind.REGIONS: (("region", "name"),),
    **{
        kind: (("commune", kind.value),)
        for kind in (
            FileKind.DENSITY,
            FileKind.RURALITY,
            FileKind.CENTRALITY,
            FileKind.MOUNTAIN,
            FileKind.ZRR,
        )
    },
}
# Two files give EPCI, one of them those of Grand Paris within a métropole: none has them all.
IN_PARTS = (FileKind.EPCI,)
# Outlines of quarters come with a list that stands in the commune of most of each quarter alone:
# it adds to the list by commune, and takes nothing from it.
ADDS_ONLY = (FileKind.QPV_AREAS,)
SHOWN_OF_A_FILE = (
    *("source", "kind", "label", "sha256", "vintage"),
    *("read", "created", "updated", "unchanged", "rejected"),
    *("removed", "absent", "restored"),
)
ZONING_VALUES = ("name", "scale", "summary", "description", "year", "url")


@dataclass(slots=True)
class FileReport:
    """What became of a file; the four counts add up to `read`.

    `removed`: facts that their territory no longer has; `absent`: those of territories that the
    file does not name, kept; `restored`: codes whose leading zero was put back. `said` and `hint`:
    why the file cannot be read, and what to do.
    """

    source: str
    kind: str = ""
    label: str = ""
    sha256: str = ""
    vintage: str = ""
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    removed: int = 0
    absent: int = 0
    restored: int = 0
    said: str = ""
    hint: str = ""
    rejections: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The counts and what the file is; the rejections are given apart."""
        return {name: getattr(self, name) for name in SHOWN_OF_A_FILE}

    def reject(self, where: str, code: str, message: str) -> None:
        """Count a row that is not taken."""
        self.rejected += 1
        self.rejections.append(
            {"source": self.source, "where": where, "code": code, "message": message}
        )


def load_files(
    paths: Iterable[Path],
    at: datetime,
    *,
    vintage: str = "",
    replace: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> list[FileReport]:
    """Load files one after the other; a file that cannot be read is one row, rejected."""
    reports = []
    for path in paths:
        tell(f"{path.name}…")
        report = FileReport(path.name)
        try:
            _load(open_file(path, vintage), report, at, replace=replace)
        except OfficialFileError as error:
            report = _unread(path.name, error)
        except OSError as error:
            report = _unread(path.name, _not_opened(error))
        reports.append(report)
    return reports


def _unread(source: str, error: OfficialFileError) -> FileReport:
    report = FileReport(source, read=1, said=str(error), hint=error.hint)
    report.reject("fichier", error.code, f"{error} {error.hint}")
    return report


def _not_opened(error: OSError) -> OfficialFileError:
    missing = isinstance(error, FileNotFoundError)
    return OfficialFileError(
        "file_system",
        "Ce fichier n’existe pas." if missing else "Ce fichier ne peut pas être ouvert.",
        "Vérifiez son chemin, et le droit de le lire.",
    )


@transaction.atomic
def _load(opened: Opened, report: FileReport, at: datetime, *, replace: bool) -> None:
    report.kind, report.label = opened.kind.value, opened.kind.label
    report.sha256, report.vintage = opened.sha256, opened.vintage
    file, _ = OfficialFile.objects.get_or_create(
        sha256=opened.sha256,
        defaults={
            "name": report.source[-200:],
            "kind": opened.kind.value,
            "vintage": opened.vintage[:20],
            "loaded_at": at,
        },
    )
    loader = _Loader(opened.kind, file)
    for row in opened.rows:
        report.read += 1
        if isinstance(row, Rejected):
            report.reject(row.where, row.code, row.message)
            continue
        loader.take(row, report)
    if report.read == 0:
        raise OfficialFileError(
            "empty_file",
            "Le fichier a un en-tête, mais aucune ligne.",
            "Vérifiez qu’il a bien été téléchargé en entier, puis recommencez.",
        )
    if report.rejected == report.read:
        transaction.set_rollback(True)
        return
    loader.finish(report, replace=replace)
    apply_to_territories(loader.touched())


class _Loader:
    """The tables that one file writes to."""

    def __init__(self, kind: FileKind, file: OfficialFile) -> None:
        self._kind = kind
        place = ("level", "code")
        self._facts = Store(TerritoryFact, (*place, "kind", "part"), ("value",), ("value",), file)
        self._points = Store(
            TerritoryPosition,
            place,
            ("latitude", "longitude", "from_outline"),
            ("latitude", "longitude", "from_outline"),
            file,
        )
        self._outlines = Store(
            TerritoryOutline, (*place, "kind"), ("geometry", "digest"), ("digest",), file
        )
        self._zonings = Store(Zoning, ("acronym",), ZONING_VALUES, ZONING_VALUES, file)
        self._stores = (self._facts, self._points, self._outlines, self._zonings)
        for level, said in STATED.get(kind, ()):
            self._facts.look(TerritoryFact.objects.filter(level=level, kind=said))
        self._points.look(TerritoryPosition.objects.all())
        self._outlines.look(TerritoryOutline.objects.all())
        self._zonings.look(Zoning.objects.all())

    def take(self, row: Read, report: FileReport) -> None:
        """Write what a row says, and count what it changed."""
        if isinstance(row, ZoningItem):
            changes = [self._zonings.put(row.values[:1], row.values[1:])]
        elif isinstance(row, Item):
            changes = self._changes(row)
            report.restored += row.restored
        strongest = max(changes, key=lambda change: change.value, default=Change.UNCHANGED)
        if strongest is Change.CONFLICT:
            said = "Une ligne d’avant dit autre chose du même territoire : elle a été gardée."
            report.reject(row.where, "contradiction", said)
        elif strongest is Change.CREATED:
            report.created += 1
        elif strongest is Change.UPDATED:
            report.updated += 1
        else:
            report.unchanged += 1

    def _changes(self, row: Item) -> list[Change]:
        own = [(row.level, row.code, fact) for fact in row.facts]
        said = [
            ((level.value, code, kind, part), value)
            for level, code, (kind, part, value) in (*own, *row.others)
        ]
        changes = [
            self._facts.put(key, (value,))
            for key, value in said
            if self._kind not in ADDS_ONLY or key not in self._facts.kept
        ]
        place = (row.level.value, row.code)
        if row.position is not None and not (row.from_outline and self._has_point(place)):
            changes.append(self._points.put(place, (*row.position, row.from_outline)))
        if row.outline is not None:
            text = row.outline.geometry
            digest = sha256(text.encode()).hexdigest()
            changes.append(self._outlines.put((*place, row.outline.kind), (text, digest)))
        return changes

    def _has_point(self, place: Key) -> bool:
        kept = self._points.kept.get(place)
        return kept is not None and not kept[1][2]

    def finish(self, report: FileReport, *, replace: bool) -> None:
        """Take away what is said no more, and write what waits."""
        named = {key[:3] for key in self._facts.seen}
        unseen = [] if self._kind in ADDS_ONLY else self._facts.unseen()
        gone = [key for key in unseen if key[2] in SEVERAL and key[:3] in named]
        others = [key for key in unseen if key[2] != "parent" and key[:3] not in named]
        if self._kind in IN_PARTS:
            others = []
        report.absent = 0 if replace else len({key[:2] for key in others})
        report.removed = self._facts.remove([*gone, *(others if replace else ())])
        for store in self._stores:
            store.flush()

    def touched(self) -> set[tuple[str, str]]:
        """Level and code of the territories of which something changed."""
        return {key[:2] for store in (self._facts, self._points) for key in store.touched}
