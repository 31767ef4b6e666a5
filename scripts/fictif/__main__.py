"""Writes the fictitious portfolio, or measures it.

python -m scripts.fictif --seed 2026 --to DIR                 # everything: 440 projects
python -m scripts.fictif --seed 2026 --examples examples/fictif
python -m scripts.fictif --seed 2026 --check                  # figures about the texts
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scripts.fictif import examples
from scripts.fictif.demarches import deposits, export
from scripts.fictif.documents import name_of, sheet, write
from scripts.fictif.dossier import Dossier, Piece, dossiers
from scripts.fictif.measure import report
from scripts.fictif.plan import PROJECTS, plan
from scripts.fictif.tables import tables
from scripts.fictif.truth import truth

SEED = 2026
BATCH = 20
OWN = ("tableaux", "dossiers", "demarches-simplifiees", "verite")


def main() -> int:
    """Run the command; 0 when it is done, 1 when the texts miss a wanted figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--to", type=Path, help="folder of the spreadsheets, dossiers and truth")
    parser.add_argument("--examples", type=Path, help="folder of the files that are committed")
    parser.add_argument("--check", action="store_true", help="print figures about the texts")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    if not (given.to or given.examples or given.check):
        parser.error("--to, --examples or --check is needed")
    start = time.perf_counter()
    made = dossiers(plan(given.seed, given.projects), given.seed)
    seconds = time.perf_counter() - start
    if given.to:
        everything(made, given.seed, given.to, given.workers)
    if given.examples:
        shutil.rmtree(given.examples / "documents", ignore_errors=True)
        put(given.examples, examples.files(made))
    if given.check:
        return report(made, given.seed, seconds)
    print(f"{len(made)} projets, {time.perf_counter() - start:.1f} s")
    return 0


def everything(made: list[Dossier], seed: int, to: Path, workers: int) -> None:
    """Write the spreadsheets, the dossiers, the platform's export and the truth under `to`."""
    for name in OWN:
        shutil.rmtree(to / name, ignore_errors=True)
    spreadsheets = tables(made, seed)
    deposited = deposits(made, seed)
    put(to / "tableaux", ((one.name, one.data) for one in spreadsheets))
    put(to / "demarches-simplifiees", [("export.xlsx", export(deposited, seed))])
    put(to / "verite", truth(made, spreadsheets, deposited, seed))
    pieces = [piece for one in made for piece in one.pieces]
    batches = [pieces[start : start + BATCH] for start in range(0, len(pieces), BATCH)]
    with ProcessPoolExecutor(workers) as pool:
        for written in pool.map(_written, batches, [seed] * len(batches)):
            put(to / "dossiers", written)


def _written(pieces: list[Piece], seed: int) -> list[tuple[str, bytes]]:
    """The files of some pieces, made in a process of its own."""
    named = [(name_of(piece, seed), piece) for piece in pieces]
    return [(name, write(sheet(piece, seed), name)) for name, piece in named]


def put(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files under a folder, making what is missing on the way."""
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
