"""The engines: one answer, whatever the store, the batches and the parts it is made by."""

from itertools import combinations

import numpy as np
import pytest
from benchmarks.resolve_names import mentions

from terreau.identify.engines import embedded, session
from terreau.identify.engines.bodies import Store, Writer, body, description
from terreau.identify.engines.errors import JavaMissing, SparkMissing
from terreau.identify.engines.finishing import Edges, by_component, components
from terreau.identify.engines.model import Settings
from terreau.identify.engines.quality import pairwise_quality
from terreau.identify.engines.spark import _Member, _pairs
from terreau.identify.matching import Edge, Written, describe, group, match


@pytest.fixture(scope="module")
def written() -> list[Written]:
    """Four hundred invented names, some on several rows."""
    return [Written(name, place) for name, place, _ in mentions(400)]


def edges(seed: int, count: int, many: int) -> Edges:
    """Random pairs of `count` names, their likelihoods spread over the thresholds."""
    chance = np.random.default_rng(seed)
    pairs = sorted({tuple(sorted(pair)) for pair in chance.integers(0, count, (many, 2)).tolist()})
    kept = np.array([pair for pair in pairs if pair[0] < pair[1]], np.int64)
    return Edges(kept[:, 0], kept[:, 1], chance.uniform(0.3, 1, len(kept)))


def test_the_database_gives_the_groups_of_the_reference(written: list[Written]) -> None:
    found = embedded.resolve(written, Settings(small=0, batch=100, kept=50))
    expected = match(written)
    assert found.group == expected.group
    assert found.score == pytest.approx(expected.score, abs=1e-8)
    assert len(set(found.group)) < len(set(written)) < len(written)


def test_with_or_without_the_database_the_answer_is_the_same(written: list[Written]) -> None:
    alone = embedded.resolve(written, Settings(small=len(written)))
    assert alone == embedded.resolve(written, Settings(small=0, batch=1_000))


def test_the_answer_leaves_nothing_on_the_disk(written: list[Written], tmp_path) -> None:
    embedded.resolve(written[:50], Settings(small=0, folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_row_is_a_file_too(count: int) -> None:
    found = embedded.resolve([Written("Mairie")] * count, Settings(small=0))
    assert found.group == tuple(range(count))


@pytest.mark.parametrize(
    "name", ["", "Foyer rural d’Agen", "🙂 \x00 \ud800", 'l’« Été »\n"\\', "a" * 10_000]
)
def test_a_description_is_read_back_as_it_was_written(name: str) -> None:
    found = describe(Written(name, "33", "213300635"))
    assert description(body(found)) == found


def test_a_store_gives_one_object_for_one_name(tmp_path) -> None:
    found = [describe(Written(name)) for name in ("Foyer rural", "", "Éole")]
    writer = Writer(tmp_path)
    for one in found:
        writer.add(body(one))
    writer.close()
    store = Store(tmp_path, kept=2)
    assert store.span(0, len(store)) == found
    again = store.pick([2, 0, 2])
    assert again == [found[2], found[0], found[2]]
    assert again[0] is again[2]


@pytest.mark.parametrize("seed", range(8))
def test_grouping_part_by_part_is_grouping_all_at_once(seed: int) -> None:
    found = edges(seed, 60, 20 + 12 * seed)
    whole = [
        Edge(*row)
        for row in zip(
            *(c.tolist() for c in (found.left, found.right)),
            found.probability.tolist(),
            strict=True,
        )
    ]
    assert by_component(60, found) == group(60, whole, lambda *_: False)


@pytest.mark.parametrize("seed", range(4))
def test_connected_parts_are_those_of_a_walk(seed: int) -> None:
    found = edges(seed, 50, 30)
    expected = list(range(50))
    for _ in range(50):
        for a, b in zip(found.left.tolist(), found.right.tolist(), strict=True):
            expected[a] = expected[b] = min(expected[a], expected[b])
    assert components(50, found).tolist() == expected


def test_pairs_are_counted_as_if_they_were_listed() -> None:
    groups = [0, 0, 0, 1, 1, 2, 2, 3]
    truths = ["a", "a", "b", "b", "b", "", "c", "c"]
    filled = [row for row, truth in enumerate(truths) if truth]
    together = [
        (groups[x] == groups[y], truths[x] == truths[y]) for x, y in combinations(filled, 2)
    ]
    found = pairwise_quality(groups, truths)
    assert found.right == together.count((True, True)) == 2
    assert found.answered == sum(answer for answer, _ in together) == 4
    assert found.true == sum(truth for _, truth in together) == 5
    assert found.f1 == pytest.approx(4 / 9)


def test_nothing_to_compare_has_no_figure() -> None:
    found = pairwise_quality([0, 1], ["", ""])
    assert (found.precision, found.recall, found.f1) == (None, None, None)


def test_a_pair_of_several_blocks_is_scored_in_the_first_alone() -> None:
    keys = {1: {"a", "b", "c"}, 2: {"b", "c"}, 3: {"a", "c"}}
    scored = []
    for key in "abc":
        block = [
            _Member(name, frozenset(one for one in own if one < key), "")
            for name, own in keys.items()
            if key in own
        ]
        scored += [(left.name, right.name) for left, right in _pairs(block)]
    assert sorted(scored) == [(1, 2), (1, 3), (2, 3)]


def test_spark_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _name: None)
    with pytest.raises(SparkMissing, match="pyspark") as caught:
        session.check()
    assert "environment.py spark" in caught.value.hint


@pytest.mark.parametrize(
    ("says", "words"),
    [(None, "pas ici"), ('openjdk version "11.0.2"', "Java 11"), ("?", "pas ici")],
)
def test_a_java_that_spark_cannot_use_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path, says: str | None, words: str
) -> None:
    monkeypatch.setattr(session, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if says is not None:
        program = tmp_path / "bin" / "java"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho '{says}' >&2\n", encoding="utf-8")
        program.chmod(0o755)
    with pytest.raises(JavaMissing, match=words):
        session.check()
