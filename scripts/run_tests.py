"""Runs every check and every test, on SQLite then PostgreSQL, and closes with one total.

Guarantees that every stage runs whatever the others gave, that the exit status is 0 only when all
of them passed and at least one test ran, and that the last line is the total over both databases,
« N passed, N failed, N skipped ». Under CI=true a missing tool is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import FrameType
from typing import IO

from scripts import needed_tools
from scripts.throwaway_postgres import PostgresError, find_server, throwaway_postgres
from tests.support import in_ci

ROOT = Path(__file__).resolve().parent.parent
STAGE_TIMEOUT_S = 15 * 60
POLL_S = 0.1
STOPPED = 124
PYTEST_NOTHING_COLLECTED = 5
# A file of tests stays in one process: what its tests share is made once. The order is that of
# tests/conftest.py, the longest first.
SIDE_BY_SIDE = ("-n", str(os.cpu_count() or 1), "--dist", "loadfile", "--no-loadscope-reorder")
BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mise en forme (ruff format)", (str(BIN / "ruff"), "format", "--check")),
    ("règles (ruff check)", (str(BIN / "ruff"), "check")),
    ("types (mypy)", (str(BIN / "mypy"),)),
    ("sens des imports (lint-imports)", (str(BIN / "lint-imports"), "--no-logo")),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Tests of one run; an error counts as a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage gave: whether it went well, how long it took, its tests if it has any."""

    name: str
    ok: bool
    seconds: float
    counts: Counts | None = None
    note: str = ""

    def line(self) -> str:
        """The stage in one line of the closing table."""
        detail = self.note or (str(self.counts) if self.counts is not None else "")
        verdict = "bon  " if self.ok else "ÉCHEC"
        return f"  {verdict} {self.seconds:6.1f} s  {self.name}  {detail}".rstrip()


def read_counts(report: Path) -> Counts | None:
    """The counts in a JUnit report of pytest; None when there is none to read.

    A test that fails and then fails again when cleaned up is one failure.
    """
    try:
        cases = list(ET.parse(report).getroot().iter("testcase"))
    except (OSError, ET.ParseError):
        return None
    kinds = [{child.tag for child in case} for case in cases]
    failed = sum(1 for tags in kinds if tags & {"failure", "error"})
    skipped = sum(1 for tags in kinds if "skipped" in tags and not tags & {"failure", "error"})
    return Counts(len(kinds) - failed - skipped, failed, skipped)


def run(
    command: Sequence[str],
    environment: dict[str, str],
    output: IO[str] | None = None,
    stop: Event | None = None,
) -> int:
    """Run a command in the clone; 124 when it takes too long, or when `stop` is set meanwhile.

    Its output comes as it is made, or goes to the file `output`.
    """
    error = None if output is None else subprocess.STDOUT
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=error
    )
    stop = stop or Event()
    deadline = time.monotonic() + STAGE_TIMEOUT_S
    try:
        while (status := process.poll()) is None:
            if stop.wait(POLL_S) or time.monotonic() > deadline:
                return STOPPED
        return status
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that ran beside the tests: what it gave, and what it said."""

    stage: Stage
    output: str


def check(
    name: str, command: Sequence[str], environment: dict[str, str], stop: Event | None = None
) -> Checked:
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        status = run(command, environment, output, stop)
        output.seek(0)
        stage = Stage(name, status == 0, time.monotonic() - started)
        return Checked(stage, output.read())


def checks(environment: dict[str, str], stop: Event) -> list[Checked]:
    """Every check, one after the other; all end soon after `stop` is set."""
    return [check(name, command, environment, stop) for name, command in CHECKS]


def told(checked: Sequence[Checked]) -> list[Stage]:
    """Print what the checks said, each under its name; their stages."""
    for one in checked:
        print(f"\n── {one.stage.name}\n{one.output}", end="", flush=True)
    return [one.stage for one in checked]


def pytest(name: str, arguments: Sequence[str], environment: dict[str, str], folder: Path) -> Stage:
    """Run pytest with `arguments`; a run that collects nothing is well, and counts nothing."""
    print(f"\n── {name}", flush=True)
    report = folder / f"{len(list(folder.iterdir()))}.xml"
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
    status = run(command, environment)
    seconds = time.monotonic() - started
    counts = read_counts(report)
    if status == PYTEST_NOTHING_COLLECTED:
        return Stage(name, True, seconds, Counts(), "aucun test")
    if counts is None:
        return Stage(name, False, seconds, Counts(), f"pytest s’est arrêté (état {status})")
    return Stage(name, status == 0, seconds, counts)


def on_postgres(arguments: Sequence[str], environment: dict[str, str], folder: Path) -> Stage:
    """Run the database tests again on a server made for them."""
    name = "tests de base de données (PostgreSQL)"
    programs = find_server()
    if programs is None:
        return Stage(name, not in_ci(), 0.0, Counts(), "PostgreSQL manque : laissés de côté")
    try:
        with throwaway_postgres(programs) as url:
            database = {"DATABASE_URL": url, "TERREAU_EXPECTED_DATABASE": "postgresql"}
            options = ["--only-database", "-p", "no:cacheprovider"]
            return pytest(name, [*options, *arguments], environment | database, folder)
    except PostgresError as error:
        print(error, flush=True)
        return Stage(name, False, 0.0, Counts(), "le serveur n’a pas démarré")


def clean_environment(instance: Path) -> dict[str, str]:
    """The environment of every stage: no instance nor database of the developer's own."""
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return kept | {"TERREAU_INSTANCE": str(instance), "TERREAU_EXPECTED_DATABASE": "sqlite"}


def run_stages(arguments: Sequence[str], folder: Path) -> list[Stage]:
    """All stages, the checks beside the tests on SQLite; with arguments, the tests alone."""
    environment = clean_environment(folder / "instance")
    reports = folder / "reports"
    reports.mkdir()
    if arguments:
        sqlite = pytest("tests (SQLite)", arguments, environment, reports)
        return [sqlite, on_postgres(arguments, environment, reports)]
    stop = Event()
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(checks, environment, stop)
        try:
            sqlite = pytest("tests (SQLite)", SIDE_BY_SIDE, environment, reports)
            checked = told(running.result())
        finally:
            stop.set()
    return [*checked, sqlite, on_postgres(SIDE_BY_SIDE, environment, reports)]


def close(stages: Sequence[Stage]) -> int:
    """Print the table and the total; the exit status of the whole."""
    total = sum((stage.counts for stage in stages if stage.counts is not None), Counts())
    failed = [stage.name for stage in stages if not stage.ok]
    print("\n── bilan")
    for stage in stages:
        print(stage.line())
    if failed:
        print(f"En échec : {' ; '.join(failed)}")
    if total == Counts():
        print("Aucun test n’a tourné.")
    print(total, flush=True)
    return 1 if failed or total == Counts() else 0


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """A polite request to end is an interruption: what was started is stopped on the way out."""
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    """Install what is missing, run everything, close with the total."""
    signal.signal(signal.SIGTERM, interrupt)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="terreau-tests-")))
        try:
            absent = needed_tools.ensure()
            needed_tools.announce(absent)
            return close(run_stages(arguments, folder))
        except KeyboardInterrupt:
            print("\nInterrompu.", file=sys.stderr)
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
