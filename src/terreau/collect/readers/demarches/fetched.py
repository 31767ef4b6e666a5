"""What a fetch received, as projects: one dossier, one project, each value with its place in JSON.

Guarantees that of a dossier received several times the last one counts, that a page or a dossier
that cannot be read is told, and that what only agents see (annotations, avis) is never a text of
the project. Pure but for reading the folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from terreau.collect.demarches_api.fetching import PAGES
from terreau.collect.demarches_api.files import pieces
from terreau.collect.demarches_api.shape import Node, at, objects
from terreau.collect.incoming import IncomingPlace, Origin, Remark
from terreau.collect.mapping import KEPT, SavedMapping
from terreau.collect.readers.demarches.blocks import Blocks
from terreau.collect.readers.demarches.champs import Said, said
from terreau.collect.readers.demarches.errors import NotAFetch
from terreau.collect.readers.demarches.joining import to_records
from terreau.collect.readers.demarches.model import Cell, Dossier, SurePlace
from terreau.collect.readers.demarches.system import system_cells
from terreau.collect.records import Concepts, Records


@dataclass(frozen=True, slots=True)
class Received:
    """A dossier as received, the page that holds it (name and SHA-256), its rank there from 1.

    `node` is empty where the platform left a hole in the page.
    """

    node: Node
    demarche: Node
    page: str
    sha256: str
    rank: int

    def origin(self, path: str, header: str) -> Origin:
        """The origin of the value under a path of the dossier."""
        return Origin(self.sha256, self.page, self.rank, path, header)


def read_fetched(
    folder: Path, mapping: SavedMapping | None = None, concepts: Concepts | None = None
) -> Records:
    """Read the folder of a fetch; `mapping` holds a person's choices for headers of its questions.

    Raises NotAFetch where the folder has no page, MappingError where `mapping` does not fit.
    """
    latest, rejections, warnings = _latest(folder)
    dossiers = read_dossiers([latest[number] for number in sorted(latest)])
    read = to_records(dossiers, "", str(folder), "", mapping, concepts)
    return replace(
        read,
        rejections=(*rejections, *read.rejections),
        warnings=(*warnings, *read.warnings),
        read=read.read + len(rejections),
    )


def _latest(folder: Path) -> tuple[dict[int, Received], list[Remark], list[Remark]]:
    """The last answer about each dossier, then what is rejected and what is doubtful."""
    paths = sorted((folder / PAGES).glob("*.json"))
    if not paths:
        raise NotAFetch(str(folder))
    rejections: list[Remark] = []
    warnings: list[Remark] = []
    latest: dict[int, Received] = {}
    for path in paths:
        name = f"{PAGES}/{path.name}"
        try:
            found = list(_received(path.read_bytes(), name))
        except (OSError, ValueError, RecursionError):
            said_so = "Cette page n’est pas une réponse lisible de la plateforme."
            rejections.append(Remark(str(folder), name, "page_unreadable", said_so))
            continue
        for one in found:
            number = one.node.get("number")
            where = f"{name}, dossier {one.rank}"
            if type(number) is int:
                latest[number] = one
            elif one.node:
                said_so = "Ce dossier n’a pas de numéro\u00a0: il est laissé de côté."
                rejections.append(Remark(str(folder), where, "number_missing", said_so))
            else:
                said_so = "La plateforme n’a pas donné ce dossier\u00a0: relancez la réception."
                warnings.append(Remark(str(folder), where, "dossier_withheld", said_so))
    return latest, rejections, warnings


def read_dossiers(received: list[Received]) -> list[Dossier]:
    """The dossiers with their cells, before any mapping; blocks are mapped over all of them."""
    blocks = Blocks()
    drafts = [_draft(one, row, blocks) for row, one in enumerate(received, start=1)]
    return [
        replace(draft, cells=tuple(blocks.fielded(cell) for cell in draft.cells))
        for draft in drafts
    ]


def _received(data: bytes, name: str) -> Iterator[Received]:
    demarche = at(json.loads(data), "data.demarche")
    nodes = at(demarche, "dossiers.nodes") if isinstance(demarche, dict) else None
    if not isinstance(demarche, dict) or not isinstance(nodes, list):
        raise ValueError("no dossiers")
    sha256 = hashlib.sha256(data).hexdigest()
    for rank, node in enumerate(nodes, start=1):
        yield Received(node if isinstance(node, dict) else {}, demarche, name, sha256, rank)


def _draft(one: Received, row: int, blocks: Blocks) -> Dossier:
    number = str(one.node["number"])
    cells, places = system_cells(one.node, one.demarche, one.origin)
    for group, private in (("champs", False), ("annotations", True)):
        for place, champ in enumerate(objects(one.node.get(group))):
            found = _champ(one, champ, f"{group}[{place}]", private=private)
            inner = _block(one, champ, f"{group}[{place}]", blocks, private=private)
            for cell, sure in [*found, *inner]:
                cells.append(cell)
                places += [sure] if sure is not None else []
    return Dossier(
        number=number,
        where=f"dossier {number}",
        row=row,
        cells=tuple(cells),
        places=tuple(places),
        attachments=tuple(PurePosixPath(piece.path).name for piece in pieces(one.node)),
    )


Found = tuple[Cell, SurePlace | None]


def _champ(one: Received, champ: Node, path: str, *, private: bool) -> Iterator[Found]:
    mark = f"{path.split('[', maxsplit=1)[0]} {champ.get('champDescriptorId') or champ.get('id')}"
    for told in said(champ):
        yield _found(one, told, f"{mark}/{told.path}", path, told.header, private=private)


def _block(
    one: Received, champ: Node, path: str, blocks: Blocks, *, private: bool
) -> Iterator[Found]:
    """The values of the lines of a repeated block, told apart by their rank."""
    label = str(champ.get("label") or "")
    mark = f"bloc {champ.get('champDescriptorId') or champ.get('id')}"
    for rank, row in enumerate(objects(champ.get("rows")), start=1):
        for place, inner in enumerate(objects(row.get("champs"))):
            under = f"{path}.rows[{rank - 1}].champs[{place}]"
            for told in said(inner):
                question = inner.get("champDescriptorId") or place
                column = f"{mark} {rank}/{question}/{told.path}"
                header = f"{label} › {told.header}"
                found = _found(one, told, column, under, header, private=private)
                blocks.note(mark, label, told.header, found[0])
                yield found


def _found(
    one: Received, told: Said, column: str, path: str, header: str, *, private: bool
) -> Found:
    """The cell of a value, with the place that it names by its code.

    What only agents see is a number or a date of the project, or is kept.
    """
    field = told.field
    if private and field is None and isinstance(told.value, str) and told.path == "stringValue":
        field = KEPT
    origin = one.origin(f"{path}.{told.path}", told.header)
    cell = Cell(column, header, told.value, origin, field)
    if told.place is None:
        return cell, None
    level, code, words, is_seat = told.place
    relation = "seat" if is_seat else "action"
    return cell, SurePlace(IncomingPlace(relation, level, code, words), cell)
