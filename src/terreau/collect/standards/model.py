"""What a standard is here: how its files are recognised, and how they are read. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terreau.collect.readers.tables.model import Workbook
from terreau.collect.records.model import Concepts, Records

Read = Callable[[Workbook, str, str, Concepts], Records]


@dataclass(frozen=True, slots=True)
class Standard:
    """A published format with fixed columns: `read` needs no mapping.

    `read(workbook, file_sha256, source, concepts)` gives the records of the tables that follow
    the standard; a table beside them that does not is told in the warnings.
    """

    name: str
    label: str
    recognises: Callable[[Workbook], bool]
    read: Read
