"""The files of a dossier, brought beside its JSON and verified.

Guarantees: the token is not sent with them; only https (http where the platform itself is on this
machine); what is on the disk under its final name has the size and the MD5 that the platform gave;
a file already there and right is not asked again. A file that cannot be had stops nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from terreau.collect.demarches_api.client import DemarchesClient
from terreau.collect.demarches_api.errors import NoRoom
from terreau.collect.demarches_api.files import Piece
from terreau.collect.demarches_api.report import Problem
from terreau.collect.demarches_api.transport import (
    CHUNK,
    Broken,
    TimedOut,
    TooMuch,
    is_allowed,
    is_loopback,
)

MAX_PIECE = 200 * 1024 * 1024
TIMEOUT_S = 120.0
_GONE = frozenset({401, 403, 404, 410})


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a dossier's files; `unsettled` is True where asking again could mend one."""

    downloaded: int = 0
    kept: int = 0
    problems: tuple[Problem, ...] = ()
    unsettled: bool = False


class _Failed(Exception):
    """One file is not had; `again` where new addresses, or later, may do."""

    def __init__(self, code: str, message: str, *, again: bool) -> None:
        super().__init__(message)
        self.code = code
        self.again = again


def bring(
    client: DemarchesClient, wanted: Iterable[Piece], folder: Path, *, limit: int = MAX_PIECE
) -> Brought:
    """Download the files wanted, of at most `limit` bytes each. Raises NoRoom."""
    downloaded, kept, unsettled = 0, 0, False
    problems: list[Problem] = []
    for piece in wanted:
        path = folder / piece.path
        if _is_right(path, piece):
            kept += 1
            continue
        try:
            _download(client, piece, path, limit)
            downloaded += 1
        except _Failed as failed:
            where = f"dossier {piece.dossier}, «\u00a0{piece.label}\u00a0»"
            said = client.hide(f"«\u00a0{piece.filename}\u00a0»\u00a0: {failed}.")
            problems.append(Problem(failed.code, where, said))
            unsettled = unsettled or failed.again
    return Brought(downloaded, kept, tuple(problems), unsettled)


def _is_right(path: Path, piece: Piece) -> bool:
    """Whether the file is there with the size and the MD5 expected; without either, it is not."""
    expected = _md5(piece.checksum)
    if expected is None or not path.is_file():
        return False
    if piece.size is not None and path.stat().st_size != piece.size:
        return False
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.digest() == expected


def _download(client: DemarchesClient, piece: Piece, path: Path, limit: int) -> None:
    on_this_machine = is_loopback(urlsplit(client.url).hostname)
    if not is_allowed(piece.url, loopback=on_this_machine):
        raise _Failed("piece_address", "son adresse n’est pas en https", again=False)
    if piece.size is not None and piece.size > limit:
        raise _Failed("piece_too_large", _too_large(piece.size, limit), again=False)
    beside = path.with_name(path.name + ".part")
    digest = hashlib.md5(usedforsecurity=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:

            def write(chunk: bytes) -> None:
                digest.update(chunk)
                stream.write(chunk)

            _receive(client, piece, write, limit)
            stream.flush()
            os.fsync(stream.fileno())
        _verify(piece, beside.stat().st_size, digest.digest())
        beside.replace(path)
    except OSError as error:
        raise NoRoom(str(path), error.strerror or type(error).__name__) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _receive(
    client: DemarchesClient, piece: Piece, write: Callable[[bytes], object], limit: int
) -> None:
    try:
        answer = client.transport.get(piece.url, write, timeout_s=TIMEOUT_S, limit=limit)
    except TimedOut:
        raise _Failed("piece_late", "le délai est dépassé", again=True) from None
    except TooMuch:
        raise _Failed("piece_too_large", _too_large(None, limit), again=False) from None
    except Broken as error:
        raise _Failed("piece_broken", f"la connexion s’est rompue ({error})", again=True) from None
    if answer.status in _GONE:
        said = f"son adresse a expiré ou se refuse (erreur {answer.status})"
        raise _Failed("piece_expired", said, again=True)
    if answer.status != 200:
        raise _Failed("piece_refused", f"le serveur répond par {answer.status}", again=True)


def _verify(piece: Piece, size: int, digest: bytes) -> None:
    if piece.size and piece.size != size:
        said = f"{size} octets reçus au lieu de {piece.size}"
        raise _Failed("piece_size", said, again=True)
    expected = _md5(piece.checksum)
    if expected is not None and expected != digest:
        said = "son empreinte n’est pas celle que donne la plateforme"
        raise _Failed("piece_checksum", said, again=True)


def _md5(checksum: str) -> bytes | None:
    """The digest written in base 64; None where it is blank or no MD5."""
    try:
        digest = base64.b64decode(checksum, validate=True)
    except (binascii.Error, ValueError):
        return None
    return digest if len(digest) == 16 else None


def _too_large(size: int | None, limit: int) -> str:
    over = f"il pèse {size / 1e6:.0f}\u00a0Mo" if size else "il est trop gros"
    return f"{over}\u00a0; la limite est de {limit / 1e6:.0f}\u00a0Mo"
