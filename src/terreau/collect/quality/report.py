"""The report of one file: every check run, every finding in a total order, the counts that agree.

Guarantees that the same subject gives the same report, and that a check which found nothing is
told as well as one which found something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terreau.collect.quality.model import Check, Finding, Importance, Spot, Subject
from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.wording import LONGEST_QUOTE, shortened

__all__ = ["Checked", "Report", "examine"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that was run, and how many findings it gave."""

    check: Check
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks say of a file: `read` projects, on `today`."""

    source: str
    today: date
    read: int
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]

    def count(self, importance: Importance) -> int:
        """How many findings have this importance."""
        return sum(finding.importance is importance for finding in self.findings)

    @property
    def silent(self) -> tuple[Check, ...]:
        """The checks that found nothing."""
        return tuple(one.check for one in self.checked if not one.count)


def examine(subject: Subject, checks: Sequence[Check] = CHECKS) -> Report:
    """Run `checks` over `subject`; ValueError when two of them have one code."""
    if len({check.code for check in checks}) != len(checks):
        raise ValueError("two checks have the same code")
    findings: list[Finding] = []
    checked: list[Checked] = []
    for check in checks:
        found = [_finding(subject, check, spot) for spot in check.run(subject)]
        checked.append(Checked(check, len(found)))
        findings += found
    findings.sort(key=_order)
    return Report(
        subject.source, subject.today, len(subject.projects), tuple(findings), tuple(checked)
    )


def _finding(subject: Subject, check: Check, spot: Spot) -> Finding:
    cell = spot.cell
    project = ""
    if cell is not None and cell.field:
        record = subject.records[cell.record]
        project = shortened(record.text("name", "title") or record.project.where)
    return Finding(
        check=check.code,
        importance=spot.importance or check.importance,
        where=None if cell is None else cell.origin,
        source=subject.source,
        project=project,
        field="" if cell is None else cell.field,
        value="" if cell is None else shortened(cell.text, 2 * LONGEST_QUOTE),
        message=spot.message,
        advice=spot.advice,
    )


def _order(finding: Finding) -> tuple[int, str, int, int, str, str, str, str]:
    where = finding.where
    column = "" if where is None else where.column
    return (
        finding.importance.rank,
        "" if where is None else where.sheet,
        0 if where is None else where.row,
        len(column),
        column,
        finding.check,
        finding.message,
        finding.project,
    )
