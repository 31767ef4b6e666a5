"""A whole call in one go: `python -m benchmarks.volume [FOLDER]`.

The fictitious call (440 projects, eleven spreadsheets, a thousand dossiers) is dropped as an import
of the screen: received, read (stopped half-way, then taken up again), planned, applied, undone.
FOLDER is one that `python -m scripts.fictif --to FOLDER` has written, or one is written first. The
memory is the largest that this process has had at each stage, the reading process apart.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PART = 1 << 20


def peak_mb() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


@contextmanager
def timed(stage: str, tell: Callable[[float], str]) -> Iterator[None]:
    """Print what a stage took, and the largest memory so far."""
    started = time.perf_counter()
    yield
    seconds = time.perf_counter() - started
    print(f"{stage:28} {seconds:7.1f} s  {tell(seconds):32} {peak_mb():6.0f} MB", flush=True)


def prepared(folder: Path) -> Any:  # noqa: ANN401  (models are imported after Django starts)
    """An instance in a folder, with its owner and an empty portfolio."""
    os.environ["TERREAU_INSTANCE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "terreau.conf.settings"
    from terreau.conf.bootstrap import start
    from terreau.conf.instance import Instance

    instance = Instance(folder)
    instance.create()
    start(instance).init("Mesure")
    from terreau.collect.services import ImportRequest, import_files
    from terreau.portfolio.services import new_portfolio
    from terreau.vocabulary.models import Scheme

    now, owner = clock()
    framework = ROOT / "examples" / "fictif" / "scheme.ttl"
    import_files(
        ImportRequest((framework,), None, None, "strategie-fictive", instance.media, owner, now)
    )
    return new_portfolio(
        "mesure", Scheme.objects.get(slug="strategie-fictive"), name="Mesure", fictitious=True
    )


def clock() -> tuple[Any, Any]:
    """The time, and the owner."""
    from django.utils import timezone

    from terreau.accounts.services import person

    return timezone.now(), person(None)


def received(portfolio: Any, drop: Path, media: Path) -> Any:  # noqa: ANN401
    """An import that received every spreadsheet and every dossier."""
    from terreau.collect.runs.receiving import begin, receive

    now, owner = clock()
    run = begin(portfolio, owner, now)
    for path in sorted(p for part in ("tableaux", "dossiers") for p in (drop / part).rglob("*.*")):
        with path.open("rb") as opened:
            folder = str(path.parent.relative_to(drop))
            receive(run, path.name, iter(lambda: opened.read(PART), b""), media, folder=folder)
    return run


def read(run: Any, media: Path) -> None:  # noqa: ANN401
    """Read every file, stopped once half-way."""
    from terreau.collect.models import ImportRun
    from terreau.collect.runs.reading import read_run

    half = run.files.count() // 2
    peaks: list[str] = []

    def stop_half_way(done: int, total: int) -> None:
        if done == half:
            ImportRun.objects.filter(pk=run.pk).update(stop_asked=True)
        if done % (total // 4) == 0:
            peaks.append(f"{done} files: {peak_mb():.0f} MB")

    if read_run(run, media, stop_half_way):
        raise SystemExit("the reading did not stop when asked")
    ImportRun.objects.filter(pk=run.pk).update(stop_asked=False)
    waiting = run.files.filter(state="waiting").count()
    print(f"  stopped with {waiting} files waiting, taken up again")
    read_run(run, media, stop_half_way)
    print(f"  memory while reading: {' · '.join(peaks)}")


def main(arguments: list[str]) -> None:
    """Time each stage."""
    with tempfile.TemporaryDirectory(prefix="terreau-") as folder:
        drop = Path(arguments[0]) if arguments else Path(folder) / "fictif"
        if not arguments:
            command = [sys.executable, "-m", "scripts.fictif", "--to", str(drop)]
            subprocess.run(command, cwd=ROOT, check=True)
        portfolio = prepared(Path(folder) / "instance")
        measure(portfolio, drop, Path(folder) / "instance" / "media")


def measure(portfolio: Any, drop: Path, media: Path) -> None:  # noqa: ANN401
    """Take one import through all its stages."""
    from terreau.collect.models import ImportRun
    from terreau.collect.runs.planning import apply_run, plan_run
    from terreau.collect.runs.undoing import undo_run

    with timed("received", lambda _: "1,011 files"):
        run = received(portfolio, drop, media)
    files = run.files.count()
    with timed("read", lambda s: f"{files} files, {files / s:.0f} files/s"):
        read(run, media)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.PLANNING)
    run.refresh_from_db()
    with timed(
        "planned", lambda s: f"{run.counts['read']} records, {run.counts['read'] / s:.0f}/s"
    ):
        plan_run(run, media)
    now, owner = clock()
    with timed("applied", lambda s: f"{run.counts['read'] / s:.0f} records/s"):
        apply_run(run, media, owner, now)
    run.refresh_from_db()
    counts = {name: value for name, value in run.counts.items() if isinstance(value, int)}
    print(f"  {counts}")
    print(f"  documents with a project: {attached(portfolio)} of 1000")
    with timed("undone", lambda s: f"{run.steps.count() / s:.0f} steps/s"):
        undo_run(run, owner, now)
    print(f"  left in sight: {portfolio.projects.count()} projects")


def attached(portfolio: Any) -> int:  # noqa: ANN401
    """How many documents found their project."""
    return int(portfolio.documents.filter(projects__isnull=False).distinct().count())


if __name__ == "__main__":
    main(sys.argv[1:])
