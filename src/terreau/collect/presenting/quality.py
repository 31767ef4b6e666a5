"""The quality report as a page: by importance, then by check, each finding with its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terreau.collect.presenting import words
from terreau.collect.quality.model import Check, Finding, Importance
from terreau.collect.quality.report import Report

FIRST = 5  # findings shown of each check on the whole page
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding, with its place in words."""

    where: str
    project: str
    field: str
    value: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """What one check found: its first findings, and how many there are."""

    code: str
    label: str
    explanation: str
    count: int
    findings: tuple[FindingLine, ...]

    @property
    def more(self) -> int:
        """How many findings are not shown."""
        return self.count - len(self.findings)


@dataclass(frozen=True, slots=True)
class ImportanceGroup:
    """The checks whose findings have one importance."""

    key: str
    label: str
    count: int
    checks: tuple[CheckGroup, ...]


def groups(report: Report) -> list[ImportanceGroup]:
    """What was found, the gravest first; importances without findings are left out."""
    checks = {one.check.code: one.check for one in report.checked}
    found = []
    for importance in Importance:
        own = [one for one in report.findings if one.importance is importance]
        if not own:
            continue
        codes = [code for code in checks if any(one.check == code for one in own)]
        found.append(
            ImportanceGroup(
                key=importance.value,
                label=importance.label,
                count=len(own),
                checks=tuple(_group(checks[code], own, FIRST) for code in codes),
            )
        )
    return found


def _group(check: Check, findings: Iterable[Finding], most: int) -> CheckGroup:
    own = [one for one in findings if one.check == check.code]
    return CheckGroup(
        check.code, check.label, check.explanation, len(own), tuple(map(line, own[:most]))
    )


def of_check(report: Report, code: str) -> tuple[Check, list[Finding]] | None:
    """A check and all that it found; None where the report has no such check."""
    check = next((one.check for one in report.checked if one.check.code == code), None)
    if check is None:
        return None
    return check, [one for one in report.findings if one.check == code]


def line(finding: Finding) -> FindingLine:
    """One finding, ready to be shown."""
    origin = finding.where
    if origin is None:
        where = "valeur déduite, sans cellule" if finding.project else "tout le fichier"
    else:
        parts = [f"« {origin.sheet} »"] if origin.sheet else []
        parts += [f"ligne {origin.row}", f"colonne {origin.column}"]
        where = ", ".join(parts)
    label = words.label(finding.field) if finding.field else ""
    return FindingLine(
        where, finding.project, label, finding.value, finding.message, finding.advice
    )
