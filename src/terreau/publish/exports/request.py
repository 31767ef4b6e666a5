"""What an export is asked and what it answers; writing that leaves nothing half-written."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from terreau.publish.errors import BadDestination


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """An export: the standard, where to write, and what to write."""

    standard: str
    to: Path
    media_root: Path
    portfolio: str | None = None
    scheme: str | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what it was validated with."""

    path: Path
    records: int
    validated_with: str

    def as_json(self) -> dict[str, object]:
        """The keys of the command line's contract."""
        return {
            "path": str(self.path),
            "records": self.records,
            "validated_with": self.validated_with,
        }


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` at `path`, whole or not at all; BadDestination where it cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadDestination(str(path), error.strerror or str(error)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        # mkstemp makes a private file; what is published is for others to read.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise BadDestination(str(path), error.strerror or str(error)) from error
