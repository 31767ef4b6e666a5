"""What a person answers at the desk, read from what their browser sends.

Guarantees that an answer which the page does not offer is refused, in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict

from terreau.identify.desk.model import Answer
from terreau.identify.errors import BadAnswer
from terreau.identify.presenting import answers
from terreau.portfolio.models import Participation
from terreau.territory.gazetteer import Level

LONGEST_REASON = 500
LONGEST_NUMBER = 18
NONE_CHOSEN = "aucun bouton n’a été pressé"
NOT_OFFERED = "la page ne la propose pas"
TOO_LONG = f"un motif tient en {LONGEST_REASON} caractères"
A_PERSON = "Une personne, pas un organisme."
Branch = Literal["left", "right"]
Body = int | Literal["new"] | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What every answer carries; `problem` says what is wrong with it, blank where all is well.

    `seen` is the judgement that the page showed; None where the page did not say.
    """

    answer: str
    reason: str
    seen: int | None
    problem: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> Sent:
        """What was sent, spaces made even."""
        reason = " ".join(sent.get("reason", "").split())
        answer, seen = sent.get("answer", ""), sent.get("seen", "")
        problem = TOO_LONG if len(reason) > LONGEST_REASON else ""
        return cls(
            answer=answer,
            reason=reason,
            seen=int(seen) if _is_number(seen) else None,
            problem=problem or ("" if answer else NONE_CHOSEN),
        )


def two_bodies(answer: str) -> tuple[Answer, Branch]:
    """The answer on two bodies, and which one is the branch; BadAnswer where it is no answer."""
    if answer in {answers.LEFT, answers.RIGHT}:
        return Answer.BRANCH, "left" if answer == answers.LEFT else "right"
    if answer not in {Answer.SAME, Answer.DIFFERENT, Answer.UNSURE}:
        raise BadAnswer(NOT_OFFERED)
    return Answer(answer), "left"


def place(answer: str) -> tuple[Level, str] | None:
    """The territory chosen, by level and code; None where none fits. Raises BadAnswer."""
    if answer == answers.ELSEWHERE:
        return None
    level, _, code = answer.partition(":")
    if level not in set(Level) or not code.isalnum():
        raise BadAnswer(NOT_OFFERED)
    return Level(level), code


@dataclass(frozen=True, slots=True)
class Named:
    """The answer on a name in a text: the body (or that it is new, or none), its role."""

    body: Body
    role: str
    reason: str


def named(sent: Sent, role: str) -> Named:
    """The answer on a name in a text. Raises BadAnswer where it is no answer."""
    if role not in Participation.Role.values:
        role = ""
    if sent.answer == answers.NEW:
        return Named("new", role, sent.reason)
    if sent.answer == answers.NO_BODY:
        return Named(None, role, sent.reason)
    if sent.answer == answers.PERSON:
        return Named(None, role, f"{A_PERSON} {sent.reason}".strip())
    if not _is_number(sent.answer):
        raise BadAnswer(NOT_OFFERED)
    return Named(int(sent.answer), role, sent.reason)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
