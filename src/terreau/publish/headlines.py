"""Sentences that a rule over counts allows, and none where no rule fires.

Pure. A rule fires for a share that can be said plainly: all, or more than half of at least two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.web.typography import nombre

WORDS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
]

# What a role's projects do, for the roles that Terreau ships; another role keeps its own name.
DEEDS = {
    "aiguillon": "font voir un sujet que personne ne voyait",
    "inspirateur": "montrent que c’est possible",
    "connecteur": "relient des acteurs qui n’avaient pas l’habitude de travailler ensemble",
}


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many projects play a role, in the order of the scheme."""

    notation: str
    label: str
    projects: int


def in_words(number: int) -> str:
    """A count in French words up to twenty, in figures beyond."""
    return WORDS[number] if number < len(WORDS) else nombre(number)


def lead(projects: int, roles: Sequence[RoleCount]) -> str | None:
    """The sentence on the most frequent role; None below two projects or half of them.

    Two roles equally frequent give none: the sentence would choose between them.
    """
    counts = sorted((role.projects for role in roles), reverse=True)
    if projects < 2 or not counts or counts[0] * 2 <= projects:
        return None
    if len(counts) > 1 and counts[1] == counts[0]:
        return None
    top = next(role for role in roles if role.projects == counts[0])
    deed = DEEDS.get(top.notation, f"jouent un rôle de {top.label.lower()}")
    if top.projects == projects:
        subject = "Les deux projets" if projects == 2 else f"Les {in_words(projects)} projets"
        return f"{subject} {deed}."
    count = in_words(top.projects)
    return f"{count[0].upper()}{count[1:]} projets sur {in_words(projects)} {deed}."


def roles_title(roles: Sequence[RoleCount]) -> str:
    """The title of the figure of roles: the finding where one role stands out, else its subject."""
    ranked = sorted(roles, key=lambda role: -role.projects)
    if len(ranked) < 2 or ranked[0].projects < 2 or ranked[0].projects == ranked[1].projects:
        return "Les rôles, enjeu par enjeu"
    return f"{ranked[0].label} d’abord : {in_words(ranked[0].projects)} projets"


def network_title(actors: int, projects: int) -> str:
    """The title of the figure of links."""
    noun = "Un acteur relie" if actors == 1 else f"{in_words(actors).capitalize()} acteurs relient"
    return f"{noun} {in_words(projects)} projets"
