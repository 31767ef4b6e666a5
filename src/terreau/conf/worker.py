"""The background worker: as a child of the server, or alone; it stops with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

PAUSE_S = 0.5  # between two looks at the queue, when nothing waits
PATIENCE_S = 10  # for a child to end by itself


@contextmanager
def child_worker(instance: Path) -> Iterator[None]:
    """A worker on this instance, in a process of its own, for as long as the block runs.

    Its standard input is a pipe that closes when this process ends, however it ends: a worker that
    lost its server stops by itself.
    """
    command = [sys.executable, "-m", "terreau.cli", "worker", "--instance", str(instance)]
    child = subprocess.Popen(  # noqa: S603  (our own program, no shell)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"TERREAU_WORKER_PARENT": "1"},
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def work_until_stopped(*, once: bool) -> None:
    """Do the tasks of the queue; with `once`, stop when none waits."""
    if os.environ.get("TERREAU_WORKER_PARENT") == "1":
        _stop_with_parent()
    call_command(
        "db_worker", interval=PAUSE_S, batch=once, verbosity=0, reload=False, startup_delay=False
    )


def _stop_with_parent() -> None:
    """End this process when its standard input closes: the server that started it is gone."""

    def watch() -> None:
        # Not through the buffered stream: Python would wait for its lock when it ends.
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
