"""One list of the formats of tables, built-ins and plug-ins alike.

A plug-in declares an entry point of the group `terreau.table_readers` that names a `TableFormat`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint

from terreau.collect.readers import plugins
from terreau.collect.readers.tables.model import Workbook

GROUP = "terreau.table_readers"


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format: its name, French label, suffixes (with the dot), how it is known and read.

    `recognises` looks at the bytes alone and is cheap; `read` is given the bytes and the file's
    name and raises a ReaderError where it cannot.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Workbook]


def with_plugins(
    built_in: Sequence[TableFormat], declared: Iterable[EntryPoint] | None = None
) -> tuple[TableFormat, ...]:
    """The formats that other packages bring, then the built-ins."""
    return plugins.with_plugins(built_in, GROUP, TableFormat, declared)
