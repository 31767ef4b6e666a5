"""Prints how well names of places become codes, beside a plain match of normalised names.

usage: python benchmarks/locate.py [--doubtful FILE]

Truth: the codes of the State's grants to communes in 2018 and 2019, in the folder of real files
(TERREAU_TEST_DATA). It is wrong in places: a row is *doubtful* where its code contradicts its own
name and département, by the rules of `doubt`, which ask nothing of the matcher but the gazetteer;
figures come with these rows and without them. Rules were made on the départements of even hash
alone. Codes are compared as of today, on both sides. Intervals are Wilson's, at 95 %.
"""

import argparse
import csv
import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from terreau.conf.locating import is_right, meant
from terreau.territory.gazetteer import Entry, Level, load, normalise
from terreau.territory.matching import departements, locate
from terreau.territory.matching.forms import said

ROOT = Path(__file__).resolve().parent.parent
GRANTS = Path("dgcl-dotations")
POST = Path("geo-zonages-coordonnees") / "laposte_hexasmal.csv"
FONDS = Path("fonds-vert-2023") / "projets.csv"
#: What some départements write in place of each name.
SILENT = ("commune", "com", "epci", "c", "e")
Z = 1.959964
Answer = Callable[[str, str], Entry | None]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    departement: str
    truth: str
    siren: str = ""
    year: str = ""
    line: int = 0

    @property
    def held_out(self) -> bool:
        digest = hashlib.sha256(self.departement.encode()).hexdigest()
        return int(digest, 16) % 2 == 1


def grants(folder: Path) -> Iterator[Row]:
    for year in ("2018", "2019"):
        path = folder / GRANTS / f"dgcl-{year}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream, delimiter=";"), start=2):
                yield Row(
                    row["beneficiaire_nom"],
                    row["beneficiaire_dep"],
                    row["beneficiaire_code_insee"].strip(),
                    row["beneficiaire_siren"].strip(),
                    year,
                    number,
                )


@cache
def plain(name: str, departement: str) -> Entry | None:
    """The match to beat: one commune of the département whose name is the same once normalised."""
    codes = departements(departement)
    found = load().find(
        name, levels=[Level.COMMUNE], within=(Level.DEPARTEMENT, codes[0]) if codes else None
    )
    return found[0] if len(found) == 1 else None


@cache
def ours(name: str, departement: str) -> Entry | None:
    return locate(name, departement=departement).entry


def doubt(row: Row) -> str:
    """Why the truth of a row contradicts its own name and département; "" where it does not.

    A commune's name is trusted only where it is written as the gazetteer has it, and borne by one
    commune of the row's départements; a truth that ever bore that name is not doubted.
    """
    form = said(normalise(row.name))
    if form is not None and form.level is Level.EPCI:
        return "the name is that of an EPCI, the code that of a commune" if row.truth else ""
    named = named_commune(row)
    if named is None or (named.level, named.code) in meant(row.truth):
        return ""
    coded = load().current(row.truth)
    if coded is None:
        posted = named in load().by_postcode(row.truth)
        return "the code is a postcode" if posted else "no commune ever had this code"
    keys = {normalise(one.name) for one in (coded, *load().formers(coded))}
    if normalise(row.name) in keys:
        inside = set(departements(row.departement)) & {code for _, code in coded.parents}
        return "" if inside else "a commune of the same name, in another département"
    around = set(departements(row.departement)) & {code for _, code in coded.parents}
    return "another commune of the département" if around else "a commune of another département"


def named_commune(row: Row) -> Entry | None:
    """The one commune of the row's départements whose name is written, after « commune de »."""
    form = said(normalise(row.name))
    names = form.names if form is not None and form.level is Level.COMMUNE else (row.name,)
    found = {
        one.code: one
        for name in names
        for code in departements(row.departement)
        for one in load().find(name, levels=[Level.COMMUNE], within=(Level.DEPARTEMENT, code))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def wilson(right: int, of: int) -> str:
    if not of:
        return "-"
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return f"{share:.4f} [{middle - half:.4f}; {middle + half:.4f}]"


def show(title: str, rows: Sequence[Row], answer: Answer) -> None:
    answers = [(answer(row.name, row.departement), row.truth) for row in rows]
    answered = sum(entry is not None for entry, _ in answers)
    right = sum(is_right(entry, truth) for entry, truth in answers)
    print(
        f"  {title:<34} precision {wilson(right, answered)}  recall {wilson(right, len(rows))}"
        f"  ({right:,} right of {answered:,} answered of {len(rows):,})"
    )


def figures(rows: Sequence[Row]) -> None:
    filled = [row for row in rows if row.truth]
    sure = [row for row in filled if not doubt(row)]
    silent = [row for row in sure if normalise(row.name) not in SILENT]
    for title, chosen in (
        ("all rows, the truth as it is", filled),
        ("without the doubtful truths", sure),
        ("and without names that say no place", silent),
    ):
        print(f"{title}: {len(chosen):,} rows")
        for half, kept in (
            ("all", chosen),
            ("tuned on", [row for row in chosen if not row.held_out]),
            ("held out", [row for row in chosen if row.held_out]),
        ):
            show(f"plain match, {half}", kept, plain)
            show(f"locate, {half}", kept, ours)
        show("plain, without département", chosen, lambda name, _: plain(name, ""))
        show("locate, without département", chosen, lambda name, _: ours(name, ""))


def groupings(rows: Iterable[Row]) -> None:
    """EPCI: the truth is the SIREN, where that is an EPCI of today."""
    of_epci = [
        Row(row.name, row.departement, row.siren)
        for row in rows
        if not row.truth and load().entry(Level.EPCI, row.siren)
    ]
    for half, kept in (
        ("all", of_epci),
        ("held out", [row for row in of_epci if row.held_out]),
    ):
        show(f"EPCI, {half}", kept, ours)


def speed(rows: Sequence[Row]) -> None:
    names = sorted({(row.name, row.departement) for row in rows})
    for title in ("first time", "after warm-up"):
        start = time.process_time()
        for name, departement in names:
            locate(name, departement=departement)
        seconds = time.process_time() - start
        print(f"  {title}: {len(names) / seconds:,.0f} distinct names/s ({len(names):,} names)")


def second_names(folder: Path) -> None:
    """La Poste's second names: hamlets and former communes, beside the commune they are in."""
    with (folder / POST).open(encoding="utf-8-sig", newline="") as stream:
        table = [row for row in csv.DictReader(stream, delimiter=";") if row["Ligne_5"].strip()]
    rows = [
        Row(row["Ligne_5"], code[:3] if code.startswith("97") else code[:2], code)
        for row in table
        for code in [row["Code_commune_INSEE"].zfill(5)]
    ]
    show("La Poste, second names, plain", rows, plain)
    show("La Poste, second names, locate", rows, ours)


def doubtful(rows: Iterable[Row], to: Path | None) -> None:
    """The rows whose truth contradicts their own name: by kind, and listed in a file."""
    found = [(row, why) for row in rows if row.truth for why in [doubt(row)] if why]
    for why, count in sorted(Counter(why for _, why in found).items(), key=lambda one: -one[1]):
        print(f"  {why}: {count}")
    print(f"  in all: {len(found)}")
    if to is None:
        return
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(("year", "line", "name", "departement", "code", "code_is", "siren", "why"))
        for row, why in found:
            coded = load().current(row.truth)
            name = coded.name if coded else ""
            writer.writerow(
                (row.year, row.line, row.name, row.departement, row.truth, name, row.siren, why)
            )
    print(f"  listed in {to}")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--doubtful", type=Path, help="where to list the doubtful truths")
    chosen = arguments.parse_args()
    named = os.environ.get("TERREAU_TEST_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    rows = list(grants(folder))
    figures(rows)
    print("other names")
    groupings(rows)
    second_names(folder)
    print("doubtful truths")
    doubtful(rows, chosen.doubtful)
    print("speed, one process")
    speed(rows)


if __name__ == "__main__":
    main()
