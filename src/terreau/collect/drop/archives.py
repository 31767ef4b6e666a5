"""Unfolds a ZIP archive into a folder, entry by entry.

Guarantees that nothing is written out of the folder, that no more than the limits is written, and
that a bad entry is told and leaves the others whole. Format: PKWARE APPNOTE 6.3.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from terreau.collect.drop.gathered import GatheringProblem
from terreau.collect.readers.zips import BROKEN

NBSP = "\u00a0"
PART = 1 << 20  # bytes in memory at once
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
#: Bytes that the list of entries takes at most for each of them, its name included.
LISTED_BYTES = 1_000
END_RECORD, END_SIZE, END_COMMENT = b"PK\x05\x06", 22, 65_535
#: In code page 437 these bytes draw frames; in 850, the French one, they are capitals with accents.
FRAMES = frozenset(map(chr, range(0x2550, 0x256D)))


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may unfold into: bytes, entries, ratio, archives inside archives."""

    total_bytes: int = 4_000_000_000
    file_bytes: int = 500_000_000
    entries: int = 20_000
    ratio: int = 300
    small_bytes: int = 20_000_000  # unfolded, under which the ratio says nothing
    depth: int = 2


def unpacked(path: Path, folder: Path, limits: ArchiveLimits) -> Iterator[GatheringProblem]:
    """Unfold the archive at `path` into the empty `folder`; what is wrong, entry by entry."""
    try:
        size = _directory_size(path)
        if size > limits.entries * LISTED_BYTES:
            yield _too_many(path.name, limits)
            return
        with zipfile.ZipFile(path) as archive:
            yield from _Unfolding(archive, folder, limits).run(path.name)
    except BROKEN:
        message = (
            f"L’archive «{NBSP}{path.name}{NBSP}» est abîmée ou incomplète{NBSP}: "
            "redemandez-la, ou envoyez ses fichiers un par un."
        )
        yield GatheringProblem("", "broken_archive", message)


def _directory_size(path: Path) -> int:
    """Bytes of the list of entries, which a library holds in memory; the archive's own figure."""
    with path.open("rb") as opened:
        length = opened.seek(0, 2)
        opened.seek(max(0, length - END_SIZE - END_COMMENT))
        tail = opened.read()
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < END_SIZE:
        raise zipfile.BadZipFile
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    return size


def _too_many(name: str, limits: ArchiveLimits) -> GatheringProblem:
    message = (
        f"L’archive «{NBSP}{name}{NBSP}» contient plus de {limits.entries}{NBSP}fichiers{NBSP}: "
        "elle n’est pas ouverte. Partagez-la en plusieurs."
    )
    return GatheringProblem("", "too_many_entries", message)


class _Unfolding:
    """Writes the entries of one archive, and counts what it wrote."""

    def __init__(self, archive: zipfile.ZipFile, folder: Path, limits: ArchiveLimits) -> None:
        self._archive = archive
        self._folder = folder
        self._limits = limits
        self._left = limits.total_bytes
        self._seen: set[str] = set()

    def run(self, name: str) -> Iterator[GatheringProblem]:
        """Write all that can be; yields what cannot."""
        entries = self._archive.infolist()
        if len(entries) > self._limits.entries:
            yield _too_many(name, self._limits)
            return
        for entry in entries:
            if entry.is_dir():
                continue
            written = entry_name(entry)
            refused = self._refusal(entry, written) or self._write(entry, written)
            if refused is not None:
                yield GatheringProblem(written, *refused)

    def _refusal(self, entry: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
        """Why an entry is not even opened: a code and a sentence."""
        told = f"«{NBSP}{name}{NBSP}»"
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or ":" in parts[0] or "\x00" in name:
            return "path_refused", f"{told} veut s’écrire hors de l’archive{NBSP}: il est laissé."
        if stat.S_ISLNK(entry.external_attr >> 16):
            return "symbolic_link", f"{told} est un lien symbolique{NBSP}: il n’est pas suivi."
        if entry.flag_bits & ENCRYPTED_FLAG:
            return "encrypted_entry", (
                f"{told} est protégé par un mot de passe{NBSP}: envoyez-le sans mot de passe."
            )
        if name in self._seen:
            return "duplicate_entry", (
                f"{told} est deux fois dans l’archive{NBSP}: seul le premier est lu."
            )
        self._seen.add(name)
        swollen = entry.file_size > self._limits.ratio * max(entry.compress_size, 1)
        if entry.file_size > self._limits.small_bytes and swollen:
            return self._too_big(told)
        return None

    def _write(self, entry: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
        told = f"«{NBSP}{name}{NBSP}»"
        path = self._folder / name
        allowed = min(self._left, self._limits.file_bytes)
        if entry.file_size > allowed:
            return self._too_big(told)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._archive.open(entry) as source, path.open("xb") as target:
                while part := source.read(PART):
                    allowed -= len(part)
                    self._left -= len(part)
                    if allowed < 0:
                        break
                    target.write(part)
        except (*BROKEN, RuntimeError):
            if path.is_file():
                path.unlink()
            return "broken_entry", f"{told} est abîmé dans l’archive{NBSP}: redemandez-le."
        if allowed < 0:
            path.unlink(missing_ok=True)
            return self._too_big(told)
        return None

    @staticmethod
    def _too_big(told: str) -> tuple[str, str]:
        return "too_big_unfolded", (
            f"{told} serait démesuré une fois déplié{NBSP}: il est laissé. "
            "S’il est légitime, envoyez-le hors de l’archive."
        )


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, in composed characters and with « / ».

    Without its flag the format says code page 437, but programs write UTF-8 or, in France, 850.
    """
    name = entry.filename
    if not entry.flag_bits & UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            if FRAMES & set(name):
                name = raw.decode("cp850")
    return unicodedata.normalize("NFC", name).replace("\\", "/")
