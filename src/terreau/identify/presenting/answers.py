"""What can be answered on each question: the words of each button and its key.

Guarantees one key per answer in a page, none of which a browser takes for itself when it is
pressed alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.identify.desk.model import Candidate, NamedCase, PlaceCase
from terreau.identify.presenting import words
from terreau.portfolio.models import Participation
from terreau.territory.gazetteer import Level
from terreau.web.typography import NBSP, accord, nombre

UNDO, NEXT = "u", "s"
MOST_NUMBERED = 9
ELSEWHERE, NEW, NO_BODY, PERSON = "aucun", "nouveau", "pas-un-organisme", "personne"
ROLES = (
    Participation.Role.HOLDER,
    Participation.Role.PARTNER,
    Participation.Role.FUNDER,
    Participation.Role.HOST,
    Participation.Role.BENEFICIARY,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it sends, what it says, the key that presses it (blank: none)."""

    value: str
    label: str
    key: str
    detail: str = ""
    quiet: bool = False


BODIES = (
    Choice("same", "Le même", "m"),
    Choice("different", "Un autre", "a"),
    Choice("unsure", "Indécis", "i", quiet=True),
)
LEFT, RIGHT = "branch-left", "branch-right"
PLACES = (Choice(ELSEWHERE, "Aucun de ces lieux", "a"),)
NAMED = (
    Choice(NEW, "Un nouvel organisme", "n"),
    Choice(NO_BODY, "Ce n’est pas un organisme", "x", quiet=True),
    Choice(PERSON, "Une personne", "p", quiet=True),
)


def branches(left: str, right: str) -> tuple[Choice, Choice]:
    """« Branch of », either way: whose name is the branch is said in whole to who hears it."""
    return (
        Choice(LEFT, "Celui de gauche", "g", f"« {left} » est une antenne de « {right} »"),
        Choice(RIGHT, "Celui de droite", "d", f"« {right} » est une antenne de « {left} »"),
    )


def territories(candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    """One button per candidate, numbered from 1 as far as there are digits."""
    return tuple(
        Choice(f"{one.level}:{one.code}", one.label, _digit(number), _people(one))
        for number, one in enumerate(candidates, start=1)
    )


def candidates(case: PlaceCase) -> tuple[Choice, ...]:
    """The territories that a place may be, the one that is proposed first."""
    first = (case.proposed,) if case.proposed else ()
    return territories((*first, *(one for one in case.candidates if one not in first)))


def bodies_named(case: NamedCase) -> tuple[Choice, ...]:
    """The bodies of the portfolio that a text may name, each with how likely it is."""
    return tuple(
        Choice(
            str(pk),
            name,
            _digit(number),
            f"{words.certainty(probability)} ({words.figure(probability)})",
        )
        for number, (pk, name, probability) in enumerate(case.candidates, start=1)
    )


def _digit(number: int) -> str:
    return str(number) if number <= MOST_NUMBERED else ""


def _people(one: Candidate) -> str:
    if one.population is None or one.level not in set(Level):
        return ""
    people = accord(one.population, "habitant")
    return f"{nombre(one.population)}{NBSP}{people}"
