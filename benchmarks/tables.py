"""Rows of a table read per second beside a plain read, memory, and real files survived.

Run from the root of the repository: python -m benchmarks.tables
The plain read is that of the same library alone (csv, python-calamine) in the same run, best of
RUNS for both: the ratio is what finding tables, headers, totals and oddities costs. Memory is the
peak that Python allocates for the whole reading, per byte of the file as well.
"""

import csv
import gc
import io
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.fixtures.tables import real_tables
from tests.support import test_data_dir

from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.tables import read_workbook

SEED = 20_240_601
ROWS = 50_000
RUNS = 5
HEADER = (
    "Numéro de dossier",
    "Porteur",
    "SIRET",
    "Projet",
    "Résumé",
    "Commune",
    "Code postal",
    "Date de décision",
    "Montant voté",
    "État",
)
WORDS = ("atelier", "partagé", "mobilité", "solidaire", "jardin", "tiers-lieu", "santé")


def main() -> int:
    """Print the figures; 1 where a real file ends in another error than ours, 3 without them."""
    rows = generated()
    for name, data, plain in (
        ("projets.csv", as_csv(rows), plain_csv),
        ("projets.xlsx", as_xlsx(rows), plain_xlsx),
    ):
        measured(name, data, plain)
    data = test_data_dir()
    if not (data / "README.md").is_file():
        print("no real files: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    return survived(data)


def generated() -> list[list[str | float]]:
    """Lines of ten columns, a quarter of the summaries blank, the same at each run."""
    chance = random.Random(SEED)
    lines: list[list[str | float]] = []
    for number in range(ROWS):
        words = " ".join(chance.choices(WORDS, k=6))
        summary = " ".join(chance.choices(WORDS, k=12)) if chance.random() < 0.75 else ""
        lines.append(
            [
                f"D-{number:06}",
                f"Association {chance.choice(WORDS)} {number % 700}",
                f"{chance.randrange(10**13, 10**14)}",
                words.capitalize(),
                summary,
                f"Commune {number % 900}",
                f"{chance.randrange(16000, 88000)}",
                f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/2021",
                chance.randrange(1000, 90000) / 2,
                chance.choice(("Accepté", "Refusé", "En instruction")),
            ]
        )
    return lines


def as_csv(rows: list[list[str | float]]) -> bytes:
    """The lines as a French office writes them: semicolons, decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows(
        [str(v).replace(".", ",") if isinstance(v, float) else v for v in r] for r in rows
    )
    return out.getvalue().encode("utf-8")


def as_xlsx(rows: list[list[str | float]]) -> bytes:
    """The lines as a workbook of one sheet, blank cells left out."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Projets")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    return out.getvalue()


def plain_csv(data: bytes) -> int:
    """The lines that the csv module alone gives."""
    return len(list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=";")))


def plain_xlsx(data: bytes) -> int:
    """The lines that python-calamine alone gives."""
    return len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def measured(name: str, data: bytes, plain: Callable[[bytes], int]) -> None:
    """Print rows a second for both readings, their ratio, and the memory of ours."""
    ours = best(lambda: read_workbook(data, name))
    theirs = best(lambda: plain(data))
    gc.collect()
    tracemalloc.start()
    rows = len(read_workbook(data, name).tables[0].rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"{name:<13} {rows} rows, {len(data) / 1e6:.1f} MB: {rows / ours:,.0f} rows/s, "
        f"plain {rows / theirs:,.0f} rows/s, ratio {ours / theirs:.2f}, "
        f"peak {peak / 1e6:.0f} MB ({peak / len(data):.1f} bytes a byte)"
    )


def best(work: Callable[[], object]) -> float:
    """The shortest time of RUNS, in seconds of processor: other work on the machine counts less."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def survived(data: Path) -> int:
    """Print how many real files end in tables, in a clear refusal, or otherwise."""
    read, refused, failed = 0, [], []
    for path in real_tables(data):
        try:
            read_workbook(path.read_bytes(), path.name)
        except ReaderError as error:
            refused.append(f"{path.name}: {error}")
        except Exception as error:
            failed.append(f"{path.name}: {error!r}")
        else:
            read += 1
    tried = read + len(refused) + len(failed)
    print(f"real files: {tried} tried, {read} read, {len(refused)} refused, {len(failed)} failed")
    for line in (*refused, *failed):
        print(f"    {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
