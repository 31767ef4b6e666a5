"""One list of the formats of documents, built-ins and plug-ins alike.

A plug-in declares an entry point of the group `terreau.document_readers` that names a
`DocumentFormat`. The built-ins are named in code, since the metadata of an editable installation
is that of the day it was made. Plug-ins are asked first: who installs one wants it used.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath

from terreau.collect.readers.documents.model import DocumentText

GROUP = "terreau.document_readers"


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format: its name, French label, suffixes (with the dot), how it is known and read.

    `recognises` looks at the bytes alone and is cheap; `read` is given the bytes and the file's
    name and raises a ReaderError where it cannot.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], DocumentText]


def suffix(name: str) -> str:
    """The end of a file's name, with its dot, in lower case."""
    return PurePath(name).suffix.lower()


def with_plugins(
    built_in: Sequence[DocumentFormat], declared: Iterable[EntryPoint] | None = None
) -> tuple[DocumentFormat, ...]:
    """The plug-ins in order of name, then the built-ins; one that cannot be loaded is warned of."""
    points = entry_points(group=GROUP) if declared is None else declared
    found = {one.name: one for one in built_in}
    plugins = []
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        if point.name not in found and (loaded := _load(point)) is not None:
            found[point.name] = loaded
            plugins.append(loaded)
    return (*plugins, *built_in)


def _load(point: EntryPoint) -> DocumentFormat | None:
    try:
        loaded = point.load()
    except Exception as error:
        warnings.warn(f"document reader {point.name!r} not loaded: {error}", stacklevel=3)
        return None
    if isinstance(loaded, DocumentFormat):
        return loaded
    warnings.warn(f"document reader {point.name!r} is not a DocumentFormat", stacklevel=3)
    return None
