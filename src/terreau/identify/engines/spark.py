"""The engine on several machines: the same functions over partitions of a Spark DataFrame.

Guarantees the groups and scores of the embedded engine. A name is numbered by the first row that
writes it so, which orders names as that engine does. Only the last step, over likely pairs alone,
is the driver's. Every worker needs the same version of Terreau.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from terreau.identify.engines import tasks
from terreau.identify.engines.bodies import Cache, body, description
from terreau.identify.engines.finishing import DECIMALS, Edges, Floats, Ints, finish
from terreau.identify.engines.model import Report, Settings, silent
from terreau.identify.engines.session import session
from terreau.identify.matching import (
    MOST_IN_BLOCK,
    Groups,
    Statistics,
    Written,
    describe,
    keys,
    score,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast
    from pyspark.sql import DataFrame, SparkSession

    Batches: TypeAlias = Iterator[pa.RecordBatch]
    Shared: TypeAlias = Broadcast[Statistics]

NAMES_A_PARTITION = 20_000


def resolve(
    written: Sequence[Written], settings: Settings | None = None, report: Report = silent
) -> Groups:
    """Group rows that are one organisation, on the master that the settings name.

    Raises SparkMissing, JavaMissing or SparkUnreachable.
    """
    settings = settings or Settings()
    if not written:
        return Groups((), ())
    with session(settings) as spark:
        return _Run(spark, settings, report).groups(written)


class _Run:
    """One run on one session. In its tables `name` is the first row that gives a description."""

    def __init__(self, spark: SparkSession, settings: Settings, report: Report) -> None:
        self.spark = spark
        self.settings = settings
        self.report = report
        self.parts = 1

    def groups(self, written: Sequence[Written]) -> Groups:
        from pyspark import StorageLevel  # noqa: PLC0415  (an extra)

        first = {one: row for row, one in reversed(list(enumerate(written)))}
        self.parts = max(
            self.spark.sparkContext.defaultParallelism, len(first) // NAMES_A_PARTITION + 1
        )
        self.spark.conf.set("spark.sql.shuffle.partitions", str(self.parts))
        self.report(f"{len(first)} écritures différentes à décrire…")
        writings = self._writings(first).persist(StorageLevel.DISK_ONLY)
        bodies = writings.groupBy("body").agg({"row": "min"})
        bodies = bodies.withColumnRenamed("min(row)", "name").repartition(self.parts)
        bodies = bodies.persist(StorageLevel.DISK_ONLY)
        statistics = self.spark.sparkContext.broadcast(self._statistics(bodies))
        self.report("Noms proches à comparer…")
        names, own = self._own(bodies, statistics)
        edges = self._edges(bodies, statistics, names)
        position = self._positions(writings, bodies, names)
        self.report(f"{len(edges.left)} paires vraisemblables à grouper…")
        numbers = np.fromiter((position[first[one]] for one in written), np.int64, len(written))
        return finish(numbers, own, edges)

    def _writings(self, first: dict[Written, int]) -> DataFrame:
        """Each writing once: its first row, the text of its description."""
        import pyarrow as pa  # noqa: PLC0415  (an extra)

        texts = [json.dumps([one.name, one.place, one.identifier]) for one in first]
        table = pa.table({"row": pa.array(first.values(), pa.int64()), "written": texts})
        frame = self.spark.createDataFrame(table).repartition(self.parts)
        return frame.mapInArrow(_describe, "row long, body string")

    def _statistics(self, bodies: DataFrame) -> Statistics:
        found = bodies.mapInArrow(_count, "part binary").collect()
        # Written by this run's own workers.
        return tasks.merged([pickle.loads(bytes(row[0])) for row in found])  # noqa: S301

    def _own(self, bodies: DataFrame, statistics: Shared) -> tuple[Ints, Floats]:
        """The names in order, and the likelihood of each with itself."""
        found = bodies.mapInArrow(partial(_own, statistics), "name long, own double").toArrow()
        names, own = found["name"].to_numpy(), found["own"].to_numpy()
        order = np.argsort(names)
        return names[order], own[order]

    def _edges(self, bodies: DataFrame, statistics: Shared, names: Ints) -> Edges:
        """The likely pairs, each scored once: under the first key that its two names share."""
        from pyspark.sql import functions as sql  # noqa: PLC0415  (an extra)

        keyed = bodies.mapInArrow(partial(_keys, statistics), "key string, name long")
        size = sql.col("count").between(2, MOST_IN_BLOCK)
        kept = keyed.join(keyed.groupBy("key").count().where(size), "key", "left_semi")
        lists = kept.groupBy("name").agg(sql.sort_array(sql.collect_list("key")).alias("keys"))
        members = lists.join(bodies, "name").select(
            sql.explode("keys").alias("key"), "name", "keys", "body"
        )
        blocks = members.repartition(self.parts, "key").sortWithinPartitions("key", "name")
        work = partial(_score, statistics, self.settings.kept, self.settings.batch)
        found = blocks.mapInArrow(work, "first long, second long, odds double").toArrow()
        left, right = (
            np.searchsorted(names, found[side].to_numpy()) for side in ("first", "second")
        )
        return Edges.joined([Edges(left, right, found["odds"].to_numpy())])

    def _positions(self, writings: DataFrame, bodies: DataFrame, names: Ints) -> dict[int, int]:
        """The place, among `names`, of the description of each writing, by its first row."""
        found = writings.join(bodies, "body").select("row", "name").toArrow()
        places = np.searchsorted(names, found["name"].to_numpy())
        return dict(zip(found["row"].to_pylist(), places.tolist(), strict=True))


def _batch(**columns: object) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415  (an extra)

    return pa.RecordBatch.from_pydict(columns)


def _describe(batches: Batches) -> Batches:
    for batch in batches:
        texts = (json.loads(text) for text in batch["written"].to_pylist())
        yield _batch(row=batch["row"], body=[body(describe(Written(*text))) for text in texts])


def _count(batches: Batches) -> Batches:
    parts = [Statistics.count(map(description, batch["body"].to_pylist())) for batch in batches]
    if parts:
        yield _batch(part=[pickle.dumps(tasks.merged(parts))])


def _own(statistics: Shared, batches: Batches) -> Batches:
    for batch in batches:
        found = [description(text) for text in batch["body"].to_pylist()]
        odds = np.round(score(found, found, statistics.value), DECIMALS)
        yield _batch(name=batch["name"], own=odds)


def _keys(statistics: Shared, batches: Batches) -> Batches:
    for batch in batches:
        rows = zip(batch["name"].to_pylist(), batch["body"].to_pylist(), strict=True)
        found = [
            (key, name) for name, text in rows for key in keys(description(text), statistics.value)
        ]
        yield _batch(
            key=_strings(key for key, _ in found),
            name=np.fromiter((name for _, name in found), np.int64, len(found)),
        )


class _Member(NamedTuple):
    """A name in a block: its number, its keys before that of the block, its text."""

    name: int
    keys: frozenset[str]
    body: str


def _score(statistics: Shared, kept: int, size: int, batches: Batches) -> Batches:
    """Score the pairs of every block of a partition, whose rows come sorted by key."""
    cache = Cache(kept)
    waiting: list[tuple[_Member, _Member]] = []
    for _, members in groupby(_members(batches), key=itemgetter(0)):
        waiting += _pairs([member for _, member in members])
        if len(waiting) >= size:
            yield _scored(waiting, statistics.value, cache)
            waiting = []
    if waiting:
        yield _scored(waiting, statistics.value, cache)


def _members(batches: Batches) -> Iterator[tuple[str, _Member]]:
    for batch in batches:
        columns = (batch[name].to_pylist() for name in ("key", "name", "keys", "body"))
        for key, name, own, text in zip(*columns, strict=True):
            yield key, _Member(name, frozenset(one for one in own if one < key), text)


def _pairs(members: Sequence[_Member]) -> Iterator[tuple[_Member, _Member]]:
    """The pairs of a block that share no key before this one, the smaller name first."""
    for left, right in combinations(members, 2):
        if left.keys.isdisjoint(right.keys):
            yield left, right


def _scored(
    pairs: Sequence[tuple[_Member, _Member]], statistics: Statistics, cache: Cache
) -> pa.RecordBatch:
    cache.make_room(2 * len(pairs))
    first, second = (
        [cache.get(pair[side].name, pair[side].body) for pair in pairs] for side in (0, 1)
    )
    left, right = (
        np.fromiter((pair[side].name for pair in pairs), np.int64, len(pairs)) for side in (0, 1)
    )
    found = tasks.proposed(left, right, score(first, second, statistics))
    return _batch(first=found.left, second=found.right, odds=found.probability)


def _strings(texts: Iterable[str]) -> pa.Array:
    """Texts as a column, typed even when there is none."""
    import pyarrow as pa  # noqa: PLC0415  (an extra)

    return pa.array(list(texts), pa.string())
