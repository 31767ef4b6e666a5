"""The best one-to-one matching between rows and columns of gains, found for the whole at once.

Guarantees the greatest total gain (Kuhn-Munkres with potentials, in O(rows² x columns)), the same
for the same gains: between equals, the column that stands first is taken. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence


def best(gains: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """For each row, the column it takes; each column once, the sum of gains the greatest.

    There must be at least as many columns as rows; ValueError otherwise.
    """
    rows = len(gains)
    columns = len(gains[0]) if gains else 0
    if columns < rows:
        raise ValueError(f"{rows} rows cannot each take one of {columns} columns")
    row_price = [0] * (rows + 1)
    column_price = [0] * (columns + 1)
    taken_by = [0] * (columns + 1)  # row (from 1) that holds each column; 0 for none
    for row in range(1, rows + 1):
        came_from = _augment(gains, row, row_price, column_price, taken_by)
        column = came_from[0]
        way = came_from[1:]
        while column:
            previous = way[column]
            taken_by[column] = taken_by[previous] if previous else row
            column = previous
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if taken_by[column]:
            chosen[taken_by[column] - 1] = column - 1
    return tuple(chosen)


def _augment(
    gains: Sequence[Sequence[int]],
    row: int,
    row_price: list[int],
    column_price: list[int],
    taken_by: list[int],
) -> list[int]:
    """The free column that `row` ends at, then, for each column, the one before it on the way.

    The prices are raised so that they stay a proof that the matching is the best.
    """
    columns = len(column_price) - 1
    slack: list[int | None] = [None] * (columns + 1)
    way = [0] * (columns + 1)
    done = [False] * (columns + 1)
    taken_by[0] = row
    at = 0
    while True:
        done[at] = True
        holder = taken_by[at]
        least, nearest = None, 0
        for column in range(1, columns + 1):
            if done[column]:
                continue
            cost = -gains[holder - 1][column - 1] - row_price[holder] - column_price[column]
            known = slack[column]
            if known is None or cost < known:
                slack[column] = known = cost
                way[column] = at
            if least is None or known < least:
                least, nearest = known, column
        _reprice(least or 0, done, slack, row_price, column_price, taken_by)
        at = nearest
        if taken_by[at] == 0:
            return [at, *way]


def _reprice(
    by: int,
    done: list[bool],
    slack: list[int | None],
    row_price: list[int],
    column_price: list[int],
    taken_by: list[int],
) -> None:
    for column, is_done in enumerate(done):
        known = slack[column]
        if is_done:
            row_price[taken_by[column]] += by
            column_price[column] -= by
        elif known is not None:
            slack[column] = known - by
