"""What reading one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory of the process and size of its answer in bytes, time a file in seconds.

    After `files` files the process is replaced, so that what a library leaks does not add up.
    """

    memory_bytes: int = 1_500_000_000
    answer_bytes: int = 400_000_000
    seconds: int = 60
    files: int = 200
