"""The side of the sandbox that asks: starts the child, keeps the clock, checks the answers.

Guarantees that each call ends within its time, in a result or a `ReaderError`, and that a child
which failed is ended and replaced before the next file.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.tables.model import Workbook
from terreau.collect.sandbox import protocol
from terreau.collect.sandbox.errors import FileCrashed, FileTooHungry, FileTooSlow, ReadElsewhere

PART = 1 << 16  # bytes read from the pipe at once
#: `-I`: neither the working folder nor the environment chooses what is imported; `-B` writes none.
CHILD: Sequence[str] = ("-I", "-B", "-X", "utf8", "-m", "terreau.collect.sandbox.child")
#: All that the child is told of its surroundings: no secret, no address of a database.
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost, and how many files a child reads before a fresh one takes over."""

    memory_bytes: int = 1_500_000_000
    seconds_per_file: float = 60
    result_bytes: int = 200_000_000
    files_per_child: int = 500


class Sandbox:
    """Reads files in a child process, started once and used for many; to be used in a `with`.

    `child` is the command line after the interpreter; tests give one with misbehaving readers.
    """

    def __init__(self, limits: Limits | None = None, *, child: Sequence[str] = CHILD) -> None:
        self._limits = limits or Limits()
        self._command = child
        self._process: subprocess.Popen[bytes] | None = None
        self._files_read = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    @property
    def pid(self) -> int | None:
        """The child's process id; None where none runs."""
        return None if self._process is None else self._process.pid

    def tables(self, path: Path, name: str, beside: Mapping[str, Path] | None = None) -> Workbook:
        """The tables of the file at `path`; `name` is the file's own, with its extension.

        With `beside`, the file is the descriptor of a data package, whose other files are there.
        Raises the reader's own error as ReadElsewhere, FileTooSlow, FileTooHungry or FileCrashed.
        """
        return self._read(protocol.TABLES, path, name, protocol.unwrap_workbook, beside)

    def document(self, path: Path, name: str) -> DocumentText:
        """The text of the document at `path`; same arguments and errors as `tables`."""
        return self._read(protocol.DOCUMENT, path, name, protocol.unwrap_document)

    def _read(
        self,
        kind: str,
        path: Path,
        name: str,
        unwrap: Callable[[Any], Read],
        beside: Mapping[str, Path] | None = None,
    ) -> Read:
        asked: dict[str, Any] = {"kind": kind, "path": str(path.resolve()), "name": name}
        if beside is not None:
            asked["beside"] = {inside: str(where.resolve()) for inside, where in beside.items()}
        try:
            answer = json.loads(self._exchanged((json.dumps(asked) + "\n").encode("ascii")))
            if isinstance(answer, dict) and "error" in answer:
                error: ReaderError = _transported(answer["error"])
            else:
                return unwrap(self._result(answer))
        except (ValueError, RecursionError):
            self._end()
            raise FileCrashed from None
        except BaseException:
            # Whatever broke between a question and its answer left the pipe in no known state.
            self._end()
            raise
        raise error

    def _result(self, answer: Any) -> Any:  # noqa: ANN401 - whatever the child said
        if isinstance(answer, dict) and "ok" in answer:
            return answer["ok"]
        if isinstance(answer, dict) and answer.get("failed") == "memory":
            raise FileTooHungry(self._limits.memory_bytes)
        raise FileCrashed

    def _exchanged(self, request: bytes) -> bytes:
        """The body of the answer to a request."""
        deadline = time.monotonic() + self._limits.seconds_per_file
        process = self._running()
        assert process.stdin is not None  # noqa: S101 - started with pipes
        try:
            process.stdin.write(request)
        except OSError:
            raise self._why_gone(process) from None
        head = self._received(process, protocol.LENGTH_BYTES, deadline)
        length = int.from_bytes(head, "big")
        if length > self._limits.result_bytes:
            raise FileTooHungry(self._limits.result_bytes)
        return self._received(process, length, deadline)

    def _received(self, process: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
        assert process.stdout is not None  # noqa: S101 - started with pipes
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while len(received) < length:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise FileTooSlow(self._limits.seconds_per_file)
                part = os.read(process.stdout.fileno(), min(PART, length - len(received)))
                if not part:
                    raise self._why_gone(process)
                received += part
        return bytes(received)

    def _why_gone(self, process: subprocess.Popen[bytes]) -> FileCrashed | FileTooSlow:
        """The platform stopped the child for its processor time, or it fell."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        if hasattr(signal, "SIGXCPU") and process.returncode == -signal.SIGXCPU:
            return FileTooSlow(self._limits.seconds_per_file)
        return FileCrashed()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (
            self._process.poll() is not None or self._files_read >= self._limits.files_per_child
        ):
            self._end()
        if self._process is None:
            self._process = self._started()
            self._files_read = 0
        self._files_read += 1
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="terreau-sandbox-")
        limits = self._limits
        seconds = max(1, int(limits.seconds_per_file))
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, *self._command, str(limits.memory_bytes), str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(os.environ),
            bufsize=0,
            start_new_session=True,
        )

    def _end(self) -> None:
        """Ends the child and whatever it started, by its own process group."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name in KEPT_ENVIRONMENT if name in given}


def _transported(given: Any) -> ReaderError:  # noqa: ANN401 - whatever the child said
    """The reader's error; raises FileCrashed where it has another shape."""
    try:
        code, message, hint = (str(given[key]) for key in ("code", "message", "hint"))
        params = {
            str(key): value if isinstance(value, int) else str(value)
            for key, value in given["params"].items()
        }
    except (KeyError, TypeError, AttributeError):
        raise FileCrashed from None
    return ReadElsewhere(code, message, hint, params)
