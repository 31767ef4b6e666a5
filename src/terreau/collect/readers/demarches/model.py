"""A dossier before any mapping, each of its values with its own place. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.incoming import IncomingPlace, Origin
from terreau.collect.readers.tables.model import Value

NAME = "demarches-simplifiees"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its own place; `column` tells apart the columns of one header.

    `field` is what it fills where the platform says so; None leaves it to the mapping.
    """

    column: str
    header: str
    value: Value
    origin: Origin
    field: str | None = None


@dataclass(frozen=True, slots=True)
class SurePlace:
    """A place that the platform knows by its code, and the cell that says it."""

    place: IncomingPlace
    cell: Cell


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier before any mapping: its own cells and those joined to it, then its sure places.

    `row` is its line in the sheet, or its rank where it comes from the API.
    """

    number: str
    where: str
    row: int
    cells: tuple[Cell, ...]
    places: tuple[SurePlace, ...] = ()
    attachments: tuple[str, ...] = ()
