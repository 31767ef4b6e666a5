"""Which project a document speaks of, by its folder and its name: certain, or some to choose from.

Certain is the number of a dossier or the short name of a project, as a folder or inside the name
of the file; the whole name of one project alone inside the name of the file; or that name and its
holder's at the beginning of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from terreau.collect.matching import ProjectIndex
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import Project

SHORTEST_NUMBER = 4  # digits: a page number or a year's half says nothing
LIKELY = 70  # of 100
MOST = 3
NUMBER = re.compile(rf"(?<![0-9])[0-9]{{{SHORTEST_NUMBER},}}(?![0-9])")


def owner(index: ProjectIndex, folder: str, name: str, opening: str) -> Project | None:
    """The one project that a document is certainly about; None where that is not sure.

    `opening` is the beginning of its text: a dossier says there which project it is, and whose.
    """
    parts = [*reversed(PurePosixPath(folder).parts), PurePosixPath(name).stem]
    for part in parts:
        found = index.by_external(part) or index.by_slug(part.casefold())
        if found is not None:
            return found
    numbered = {
        project.pk: project
        for part in parts
        for number in NUMBER.findall(part)
        if (project := index.by_external(number)) is not None
    }
    if len(numbered) == 1:
        return next(iter(numbered.values()))
    return _named(index, [name_key(part) for part in parts]) or _opening(index, opening)


def _named(index: ProjectIndex, keys: list[str]) -> Project | None:
    """The project whose whole name stands in one of the keys, where there is one alone."""
    named = {project.pk: project for key in keys for project, _ in index.named_in(key)}
    if not named:
        return None
    longest = max(len(name_key(project.name)) for project in named.values())
    best = [one for one in named.values() if len(name_key(one.name)) == longest]
    return best[0] if len(best) == 1 else None


def _opening(index: ProjectIndex, opening: str) -> Project | None:
    """The one project that a text names with its holder."""
    found = {project.pk: project for project, held in index.named_in(name_key(opening)) if held}
    return next(iter(found.values())) if len(found) == 1 else None


def candidates(
    index: ProjectIndex, folder: str, name: str, opening: str
) -> Iterator[tuple[Project, str]]:
    """The projects that a document names or is named like, and why; at most three."""
    named = dict(index.named_in(name_key(opening)))
    for project in sorted(named, key=lambda one: one.pk)[:MOST]:
        yield project, "son nom est cité au début du texte"
    if named:
        return
    said = name_key(f"{folder} {PurePosixPath(name).stem}".replace("_", " ").replace("-", " "))
    scored = sorted(
        (-fuzz.token_set_ratio(said, known), project.pk, project)
        for known, project in index.names()
    )
    for score, _, project in scored[:MOST]:
        if -score >= LIKELY:
            yield project, f"son nom ressemble à celui du fichier ({-score:.0f} %)"
