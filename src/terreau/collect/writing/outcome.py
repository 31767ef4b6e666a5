"""What became of a record that was kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from terreau.collect.report import Change, Outcome
from terreau.portfolio.models import Project

#: A doubt inside an accepted record: where, code, French sentence.
Doubts = list[tuple[str, str, str]]


@dataclass(slots=True)
class WrittenProject:
    """The project of a record: what changed in it, and the corrected values it disagrees with."""

    project: Project
    outcome: Outcome
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    remarks: Doubts = field(default_factory=list)
