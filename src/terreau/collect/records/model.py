"""What reading a table gives, and how it is to be read where its columns do not say. Pure."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from terreau.collect.incoming import IncomingProject, Remark

#: Concepts by notation or normalised label: the scheme and the notation of each.
Concepts = Lookup[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every row that does not say otherwise: call, year, funder."""

    call: str = ""
    year: int | None = None
    funder: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a standard writes what our fields have no column for.

    `currency` is the index of the column with the ISO 4217 code of the amounts, in euros without
    it; with `own_identifiers`, the holder's identifier is kept as it is written (org-id.guide);
    with `abroad`, places are not looked for in the gazetteer of France and keep their words.
    """

    currency: int | None = None
    own_identifiers: bool = False
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What every row of one table is read with: the file, its name, defaults and concepts."""

    file: str
    source: str
    defaults: Defaults = field(default_factory=Defaults)
    concepts: Concepts = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Records:
    """What the rows of a table became; `len(projects) + len(rejections) + merged == read`.

    `merged` counts the rows that joined the project of an earlier row. Rejections and warnings
    name the cell; a row has one rejection at most, and it is then no project.
    """

    projects: tuple[IncomingProject, ...]
    rejections: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    read: int = 0
    merged: int = 0
