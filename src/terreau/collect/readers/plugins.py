"""Formats that other packages bring, beside those of Terreau.

A plug-in declares an entry point of a group that names a format. The built-ins are declared there
too, which documents how it is done; but they are also named in code, since the metadata of an
editable installation is that of the day it was made. An entry point whose name is already known is
therefore the built-in itself, and the code wins. Plug-ins are asked first: who installs one wants
it used, and the last built-ins accept any text.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar


class Named(Protocol):
    """A format, known by its name."""

    @property
    def name(self) -> str:
        """Such as « csv »."""


Format = TypeVar("Format", bound=Named)


def with_plugins(
    built_in: Sequence[Format],
    group: str,
    kind: type[Format],
    declared: Iterable[EntryPoint] | None = None,
) -> tuple[Format, ...]:
    """The plug-ins in order of name, then the built-ins; one that cannot be loaded is warned of.

    `declared` stands for the entry points of `group` that are installed.
    """
    points = entry_points(group=group) if declared is None else declared
    known = {one.name for one in built_in}
    found: dict[str, Format] = {}
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        if point.name not in known and point.name not in found:
            loaded = _load(point, kind)
            if loaded is not None:
                found[point.name] = loaded
    return (*found.values(), *built_in)


def _load(point: EntryPoint, kind: type[Format]) -> Format | None:
    try:
        loaded = point.load()
    except Exception as error:
        warnings.warn(f"reader {point.name!r} not loaded: {error}", stacklevel=3)
        return None
    if isinstance(loaded, kind):
        return loaded
    warnings.warn(f"reader {point.name!r} is not a {kind.__name__}", stacklevel=3)
    return None
