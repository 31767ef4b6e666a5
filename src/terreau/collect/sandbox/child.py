"""The side of the sandbox that opens the files: reads requests, answers with JSON, keeps nothing.

Run as `python -I -m terreau.collect.sandbox.child MEMORY_BYTES SECONDS`. Guarantees that whatever
a library prints stays out of the answers, and that the limits of the platform are set before the
first file is opened.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox import protocol

resource: ModuleType | None
try:
    import resource
except ImportError:  # a platform without it has the parent's clock only
    resource = None

OPEN_FILES = 64


def main(arguments: list[str]) -> int:
    """Answers requests, one JSON object a line, until the other side closes."""
    memory, seconds = int(arguments[0]), int(arguments[1])
    answers = _own_output()
    _limit(memory)
    for line in sys.stdin.buffer:
        _allow_processor(seconds)
        answers.write(_answered(json.loads(line)))
        answers.flush()
    return 0


def _own_output() -> BinaryIO:
    """The pipe for answers, out of reach of a library that prints on standard output."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(pipe, "wb")


def _limit(memory: int) -> None:
    """Memory in bytes; no file written, no core, few files open."""
    if resource is None:
        return
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", OPEN_FILES),
    ):
        number = getattr(resource, name, None)
        if number is None:
            continue
        _, hard = resource.getrlimit(number)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(number, (bound, bound))
        except (ValueError, OSError):
            # A platform may have the name and refuse the limit; the parent's clock remains.
            continue


def _allow_processor(seconds: int) -> None:
    """Processor time for one more file, beyond what the process has spent."""
    if resource is None:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(spent.ru_utime + spent.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or allowed < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def _answered(request: dict[str, Any]) -> bytes:
    try:
        path, name = Path(request["path"]), request["name"]
        if "beside" in request:
            return protocol.packed({"ok": _package(path, request["beside"])})
        reader = {protocol.TABLES: _tables, protocol.DOCUMENT: _document}[request["kind"]]
        return protocol.packed({"ok": reader(path, name)})
    except ReaderError as error:
        told = {"code": error.code, "message": str(error), "hint": error.hint}
        return protocol.packed({"error": {**told, "params": dict(error.params)}})
    except MemoryError:
        return protocol.packed({"failed": "memory"})
    except Exception:
        # A library met what its authors had not foreseen: any exception at all may come.
        return protocol.packed({"failed": "crash"})


def _tables(path: Path, name: str) -> dict[str, Any]:
    from terreau.collect.readers.tables import read_workbook  # noqa: PLC0415 - only when asked

    return protocol.wrap_workbook(read_workbook(path.read_bytes(), name))


def _package(path: Path, beside: dict[str, str]) -> dict[str, Any]:
    from terreau.collect.readers.tables import read_datapackage  # noqa: PLC0415 - only when asked

    def fetch(inside: str) -> bytes:
        return Path(beside[inside]).read_bytes()

    return protocol.wrap_workbook(read_datapackage(path.read_bytes(), fetch))


def _document(path: Path, name: str) -> dict[str, Any]:
    from terreau.collect.readers.documents import read_document  # noqa: PLC0415 - only when asked

    return protocol.wrap_document(read_document(path.read_bytes(), name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
