"""Two bodies side by side: the same lines for both, so that the eye goes across.

Guarantees that what is not known reads « non renseigné » and never counts as a difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terreau.identify.desk.model import Case, Quoted, Side
from terreau.identify.presenting import words
from terreau.identify.presenting.differences import Piece, differences

SHOWN = 2  # passages of a side that are shown at once
ALIKE, SHARED, APART = "identique", "en partie identique", "différent"
SIGNS = {ALIKE: "=", SHARED: "≈", APART: "≠"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of both bodies; `compared` says whether it is alike, blank where unknown."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    compared: str = ""

    @property
    def sign(self) -> str:
        """The comparison as a sign; its words stand beside it for who hears them."""
        return SIGNS.get(self.compared, "")

    @property
    def apart(self) -> bool:
        """Whether both are known and differ."""
        return self.compared == APART


@dataclass(frozen=True, slots=True)
class Body:
    """One side: its name with what sets it apart, and where it was written."""

    name: tuple[Piece, ...]
    plain: str
    url: str
    first: tuple[Quoted, ...]
    more: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A case ready to be shown; `likely` and `figure` say its probability."""

    likely: str
    figure: str
    touched: str
    left: Body
    right: Body
    lines: tuple[Line, ...]
    speaking_for: tuple[str, ...]
    against: tuple[str, ...]


def pair(case: Case) -> Pair:
    """What the page of two bodies shows."""
    left, right = differences(case.left.name, case.right.name)
    return Pair(
        likely=words.certainty(case.probability),
        figure=words.figure(case.probability),
        touched=words.projects(case.projects),
        left=_body(case.left, left),
        right=_body(case.right, right),
        lines=lines(case.left, case.right),
        speaking_for=tuple(said for said, speaks_for in case.reasons if speaks_for),
        against=tuple(said for said, speaks_for in case.reasons if not speaks_for),
    )


def lines(left: Side, right: Side) -> tuple[Line, ...]:
    """What is known of both, line by line; a line where neither says anything is left out."""
    found = (
        _line("Écrit aussi", _others(left), _others(right)),
        _line("Identifiant", _one(left.identifier), _one(right.identifier), compare=True),
        _line("Nature", _one(left.kind), _one(right.kind), compare=True),
        _line("Lieux", left.places, right.places, compare=True),
        _line("Projets", _taking_part(left), _taking_part(right)),
    )
    return tuple(line for line in found if line.left or line.right)


def _taking_part(side: Side) -> tuple[str, ...]:
    return (words.projects(side.projects), *_one(words.years(side.years)))


def _line(label: str, left: Iterable[str], right: Iterable[str], *, compare: bool = False) -> Line:
    lefts, rights = tuple(left), tuple(right)
    return Line(label, lefts, rights, _compared(set(lefts), set(rights)) if compare else "")


def _compared(left: set[str], right: set[str]) -> str:
    if not left or not right:
        return ""
    if left == right:
        return ALIKE
    return SHARED if left & right else APART


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _others(side: Side) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(side.writings) if one != side.name)


def _body(side: Side, name: tuple[Piece, ...]) -> Body:
    return Body(name, side.name, side.url, side.quoted[:SHOWN], side.quoted[SHOWN:])
