"""Reads the CSV files: La Poste's postcodes, the grids of INSEE and ANCT, mountain, ZRR, zonings.

Guarantees: one pass, a row at a time; every row gives an item or the reason why it is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from terreau.territory.gazetteer import Level
from terreau.territory.names import fold
from terreau.territory.official.codes import commune, plain, shown
from terreau.territory.official.model import FileKind, Item, Read, Rejected, ZoningItem

Row = Mapping[str, str]

LONGEST = 200  # characters of a value that is kept
ZONING_COLUMNS = (
    "acronyme",
    "nom",
    "echelon",
    "description_courte",
    "description_longue",
    "date",
    "ressources",
)
ZONING_LONGEST = (20, 200, 100, 20_000, 20_000, 200, 500)
ZRR = {"C": "Classée", "NC": "Non classée", "PC": "Partiellement classée"}
NO_VALUE = frozenset({"", "-", "undefined", "- undefined", "null", "nan"})
_RANK = re.compile(r"\d+\s*-\s*(?=\S)")
_MARKS = re.compile(r"[\W_]+")

# The columns that tell a kind of file; each may be written in several ways.
COLUMNS: tuple[tuple[FileKind, tuple[tuple[str, ...], ...]], ...] = (
    (
        FileKind.LAPOSTE,
        (("code_commune_insee",), ("code_postal",), ("coordonnees_gps", "geopoint")),
    ),
    (FileKind.DENSITY, (("insee_com",), ("niveau_densite",))),
    (FileKind.RURALITY, (("insee_com",), ("niveau_ruralite",))),
    (FileKind.CENTRALITY, (("insee_com",), ("niveau_centralite",))),
    (FileKind.MOUNTAIN, (("insee_com",), ("niveau_montagne",))),
    (FileKind.ZRR, (("insee",), ("statut",))),
    (FileKind.ZONINGS, (("acronyme",), ("nom",), ("description_courte",))),
)
GRIDS = {
    FileKind.DENSITY: "niveau_densite",
    FileKind.RURALITY: "niveau_ruralite",
    FileKind.CENTRALITY: "niveau_centralite",
    FileKind.MOUNTAIN: "niveau_montagne",
}


def header_key(name: str) -> str:
    """Give a column's name as it is compared: no accents, no marks, small letters."""
    return _MARKS.sub("_", fold(name)).strip("_")


def kind_of(header: Sequence[str]) -> FileKind | None:
    """Give the kind of file that has these columns, None where none has."""
    present = {header_key(name) for name in header}
    for kind, wanted in COLUMNS:
        if all(present.intersection(names) for names in wanted):
            return kind
    return None


def read(kind: FileKind, lines: Iterator[str], delimiter: str) -> Iterator[Read]:
    """Give what each row says; csv.Error where the file is no table any more."""
    rows = csv.reader(lines, delimiter=delimiter)
    header = [header_key(name) for name in next(rows)]
    reader = _READERS[kind]
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"ligne {rows.line_num}"
        if len(cells) != len(header):
            said = f"La ligne a {len(cells)} cellules, l’en-tête {len(header)}."
            yield Rejected(where, "wrong_row", said)
            continue
        yield reader(kind, dict(zip(header, cells, strict=True)), where)


def _laposte(_: FileKind, row: Row, where: str) -> Read:
    code = commune(row["code_commune_insee"], where)
    if isinstance(code, Rejected):
        return code
    postcode = row["code_postal"].strip()
    postcode = postcode.zfill(len("01400")) if len(postcode) == len("1400") else postcode
    if not re.fullmatch(r"\d{5}", postcode, re.ASCII):
        said = f"« {shown(postcode)} » n’est pas un code postal."
        return Rejected(where, "bad_postcode", said)
    written = (row.get("coordonnees_gps") or row.get("geopoint") or "").strip()
    position = point(*written.split(",")) if written.count(",") == 1 else None
    if written and position is None:
        said = f"« {shown(written)} » n’est pas une latitude et une longitude."
        return Rejected(where, "bad_position", said)
    facts = (("postcode", postcode, ""),)
    return Item(where, Level.COMMUNE, code.code, facts, position=position, restored=code.restored)


def point(latitude: object, longitude: object) -> tuple[float, float] | None:
    """Give a position in degrees, to a decimetre; None for what is none."""
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        return None
    inside = -90 <= north <= 90 and -180 <= east <= 180  # also false for NaN
    return (round(north, 6), round(east, 6)) if inside else None


def _grid(kind: FileKind, row: Row, where: str) -> Read:
    code = commune(row["insee_com"], where)
    if isinstance(code, Rejected):
        return code
    value = plain(row[GRIDS[kind]])
    if value.lower() in NO_VALUE:
        return Rejected(where, "no_value", "La commune n’a pas de valeur dans ce fichier.")
    if len(value) > LONGEST:
        said = f"« {shown(value)} » est trop long pour une valeur."
        return Rejected(where, "too_long", said)
    value = _RANK.sub("", value, count=1) if kind is FileKind.MOUNTAIN else value
    facts = ((kind.value, "", value),)
    return Item(where, Level.COMMUNE, code.code, facts, restored=code.restored)


def _zrr(_: FileKind, row: Row, where: str) -> Read:
    code = commune(row["insee"], where)
    if isinstance(code, Rejected):
        return code
    status = row["statut"].strip().upper()
    if status not in ZRR:
        said = f"« {shown(status)} » n’est pas un statut : C, NC ou PC est attendu."
        return Rejected(where, "bad_value", said)
    facts = (("zrr", "", ZRR[status]),)
    return Item(where, Level.COMMUNE, code.code, facts, restored=code.restored)


def _zoning(_: FileKind, row: Row, where: str) -> Read:
    values = tuple(plain(row.get(column, "")) for column in ZONING_COLUMNS)
    if not values[0] or not values[1]:
        return Rejected(where, "no_value", "Il manque le sigle ou le nom du zonage.")
    over = [
        name
        for name, value, longest in zip(ZONING_COLUMNS, values, ZONING_LONGEST, strict=True)
        if len(value) > longest
    ]
    if over:
        said = f"La cellule « {over[0]} » est trop longue."
        return Rejected(where, "too_long", said)
    return ZoningItem(where, values)


_READERS: dict[FileKind, Callable[[FileKind, Row, str], Read]] = {
    FileKind.LAPOSTE: _laposte,
    FileKind.ZRR: _zrr,
    FileKind.ZONINGS: _zoning,
    **dict.fromkeys(GRIDS, _grid),
}
