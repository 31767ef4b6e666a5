"""SCDL Subventions, the French open format of subsidies: every published version, as published.

Guarantees that each row ends as a project or as a rejection even where the file departs from the
schema, and that each departure is told with its column or its cell. Format:
https://schema.data.gouv.fr/scdl/subventions/. Pure.
"""

from __future__ import annotations

from decimal import Decimal

from terreau.collect.incoming import Remark
from terreau.collect.mapping.model import KEPT, MappedColumn, Mapping
from terreau.collect.readers.tables.model import Table, Workbook
from terreau.collect.readers.values import text
from terreau.collect.records import Context, read_table
from terreau.collect.records.model import Concepts, Records
from terreau.collect.standards.model import Standard
from terreau.collect.standards.reading import lines, read_tables
from terreau.collect.standards.scdl.checks import count, departures
from terreau.collect.standards.scdl.headers import Headers, follows, read_headers
from terreau.collect.standards.scdl.versions import VERSIONS, Version

__all__ = ["SCDL", "best_version", "mapping"]

NAME, LABEL = "scdl", "SCDL Subventions"
#: What each column of the schema is among our fields; the others are kept as they are. The number
#: of a decision may cover many beneficiaries: it does not identify a project.
FIELD_OF: dict[str, str] = {
    "idSubvention": "external_id",
    "nomAttribuant": "grant.funder",
    "dateConvention": "grant.date",
    "nomBeneficiaire": "holder.name",
    "idBeneficiaire": "holder.identifier",
    "rnaBeneficiaire": "holder.identifier",
    "objet": "name",
    "montant": "grant.amount",
    "dispositif": "call",
    "dispositifAide": "call",
    "exerciceBudgetaire": "year",
    "statutLabel": "stage",
}
_WHY = "colonne du format SCDL Subventions"
_OUTSIDE = "hors du format SCDL Subventions\u00a0: gardée telle quelle"


def recognises(workbook: Workbook) -> bool:
    """Whether the tables that follow the format hold most of the rows of a file."""
    mine = sum(len(table.rows) for table in workbook.tables if follows(table))
    rows = sum(len(table.rows) for table in workbook.tables)
    return any(follows(table) for table in workbook.tables) and 2 * mine >= rows


def read(workbook: Workbook, file_sha256: str, source: str, concepts: Concepts) -> Records:
    """The projects of every table that follows the format, with its departures from it."""
    context = Context(file_sha256, source, concepts=concepts)
    return read_tables(workbook, source, LABEL, follows, lambda table: _read(table, context))


def _read(table: Table, context: Context) -> Records:
    headers = read_headers(table)
    version = best_version(table, headers)
    said = read_table(table, mapping(table, headers), context)
    told = [_version(table, version, context.source)]
    told += departures(table, headers, version, context.source)
    told += _shared(table, headers, context.source)
    return Records(said.projects, said.rejections, (*told, *said.warnings), said.read, said.merged)


def best_version(table: Table, headers: Headers | None = None) -> Version:
    """The version that a table is nearest to: columns first, then cells, then the newest."""
    known = headers or read_headers(table)
    return min(VERSIONS, key=lambda version: count(table, known, version))


def mapping(table: Table, headers: Headers | None = None) -> Mapping:
    """The fixed mapping of a table of the format."""
    known = (headers or read_headers(table)).known
    field_of: dict[int, str] = {}
    for name, field in FIELD_OF.items():
        several = field == "holder.identifier"
        if name in known and (several or field not in field_of.values()):
            field_of[known[name].index] = field
    named = {column.index for column in known.values()}
    return Mapping(
        tuple(
            MappedColumn(
                column.index,
                column.header,
                field_of.get(column.index, KEPT),
                1.0,
                _WHY if column.index in named else _OUTSIDE,
            )
            for column in table.columns
        )
    )


def _version(table: Table, version: Version, source: str) -> Remark:
    same = f" (mêmes règles en {' et '.join(version.same)})" if version.same else ""
    kind = "version" if version.label[0].isdigit() else "extension"
    message = f"Format reconnu\u00a0: {LABEL}, {kind} {version.label}{same}."
    return Remark(source, table.sheet or "tableau", "standard", message)


def _shared(table: Table, headers: Headers, source: str) -> list[Remark]:
    """Rows whose amount is a whole that several beneficiaries share: published both ways."""
    column = headers.known.get("pourcentageSubvention")
    if column is None:
        return []
    place = table.columns.index(column)
    parts = sum(_is_part(text(row.values[place])) for row in table.rows)
    if not parts:
        return []
    message = (
        f"Sur {lines(parts)}, la subvention est dite partagée entre plusieurs bénéficiaires\u00a0: "
        "le montant est gardé tel qu’il est écrit, sans le multiplier par la part."
    )
    return [Remark(source, table.sheet or "tableau", "shared_grant", message)]


def _is_part(written: str) -> bool:
    number = written.replace(",", ".").replace(".", "", 1)
    return number.isdigit() and number.isascii() and Decimal(written.replace(",", ".")) < 1


SCDL = Standard(NAME, LABEL, recognises, read)
