"""The shapes that pass between matching, its engines, the portfolio and the desk.

Guarantees plain values, total orders and no clock: the same names give the same answer on every
engine. Rows are named by their position, from 0, in what was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Written:
    """A name as written, with what its record says beside it; blank where it says nothing.

    `place` is a commune, a département or an EPCI, by name or by code; `identifier` a SIREN, a
    SIRET or an RNA number as typed.
    """

    name: str
    place: str = ""
    identifier: str = ""


class Relation(StrEnum):
    """What a pair of names is, as far as rules can tell."""

    SAME = "same"
    BRANCH = "branch"
    DIFFERENT = "different"


class Reason(NamedTuple):
    """Why a pair is likely or not: a stable code, its French sentence, which way it speaks."""

    code: str
    words: str
    speaks_for: bool


class Edge(NamedTuple):
    """A scored pair of rows: left < right, probability (0 to 1) that they are one organisation."""

    left: int
    right: int
    probability: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A chain of near names that was not merged: the edge left out, and why, in French."""

    edge: Edge
    words: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The answer: the group of each row (the smallest row in it), and the chains that were cut.

    `score` is, for each row, the least sure link that holds it to its group; 1 for a row alone.
    """

    group: tuple[int, ...]
    score: tuple[float, ...]
    cuts: tuple[Cut, ...] = ()
