"""What an import did: every record read ends as created, updated, unchanged or rejected."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum

from terreau.collect.incoming import Remark


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in one field of a project; `cell` says where the new value was read."""

    field: str
    label: str
    before: str
    after: str
    cell: str = ""

    def as_json(self) -> dict[str, str]:
        """As a plan keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that a record or a document may be about, and why."""

    slug: str
    name: str
    why: str


@dataclass(slots=True)
class RecordReport:
    """What became of one record: its outcome, what changed, what a person has to decide."""

    key: str
    source: str
    where: str
    name: str
    outcome: Outcome
    project: int | None = None
    code: str = ""
    message: str = ""
    changes: list[Change] = field(default_factory=list)
    question: list[Candidate] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class ImportReport:
    """The counts that add up to `read`, with each rejection and each doubt."""

    reader: str = ""
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejections: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    records: list[RecordReport] = field(default_factory=list)
    mapping: list[dict[str, str]] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many records were rejected."""
        return len(self.rejections)

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.created + self.updated + self.unchanged + self.rejected

    def count(self, outcome: Outcome) -> None:
        """Count one record that was kept."""
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def merge(self, other: ImportReport) -> None:
        """Add the figures of another file."""
        self.reader = other.reader if self.reader in {"", other.reader} else "plusieurs"
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.rejections += other.rejections
        self.warnings += other.warnings
        self.records += other.records
        self.mapping += other.mapping

    def as_json(self) -> dict[str, object]:
        """The keys of the command line's contract."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "rejections": [_remark(remark) for remark in self.rejections],
            "warnings": [_remark(remark) for remark in self.warnings],
            "reader": self.reader,
            "mapping": self.mapping or None,
        }


def _remark(remark: Remark) -> dict[str, str]:
    return {
        "source": remark.source,
        "where": remark.where,
        "code": remark.code,
        "message": remark.message,
    }
