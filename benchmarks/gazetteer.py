"""Prints how well the shipped gazetteer places communes and finds names as La Poste types them.

usage: python benchmarks/gazetteer.py

Truth: La Poste's file of postal codes, one position per commune (a point near its centre, where
GeoNames has the town hall or the church: part of the error is that difference), in the folder of
real files (TERREAU_TEST_DATA). Distances are equirectangular, in km.
"""

import csv
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path

from terreau.territory.gazetteer import Entry, Gazetteer, Level, load

ROOT = Path(__file__).resolve().parent.parent
FILE = Path("geo-zonages-coordonnees") / "laposte_hexasmal.csv"
KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Truth:
    code: str
    name: str
    old_name: str
    latitude: float
    longitude: float


def read(path: Path) -> Iterator[Truth]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            if row["coordonnees_gps"]:
                latitude, longitude = map(float, row["coordonnees_gps"].split(","))
                yield Truth(
                    row["Code_commune_INSEE"].zfill(5),
                    row["Nom_commune"],
                    row["Ligne_5"],
                    latitude,
                    longitude,
                )


def error_km(entry: Entry, truth: Truth) -> float:
    east = (entry.longitude - truth.longitude) * cos(radians(truth.latitude))
    return KM_PER_DEGREE * hypot(east, entry.latitude - truth.latitude)


def own_positions(title: str, communes: Sequence[Entry]) -> None:
    own = [entry for entry in communes if not entry.approximate]
    people = sum(entry.population or 0 for entry in communes)
    housed = sum(entry.population or 0 for entry in own)
    print(
        f"{title}: {len(communes):,} communes, own position for {len(own):,} "
        f"({len(own) / len(communes):.1%}), where {housed / people:.1%} of people live"
    )


def errors(gazetteer: Gazetteer, truths: Sequence[Truth]) -> None:
    first = {truth.code: truth for truth in reversed(truths)}
    for approximate, title in ((False, "own positions"), (True, "approximate positions")):
        found = sorted(
            error_km(entry, first[entry.code])
            for entry in gazetteer.entries(Level.COMMUNE)
            if entry.approximate is approximate and entry.code in first and entry.latitude
        )
        p90 = found[int(0.9 * len(found))]
        print(
            f"{title}: {len(found):,} compared, median {statistics.median(found):.1f} km, "
            f"p90 {p90:.1f} km, worst {found[-1]:.0f} km"
        )


def names(gazetteer: Gazetteer, truths: Sequence[Truth]) -> None:
    """Each name as typed, looked up in its département; a former code counts as today's."""
    for title, asked in (
        ("names as La Poste types them", {(t.code, t.name) for t in truths}),
        ("its second names (hamlets, former communes)", {(t.code, t.old_name) for t in truths}),
    ):
        right = wrong = several = 0
        known = [
            (today, name)
            for code, name in sorted(asked)
            if name and (today := gazetteer.current(code)) is not None
        ]
        for today, name in known:
            departement = next(p for p in today.parents if p[0] is Level.DEPARTEMENT)
            found = gazetteer.find(name, levels=[Level.COMMUNE], within=departement)
            right += found == (today,)
            several += len(found) > 1
            wrong += len(found) == 1 and found != (today,)
        answered = right + wrong
        print(
            f"{title}: {len(known):,} asked, {right / len(known):.1%} found, "
            f"{several:,} ambiguous, {right / answered:.2%} of single answers right"
        )


def main() -> int:
    data = Path(os.environ.get("TERREAU_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (data / FILE).is_file():
        print(f"no {FILE} in the folder of real files", file=sys.stderr)
        return 3
    start = time.perf_counter()
    gazetteer = load()
    print(f"loaded in {1000 * (time.perf_counter() - start):.0f} ms")
    communes = list(gazetteer.entries(Level.COMMUNE))
    own_positions("France", communes)
    inside = [entry for entry in communes if (Level.REGION, "75") in entry.parents]
    own_positions("Nouvelle-Aquitaine", inside)
    truths = list(read(data / FILE))
    errors(gazetteer, truths)
    names(gazetteer, truths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
