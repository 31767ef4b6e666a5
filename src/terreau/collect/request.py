"""What is asked of an import at once: which files, where to, by whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from terreau.accounts.models import Agent
from terreau.collect.mapping import SavedMapping


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in, where, who does it, and when it is done.

    `scheme`, `name` and `funder` are those of a portfolio that the import makes; `mapping` says
    what the columns of every table mean, in place of what is proposed.
    """

    sources: Sequence[Path]
    portfolio: str | None
    reader: str | None
    scheme: str
    media_root: Path
    by: Agent
    at: datetime
    dry_run: bool = False
    name: str = ""
    funder: str = ""
    mapping: SavedMapping | None = None
