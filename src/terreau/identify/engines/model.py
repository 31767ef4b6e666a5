"""What an engine is asked and what it may use: memory, processes, where it works.

Guarantees plain values: the answer of an engine depends on none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds of a run. `memory_mb` is for joins and for Spark's driver, in mebibytes.

    Up to `small` distinct names no database is opened; from `shared` on, `processes` share them;
    `batch` pairs are scored at a time, and `kept` descriptions stay in each process's memory.
    """

    memory_mb: int = 2048
    processes: int = 1
    small: int = 5_000
    shared: int = 50_000
    batch: int = 50_000
    kept: int = 100_000
    folder: Path | None = None
    spark_master: str = "local[*]"


#: Says in French what is being done; nothing by default.
Report = Callable[[str], None]


def silent(_words: str) -> None:
    """Report to nobody."""
