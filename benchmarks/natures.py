"""The nature of bodies, told from their names alone, beside what their SIREN says.

Run from the root of the repository: python -m benchmarks.natures
Prints, for three real files, how many distinct names get a nature, how many of these agree with
the SIREN (held back), with 95 % intervals (Wilson), and where they disagree; then, on two columns
of types set by people, the confusion; then false alarms and misses of `is_person`.

What a SIREN says: its first digits (21 a commune, 22 a département, 23 a région, 25 a syndicat),
the list of EPCI, and that a number which begins with neither 1 nor 2 is that of a private body
(INSEE). A private body of any kind but public law agrees: the number says no more.
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from tests.support import test_data_dir

from terreau.collect.readers.values import luhn
from terreau.identify.natures import nature
from terreau.identify.persons import is_person
from terreau.territory.gazetteer import Level, load

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
_BY_PREFIX = {
    "21": {"commune"},
    "22": {"departement"},
    "23": {"region"},
    "25": {"syndicat-mixte"},
}
_PUBLIC = {"commune", "epci", "departement", "region", "syndicat-mixte", "ccas", "service-etat"}


def wilson(right: int, of: int) -> str:
    """Give a share with its 95 % interval (Wilson, 1927)."""
    if not of:
        return "none"
    z, p = 1.96, right / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{p:.4f} [{max(0.0, middle - half):.4f}; {min(1.0, middle + half):.4f}] ({right}/{of})"


def agrees(notation: str, siren: str) -> bool | None:
    """Whether a nature is one that this SIREN allows; None where the number does not say."""
    if load().entry(Level.EPCI, siren) is not None:
        return notation == "epci"
    if siren[:2] in _BY_PREFIX:
        return notation in _BY_PREFIX[siren[:2]]
    if siren[0] not in "12":
        return notation not in _PUBLIC
    return None


def main() -> int:
    """Print the tables; 3 without the files."""
    data = test_data_dir()
    if not (data / "dgcl-dotations").is_dir():
        print("no real files: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    print("nature from the name alone, beside the SIREN")
    for title, pairs in (
        ("dgcl-dotations", set(_dotations(data))),
        ("ci-ville", set(_associations(data))),
        ("fonds-vert-2023", set(_fonds_vert(data))),
    ):
        _beside_sirens(title, pairs)
    _types(data)
    _persons(data)
    return 0


def _beside_sirens(title: str, pairs: set[tuple[str, str]]) -> None:
    told = right = judged = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for name, siren in sorted(pairs):
        found = nature(name)
        told += found is not None
        agreed = None if found is None else agrees(found[0], siren)
        if found is None or agreed is None:
            continue
        judged += 1
        right += agreed
        if not agreed:
            wrong[found[0], siren[:2]] += 1
    print(f"{title}: {len(pairs)} names, told {told / len(pairs):.3f}")
    print(f"  agree {wilson(right, judged)}")
    for (notation, prefix), count in wrong.most_common(6):
        print(f"  {count:>5} told {notation}, SIREN in {prefix}")


def _types(data: Path) -> None:
    print("beside types set by people (rows)")
    expected = {"commune": {"commune"}, "epci": {"epci", "syndicat-mixte"}}
    counts: Counter[tuple[str, str]] = Counter()
    for row in _dotation_rows(data):
        if row["beneficiaire_type"] in expected:
            found = nature(row["beneficiaire_nom"])
            counts[row["beneficiaire_type"], found[0] if found else "(none)"] += 1
    _confusion("dgcl-dotations", counts, expected)
    kinds = {
        "COMMUNE": {"commune"},
        "COMMUNAUTE_AGGLOMERATION": {"epci"},
        "METROPOLE": {"epci"},
        "SYNDICAT_ENERGIE": {"syndicat-mixte"},
        "SYNDICAT_MIXTE": {"syndicat-mixte"},
        "PETR": {"syndicat-mixte"},
        "PNR": {"syndicat-mixte"},
    }
    counts = Counter()
    with (data / "actee-laureats" / "laureats.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["type"] in kinds:
                found = nature(row["nom"])
                counts[row["type"], found[0] if found else "(none)"] += 1
    _confusion("actee-laureats (its column is often wrong)", counts, kinds)


def _confusion(title: str, counts: Counter[tuple[str, str]], expected: dict[str, set[str]]) -> None:
    told = {pair: count for pair, count in counts.items() if pair[1] != "(none)"}
    right = sum(count for (kind, found), count in told.items() if found in expected[kind])
    print(f"{title}: told {sum(told.values()) / counts.total():.3f}")
    print(f"  agree {wilson(right, sum(told.values()))}")
    for (kind, found), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:12]:
        print(f"  {kind:<26}{found:<24}{count:>7}")


def _persons(data: Path) -> None:
    print("is_person")
    for title, pairs in (
        ("ci-ville, names of bodies", set(_associations(data))),
        ("fonds-vert-2023, names of bodies", set(_fonds_vert(data))),
        ("mednum-annuaires, names of places", set(_directories(data))),
    ):
        names = {name for name, _siren in pairs}
        alarms = sorted(name for name in names if is_person(name))
        print(f"  {title}: right {wilson(len(names) - len(alarms), len(names))} {alarms[:5]}")
    made = tomllib.loads((FIXTURES / "persons.toml").read_text("utf-8"))
    hits = sum(map(is_person, made["persons"]))
    print(f"  made list, persons found: {wilson(hits, len(made['persons']))}")
    kept = sum(not is_person(name) for name in made["bodies"])
    print(f"  made list, bodies kept: {wilson(kept, len(made['bodies']))}")


def _dotation_rows(data: Path) -> Iterator[dict[str, str]]:
    for year in (2018, 2019):
        with (data / "dgcl-dotations" / f"dgcl-{year}.csv").open(encoding="utf-8-sig") as file:
            yield from csv.DictReader(file, delimiter=";")


def _dotations(data: Path) -> Iterator[tuple[str, str]]:
    return (
        (row["beneficiaire_nom"], siren)
        for row in _dotation_rows(data)
        if _valid(siren := row["beneficiaire_siren"])
    )


def _associations(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((data / "ci-ville-adulte-relais-fonjep").glob("*-20*.json")):
        for row in json.loads(path.read_text("utf-8")):
            if _valid(siren := (row["code_tiers"] or "")[:9]):
                yield row["raison_sociale"], siren


def _fonds_vert(data: Path) -> Iterator[tuple[str, str]]:
    with (data / "fonds-vert-2023" / "projets.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if _valid(row["siren"]):
                yield row["nom_beneficiaire_principal"], row["siren"]


def _directories(data: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((data / "mednum-annuaires").glob("*.config.json")):
        column = json.loads(path.read_text("utf-8")).get("nom", {}).get("colonne")
        rows = json.loads(path.with_name(path.name.replace(".config", "")).read_text("utf-8"))
        yield from ((str(row[column]), "") for row in rows if column and row.get(column))


def _valid(siren: str) -> bool:
    return len(siren) == 9 and siren.isdigit() and luhn(siren)


if __name__ == "__main__":
    raise SystemExit(main())
