"""Rows of a spreadsheet brought into a portfolio per second, beside a plain read; peak memory.

Run from the root of the repository: python -m benchmarks.import_rows [ROWS]
A new instance in a temporary folder (SQLite) takes a CSV of ten columns: once new, once again as it
is. The plain read is that of Python's `csv` alone on the same file. Memory is the peak of the
process, reading apart (it is done in another one).
"""

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from terreau.conf.bootstrap import start
from terreau.conf.instance import Instance

SEED = 20_261_124
ROWS = 2_000
HEADER = (
    "N° dossier",
    "Nom du projet",
    "Description",
    "Bénéficiaire",
    "Commune",
    "Montant voté",
    "Exercice",
    "Dispositif",
    "Service",
    "Date de décision",
)
PLACES = ("Guéret", "Limoges", "Tulle", "Pau", "Bordeaux", "Niort")


def main() -> int:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder) / "projets.csv", count)
        instance = Instance.load(Path(folder) / "instance")
        instance.create()
        verbs = start(Instance.load(instance.path))
        verbs.init()
        plain = timed(lambda: plain_read(file))
        for label in ("new", "again"):
            spent = timed(lambda: verbs.import_((file,), portfolio="mesure"))
            print(
                f"{label}: {count / spent:.0f} rows/s ({spent:.1f} s), "
                f"{spent / plain:.0f} times a plain read"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"plain read: {count / plain:.0f} rows/s; peak memory {peak:.0f} MB")
    return 0


def timed(act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def plain_read(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.reader(opened, delimiter=";"))


def written(file: Path, count: int) -> Path:
    """A spreadsheet of `count` projects, the same at each run."""
    chance = random.Random(SEED)
    with file.open("w", encoding="utf-8", newline="") as opened:
        sheet = csv.writer(opened, delimiter=";")
        sheet.writerow(HEADER)
        for number in range(count):
            sheet.writerow(
                (
                    10_000 + number,
                    f"Projet {number} {chance.choice(('jardin', 'vélo', 'radio'))}",
                    f"Un texte de quelques mots, {number}. " * 4,
                    f"Association {chance.randrange(count // 2 + 1)}",
                    chance.choice(PLACES),
                    chance.randrange(1_000, 90_000),
                    2015 + number % 8,
                    "AMI",
                    f"Direction {number % 9}",
                    f"2021-03-{1 + number % 28:02}",
                )
            )
    return file


if __name__ == "__main__":
    sys.exit(main())
