"""Opens an official file: what it is by its content, and its rows; refuses what is none in French.

Guarantees: no more than MOST_BYTES are read; the name of the file decides nothing but its year.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.territory.errors import OfficialFileError
from terreau.territory.official import division, shapes, tables
from terreau.territory.official.model import FileKind, Read

MOST_BYTES = 32_000_000
HEAD = 65_536
DELIMITERS = (",", ";", "\t", "|")
KNOWN = (
    "Terreau reconnaît les codes postaux de La Poste, la grille de densité, les ruralités et "
    "centralités, la montagne, les ZRR, les quartiers prioritaires, les centres et contours "
    "(GeoJSON) et le découpage administratif (JSON) : voir le guide « Administrer »."
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[01]\d[0-3]\d)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is recognised, with its rows still to be read, once."""

    kind: FileKind
    sha256: str
    vintage: str
    rows: Iterator[Read]


def open_file(path: Path, vintage: str = "") -> Opened:
    """Recognise a file; OfficialFileError, with what to do, where it is none that is read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise OfficialFileError(
            "too_large",
            f"Le fichier pèse {size / 1e6:.0f} Mo ; la limite est de {MOST_BYTES / 1e6:.0f} Mo.",
            "Prenez la version simplifiée (contours à 1000 m), ou un fichier par département.",
        )
    data = path.read_bytes()
    text = _decoded(data)
    opening = text[:HEAD].lstrip()
    if opening[:1] in ("{", "["):
        kind, rows = _json(text)
    else:
        kind, rows = _table(text)
    found = _YEAR.search(path.stem.lower().replace("_", " "))
    year = vintage or (found.group(1) if found else "")
    return Opened(kind, hashlib.sha256(data).hexdigest(), year, rows)


def _decoded(data: bytes) -> str:
    head = data[:HEAD].lstrip()
    if not head:
        raise OfficialFileError(
            "empty_file",
            "Le fichier est vide.",
            "Vérifiez qu’il a bien été téléchargé en entier, puis recommencez.",
        )
    if head.startswith(b"PK\x03\x04") or b"\0" in data:
        raise OfficialFileError(
            "wrong_kind",
            "Ce fichier n’est pas du texte (archive, classeur ou image).",
            "Décompressez l’archive, ou enregistrez le classeur en CSV.",
        )
    if head[:1] == b"<":
        raise OfficialFileError(
            "wrong_kind",
            "Ce fichier est une page HTML ou XML, pas des données.",
            "Le téléchargement a sans doute rendu la page du site : "
            "prenez le lien direct du fichier CSV ou GeoJSON.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _json(text: str) -> tuple[FileKind, Iterator[Read]]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f", ligne {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise OfficialFileError(
            "broken_json",
            f"Le JSON de ce fichier n’est pas lisible{place}.",
            "Il est sans doute coupé : téléchargez-le de nouveau, puis recommencez.",
        ) from error
    features = _features(loaded)
    if features is not None:
        kind = shapes.kind_of(features)
        if kind is not None:
            return kind, shapes.read(kind, features)
    elif isinstance(loaded, list):
        kind = division.kind_of(loaded)
        if kind is not None:
            return kind, division.read(kind, loaded)
        if division.is_arrondissements(loaded):
            raise OfficialFileError(
                "of_no_use",
                "C’est la liste des arrondissements : Terreau n’en fait rien.",
                "Retirez-la de la commande ; les autres fichiers du découpage sont lus.",
            )
    raise OfficialFileError("unknown_file", "Ce JSON n’est d’aucune nature connue.", KNOWN)


def _features(loaded: Any) -> list[Any] | None:  # noqa: ANN401 - whatever the file holds
    if not isinstance(loaded, dict):
        return None
    if loaded.get("type") == "Feature":
        return [loaded]
    features = loaded.get("features")
    return features if isinstance(features, list) else None


def _table(text: str) -> tuple[FileKind, Iterator[Read]]:
    header = text[:HEAD].partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        names = []
    kind = tables.kind_of(names)
    if kind is None:
        shown = ", ".join(name.strip()[:30] for name in names[:6])
        raise OfficialFileError(
            "unknown_file", f"Les colonnes de ce fichier ne sont pas connues : {shown}.", KNOWN
        )
    return kind, _whole(tables.read(kind, io.StringIO(text, newline=""), delimiter))


def _whole(rows: Iterator[Read]) -> Iterator[Read]:
    try:
        yield from rows
    except csv.Error as error:
        raise OfficialFileError(
            "broken_table",
            "Le fichier n’est plus un tableau à partir d’une de ses lignes.",
            "Des guillemets y sont sans doute ouverts sans être fermés : reprenez le fichier.",
        ) from error
