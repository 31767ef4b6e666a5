"""Every check that an import is given, in the order in which a report lists them.

A check of one's own is a `Check` like these: `examine(subject, (*CHECKS, mine))`.
"""

from __future__ import annotations

from terreau.collect.quality import (
    amounts,
    columns,
    dates,
    duplicates,
    gaps,
    identifiers,
    names,
    places,
    privacy,
    texts,
)
from terreau.collect.quality.model import Check

CHECKS: tuple[Check, ...] = (
    *names.CHECKS,
    *texts.CHECKS,
    *amounts.CHECKS,
    *dates.CHECKS,
    *identifiers.CHECKS,
    *places.CHECKS,
    *privacy.CHECKS,
    *duplicates.CHECKS,
    *gaps.CHECKS,
    *columns.CHECKS,
)
