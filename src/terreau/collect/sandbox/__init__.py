"""Reads files in a child process, so that a hostile file costs nothing but itself.

Guarantees that a file which crashes, loops or devours memory ends in a `ReaderError` and leaves the
sandbox ready for the next one, and that nothing a file does can run code in the calling process:
what comes back is JSON, its shape checked.
"""

from terreau.collect.sandbox.errors import FileCrashed, FileTooHungry, FileTooSlow, ReadElsewhere
from terreau.collect.sandbox.parent import Limits, Sandbox

__all__ = ["FileCrashed", "FileTooHungry", "FileTooSlow", "Limits", "ReadElsewhere", "Sandbox"]
