"""The files that a dossier carries, told from its JSON: champs, annotations, repeated blocks, avis.

Identity documents are never among them: the question put to the platform does not ask for them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.collect.demarches_api.shape import Node, objects

PIECES = "pieces"
#: In bytes: what file systems limit.
LONGEST_STEM = 160
_UNSAFE = re.compile(r"[^\w .()+,=@-]+")
_BLANKS = re.compile(r"\s+")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a dossier; `checksum` is the MD5 in base 64, blank where unknown, `size` in bytes.

    `owner` is the identifier of the champ or of the avis that carries it.
    """

    dossier: int
    owner: str
    label: str
    filename: str
    url: str
    checksum: str
    size: int | None

    @property
    def path(self) -> str:
        """Its place under the folder of the fetch: the same file always has the same one."""
        return f"{PIECES}/{self.dossier}/{safe_name(self.filename, self._mark)}"

    @property
    def _mark(self) -> str:
        parts = (self.owner, self.filename, self.checksum, str(self.size))
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:8]


def safe_name(filename: str, mark: str) -> str:
    """A name for a file of the disk: no folder, no control character, told apart by `mark`."""
    plain = unicodedata.normalize("NFC", filename.replace("\\", "/").rsplit("/", 1)[-1])
    clean = _BLANKS.sub(" ", _UNSAFE.sub("_", plain)).strip(" ._")
    suffix = _SUFFIX.search(clean)
    ending = suffix.group() if suffix else ""
    whole = clean[: len(clean) - len(ending)].encode("utf-8", "ignore")
    stem = whole[:LONGEST_STEM].decode("utf-8", "ignore").strip(" ._") or "piece"
    return f"{stem}-{mark}{ending}"


def pieces(dossier: Node) -> tuple[Piece, ...]:
    """The files of a dossier, in its order; none from a dossier without a number."""
    number = dossier.get("number")
    if type(number) is not int or number < 0:
        return ()
    found: list[Piece] = []
    for carrier, key in _carriers(dossier):
        owner = str(carrier.get("id", ""))
        label = str(carrier.get("label") or carrier.get("question") or "")
        for held in objects(carrier.get(key)):
            if piece := _piece(number, owner, label, held):
                found.append(piece)
    return tuple({piece.path: piece for piece in found}.values())


def _carriers(dossier: Node) -> Iterator[tuple[Node, str]]:
    for group in ("champs", "annotations"):
        for champ in objects(dossier.get(group)):
            yield champ, "files"
            for row in objects(champ.get("rows")):
                yield from ((inner, "files") for inner in objects(row.get("champs")))
    yield from ((avis, "attachments") for avis in objects(dossier.get("avis")))


def _piece(number: int, owner: str, label: str, held: Node) -> Piece | None:
    filename, url, checksum = (held.get(key) for key in ("filename", "url", "checksum"))
    if not isinstance(url, str) or not url:
        return None
    size = held.get("byteSize")
    known = str(size) if isinstance(size, int | str) and not isinstance(size, bool) else ""
    return Piece(
        dossier=number,
        owner=owner,
        label=label,
        filename=filename if isinstance(filename, str) else "",
        url=url,
        checksum=checksum if isinstance(checksum, str) else "",
        size=int(known) if known.isascii() and known.isdecimal() and len(known) < 16 else None,
    )
