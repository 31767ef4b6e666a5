"""Several rows of one project (payments, years, partners) made one, and told. Pure.

Guarantees that no row is lost: it becomes a project, joins one that says so, or is rejected
because it bears the identifier of another project.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from terreau.collect.incoming import IncomingActor, IncomingProject, IncomingValue, Remark
from terreau.territory.gazetteer import normalise

TEXTS = ("title", "summary", "call", "stage")
_FIELD_NAMES = {
    "name": "le nom",
    "title": "le titre",
    "summary": "le résumé",
    "call": "l’appel",
    "stage": "l’état",
    "year": "l’année",
}


@dataclass(slots=True)
class Merger:
    """Gathers the projects of a table, row after row."""

    source: str
    projects: list[IncomingProject] = field(default_factory=list)
    rejections: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    merged: int = 0
    _places: dict[tuple[object, ...], int] = field(default_factory=dict)
    _rows: set[tuple[tuple[str, str, str], ...]] = field(default_factory=set)

    def add(self, project: IncomingProject) -> None:
        """Add the project of a row, or join it to the one of an earlier row."""
        key = _key(project)
        place = self._places.get(key) if key else None
        if place is None:
            if key:
                self._places[key] = len(self.projects)
            self._rows.add(_content(project.values))
            self.projects.append(project)
            return
        known = self.projects[place]
        if project.external_id and not _alike(known, project):
            self.rejections.append(Remark(self.source, *_same_identifier(known, project)))
            return
        self.merged += 1
        self.projects[place] = self._joined(known, project)

    def _joined(self, known: IncomingProject, added: IncomingProject) -> IncomingProject:
        content = _content(added.values)
        if content in self._rows:
            message = f"Cette ligne répète mot pour mot une ligne lue avant ({known.where})."
            self.warnings.append(Remark(self.source, added.where, "same_row", message, known.where))
            return replace(known, values=known.values + added.values)
        self._rows.add(content)
        why = "même identifiant" if added.external_id else "mêmes nom, porteur, appel et année"
        message = f"Ligne réunie au projet de {known.where}\u00a0: {why}."
        self.warnings.append(Remark(self.source, added.where, "merged", message, known.where))
        self._tell_differences(known, added)
        filled = {one: getattr(known, one) or getattr(added, one) for one in TEXTS}
        return replace(
            known,
            **filled,
            year=known.year if known.year is not None else added.year,
            actors=_actors(known, added),
            places=tuple(dict.fromkeys(known.places + added.places)),
            codings=tuple(dict.fromkeys(known.codings + added.codings)),
            grants=known.grants + added.grants,
            values=known.values + added.values,
        )

    def _tell_differences(self, known: IncomingProject, added: IncomingProject) -> None:
        if _holder(known) and _holder(added) and _holder_names(known) != _holder_names(added):
            message = "Sur cette ligne, le porteur diffère\u00a0: les deux sont gardés."
            self.warnings.append(Remark(self.source, added.where, "differs", message))
        for one, called in _FIELD_NAMES.items():
            held, said = getattr(known, one), getattr(added, one)
            if said in {"", None} or held in {"", None} or said == held:
                continue
            kept = (
                f"celle de {known.where} est gardée"
                if one == "year"
                else (f"celui de {known.where} est gardé")
            )
            message = f"Sur cette ligne, {called} diffère\u00a0: {kept}."
            self.warnings.append(Remark(self.source, added.where, "differs", message))


def _actors(known: IncomingProject, added: IncomingProject) -> tuple[IncomingActor, ...]:
    """The actors of both, each once in a role; a number fills the place of a missing one."""
    found: dict[tuple[str, str], IncomingActor] = {}
    for actor in (*known.actors, *added.actors):
        key = (actor.role, normalise(actor.name))
        held = found.setdefault(key, actor)
        if actor.identifier and not held.identifier:
            found[key] = replace(held, identifier=actor.identifier)
    return tuple(found.values())


def _holder_names(project: IncomingProject) -> set[str]:
    return {normalise(one.name) for one in project.holders}


def _key(project: IncomingProject) -> tuple[object, ...] | None:
    """What two rows of one project share; None for a row that nothing ties to another."""
    if project.external_id:
        return ("id", project.external_id)
    holder = _holder(project)
    if holder is None:
        return None
    return ("name", normalise(project.name), holder, normalise(project.call), project.year)


def _holder(project: IncomingProject) -> str | None:
    holder = next(iter(project.holders), None)
    return (holder.identifier or normalise(holder.name)) if holder else None


def _alike(known: IncomingProject, added: IncomingProject) -> bool:
    """Whether two rows of one identifier share a name or a holder."""
    same_holder = _holder(known) is not None and _holder(known) == _holder(added)
    return normalise(known.name) == normalise(added.name) or same_holder


def _same_identifier(known: IncomingProject, added: IncomingProject) -> tuple[str, str, str]:
    message = (
        f"L’identifiant «\u00a0{added.external_id}\u00a0» est déjà celui de "
        f"«\u00a0{known.name}\u00a0» ({known.where}), d’un autre porteur\u00a0: "
        "corrigez l’un des deux."
    )
    return added.where, "same_identifier", message


def _content(values: tuple[IncomingValue, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.field, one.origin.column, one.value) for one in values)
