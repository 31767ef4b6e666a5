"""The methods that `benchmarks.resolve_peers` sets side by side, each with its usual care.

Each takes the rows and gives, for each threshold tried, the group of every row. Methods with one
answer give it under one key. Groups of the peers are the connected parts of their likely pairs, as
their own documentation has it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import numpy as np

from terreau.identify.engines import embedded
from terreau.identify.engines.finishing import Edges, components
from terreau.identify.engines.model import Settings
from terreau.identify.matching import Statistics, Written, candidates, describe, distinct
from terreau.territory.names import normalise

Answers = dict[str, Sequence[int]]
THRESHOLDS = tuple(range(60, 101, 2))
ODDS = (0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
TRAINING_SEED = 7


def ours(written: list[Written]) -> Answers:
    """Terreau, as `terreau resolve` has it; its thresholds are fixed."""
    return {"": embedded.resolve(written, Settings()).group}


def equality(written: list[Written]) -> Answers:
    """The same words once case, accents and marks are gone, and the same place."""
    first: dict[tuple[str, str], int] = {}
    return {
        "": [
            first.setdefault((normalise(one.name), normalise(one.place)), row)
            for row, one in enumerate(written)
        ]
    }


def fuzzy_sort(written: list[Written]) -> Answers:
    """rapidfuzz's token_sort_ratio at its best threshold."""
    return _fuzzy(written, "token_sort_ratio")


def fuzzy_set(written: list[Written]) -> Answers:
    """rapidfuzz's token_set_ratio at its best threshold."""
    return _fuzzy(written, "token_set_ratio")


def _fuzzy(written: list[Written], ratio: str) -> Answers:
    from rapidfuzz import fuzz
    from rapidfuzz.process import cpdist

    names, of_row, left, right = _pairs(written)
    words = [normalise(one.name) for one in names]
    odds = cpdist(
        [words[a] for a in left], [words[b] for b in right], scorer=getattr(fuzz, ratio)
    ).astype(float)
    near = np.array([_near(names[a], names[b]) for a, b in zip(left, right, strict=True)], bool)
    odds[~near] = 0
    return {str(t): _joined(len(names), of_row, left, right, odds >= t) for t in THRESHOLDS}


def _near(a: Written, b: Written) -> bool:
    """Places that do not speak against each other."""
    return not (a.place and b.place) or normalise(a.place) == normalise(b.place)


def record_linkage(written: list[Written]) -> Answers:
    """recordlinkage's ECM classifier, over agreements of name, its start and place."""
    import pandas as pd
    import recordlinkage
    from recordlinkage.compare import Exact, String

    names, of_row, left, right = _pairs(written)
    frame = pd.DataFrame(
        {
            "name": [normalise(one.name) for one in names],
            "place": [normalise(one.place) or None for one in names],
        }
    )
    pairs = pd.MultiIndex.from_arrays([left, right])
    compare = recordlinkage.Compare(
        [
            String("name", "name", method="jarowinkler", threshold=0.92, label="near"),
            String("name", "name", method="qgram", threshold=0.7, label="grams"),
            Exact("place", "place", label="place"),
        ]
    )
    features = compare.compute(pairs, frame).astype(int)
    features = features.loc[:, features.nunique() > 1]
    classifier = recordlinkage.ECMClassifier(binarize=None)
    classifier.fit(features)
    odds = classifier.prob(features).to_numpy()
    return {str(t): _joined(len(names), of_row, left, right, odds >= t) for t in ODDS}


def splink_alone(written: list[Written]) -> Answers:
    """splink on the name as written (normalised) and the place, trained by EM."""
    import splink.comparison_library as cl
    from splink import block_on

    names, of_row = _distinct(written)
    rows = {
        "name": [normalise(one.name) for one in names],
        "first": [normalise(one.name)[:6] for one in names],
        "last": [(normalise(one.name).split() or [""])[-1] for one in names],
        "place": [normalise(one.place) for one in names],
    }
    comparisons = [
        cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75]),
        cl.ExactMatch("last").configure(term_frequency_adjustments=True),
    ]
    blocks = [block_on("first"), block_on("last")]
    if any(rows["place"]):
        comparisons.append(cl.ExactMatch("place").configure(term_frequency_adjustments=True))
        blocks = [block_on("first", "place"), block_on("last", "place"), block_on("name")]
    return _splink(rows, comparisons, blocks, "last", "first", of_row)


def splink_described(written: list[Written]) -> Answers:
    """splink fed with what Terreau makes of a name: kind, core words, sigles, places."""
    import splink.comparison_library as cl
    from splink import block_on

    names, of_row = _distinct(written)
    found = [describe(one) for one in names]
    cores = [
        tuple(dict.fromkeys(t for t, c in zip(d.tokens, d.classes, strict=True) if c in "cn"))
        for d in found
    ]
    rows = {
        "core": [" ".join(sorted(core)) for core in cores],
        "compact": [d.compact for d in found],
        "start": [d.compact[:6] for d in found],
        "longest": [max(core, key=lambda w: (len(w), w), default="") for core in cores],
        "kind": [d.kind for d in found],
        "codes": [" ".join(d.codes) for d in found],
        "place": [d.commune or d.departement for d in found],
    }
    comparisons = [
        cl.JaroWinklerAtThresholds("core", [0.97, 0.92, 0.85, 0.75]),
        cl.JaroWinklerAtThresholds("compact", [0.95, 0.88]),
        cl.ExactMatch("longest").configure(term_frequency_adjustments=True),
        cl.ExactMatch("kind"),
        cl.ExactMatch("codes").configure(term_frequency_adjustments=True),
    ]
    blocks = [block_on("start"), block_on("longest")]
    if any(rows["place"]):
        comparisons.append(cl.ExactMatch("place").configure(term_frequency_adjustments=True))
        blocks = [block_on("start", "place"), block_on("longest", "place"), block_on("core")]
        blocks.append(block_on("codes", "kind", "place"))
    return _splink(rows, comparisons, blocks, "longest", "start", of_row)


def _splink(
    rows: dict[str, list[str]],
    comparisons: list[object],
    blocks: list[object],
    one: str,
    other: str,
    of_row: list[int],
) -> Answers:
    import pandas as pd
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    # A blank is no value: splink leaves it out of the odds.
    columns = {name: [value or None for value in values] for name, values in rows.items()}
    count = len(next(iter(rows.values())))
    frame = pd.DataFrame({"unique_id": range(count), **columns})
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
        retain_matching_columns=False,
    )
    linker = Linker(DuckDBAPI().register(frame), settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on(one, other)], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=TRAINING_SEED)
    for column in (one, other):
        training.estimate_parameters_using_expectation_maximisation(block_on(column))
    found = linker.inference.predict(threshold_match_probability=min(ODDS))
    table = found.as_pandas_dataframe()
    left, right = table["unique_id_l"].to_numpy(), table["unique_id_r"].to_numpy()
    odds = table["match_probability"].to_numpy()
    return {str(t): _joined(count, of_row, left, right, odds >= t) for t in ODDS}


def _distinct(written: list[Written]) -> tuple[list[Written], list[int]]:
    number: dict[Written, int] = {}
    of_row = [number.setdefault(one, len(number)) for one in written]
    return list(number), of_row


def _pairs(written: list[Written]) -> tuple[list[Written], list[int], np.ndarray, np.ndarray]:
    """Distinct writings, which each row has, and the pairs of them that Terreau compares."""
    of_row, descriptions = distinct(written)
    first: dict[int, Written] = {}
    for number, one in zip(of_row, written, strict=True):
        first.setdefault(number, one)
    found = np.array(candidates(descriptions, Statistics.count(descriptions))).reshape(-1, 2)
    return [first[number] for number in range(len(first))], of_row, found[:, 0], found[:, 1]


def _joined(
    count: int, of_row: list[int], left: np.ndarray, right: np.ndarray, kept: np.ndarray
) -> list[int]:
    edges = Edges(left[kept].astype(np.int64), right[kept].astype(np.int64), np.zeros(kept.sum()))
    part = components(count, edges).tolist()
    return [part[number] for number in of_row]


METHODS: dict[str, Callable[[list[Written]], Answers]] = {
    "equality": equality,
    "rapidfuzz-sort": fuzzy_sort,
    "rapidfuzz-set": fuzzy_set,
    "recordlinkage": record_linkage,
    "splink": splink_alone,
    "splink-described": splink_described,
    "terreau": ours,
}
