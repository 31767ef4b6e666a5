"""Seconds from the command to the first page on a fresh clone: `python benchmarks/first_page.py`.

Clones HEAD into a temporary folder, runs `sh scripts/demo` there, and waits for the fiche of
ambition 2 to answer 200. Packages come from wherever pip is set to look, past its cache: the
network's share is in the first line. A second start, with everything there, is timed as well.
What was started is stopped.
"""

import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FICHE = "portefeuilles/neo-terra/ambitions/2/"
TIMEOUT_S = 900
STEP_S = 0.05


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the command to the end of each part; set-up ends when the database opens."""

    set_up: float
    built: float
    first_page: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False


def wait(process: subprocess.Popen[bytes], log: Path, done: Callable[[], bool]) -> None:
    """Wait until `done`; RuntimeError when the process ends or takes too long."""
    end = time.monotonic() + TIMEOUT_S
    while not done():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(STEP_S)


def run(clone: Path, log: Path) -> Times:
    """One `sh scripts/demo`, from the command to the fiche's page."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    dropped = {"DATABASE_URL", "TERREAU_INSTANCE", "PYTHONPATH", "VIRTUAL_ENV"}
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    environment |= {"PIP_NO_CACHE_DIR": "1", "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(
            ["sh", "scripts/demo", "--port", str(port)],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        database = clone / "terreau-instance" / "terreau.sqlite3"
        # The second time it is there from the start: set-up then counts for nothing.
        wait(process, log, database.exists)
        set_up = time.monotonic() - start
        wait(process, log, lambda: address in log.read_text(encoding="utf-8", errors="replace"))
        built = time.monotonic() - start
        wait(process, log, lambda: answers(address + FICHE))
        return Times(set_up, built, time.monotonic() - start)
    finally:
        process.terminate()
        process.wait(timeout=30)


def main() -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        command = ["git", "clone", "--quiet", "--no-local", str(ROOT), str(clone)]
        subprocess.run(command, check=True)
        for title in ("fresh clone", "second start"):
            times = run(clone, Path(name) / "log")
            print(f"\n{title}")
            print(f"  set-up, until the database opens {times.set_up:8.1f} s")
            print(f"  demo, until the address is said  {times.built - times.set_up:8.1f} s")
            print(f"  first page (the fiche)           {times.first_page - times.built:8.1f} s")
            print(f"  from the command to the page     {times.first_page:8.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
