"""One list of the formats of tables, built-ins and plug-ins alike.

A plug-in declares an entry point of the group `terreau.table_readers` that names a `TableFormat`.
The built-ins are declared there too, which documents how it is done and lets another program
find them; but they are also named in code, since the metadata of an editable installation is
that of the day it was made and may know none of them. An entry point whose name is already known
is therefore the built-in itself, and the code wins. Plug-ins are asked before the built-ins: who
installs one wants it used, and the last built-in, CSV, accepts any text.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

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
    """The plug-ins in order of name, then the built-ins; one that cannot be loaded is warned of."""
    points = entry_points(group=GROUP) if declared is None else declared
    known = {one.name for one in built_in}
    found: dict[str, TableFormat] = {}
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        if point.name in known or point.name in found:
            continue
        loaded = _load(point)
        if loaded is not None:
            found[point.name] = loaded
    return (*found.values(), *built_in)


def _load(point: EntryPoint) -> TableFormat | None:
    try:
        loaded = point.load()
    except Exception as error:
        warnings.warn(f"table reader {point.name!r} not loaded: {error}", stacklevel=3)
        return None
    if isinstance(loaded, TableFormat):
        return loaded
    warnings.warn(f"table reader {point.name!r} is not a TableFormat", stacklevel=3)
    return None
