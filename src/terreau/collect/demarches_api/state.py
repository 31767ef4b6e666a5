"""Where a fetch is, kept beside what it received so that the next one goes on from there.

Guarantees that a file is there whole or not at all: it is written beside its place, then moved.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from terreau.collect.demarches_api.errors import BadState, NoRoom
from terreau.collect.demarches_api.queries import MAX_PAGE

STATE_FILE = "state.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class State:
    """A run's number (from 1), its last page and cursor, and what the next run starts from.

    `since` is what this run asks for (ISO 8601; None for everything), `next_since` what the next
    one will, `unsettled` True where a file is still to be had and the next run asks again.
    """

    demarche: int
    host: str
    run: int = 1
    page: int = 0
    cursor: str | None = None
    since: str | None = None
    next_since: str | None = None
    page_size: int = MAX_PAGE
    finished: bool = False
    unsettled: bool = False


def load(folder: Path) -> State | None:
    """The state kept in a folder; None where no fetch began there. Raises BadState."""
    path = folder / STATE_FILE
    try:
        held = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        raise BadState(str(path)) from None
    if not isinstance(held, dict) or held.pop("version", None) != VERSION:
        raise BadState(str(path))
    return _state(held, path)


def _state(held: dict[str, Any], path: Path) -> State:
    try:
        state = State(**held)
    except TypeError:
        raise BadState(str(path)) from None
    counts = (state.demarche, state.run, state.page, state.page_size)
    texts = (state.cursor, state.since, state.next_since)
    right = (
        all(type(one) is int and one >= 0 for one in counts)
        and all(isinstance(one, str | None) for one in texts)
        and isinstance(state.host, str)
        and all(isinstance(one, bool) for one in (state.finished, state.unsettled))
        and 1 <= state.page_size <= MAX_PAGE
    )
    if not right:
        raise BadState(str(path))
    return state


def save(folder: Path, state: State) -> None:
    """Keep the state. Raises NoRoom."""
    text = json.dumps({"version": VERSION} | asdict(state), ensure_ascii=False, indent=1)
    write_whole(folder / STATE_FILE, text.encode() + b"\n")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a stop leaves the old one or the new one. Raises NoRoom."""
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise NoRoom(str(path), error.strerror or type(error).__name__) from error
