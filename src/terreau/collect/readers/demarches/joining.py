"""Dossiers and what is joined to them made projects, each value led back to its own cell.

Guarantees: one dossier, one project; the stage says whether an amount was decided, and an amount
that was not is kept without being a grant; what a person reads in a remark names the real cell.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import replace

from terreau.collect.incoming import IncomingPlace, IncomingProject, IncomingValue, Origin, Remark
from terreau.collect.mapping import KEPT, SavedMapping
from terreau.collect.mapping.stages import ACCEPTED
from terreau.collect.readers.demarches.model import Dossier, SurePlace
from terreau.collect.readers.demarches.wide import Wide, widen
from terreau.collect.records import Concepts, Records, read_records
from terreau.collect.records.cells import line
from terreau.territory.gazetteer import Entry, Level, load

#: Fields that say a grant, and say none where the dossier was not accepted.
_GRANT = frozenset({"grant.amount", "grant.date", "grant.funder"})


def to_records(
    dossiers: Sequence[Dossier],
    file: str,
    source: str,
    sheet: str,
    mapping: SavedMapping | None,
    concepts: Concepts | None = None,
) -> Records:
    """The projects of dossiers; `file` and `source` are those of the report and of the origins."""
    wide = widen(dossiers, sheet, mapping)
    read = read_records(wide.table, wide.mapping, file, source, concepts=concepts)
    by_row = {dossier.row: dossier for dossier in dossiers}
    wheres = _wheres(wide, by_row)
    warnings: list[Remark] = []
    projects = []
    for project in read.projects:
        dossier = by_row[project.values[0].origin.row]
        projects.append(_finish(project, dossier, wide, warnings, source))
    return replace(
        read,
        projects=tuple(projects),
        rejections=tuple(_placed(read.rejections, wheres)),
        warnings=(*_placed(read.warnings, wheres), *warnings),
    )


def _finish(
    project: IncomingProject, dossier: Dossier, wide: Wide, warnings: list[Remark], source: str
) -> IncomingProject:
    """The project with its real origins, its sure places and its files."""
    decided = project.stage in {"", ACCEPTED}
    values = [
        _valued(one, origin, decided=decided)
        for one in project.values
        if (origin := wide.origins.get((one.origin.row, one.origin.column))) is not None
    ]
    values += [
        IncomingValue(f"{sure.place.relation}.code", sure.place.code, sure.cell.origin)
        for sure in dossier.places
    ]
    if dossier.row in wide.unnamed:
        said = (
            "Ce dossier n’a pas de nom de projet\u00a0: "
            f"il est appelé «\u00a0{project.name}\u00a0»."
        )
        warnings.append(Remark(source, dossier.where, "name_missing", said))
    if not decided and project.grants:
        said = "Le dossier n’est pas accepté\u00a0: ses montants sont gardés sans être une aide."
        warnings.append(Remark(source, dossier.where, "amount_not_decided", said))
    return replace(
        project,
        where=dossier.where,
        grants=project.grants if decided else (),
        places=_places(project.places, dossier.places),
        attachments=dossier.attachments or project.attachments or _files(values),
        values=tuple(values),
    )


def _valued(one: IncomingValue, origin: Origin, *, decided: bool) -> IncomingValue:
    field = one.field if decided or one.field not in _GRANT else KEPT
    return IncomingValue(field, one.value, origin)


def _files(values: Iterable[IncomingValue]) -> tuple[str, ...]:
    """The names of the files that the cells of an export list, separated by commas."""
    listed = (one.value.split(", ") for one in values if one.field == "document")
    return tuple(dict.fromkeys(name.strip() for names in listed for name in names if name.strip()))


def _places(
    read: tuple[IncomingPlace, ...], sure: Sequence[SurePlace]
) -> tuple[IncomingPlace, ...]:
    """The places of both, each once; a territory that holds another one is not added to it."""
    every = [*read, *(_current(one.place) for one in sure)]
    distinct = {(one.relation, one.level, one.code or one.words): one for one in every}
    holding = {
        (one.relation, *parent)
        for one in distinct.values()
        if (entry := _entry(one)) is not None
        for parent in entry.parents
    }
    return tuple(
        one for one in distinct.values() if (one.relation, one.level, one.code) not in holding
    )


def _current(place: IncomingPlace) -> IncomingPlace:
    """The place by its code of today; by its words alone where no territory has the code."""
    entry = _entry(place)
    if entry is None:
        return IncomingPlace(place.relation, words=place.words or place.code)
    return replace(place, level=entry.level, code=entry.code)


def _entry(place: IncomingPlace) -> Entry | None:
    if place.level is None:
        return None
    if place.level is Level.COMMUNE:
        return load().current(place.code)
    return load().entry(place.level, place.code)


def _wheres(wide: Wide, by_row: Lookup[int, Dossier]) -> dict[str, str]:
    """For each way that reading the wide table says a place, the real one."""
    found: dict[str, str] = {}
    for row in wide.table.rows:
        spoken = line(wide.table, row)
        found[spoken] = by_row[row.number].where
        for column in wide.table.columns:
            origin = wide.origins.get((row.number, column.letters))
            if origin is not None:
                found[f"{spoken}, colonne {column.letters}"] = told(origin, by_row[row.number])
    return found


def told(origin: Origin, dossier: Dossier) -> str:
    """A cell as a person finds it: of a sheet by its letters, of the API by its question."""
    if "/" in origin.sheet:
        return f"{dossier.where}, «\u00a0{origin.header}\u00a0»"
    sheet = f"feuille «\u00a0{origin.sheet}\u00a0», " if origin.sheet else ""
    return f"{sheet}ligne {origin.row}, colonne {origin.column}"


def _placed(remarks: Iterable[Remark], wheres: Lookup[str, str]) -> Iterable[Remark]:
    return [replace(one, where=wheres.get(one.where, one.where)) for one in remarks]
