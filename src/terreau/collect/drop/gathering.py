"""From folders and ZIP archives to files, one after the other.

Guarantees a total order, that no file goes unsaid (what is not given is told, with why), that
nothing is written out of a temporary folder whatever an archive asks, and that memory does not grow
with the number or the size of files.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from terreau.collect.drop.archives import ArchiveLimits, unpacked
from terreau.collect.drop.gathered import GatheringProblem

__all__ = ["GatheredFile", "GatheringProblem", "Kind", "gather"]

NBSP = "\u00a0"
ARCHIVE_SUFFIX = ".zip"
SYSTEM_NAMES = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN"})
LOCK_PREFIXES = ("~$", ".~lock.")


class Kind(StrEnum):
    """What a file is the head of: nothing, a Frictionless data package, an export of projects."""

    FILE = "file"
    DATAPACKAGE = "datapackage"
    PROJECTS = "projects"


HEADS = {"datapackage.json": Kind.DATAPACKAGE, "projects.json": Kind.PROJECTS}


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """A file to read: its name, and where its bytes are until the next one is asked for.

    `folder` is where it lay in the drop, with « / », blank at the top. `archive` names the ZIP it
    came from, blank where none; one inside another is « dehors.zip/dedans.zip ». `kind` tells the
    head of a data package or of an export of projects, whose folder is `path.parent`; the files
    that belong to one come after it with its name in `part_of`, so that who does not read the
    whole still gets each file.
    """

    name: str
    path: Path
    folder: str = ""
    archive: str = ""
    kind: Kind = Kind.FILE
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the folder in the drop, the archives around, the head above."""

    folder: str = ""
    archives: tuple[str, ...] = ()
    part_of: str = ""
    limits: ArchiveLimits = field(default_factory=ArchiveLimits)

    def inside(self, name: str, part_of: str) -> _Place:
        name = readable(name)
        folder = f"{self.folder}/{name}" if self.folder else name
        return _Place(folder, self.archives, part_of, self.limits)

    def source(self, name: str) -> str:
        """The name of a file as a person finds it."""
        return "/".join(part for part in (*self.archives, self.folder, readable(name)) if part)


Found = GatheredFile | GatheringProblem


def gather(sources: Sequence[Path], limits: ArchiveLimits | None = None) -> Iterator[Found]:
    """The files that `sources` (files, folders, ZIP archives) hold, and what is wrong with others.

    A file of an archive lies in a temporary folder that is gone once its archive is passed.
    """
    for source in sources:
        place = _Place(limits=limits or ArchiveLimits())
        if source.is_symlink():
            yield _link(source.name)
        elif source.is_dir():
            yield from _walk(source, place)
        elif source.is_file():
            yield from _file(source, place)
        else:
            message = (
                f"«{NBSP}{source.name}{NBSP}» n’existe pas, ou n’est pas un fichier ordinaire."
            )
            yield GatheringProblem(str(source), "file_missing", message)


def _walk(folder: Path, place: _Place) -> Iterator[Found]:
    """What a folder holds: the head of a whole first, then files, then folders, by name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: (one.name not in HEADS, one.name))
    except OSError:
        message = f"Le dossier «{NBSP}{folder.name}{NBSP}» ne peut pas être ouvert."
        yield GatheringProblem(place.source(""), "folder_refused", message)
        return
    part_of = place.part_of or next(
        (place.source(one.name) for one in entries if one.name in HEADS and one.is_file()), ""
    )
    below = []
    for entry in entries:
        if entry.is_symlink():
            yield _link(place.source(entry.name))
        elif skipped(entry.name):
            yield _skipped(place.source(entry.name))
        elif entry.is_dir(follow_symlinks=False):
            below.append(entry)
        elif entry.is_file(follow_symlinks=False):
            here = _Place(place.folder, place.archives, part_of, place.limits)
            yield from _file(Path(entry.path), here)
        else:
            yield _special(place.source(entry.name))
    for entry in below:
        yield from _walk(Path(entry.path), place.inside(entry.name, part_of))


def _file(path: Path, place: _Place) -> Iterator[Found]:
    if path.suffix.lower() == ARCHIVE_SUFFIX:
        yield from _archive(path, place)
        return
    kind = HEADS.get(path.name, Kind.FILE)
    part_of = "" if place.part_of == place.source(path.name) else place.part_of
    if part_of:
        kind = Kind.FILE
    archive = "/".join(place.archives)
    yield GatheredFile(readable(path.name), path, place.folder, archive, kind, part_of)


def _archive(path: Path, place: _Place) -> Iterator[Found]:
    """The files of an archive, unfolded into a temporary folder and walked like any other."""
    source = place.source(path.name)
    if len(place.archives) >= place.limits.depth:
        message = (
            f"«{NBSP}{path.name}{NBSP}» est une archive dans une archive, au-delà de "
            f"{place.limits.depth}{NBSP}niveaux{NBSP}: elle n’est pas ouverte."
        )
        yield GatheringProblem(source, "archive_too_deep", message)
        return
    outer = (*place.archives, "/".join(part for part in (place.folder, path.name) if part))
    with tempfile.TemporaryDirectory(prefix="terreau-archive-") as folder:
        for problem in unpacked(path, Path(folder), place.limits):
            yield GatheringProblem(
                f"{source}/{problem.source}".rstrip("/"), problem.code, problem.message
            )
        yield from _walk(Path(folder), _Place("", outer, place.part_of, place.limits))


def readable(name: str) -> str:
    """The name of a file as text: bytes that are no UTF-8 are taken as an old system wrote them."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp1252", "replace")
    return name


def skipped(name: str) -> bool:
    """Whether a name is one that a system or an open program left, of no use to anybody."""
    return name.startswith((".", *LOCK_PREFIXES)) or name in SYSTEM_NAMES


def _skipped(source: str) -> GatheringProblem:
    message = f"«{NBSP}{source}{NBSP}» est un fichier caché ou du système{NBSP}: il est laissé."
    return GatheringProblem(source, "system_file", message)


def _link(source: str) -> GatheringProblem:
    message = f"«{NBSP}{source}{NBSP}» est un lien symbolique{NBSP}: il n’est pas suivi."
    return GatheringProblem(source, "symbolic_link", message)


def _special(source: str) -> GatheringProblem:
    message = f"«{NBSP}{source}{NBSP}» n’est pas un fichier ordinaire{NBSP}: il est laissé."
    return GatheringProblem(source, "special_file", message)
