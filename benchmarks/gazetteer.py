"""Prints what the shipped gazetteer holds and weighs, how well it places communes and finds names
as La Poste types them, and what official files add to it in an instance of its own.

usage: python benchmarks/gazetteer.py

Truth: La Poste's file of postal codes, one position per commune (a point near its centre, where
GeoNames has the town hall or the church: part of the error is that difference), in the folder of
real files (TERREAU_TEST_DATA). Distances are equirectangular, in km.
"""

import csv
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path

from terreau.territory.gazetteer import Entry, Gazetteer, Level, load

ROOT = Path(__file__).resolve().parent.parent
FILE = Path("geo-zonages-coordonnees") / "laposte_hexasmal.csv"
SHIPPED = ROOT / "src" / "terreau" / "territory" / "data"
LOADS = 7  # the best is told: other work shares the machine
OFFICIAL = (
    "geo-zonages-coordonnees/*.csv",
    "geo-zonages-coordonnees/*.geojson",
    "geo-contours/*-1000m*.geojson",
    "geo-contours/region-*.geojson",
    *(f"geo-decoupage-administratif/{name}.json" for name in ("communes", "epci", "ept")),
    *(f"geo-decoupage-administratif/{name}.json" for name in ("departements", "regions")),
)
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


def weight() -> None:
    for path in sorted(SHIPPED.glob("*.gz")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def holdings(gazetteer: Gazetteer) -> None:
    communes = list(gazetteer.entries(Level.COMMUNE))
    counts = ", ".join(
        f"{level.value} {sum(1 for _ in gazetteer.entries(level)):,}" for level in Level
    )
    formers = Counter(f.kind.label for entry in communes for f in gazetteer.formers(entry))
    postcodes = {code for entry in communes for code in entry.postcodes}
    print(f"territories: {counts}")
    print(f"former communes: {formers.total():,} ({dict(formers.most_common())})")
    print(
        f"communes with a SIREN {sum(bool(e.siren) for e in communes):,}, "
        f"a population {sum(e.population is not None for e in communes):,}, "
        f"a postcode {sum(bool(e.postcodes) for e in communes):,}; {len(postcodes):,} postcodes"
    )


def loading() -> None:
    """Processor time to read the file, then to answer the first question of each kind."""
    text = (SHIPPED / "gazetteer.tsv.gz").read_bytes()
    times = []
    for _ in range(LOADS):
        start = time.process_time()
        gazetteer = Gazetteer(gzip.decompress(text).decode())
        times.append(time.process_time() - start)
    print(f"read in {1000 * min(times):.0f} ms of processor (best of {LOADS})")
    for title, ask in (
        ("a SIREN that a commune’s code does not give", lambda: gazetteer.by_siren("200083863")),
        ("a postcode", lambda: gazetteer.by_postcode("33000")),
        ("a former code", lambda: gazetteer.former("01018")),
    ):
        for turn in ("first", "next"):
            start = time.process_time()
            ask()
            print(f"{title}, {turn}: {1000 * (time.process_time() - start):.2f} ms")


def official(data: Path) -> None:
    """Load every official file into an instance of its own, twice, by the command line."""
    files = [path for pattern in OFFICIAL for path in sorted(data.glob(pattern))]
    terreau = [sys.executable, "-m", "terreau.cli"]
    with tempfile.TemporaryDirectory() as folder:
        instance = str(Path(folder) / "instance")
        subprocess.run([*terreau, "init", instance], check=True, capture_output=True)
        for turn in ("first", "second"):
            start = time.perf_counter()
            done = subprocess.run(
                [*terreau, "territory", "load", *files, "--instance", instance, "--json"],
                capture_output=True,
                check=False,
                text=True,
            )
            seconds = time.perf_counter() - start
            report = json.loads(done.stdout)
            counts = ("read", "created", "updated", "unchanged", "rejected")
            said = ", ".join(f"{count} {report[count]:,}" for count in counts)
            print(f"{turn} load of {len(files)} files in {seconds:.0f} s: {said}")
        why = Counter(one["code"] for one in report["rejections"])
        print(f"rejections: {dict(why.most_common())}")
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"highest memory of a load: {megabytes:.0f} MB")
        status = [*terreau, "territory", "status", "--instance", instance, "--json"]
        done = subprocess.run(status, capture_output=True, check=True, text=True)
        after = json.loads(done.stdout)
        share = after["own_positions"] / after["communes"]
        print(f"own position after: {after['own_positions']:,} communes ({share:.1%})")


def main() -> int:
    data = Path(os.environ.get("TERREAU_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (data / FILE).is_file():
        print(f"no {FILE} in the folder of real files", file=sys.stderr)
        return 3
    weight()
    loading()
    gazetteer = load()
    holdings(gazetteer)
    communes = list(gazetteer.entries(Level.COMMUNE))
    own_positions("France", communes)
    inside = [entry for entry in communes if (Level.REGION, "75") in entry.parents]
    own_positions("Nouvelle-Aquitaine", inside)
    truths = list(read(data / FILE))
    errors(gazetteer, truths)
    names(gazetteer, truths)
    official(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
