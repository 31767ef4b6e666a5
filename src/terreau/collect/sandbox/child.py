"""The process that reads files: one request a line, one answer a line, nothing else said.

Run as `python -I -m terreau.collect.sandbox.child '{"memory_bytes": …}'`, in an empty folder.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox.codec import Json, document_to_json, workbook_to_json

HUNGRY, CRASHED = "hungry", "crashed"
OPEN_FILES = 64


def limit_resources(memory_bytes: int, answer_bytes: int) -> None:
    """Bound memory and files, where the system can; no trace is left of a crash."""
    try:
        import resource  # noqa: PLC0415  (absent on Windows)
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, answer_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, bound))
        except (OSError, ValueError):
            continue


def _tables(data: bytes, name: str) -> Json:
    from terreau.collect.readers.tables import read_workbook  # noqa: PLC0415

    return workbook_to_json(read_workbook(data, name))


def _document(data: bytes, name: str) -> Json:
    from terreau.collect.readers.documents import read_document  # noqa: PLC0415

    return document_to_json(read_document(data, name))


# Each imports its libraries at its first use: a table needs none of those of a PDF.
READERS: dict[str, Callable[[bytes, str], Json]] = {"tables": _tables, "document": _document}


def answer(request: Json) -> Json:
    """Read one file and write what it holds to the file `out`; how that went."""
    try:
        data = Path(request["path"]).read_bytes()
        read = READERS[request["kind"]](data, request["name"])
        with Path(request["out"]).open("w", encoding="utf-8", errors="surrogatepass") as out:
            json.dump(read, out)
    except ReaderError as error:
        return {"error": {"code": error.code, "message": str(error), "hint": error.hint}}
    except MemoryError:
        return {"failure": HUNGRY}
    except OSError as error:
        return {"failure": HUNGRY, "why": type(error).__name__}
    except Exception as error:
        # A library's own failure on a damaged file: any exception at all may come.
        return {"failure": CRASHED, "why": type(error).__name__}
    return {"done": True}


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer each request until there is none left, or memory ran out."""
    for line in requests:
        told: dict[str, Any] = answer(json.loads(line))
        answers.write(json.dumps(told) + "\n")
        answers.flush()
        if told.get("failure") == HUNGRY:
            return


def main() -> None:
    """Entry point of the process."""
    limits = json.loads(sys.argv[1])
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    limit_resources(limits["memory_bytes"], limits["answer_bytes"])
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
