"""The side that asks: starts the reading process, waits for it, ends it, takes its answer."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.tables.model import Workbook
from terreau.collect.sandbox.child import HUNGRY
from terreau.collect.sandbox.codec import document_from_json, workbook_from_json
from terreau.collect.sandbox.errors import FileCrashed, FileTooHungry, FileTooSlow, ReadElsewhere
from terreau.collect.sandbox.limits import Limits

LONGEST_LINE = 1 << 16  # bytes of an answer's line: what was read goes through a file
Read = TypeVar("Read")
PATIENCE_S = 5  # for a process that was told to end


class Sandbox:
    """Reads files in a process of their own, one at a time; a context manager.

    The process is started at the first file and serves for many. It has an empty environment, an
    empty folder, and no more than `limits` says.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._folder = Path()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="terreau-"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def tables(self, path: Path, name: str) -> Workbook:
        """The tables of the file at `path`, whose name was `name`. Raises ReaderError."""
        return _decoded(workbook_from_json, self._read("tables", path, name))

    def document(self, path: Path, name: str) -> DocumentText:
        """The text of the file at `path`, whose name was `name`. Raises ReaderError."""
        return _decoded(document_from_json, self._read("document", path, name))

    def _read(self, kind: str, path: Path, name: str) -> Mapping[str, Any]:
        out = self._folder / "answer.json"
        request = {"kind": kind, "path": str(path.absolute()), "name": name, "out": str(out)}
        told = self._ask(json.dumps(request).encode() + b"\n")
        if "error" in told:
            error = told["error"]
            raise ReadElsewhere(str(error["code"]), str(error["message"]), str(error["hint"]))
        if told.get("failure") == HUNGRY:
            self._end()
            raise FileTooHungry(self.limits.memory_bytes)
        if "done" not in told:
            raise FileCrashed
        try:
            if out.stat().st_size > self.limits.answer_bytes:
                raise FileTooHungry(self.limits.answer_bytes)
            read = json.loads(out.read_text(encoding="utf-8", errors="surrogatepass"))
        except (OSError, ValueError, RecursionError) as error:
            raise FileCrashed from error
        finally:
            out.unlink(missing_ok=True)
        if not isinstance(read, dict):
            raise FileCrashed
        return read

    def _ask(self, request: bytes) -> dict[str, Any]:
        child = self._started()
        stdin, stdout = child.stdin, child.stdout
        if stdin is None or stdout is None:
            raise FileCrashed
        try:
            stdin.write(request)
            stdin.flush()
        except OSError as error:
            self._end()
            raise FileCrashed from error
        line = self._line(stdout.fileno())
        self._served += 1
        try:
            told = json.loads(line)
        except ValueError as error:
            self._end()
            raise FileCrashed from error
        if not isinstance(told, dict):
            self._end()
            raise FileCrashed
        return told

    def _line(self, source: int) -> bytes:
        """The next line of the process, within its time; blank where it ended."""
        deadline = time.monotonic() + self.limits.seconds
        line = b""
        while not line.endswith(b"\n") and len(line) < LONGEST_LINE:
            ready, _, _ = select.select([source], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self._end()
                raise FileTooSlow(self.limits.seconds)
            part = os.read(source, LONGEST_LINE)
            if not part:
                return b""
            line += part
        return line

    def _started(self) -> subprocess.Popen[bytes]:
        if self._served >= self.limits.files:
            self._end()
        if self._child is None or self._child.poll() is not None:
            self._end()
            limits = {
                "memory_bytes": self.limits.memory_bytes,
                "answer_bytes": self.limits.answer_bytes,
            }
            module = "terreau.collect.sandbox.child"
            self._child = subprocess.Popen(  # noqa: S603  (our own program, no shell)
                [sys.executable, "-I", "-m", module, json.dumps(limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                # Nothing of the instance: no address of a database, no key, no token.
                env={"LANG": "C.UTF-8", "HOME": str(self._folder), "TMPDIR": str(self._folder)},
                start_new_session=True,
            )
            self._served = 0
        return self._child

    def _end(self) -> None:
        """End the process and whatever it started."""
        child, self._child = self._child, None
        if child is None:
            return
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except OSError:
            child.kill()
        child.wait(PATIENCE_S)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _decoded(decode: Callable[[Mapping[str, Any]], Read], data: Mapping[str, Any]) -> Read:
    """What the process read; FileCrashed where its answer has not the form agreed."""
    try:
        return decode(data)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise FileCrashed from error
