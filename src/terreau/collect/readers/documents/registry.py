"""One list of the formats of documents, built-ins and plug-ins alike.

A plug-in declares an entry point of the group `terreau.document_readers` that names a
`DocumentFormat`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import PurePath

from terreau.collect.readers import plugins
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
    """The formats that other packages bring, then the built-ins."""
    return plugins.with_plugins(built_in, GROUP, DocumentFormat, declared)
