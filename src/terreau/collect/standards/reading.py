"""What the readers of standards share: the tables of a file that follow one, read and gathered.

Guarantees that no table is passed over in silence. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from terreau.collect.incoming import Remark
from terreau.collect.readers.tables.model import Table, Workbook
from terreau.collect.records.model import Records


def read_tables(
    workbook: Workbook,
    source: str,
    label: str,
    follows: Callable[[Table], bool],
    read: Callable[[Table], Records],
) -> Records:
    """The records of the tables that follow a standard; each other table is told with its rows."""
    gathered = gather(read(table) for table in workbook.tables if follows(table))
    others = [table for table in workbook.tables if not follows(table)]
    told = tuple(_passed_over(source, label, table) for table in others)
    return Records(
        gathered.projects,
        gathered.rejections,
        told + gathered.warnings,
        gathered.read,
        gathered.merged,
    )


def gather(parts: Iterable[Records]) -> Records:
    """Several records as one, in their order."""
    every = tuple(parts)
    return Records(
        tuple(project for part in every for project in part.projects),
        tuple(one for part in every for one in part.rejections),
        tuple(one for part in every for one in part.warnings),
        sum(part.read for part in every),
        sum(part.merged for part in every),
    )


def lines(count: int) -> str:
    """« 1 ligne », « 12 lignes »."""
    return f"{count}\u00a0ligne{'s' if count > 1 else ''}"


def _passed_over(source: str, label: str, table: Table) -> Remark:
    message = (
        f"Ce tableau ({lines(len(table.rows))}) ne suit pas le format {label}, "
        "contrairement au reste du fichier\u00a0: importez-le à part."
    )
    return Remark(source, table.sheet or "tableau", "not_of_standard", message)
