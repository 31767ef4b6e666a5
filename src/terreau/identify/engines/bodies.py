"""Descriptions as texts: what is kept on disk, or sent from one machine to another.

Guarantees: two descriptions are equal exactly when their texts are; a text read back gives the
description it was written from. A store holds as many as its file can, and few in memory.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from terreau.identify.matching import Description

_FIELDS = tuple(one.name for one in fields(Description))


def body(description: Description) -> str:
    """The text of a description: its fields in order, as a JSON list in ASCII."""
    return json.dumps([getattr(description, name) for name in _FIELDS], separators=(",", ":"))


def description(text: str | bytes) -> Description:
    """The description that a text was written from."""
    values: list[Any] = [tuple(v) if isinstance(v, list) else v for v in json.loads(text)]
    return Description(*values)


def digest(text: str) -> bytes:
    """Sixteen bytes that stand for a text: two texts share them by no chance worth counting."""
    return blake2b(text.encode("ascii"), digest_size=16).digest()


class Cache:
    """The descriptions last read, one object for one number, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: dict[int, Description] = {}

    def make_room(self, coming: int) -> None:
        """Forget everything where what is coming would not fit."""
        if len(self._kept) + coming > self._size:
            self._kept.clear()

    def get(self, number: int, text: str | bytes) -> Description:
        """The description of this number, read from its text only the first time."""
        found = self._kept.get(number)
        if found is None:
            found = self._kept[number] = description(text)
        return found

    def known(self, number: int) -> Description | None:
        """The description of this number where it is in memory."""
        return self._kept.get(number)


class Writer:
    """Puts texts at the end of a store's file, one number each, from 0."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / "bodies").open("wb")
        self._ends = [0]

    def add(self, text: str) -> None:
        """Write a text after those already there."""
        self._file.write(text.encode("ascii"))
        self._ends.append(self._ends[-1] + len(text))

    def close(self) -> None:
        """End the file and write where each text ends."""
        self._file.close()
        np.save(self._folder / "ends.npy", np.array(self._ends, np.int64))


class Store:
    """Reads what a Writer wrote; several processes may read one folder."""

    def __init__(self, folder: Path, kept: int) -> None:
        self._bytes: np.ndarray = (
            np.memmap(folder / "bodies", np.uint8, "r")
            if (folder / "bodies").stat().st_size
            else np.zeros(0, np.uint8)
        )
        self._ends: np.ndarray = np.load(folder / "ends.npy", mmap_mode="r")
        self._cache = Cache(kept)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def span(self, start: int, end: int) -> list[Description]:
        """The descriptions from `start` to `end` (excluded), which are not kept in memory."""
        edges = self._ends[start : end + 1].tolist()
        whole = self._bytes[edges[0] : edges[-1]].tobytes()
        base = edges[0]
        return [description(whole[a - base : b - base]) for a, b in pairwise(edges)]

    def pick(self, numbers: Sequence[int]) -> list[Description]:
        """The descriptions of these numbers, in order; those of one number are one object."""
        self._cache.make_room(len(numbers))
        return [self._one(number) for number in numbers]

    def _one(self, number: int) -> Description:
        found = self._cache.known(number)
        if found is not None:
            return found
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        return self._cache.get(number, self._bytes[start:end].tobytes())
