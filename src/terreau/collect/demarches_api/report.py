"""What a fetch tells: as it goes, and at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """Where a fetch is: counts since it began, and the page size in use."""

    pages: int
    dossiers: int
    pieces: int
    page_size: int


Progress = Callable[[Step], object]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of an otherwise good fetch that did not go well: a code, where, a sentence."""

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class FetchReport:
    """The end of a fetch; `pieces` were downloaded, `kept_pieces` were there already.

    `incremental` is True where only what changed since the last fetch was asked for, `resumed`
    where an interrupted fetch was taken up again.
    """

    demarche: int
    folder: str
    pages: int
    dossiers: int
    pieces: int
    kept_pieces: int
    page_size: int
    incremental: bool
    resumed: bool
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return asdict(self) | {"problems": [asdict(one) for one in self.problems]}
