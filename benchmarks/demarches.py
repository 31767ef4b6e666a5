"""Dossiers of Démarches Simplifiées fetched and read per second, from a server on this machine.

Run from the root of the repository: python -m benchmarks.demarches [DOSSIERS]
The server runs the platform's schema over the recorded dossier, in this same process: what it
takes to answer is in the time of the fetch, and shown apart. `read` is from the folder to projects,
beside a plain `json.loads` of the same bytes. Memory is the peak of Python's own, while reading.
"""

import json
import platform as machine
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.builders.demarches_export import export
from tests.builders.demarches_server import FOLDER, NUMBER, TOKEN, Platform, schema, serving, varied
from tests.support import test_data_dir

from terreau.collect.demarches_api import DemarchesClient, fetch
from terreau.collect.demarches_api.queries import DOSSIERS
from terreau.collect.readers.demarches import read_export, read_fetched

COUNT = 250
T = TypeVar("T")


def timed(call: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def answers(served: Platform) -> None:
    """What the server alone does for a whole fetch."""
    after = None
    while True:
        variables = {"number": NUMBER, "first": 100, "after": after, "since": None}
        shown = served.answer({"query": DOSSIERS, "variables": variables})
        json.dumps(shown, ensure_ascii=False).encode()
        info = shown["data"]["demarche"]["dossiers"]["pageInfo"]
        if not info["hasNextPage"]:
            return
        after = info["endCursor"]


def line(title: str, seconds: float, count: int) -> None:
    print(f"{title:<44} {seconds:8.2f} s {count / seconds:10.0f} dossiers/s")


def main() -> int:
    """Print the table; 1 where a dossier is missing, 3 without the schema."""
    data = test_data_dir()
    if not (data / FOLDER).is_dir():
        print("no schema: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print(f"{machine.machine()}, Python {machine.python_version()}, {count} dossiers")
    with tempfile.TemporaryDirectory() as name, serving(Platform(schema(data), [])) as served:
        served.dossiers = varied(data, count)
        served.without_files()
        folder = Path(name)
        client = DemarchesClient(served.url, TOKEN)
        seconds, _ = timed(lambda: answers(served))
        line("the server alone", seconds, count)
        seconds, report = timed(lambda: fetch(client, NUMBER, folder))
        line("fetched, the server included", seconds, count)
        pages = sorted((folder / "pages").iterdir())
        plain, _ = timed(lambda: [json.loads(page.read_bytes()) for page in pages])
        line("json.loads alone", plain, count)
        read_fetched(folder)  # the gazetteer is loaded once
        seconds, found = timed(lambda: read_fetched(folder))
        line("read as projects", seconds, count)
        values = sum(len(project.values) for project in found.projects)
        print(f"{values} values with their place; read / json.loads: {seconds / plain:.0f}")
        tracemalloc.start()
        read_fetched(folder)
        size = sum(page.stat().st_size for page in pages)
        peak = tracemalloc.get_traced_memory()[1]
        print(f"peak while reading {size / 1e6:.1f} MB: {peak / 1e6:.0f} MB")
        tracemalloc.stop()
    book = export(count)
    seconds, exported = timed(lambda: read_export(book, "ab" * 32, "export.xlsx"))
    line("an export (its cells in memory) as projects", seconds, count)
    greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"process at its greatest: {greatest / 1e3:.0f} MB")
    whole = report.dossiers == len(found.projects) == len(exported.projects) == count
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
