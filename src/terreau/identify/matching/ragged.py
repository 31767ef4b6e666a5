"""Lists of different lengths side by side, compared pair by pair without a loop over the pairs.

Guarantees: plain numpy; every function takes pairs as two arrays of row numbers of equal length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of integers end to end: row r is `flat[start[r] : start[r] + length[r]]`."""

    flat: Ints
    start: Ints
    length: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ragged:
        """Lay rows end to end."""
        length = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        start = np.zeros(len(rows), np.int64)
        np.cumsum(length[:-1], out=start[1:])
        flat = np.fromiter((value for row in rows for value in row), np.int64, int(length.sum()))
        return cls(flat, start, length)


@dataclass(frozen=True, slots=True)
class Cells:
    """Every item of the left row beside every item of the right row, for each pair.

    `left` and `right` are positions in the flat arrays, row-major; `pair` the pair of each cell.
    """

    left: Ints
    right: Ints
    pair: Ints


def cross(left: Ragged, right: Ragged, i: Ints, j: Ints) -> Cells:
    """Lay out the items of row i of `left` beside those of row j of `right`, pair after pair."""
    wide = right.length[j]
    size = left.length[i] * wide
    pair = np.repeat(np.arange(len(i), dtype=np.int64), size)
    first = np.cumsum(size) - size
    place = np.arange(len(pair), dtype=np.int64) - first[pair]
    width = wide[pair]
    return Cells(left.start[i][pair] + place // width, right.start[j][pair] + place % width, pair)


def share(left: Ragged, right: Ragged, i: Ints, j: Ints) -> Bools:
    """Say for each pair whether the two rows have an item in common."""
    cells = cross(left, right, i, j)
    same = left.flat[cells.left] == right.flat[cells.right]
    found = np.zeros(len(i), np.bool_)
    found[cells.pair[same]] = True
    return found


def longest_shared(left: Ragged, right: Ragged, i: Ints, j: Ints, size: Ints) -> Floats:
    """Give for each pair the greatest `size` of an item that both rows hold, 0 where none."""
    cells = cross(left, right, i, j)
    values = left.flat[cells.left]
    same = values == right.flat[cells.right]
    found = np.zeros(len(i))
    np.maximum.at(found, cells.pair[same], size[values[same]].astype(np.float64))
    return found
