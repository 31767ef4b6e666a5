"""The engine on one machine: DuckDB joins the keys and spills to disk, Python scores by batches.

Guarantees the groups of `matching.match`, and its scores rounded to DECIMALS decimals, with memory
bounded by the settings but for the names themselves, their numbers, and the likely pairs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from errno import ENOSPC
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import duckdb
import numpy as np

from terreau.identify.engines import tasks
from terreau.identify.engines.bodies import Writer, digest
from terreau.identify.engines.errors import OutOfRoom
from terreau.identify.engines.finishing import DECIMALS, Edges, Floats, Ints, finish
from terreau.identify.engines.model import Report, Settings, silent
from terreau.identify.matching import (
    MOST_IN_BLOCK,
    Groups,
    Statistics,
    Written,
    candidates,
    distinct,
    score,
)

Share = TypeVar("Share")

NAMES_A_SHARE = 5_000
NAMES_COUNTED_A_SHARE = 100_000

#: Pairs of names that share a key, those of one key side by side so that few names are read twice.
PAIRS = f"""
    WITH sizes AS (
        SELECT key, count(*) AS names FROM keys GROUP BY key
        HAVING names BETWEEN 2 AND {MOST_IN_BLOCK}
    ),
    kept AS (SELECT key, name FROM keys SEMI JOIN sizes USING (key))
    SELECT (a.name << 32) | b.name AS pair, min(key) AS first
    FROM kept AS a JOIN kept AS b USING (key) WHERE a.name < b.name
    GROUP BY pair ORDER BY first, pair
"""  # noqa: S608  (a constant of the code, no one's words)


def resolve(
    written: Sequence[Written], settings: Settings | None = None, report: Report = silent
) -> Groups:
    """Group rows that are one organisation.

    Raises OutOfRoom where the memory allowed or the disk cannot do.
    """
    settings = settings or Settings()
    names = list(dict.fromkeys(written))
    if len(names) <= settings.small:
        return _in_this_process(written)
    with (
        TemporaryDirectory(prefix="terreau-", dir=settings.folder) as folder,
        _processes(settings, len(names)) as pool,
    ):
        try:
            return _Run(Path(folder), settings, report, pool).groups(written, names)
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            raise OutOfRoom(len(names)) from error
        except OSError as error:
            if error.errno != ENOSPC:
                raise
            raise OutOfRoom(len(names)) from error
        finally:
            tasks.forget()


def _in_this_process(written: Sequence[Written]) -> Groups:
    """The same without a file: what few names need."""
    number_of_row, descriptions = distinct(written)
    statistics = Statistics.count(descriptions)
    pairs = np.array(candidates(descriptions, statistics), np.int64).reshape(-1, 2)
    left, right = pairs[:, 0], pairs[:, 1]
    first, second = ([descriptions[number] for number in side.tolist()] for side in (left, right))
    edges = tasks.proposed(left, right, score(first, second, statistics))
    own = np.round(score(descriptions, descriptions, statistics), DECIMALS)
    return finish(np.array(number_of_row, np.int64), own, edges)


def _processes(settings: Settings, names: int) -> AbstractContextManager[Executor | None]:
    if settings.processes <= 1 or names < settings.shared:
        return nullcontext()
    # A process forked while the database's threads run could wait for ever: start afresh.
    return ProcessPoolExecutor(settings.processes, mp_context=get_context("spawn"))


class _Run:
    """One run: its folder, its bounds, the processes that share the work."""

    def __init__(
        self, folder: Path, settings: Settings, report: Report, pool: Executor | None
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.report = report
        self.pool = pool

    def groups(self, written: Sequence[Written], names: list[Written]) -> Groups:
        self.report(f"{len(names)} écritures différentes à décrire…")
        of_name, count = self._describe(names)
        position = dict(zip(names, of_name.tolist(), strict=True))
        numbers = np.fromiter((position[one] for one in written), np.int64, len(written))
        del position
        tasks.write_statistics(self.folder, self._count(count))
        with duckdb.connect(str(self.folder / "keys.duckdb")) as database:
            database.execute(f"SET memory_limit = '{self.settings.memory_mb}MiB'")
            database.execute(f"SET temp_directory = '{self.folder / 'spill'}'")
            database.execute(f"SET threads = {max(1, self.settings.processes)}")
            own = self._keys(database, count)
            self.report("Noms proches à comparer…")
            edges = self._score(database)
        self.report(f"{len(edges.left)} paires vraisemblables à grouper…")
        return finish(numbers, own, edges)

    def _describe(self, names: list[Written]) -> tuple[Ints, int]:
        """Write each distinct description once; give the number of each name's, and how many."""
        numbers: list[int] = []
        seen: dict[bytes, int] = {}
        writer = Writer(self.folder)
        for texts in self._map(tasks.describe_share, ((share,) for share in _shares(names))):
            for text in texts:
                mark = digest(text)
                if mark not in seen:
                    seen[mark] = len(seen)
                    writer.add(text)
                numbers.append(seen[mark])
        writer.close()
        return np.array(numbers, np.int64), len(seen)

    def _count(self, count: int) -> Statistics:
        spans = self._spans(count, NAMES_COUNTED_A_SHARE)
        return tasks.merged(list(self._map(tasks.count_share, spans)))

    def _keys(self, database: duckdb.DuckDBPyConnection, count: int) -> Floats:
        """Put the keys of every description in the database; give each one's score with itself."""
        database.execute("CREATE TABLE keys (key VARCHAR, name BIGINT)")
        own = [np.zeros(0)]
        for found, whose, likely in self._map(tasks.keys_share, self._spans(count, NAMES_A_SHARE)):
            own.append(likely)
            if found:
                database.register("share", {"key": np.array(found, object), "name": whose})
                database.execute("INSERT INTO keys SELECT key, name FROM share")
                database.unregister("share")
        return np.concatenate(own)

    def _score(self, database: duckdb.DuckDBPyConnection) -> Edges:
        batches = (
            (self.folder, self.settings.kept, pairs >> 32, pairs & 0xFFFFFFFF)
            for pairs in self._pairs(database)
        )
        return Edges.joined(list(self._map(tasks.score_share, batches)))

    def _pairs(self, database: duckdb.DuckDBPyConnection) -> Iterator[Ints]:
        rows = database.execute(PAIRS)
        while found := rows.fetchmany(self.settings.batch):
            yield np.fromiter((pair for pair, _ in found), np.int64, len(found))

    def _spans(self, count: int, size: int) -> Iterator[tuple[Path, int, int]]:
        for start in range(0, count, size):
            yield self.folder, start, min(start + size, count)

    def _map(
        self, work: Callable[..., Share], shares: Iterable[tuple[Any, ...]]
    ) -> Iterator[Share]:
        """The answers in the order of the shares, few of which wait at a time."""
        if self.pool is None:
            yield from (work(*share) for share in shares)
            return
        waiting: deque[Future[Share]] = deque()
        for share in shares:
            waiting.append(self.pool.submit(work, *share))
            if len(waiting) > 2 * self.settings.processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _shares(names: Sequence[Written]) -> Iterator[Sequence[Written]]:
    for start in range(0, len(names), NAMES_A_SHARE):
        yield names[start : start + NAMES_A_SHARE]
