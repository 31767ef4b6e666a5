"""A table and its mapping made incoming projects, each value with the cell it came from.

Guarantees that every row ends as a project, joins the project of an earlier row, or is rejected
with its cell and its reason: `len(projects) + len(rejections) + merged == read`. Pure.
"""

from __future__ import annotations

from datetime import date

from terreau.collect.incoming import IncomingProject, Remark
from terreau.collect.mapping.model import Mapping
from terreau.collect.mapping.stages import stage_of
from terreau.collect.readers.tables.model import Table
from terreau.collect.readers.values import year
from terreau.collect.records.actors import actors
from terreau.collect.records.cells import RowCells, layout, row_cells
from terreau.collect.records.codings import codings
from terreau.collect.records.grants import decision, grants
from terreau.collect.records.merging import Merger
from terreau.collect.records.model import Concepts, Context, Defaults, Manner, Records
from terreau.collect.records.places import places

__all__ = ["Concepts", "Context", "Defaults", "Manner", "Records", "read_records", "read_table"]

FIRST_YEAR, LAST_YEAR = 1950, 2049  # of a decision that a project may take its year from
NO_NAME = (
    "Cette ligne n’a ni nom de projet, ni titre, ni objet\u00a0: elle ne peut pas être reprise."
)


def read_records(
    table: Table,
    mapping: Mapping,
    file_sha256: str,
    source: str,
    defaults: Defaults | None = None,
    concepts: Concepts | None = None,
) -> Records:
    """Read every row of a table through the mapping of its columns.

    `file_sha256` and `source` are the SHA-256 and the name of the file, for the origins and the
    remarks; `concepts` maps notations and normalised labels to entries of the frameworks. A file
    named in a cell (`document`) is among the values alone: who holds the files ties them.
    """
    context = Context(file_sha256, source, defaults or Defaults(), concepts or {})
    return read_table(table, mapping, context)


def read_table(table: Table, mapping: Mapping, context: Context) -> Records:
    """Read every row of a table in the manner of `context`."""
    merger = Merger(context.source)
    read = layout(table, mapping)
    for row in table.rows:
        cells = row_cells(context, read, row)
        project = _project(cells)
        if project is None:
            merger.rejections.append(Remark(context.source, cells.where, "no_name", NO_NAME))
            continue
        merger.warnings += cells.warnings
        merger.add(project)
    return Records(
        merger.projects,
        tuple(merger.rejections),
        tuple(merger.warnings),
        len(table.rows),
        merger.merged,
    )


def _project(row: RowCells) -> IncomingProject | None:
    """The project of a row; None where nothing gives it a name."""
    title = row.text("title")
    summary = "\n\n".join(cell.text for cell in row.all("summary"))
    name = row.text("name") or title or row.text("summary")
    if not name:
        return None
    decided = decision(row)
    return IncomingProject(
        where=row.where,
        name=name,
        title=title if title != name else "",
        summary=summary,
        call=row.text("call") or row.context.defaults.call,
        year=_year(row) or _decided_in(decided),
        external_id=row.text("external_id"),
        actors=actors(row),
        places=places(row),
        codings=codings(row),
        grants=grants(row, decided),
        stage=_stage(row),
        values=row.values(),
    )


def _decided_in(decided: date | None) -> int | None:
    """The year of the decision, where its date can be right: 2118 is a slip of the hand."""
    if decided is None or not FIRST_YEAR <= decided.year <= LAST_YEAR:
        return None
    return decided.year


def _year(row: RowCells) -> int | None:
    """The year that the row says, else the default one."""
    cell = row.first("year")
    said = row.value_of(cell, year(cell.value)) if cell else None
    return said if said is not None else row.context.defaults.year


def _stage(row: RowCells) -> str:
    cell = row.first("stage")
    if cell is None:
        return ""
    stage = stage_of(cell.text)
    if stage is None:
        message = (
            f"L’état «\u00a0{cell.text}\u00a0» n’est pas connu\u00a0: il est gardé sans être lu."
        )
        row.warn(cell, "unknown_stage", message)
    return stage or ""
