"""Several rows of one project (payments, years, partners) made one, and told. Pure.

Guarantees that no row is lost: it becomes a project, joins one that says so, or is rejected
because it bears the identifier of another project.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from terreau.collect.incoming import (
    IncomingActor,
    IncomingCoding,
    IncomingGrant,
    IncomingPlace,
    IncomingProject,
    IncomingValue,
    Remark,
)
from terreau.territory.gazetteer import normalise

NOTHING = ("", None)
_FIELD_NAMES = {
    "name": "le nom",
    "title": "le titre",
    "summary": "le résumé",
    "call": "l’appel",
    "stage": "l’état",
    "year": "l’année",
}


@dataclass(slots=True)
class _Gathered:
    """A project while rows join it: lists grow, the first text of each field stays."""

    first: IncomingProject
    texts: dict[str, str | int | None]
    actors: dict[tuple[str, str], IncomingActor] = field(default_factory=dict)
    places: dict[IncomingPlace, None] = field(default_factory=dict)
    codings: dict[IncomingCoding, None] = field(default_factory=dict)
    grants: list[IncomingGrant] = field(default_factory=list)
    values: list[IncomingValue] = field(default_factory=list)

    def add(self, project: IncomingProject) -> None:
        """Join what a row says; a number fills the place of a missing one."""
        for name in _FIELD_NAMES:
            if self.texts.get(name) in NOTHING:
                self.texts[name] = getattr(project, name)
        for actor in project.actors:
            key = (actor.role, normalise(actor.name))
            held = self.actors.setdefault(key, actor)
            if actor.identifier and not held.identifier:
                self.actors[key] = replace(held, identifier=actor.identifier)
        self.places |= dict.fromkeys(project.places)
        self.codings |= dict.fromkeys(project.codings)
        self.grants += project.grants
        self.values += project.values

    def project(self) -> IncomingProject:
        """The project that all its rows make."""
        return replace(
            self.first,
            **self.texts,  # type: ignore[arg-type]  # each under the name of its own field
            actors=tuple(self.actors.values()),
            places=tuple(self.places),
            codings=tuple(self.codings),
            grants=tuple(self.grants),
            values=tuple(self.values),
        )


@dataclass(slots=True)
class Merger:
    """Gathers the projects of a table, row after row."""

    source: str
    rejections: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    merged: int = 0
    _gathered: list[_Gathered] = field(default_factory=list)
    _by_key: dict[tuple[object, ...], _Gathered] = field(default_factory=dict)
    _rows: set[tuple[tuple[str, str, str], ...]] = field(default_factory=set)

    @property
    def projects(self) -> tuple[IncomingProject, ...]:
        """The projects, in the order of their first rows."""
        return tuple(one.project() for one in self._gathered)

    def add(self, project: IncomingProject) -> None:
        """Add the project of a row, or join it to the one of an earlier row."""
        key = _key(project)
        known = self._by_key.get(key) if key else None
        if known is None:
            self._begin(project, key)
        elif project.external_id and not _alike(known.first, project):
            self.rejections.append(Remark(self.source, *_same_identifier(known.first, project)))
        else:
            self.merged += 1
            self._join(known, project)

    def _begin(self, project: IncomingProject, key: tuple[object, ...] | None) -> None:
        gathered = _Gathered(project, {})
        gathered.add(project)
        self._gathered.append(gathered)
        self._rows.add(_content(project.values))
        if key:
            self._by_key[key] = gathered

    def _join(self, known: _Gathered, added: IncomingProject) -> None:
        first = known.first.where
        content = _content(added.values)
        if content in self._rows:
            message = f"Cette ligne répète mot pour mot une ligne lue avant ({first})."
            self.warnings.append(Remark(self.source, added.where, "same_row", message, first))
            known.values += added.values
            return
        self._rows.add(content)
        why = "même identifiant" if added.external_id else "mêmes nom, porteur, appel et année"
        message = f"Ligne réunie au projet de {first}\u00a0: {why}."
        self.warnings.append(Remark(self.source, added.where, "merged", message, first))
        self._tell_differences(known, added)
        known.add(added)

    def _tell_differences(self, known: _Gathered, added: IncomingProject) -> None:
        first = known.first
        if _holder(first) and _holder(added) and _holder_names(first) != _holder_names(added):
            message = "Sur cette ligne, le porteur diffère\u00a0: les deux sont gardés."
            self.warnings.append(Remark(self.source, added.where, "differs", message))
        for one, called in _FIELD_NAMES.items():
            held, said = known.texts[one], getattr(added, one)
            if said in NOTHING or held in NOTHING or said == held:
                continue
            that, kept = ("celle", "gardée") if one == "year" else ("celui", "gardé")
            message = (
                f"Sur cette ligne, {called} diffère\u00a0: {that} de {first.where} est {kept}."
            )
            self.warnings.append(Remark(self.source, added.where, "differs", message))


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
