"""How time, memory and quality of `terreau resolve` grow with the number of names, on an engine.

Run from the root of the repository: python -m benchmarks.resolve_scale duckdb 1000 10000 100000
                                     python -m benchmarks.resolve_scale spark 10000 100000
                                     python -m benchmarks.resolve_scale agree 10000
Each size runs in a process of its own; memory is the peak of that process and of its children
together, `cpu` the seconds of processor of all of them, seen ten times a second: where other work
shares the machine, `cpu` is the figure to compare. `agree` runs both engines on the same names and
on a real file, and says whether groups and scores are the same; status 1 where they are not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from benchmarks.labelled import SOURCES
from benchmarks.resolve_names import mentions

from terreau.identify.engines import embedded, spark
from terreau.identify.engines.model import Settings
from terreau.identify.engines.quality import pairwise_quality
from terreau.identify.matching import Groups, Written

ENGINES = {"duckdb": embedded.resolve, "spark": spark.resolve}
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Print one line a size, of figures in JSON."""
    if not arguments or arguments[0] not in {*ENGINES, "agree", "one"}:
        print(__doc__, file=sys.stderr)
        return 2
    what, sizes = arguments[0], arguments[1:]
    if what == "one":
        return one(sizes[0], int(sizes[1]))
    if what == "agree":
        return agree(int(sizes[0]))
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.resolve_scale", "one", what, size]
        print(watched(command), flush=True)
    return 0


def one(engine: str, rows: int) -> int:
    """Resolve `rows` names on an engine and print the figures."""
    given = mentions(rows)
    written = [Written(name, place) for name, place, _ in given]
    truths = [truth for *_, truth in given]
    del given
    steps: list[str] = []
    started = time.perf_counter()

    def report(words: str) -> None:
        steps.append(f"{time.perf_counter() - started:.0f} s {words}")

    groups = ENGINES[engine](written, Settings(processes=os.cpu_count() or 1), report)
    seconds = time.perf_counter() - started
    quality = pairwise_quality(groups.group, truths)
    print(
        json.dumps(
            {
                "engine": engine,
                "rows": rows,
                "distinct": len(set(written)),
                "seconds": round(seconds, 1),
                "clusters": len(set(groups.group)),
                "bodies": len(set(truths)),
                "precision": round(quality.precision or 0, 4),
                "recall": round(quality.recall or 0, 4),
                "f1": round(quality.f1 or 0, 4),
                "cuts": len(groups.cuts),
                "steps": steps,
            },
            ensure_ascii=False,
        )
    )
    return 0


def watched(command: list[str]) -> str:
    """Run a command; its last line with the memory and processor of it and its children."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    ticks: dict[int, int] = {}

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            seen = family(process.pid)
            peak = max(peak, sum(memory for memory, _ in seen.values()))
            ticks.update({pid: used for pid, (_, used) in seen.items()})
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    if process.returncode:
        return json.dumps({"command": command[3:], "status": process.returncode})
    figures = json.loads(output.splitlines()[-1])
    figures |= {"peak_mib": peak >> 20, "cpu": round(sum(ticks.values()) / TICKS, 1)}
    return json.dumps(figures, ensure_ascii=False)


def family(pid: int) -> dict[int, tuple[int, int]]:
    """A process and all those it started: bytes of memory, ticks of processor."""
    parents: dict[int, list[int]] = {}
    seen: dict[int, tuple[int, int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            memory = int((folder / "statm").read_text().split()[1]) * PAGE
        except (OSError, IndexError):
            continue
        seen[int(folder.name)] = memory, int(status[11]) + int(status[12])
        parents.setdefault(int(status[1]), []).append(int(folder.name))
    found: dict[int, tuple[int, int]] = {}
    left = [pid]
    while left:
        current = left.pop()
        found[current] = seen.get(current, (0, 0))
        left += parents.get(current, [])
    return found


def agree(rows: int) -> int:
    """Both engines on the same names, invented then real: the same groups, the same scores."""
    real = [Written(row.name, row.place) for row in SOURCES["associations"]()]
    invented = [Written(name, place) for name, place, _ in mentions(rows)]
    same = True
    for name, written in (("invented", invented), ("associations", real)):
        answers: list[Groups] = [
            embedded.resolve(written, Settings(small=len(written))),
            embedded.resolve(written, Settings(small=0, shared=0, processes=2)),
            spark.resolve(written, Settings()),
        ]
        equal = all(answer == answers[0] for answer in answers)
        same = same and equal
        clusters = len(set(answers[0].group))
        print(f"{name}: {len(written)} rows, {clusters} groups, {equal=}", flush=True)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
