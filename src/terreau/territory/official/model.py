"""What crosses the loading of an official file: its kind, what a row says, why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from terreau.territory.gazetteer import Level


class FileKind(StrEnum):
    """The kinds of file that are read."""

    LAPOSTE = "laposte"
    DENSITY = "density"
    RURALITY = "rurality"
    CENTRALITY = "centrality"
    MOUNTAIN = "mountain"
    ZRR = "zrr"
    ZONINGS = "zonings"
    EPCI_POINTS = "epci_points"
    DEPARTEMENT_POINTS = "departement_points"
    QPV_POINTS = "qpv_points"
    QPV_AREAS = "qpv_areas"
    OUTLINES = "outlines"
    COMMUNES = "communes"
    EPCI = "epci"
    DEPARTEMENTS = "departements"
    REGIONS = "regions"

    @property
    def label(self) -> str:
        """The kind in French, in lower case."""
        return _LABELS[self]


_LABELS = {
    FileKind.LAPOSTE: "codes postaux et positions des communes (La Poste)",
    FileKind.DENSITY: "grille de densité (INSEE)",
    FileKind.RURALITY: "typologie des ruralités (ANCT)",
    FileKind.CENTRALITY: "centralités (ANCT)",
    FileKind.MOUNTAIN: "communes de montagne",
    FileKind.ZRR: "zones de revitalisation rurale",
    FileKind.ZONINGS: "descriptions des zonages",
    FileKind.EPCI_POINTS: "centres des intercommunalités",
    FileKind.DEPARTEMENT_POINTS: "centres des départements",
    FileKind.QPV_POINTS: "quartiers prioritaires, par commune",
    FileKind.QPV_AREAS: "quartiers prioritaires et leurs contours, par commune",
    FileKind.OUTLINES: "contours",
    FileKind.COMMUNES: "découpage administratif : communes",
    FileKind.EPCI: "découpage administratif : intercommunalités",
    FileKind.DEPARTEMENTS: "découpage administratif : départements",
    FileKind.REGIONS: "découpage administratif : régions",
}

Fact = tuple[str, str, str]  # kind (of TerritoryFact.Kind), part, value


@dataclass(frozen=True, slots=True)
class Outline:
    """What is drawn (of TerritoryOutline.Kind), and the text of its MultiPolygon's coordinates."""

    kind: str
    geometry: str


@dataclass(frozen=True, slots=True)
class Item:
    """What one row or feature says of a territory; `position` is (latitude, longitude) in degrees.

    `from_outline`: the position is the middle of the outline, and gives way to a point. `restored`:
    the code had lost its leading zero. `others` are facts of other territories (the members of an
    EPCI).
    """

    where: str
    level: Level
    code: str
    facts: tuple[Fact, ...] = ()
    position: tuple[float, float] | None = None
    from_outline: bool = False
    outline: Outline | None = None
    restored: bool = False
    others: tuple[tuple[Level, str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class ZoningItem:
    """A row of the descriptions of zonings, the columns in the model's order."""

    where: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not taken: where it is, a code and one French sentence."""

    where: str
    code: str
    message: str


Read = Item | ZoningItem | Rejected
