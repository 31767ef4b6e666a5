"""What gathering tells of a file that it does not give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GatheringProblem:
    """A file that is not given: where it lay, a code, a French sentence that says why."""

    source: str
    code: str
    message: str
