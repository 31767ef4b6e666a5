"""The published formats that are read without a mapping: SCDL Subventions and 360Giving.

Guarantees that a file is taken for a standard's only where its columns say so; any other goes
through a mapping that a person confirms. Pure.
"""

from __future__ import annotations

from terreau.collect.readers.tables.model import Workbook
from terreau.collect.standards.model import Standard
from terreau.collect.standards.scdl import SCDL
from terreau.collect.standards.threesixty import THREESIXTY

__all__ = ["STANDARDS", "Standard", "recognised"]

STANDARDS: tuple[Standard, ...] = (SCDL, THREESIXTY)


def recognised(workbook: Workbook) -> Standard | None:
    """The first standard whose columns the tables of a file have; None for any other file."""
    return next((one for one in STANDARDS if one.recognises(workbook)), None)
