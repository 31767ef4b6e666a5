"""What gathering tells of a file that it does not give."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM_FILE = "system_file"


@dataclass(frozen=True, slots=True)
class GatheringProblem:
    """A file that is not given: where it lay, a code, a French sentence that says why."""

    source: str
    code: str
    message: str

    @property
    def is_loss(self) -> bool:
        """False where nothing of anybody's was left out: a file that a system puts everywhere."""
        return self.code != SYSTEM_FILE
