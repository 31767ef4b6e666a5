"""The child of the sandbox with a reader that does what a hostile file could make a library do.

No product code can misbehave on demand: this entry, for tests alone, replaces the registry of
formats before the real child starts. The first word of a file says what to do.
"""

import os
import sys
import time
from pathlib import Path

from terreau.collect.readers import documents
from terreau.collect.readers.documents import DocumentFormat, DocumentText
from terreau.collect.sandbox import child


def misbehave(data: bytes, name: str) -> DocumentText:  # noqa: C901 - a list of misdeeds
    """Do what the file says."""
    told = data.decode()
    if told == "loop":
        while True:
            pass
    if told == "sleep":
        time.sleep(60)
    if told == "eat":
        bytearray(10**11)
    if told == "die":
        os._exit(3)
    if told == "print":
        sys.stdout.write("{}" * 1000)
        sys.stdout.flush()
    if told == "write":
        Path("left-behind").write_bytes(b"x" * 100)
    if told == "raise":
        raise ZeroDivisionError
    if told == "long":
        told = "x" * 5_000_000
    if told == "lie":
        return DocumentText("ab", "text/plain", "test", "1", page_starts=(0, 99))
    if told == "environment":
        told = " ".join(sorted(os.environ))
    return DocumentText(told, "text/plain", "test", "1")


documents.FORMATS = (DocumentFormat("test", "test", (), lambda data: True, misbehave),)
sys.exit(child.main(sys.argv[1:]))
