"""Reads a published fiche: its enjeux, its projects with their roles argued, its levers.

Guarantees that every row of its tables ends as a project or as a rejection, that what was read
without confidence is among the doubts, and that spans are exact in the layer.
"""

import re
from collections.abc import Sequence

from terreau.collect.readers.errors import NoProject, WrongKind
from terreau.collect.readers.fiche.actors import Context
from terreau.collect.readers.fiche.kinds import ActorKinds
from terreau.collect.readers.fiche.layout import Outline, Section, outline
from terreau.collect.readers.fiche.messages import doubt
from terreau.collect.readers.fiche.model import (
    Doubt,
    FicheReading,
    ReadAmbition,
    ReadEnjeu,
    ReadProject,
    Rejection,
    RoleName,
)
from terreau.collect.readers.fiche.places import Finder, region_of
from terreau.collect.readers.fiche.roles import RoleReader
from terreau.collect.readers.fiche.rows import RowReader
from terreau.collect.readers.fiche.statements import read_statements
from terreau.collect.readers.fiche.words import key, tidy, view
from terreau.collect.readers.markup import Kind, Layer
from terreau.territory.gazetteer import Gazetteer

NAME = "fiche"
VERSION = "1"
_STRATEGY = re.compile(
    r"(?:[Ss]tratégie|[Ff]euille de [Rr]oute)\s+(?:régionale\s+)?"
    r"((?:[A-ZÀ-Þ][\w-]*)(?:[ ](?:[A-ZÀ-Þ][\w-]*))*)"
)


def recognises(layer: Layer) -> bool:
    """Whether a text looks like a published fiche: an enjeu, and the table of its projects."""
    found = outline(layer)
    return any(section.started and section.number is not None for section in found.sections)


def read(
    layer: Layer, *, gazetteer: Gazetteer, kinds: ActorKinds, roles: Sequence[RoleName]
) -> FicheReading:
    """Read a fiche from its text layer.

    Raises WrongKind where the text has no table of projects, NoProject where its tables give none
    and reject none.
    """
    found = outline(layer)
    if not any(section.started for section in found.sections):
        raise WrongKind("un texte sans tableau de projets")
    doubts: list[Doubt] = []
    enjeux = _enjeux(layer, found, doubts)
    rows = RowReader(
        layer,
        Context(gazetteer, kinds),
        Finder(gazetteer, region_of(layer, gazetteer)),
        RoleReader(roles),
    )
    projects: list[ReadProject] = []
    rejections: list[Rejection] = []
    for section in found.sections:
        part = rows.section(section)
        projects += part.projects
        doubts += part.doubts
        rejections += part.rejections
    if not projects and not rejections:
        raise NoProject
    if found.unknown_headers:
        doubts.append(doubt("Tableaux", "header_unknown"))
    if found.other_rows:
        doubts.append(doubt("Tableaux", "table_not_read"))
    statements, missing = read_statements(layer, found)
    return FicheReading(
        scheme_hint=_strategy(layer),
        ambition=_ambition(found, doubts),
        enjeux=enjeux,
        projects=tuple(projects),
        statements=statements,
        doubts=tuple(doubts + missing),
        rejections=tuple(rejections),
    )


def _strategy(layer: Layer) -> str:
    found = _STRATEGY.search(view(layer, 0, len(layer.text)).text)
    return tidy(found[1]) if found else ""


def _ambition(found: Outline, doubts: list[Doubt]) -> ReadAmbition:
    if found.number is None:
        doubts.append(doubt("Titre", "ambition_number_missing"))
    if found.title is None:
        doubts.append(doubt("Titre", "ambition_title_missing"))
        return ReadAmbition(found.number, "", (0, 0))
    return ReadAmbition(found.number, found.title.text, found.title.span)


def _enjeux(layer: Layer, found: Outline, doubts: list[Doubt]) -> tuple[ReadEnjeu, ...]:
    """Each enjeu once, by number: those that have a section, and those only announced."""
    enjeux: dict[int, ReadEnjeu] = {}
    for section in found.sections:
        if section.number is not None:
            enjeux[section.number] = _enjeu(layer, found, section, section.number, doubts)
    for number, label in found.listed.items():
        if number not in enjeux:
            doubts.append(doubt(f"Enjeu {number}", "enjeu_without_table"))
            enjeux[number] = ReadEnjeu(number, label.text, label.span)
    return tuple(enjeux[number] for number in sorted(enjeux))


def _enjeu(
    layer: Layer, found: Outline, section: Section, number: int, doubts: list[Doubt]
) -> ReadEnjeu:
    where = f"Enjeu {number}"
    listed = found.listed.get(number)
    label = section.label or listed
    if label is None:
        doubts.append(doubt(where, "enjeu_label_missing"))
        return ReadEnjeu(number, "", (0, 0))
    if listed is not None and key(listed.text) != key(label.text):
        doubts.append(doubt(where, "enjeu_label_differs", found=label.text, listed=listed.text))
    texts = [mark for mark in section.intro if mark.kind is not Kind.ROW]
    if not texts:
        return ReadEnjeu(number, label.text, label.span)
    span = (texts[0].start, texts[-1].end)
    return ReadEnjeu(number, label.text, label.span, tidy(layer.quote(*span)), span)
