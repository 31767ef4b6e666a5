"""An export of the platform as projects: one dossier, one project, each value with its cell.

Guarantees that a line of any sheet is used or told: a dossier twice, a line without a number, a
line of a block whose dossier is not there are rejections that name their cell. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from terreau.collect.incoming import Origin, Remark
from terreau.collect.mapping import Mapping, SavedMapping
from terreau.collect.readers.demarches.blocks import block_fields, sure_code
from terreau.collect.readers.demarches.errors import NotAnExport
from terreau.collect.readers.demarches.headers import (
    CHAMPS,
    LINES,
    holder_field,
    holder_rank,
    key,
    system_field,
)
from terreau.collect.readers.demarches.joining import to_records
from terreau.collect.readers.demarches.model import Cell, Dossier, SurePlace
from terreau.collect.readers.demarches.personal import mask
from terreau.collect.readers.demarches.questions import question_field
from terreau.collect.readers.demarches.sheets import (
    Sheets,
    block_name,
    number_place,
    place_of,
    sort,
)
from terreau.collect.readers.demarches.wide import widen
from terreau.collect.readers.tables.model import Column, Row, Table, Workbook
from terreau.collect.readers.values import text
from terreau.collect.records import Concepts, Records


def read_export(
    workbook: Workbook,
    file_sha256: str,
    source: str,
    mapping: SavedMapping | None = None,
    concepts: Concepts | None = None,
) -> Records:
    """Read an export; `mapping` holds a person's choices for headers of the joined table.

    `source` names the file in the report, `file_sha256` in the origin of each value; `concepts`
    maps words to entries of the frameworks. Raises NotAnExport where `recognises` says no,
    MappingError where `mapping` does not fit.
    """
    sheets, reading = _joined(workbook, file_sha256, source)
    read = to_records(
        reading.dossiers, file_sha256, source, sheets.dossiers.sheet, mapping, concepts
    )
    return replace(
        read,
        rejections=(*reading.rejections, *read.rejections),
        warnings=(*reading.warnings, *read.warnings),
        read=read.read + len(reading.rejections),
    )


def joined_table(workbook: Workbook, source: str) -> tuple[Table, Mapping]:
    """The one table that an export makes, with its mapping, for a person to see and change.

    Raises NotAnExport where `recognises` says no.
    """
    sheets, reading = _joined(workbook, "", source)
    wide = widen(reading.dossiers, sheets.dossiers.sheet, None)
    return wide.table, wide.mapping


def _joined(workbook: Workbook, file_sha256: str, source: str) -> tuple[Sheets, _Reading]:
    sheets = sort(workbook)
    if sheets is None:
        raise NotAnExport(source)
    reading = _Reading(file_sha256, source)
    reading.take_dossiers(sheets)
    for table in sheets.establishments:
        reading.join_establishments(table)
    for table in sheets.avis:
        reading.join_avis(table)
    for place, table in enumerate(sheets.blocks):
        reading.join_block(table, place)
    reading.tell_others(sheets)
    return sheets, reading


@dataclass(slots=True)
class _Held:
    """A dossier while its lines in the other sheets are joined to it."""

    row: int
    where: str
    cells: list[Cell] = field(default_factory=list)
    places: list[SurePlace] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class _Reading:
    """The dossiers of an export as its sheets are gone through."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.source = source
        self.held: dict[str, _Held] = {}
        self.rejections: list[Remark] = []
        self.warnings: list[Remark] = []

    @property
    def dossiers(self) -> list[Dossier]:
        """The dossiers, in the order of their lines."""
        return [
            Dossier(number, held.where, held.row, tuple(held.cells), tuple(held.places))
            for number, held in self.held.items()
        ]

    def take_dossiers(self, sheets: Sheets) -> None:
        """The lines of the main sheet, each dossier once."""
        table = sheets.dossiers
        fields = [system_field(column.header) for column in table.columns]
        # Of several columns that look like a number, one is; the others are questions.
        fields = [
            question_field(table, place) if one in {None, "external_id"} else one
            for place, one in enumerate(fields)
        ]
        fields[sheets.number] = "external_id"
        for row in table.rows:
            number = _number(row, sheets.number)
            if not number:
                self._reject("number_missing", table, row, sheets.number, "le numéro manque")
            elif number in self.held:
                first = self.held[number].where
                said = f"le dossier {number} est déjà là ({first})"
                self._reject("dossier_twice", table, row, sheets.number, said)
            else:
                held = _Held(row.number, _where(table, row))
                cells = self._cells(table, row, "", fields)
                held.cells = [
                    replace(cell, value=number) if cell.field == "external_id" else cell
                    for cell in cells
                ]
                self.held[number] = held

    def join_establishments(self, table: Table) -> None:
        """The establishment of the applicant fills the holder; those of questions are kept."""
        champ = place_of(table, CHAMPS)
        own = [holder_field(column.header) or "extra" for column in table.columns]
        for row, held in self._joined(table):
            label = text(row.values[champ]) if champ is not None else ""
            of_applicant = key(label) in {"", "dossier", "demandeur"}
            fields = own if of_applicant else ["extra"] * len(own)
            rank = _next(held, f"etablissement {label}")
            cells = self._cells(table, row, f"etablissement {label} {rank}", fields)
            held.cells += sorted(cells, key=lambda cell: holder_rank(cell.header))

    def join_avis(self, table: Table) -> None:
        """What experts said is kept and never published."""
        for row, held in self._joined(table):
            rank = _next(held, "avis")
            held.cells += self._cells(table, row, f"avis {rank}", ["extra"] * len(table.columns))

    def join_block(self, table: Table, place: int) -> None:
        """Each line of a block is joined by its rank in the dossier, in the order of `Ligne`."""
        label = block_name(table.sheet)
        fields = block_fields(table, label)
        line = place_of(table, LINES)
        rows = list(self._joined(table))
        if line is not None:
            rows.sort(key=lambda one: _rank(one[0], line))
        for row, held in rows:
            rank = _next(held, f"bloc {place}")
            cells = self._cells(table, row, f"bloc {place} {rank}", list(fields))
            sure = [sure_code(cell) for cell in cells]
            held.places += [one for one in sure if one is not None]
            held.cells += [cell for cell, one in zip(cells, sure, strict=True) if one is None]

    def tell_others(self, sheets: Sheets) -> None:
        """A warning for each sheet that is no part of an export."""
        for table in sheets.others:
            said = (
                f"La feuille «\u00a0{table.sheet}\u00a0» n’est pas de celles d’un export "
                f"({len(table.rows)} lignes non lues)."
            )
            self.warnings.append(Remark(self.source, table.sheet, "sheet_ignored", said))

    def _joined(self, table: Table) -> list[tuple[Row, _Held]]:
        """The lines of a sheet with their dossiers; a line without one is rejected."""
        place = number_place(table)
        found = []
        for row in table.rows:
            number = "" if place is None else _number(row, place)
            if number in self.held:
                found.append((row, self.held[number]))
                continue
            named = f"le dossier {number} n’est pas dans l’export"
            said = named if number else "le numéro du dossier manque"
            self._reject("dossier_missing", table, row, place or 0, said)
        return found

    def _cells(
        self, table: Table, row: Row, group: str, fields: list[str | None] | list[str]
    ) -> list[Cell]:
        number = number_place(table)
        return [
            Cell(
                column=f"{group}/{column.index}",
                header=f"{block_name(table.sheet)} › {column.header}" if group else column.header,
                value=mask(value) if isinstance(value, str) else value,
                origin=self._origin(table, row, column),
                field=one,
            )
            for place, (column, value, one) in enumerate(
                zip(table.columns, row.values, fields, strict=True)
            )
            if not (group and place == number)
        ]

    def _origin(self, table: Table, row: Row, column: Column) -> Origin:
        return Origin(self.file, table.sheet, row.number, column.letters, column.header)

    def _reject(self, code: str, table: Table, row: Row, place: int, said: str) -> None:
        where = f"{_where(table, row)}, colonne {table.columns[place].letters}"
        message = f"Ligne laissée de côté\u00a0: {said}."
        self.rejections.append(Remark(self.source, where, code, message))


def _where(table: Table, row: Row) -> str:
    sheet = f"feuille «\u00a0{table.sheet}\u00a0», " if table.sheet else ""
    return f"{sheet}ligne {row.number}"


def _number(row: Row, place: int) -> str:
    """The number of a dossier as its digits, however the cell holds them."""
    return "".join(text(row.values[place]).split()).removesuffix(".0")


def _rank(row: Row, place: int) -> tuple[int, int]:
    digits = text(row.values[place])
    return (int(digits) if digits.isascii() and digits.isdecimal() else 0, row.number)


def _next(held: _Held, group: str) -> int:
    held.seen[group] += 1
    return held.seen[group]
