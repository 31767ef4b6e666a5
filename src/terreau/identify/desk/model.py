"""What the desk shows and what a person answers; plain values between services and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SURE = 0.98
"""The probability from which a proposal is offered to be accepted with others, in one go."""


class Asked(StrEnum):
    """The three questions of the desk."""

    BODIES = "organismes"
    PLACES = "lieux"
    NAMED = "mentions"


class Answer(StrEnum):
    """What can be answered on two bodies, with one key each."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A place where a name was written: the quotation and its surroundings, or the cell.

    `before` and `after` are the text around the quotation; `where` says page, line or cell in
    French; `url` leads to the passage in its document, blank where there is none.
    """

    words: str
    before: str
    after: str
    source: str
    where: str
    url: str
    project: str
    project_url: str
    role: str

    @property
    def cut_before(self) -> bool:
        """Whether what stands before begins in the middle of a sentence."""
        return bool(self.before) and not self.before.lstrip('«\u00a0“"( ')[:1].isupper()

    @property
    def cut_after(self) -> bool:
        """Whether what stands after stops in the middle of a sentence."""
        return bool(self.after) and not self.after.rstrip().endswith((".", "!", "?", "…", "»"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two bodies of a case."""

    pk: int
    name: str
    url: str
    writings: tuple[str, ...]
    identifier: str
    kind: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    projects: int
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Two bodies to tell apart or to bring together; `key` is the judgement's key.

    `probability` and `reasons` (sentence, whether it speaks for) are the machine's; `projects` is
    how many projects an answer touches; `answered` is who said what and when, in French, where the
    question is shown again. `relation` is what the machine proposes (`same` or `branch`: then
    `branch` says which side is the branch). `seen` is the judgement shown, 0 where there is none:
    given back with the answer, it tells whether somebody else answered meanwhile.
    """

    key: str
    left: Side
    right: Side
    probability: float
    reasons: tuple[tuple[str, bool], ...]
    projects: int
    answered: str = ""
    relation: str = "same"
    branch: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A territory that a place may be; `label` names it with its level and what contains it."""

    level: str
    code: str
    label: str
    population: int | None


@dataclass(frozen=True, slots=True)
class PlaceCase:
    """A place as written that nobody has placed yet, with its candidates, best first.

    `proposed` is the one that the machine is sure of, if any; `seen` as in `Case`.
    """

    key: str
    words: str
    relation: str
    projects: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]
    answered: str = ""
    proposed: Candidate | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A body that a text names and that the project does not list.

    `candidates` are bodies of the portfolio it may be (pk, name, probability); an answer may also
    be that it is a new body, or none at all.
    """

    key: str
    words: str
    role: str
    quoted: Quoted
    candidates: tuple[tuple[int, str, float], ...]
    answered: str = ""
    reasons: tuple[tuple[str, bool], ...] = ()
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: questions left, answered by people, and the day of the last answer."""

    left: int
    answered: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the desk in its history: what was asked and answered, by whom, when and why.

    `holds` is False where it was taken back or answered otherwise since.
    """

    key: str
    what: str
    answer: str
    by: str
    at: datetime
    reason: str
    holds: bool
