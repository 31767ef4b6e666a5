"""Names that are no names: endless, empty, of marks alone, all the same."""

import pytest

from terreau.identify.matching import MOST_IN_BLOCK, Statistics, Written, describe, keys, match

ODD = [
    "",
    " \n\t",
    "…!?---",
    "🌱🌱🌱",
    "\x00\ufffd",
    "a" * 10_000,
    "union sportive " * 700,
    "C.A.S." * 2_000,
    "((((((",
    "1" * 5_000,
    "مركز اجتماعي",
    "Ⅷ ﬁ ½",
]


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_any_text_is_described_in_a_small_space(name: str) -> None:
    found = describe(Written(name, name, name))

    assert len(found.tokens) <= 24
    assert len(keys(found, Statistics.count([found]))) <= 60


def test_odd_names_do_not_stop_the_others() -> None:
    rows = [Written(name) for name in ODD] + [Written("MJC Girouette", "16")] * 2

    found = match(rows)

    assert found.group[-1] == found.group[-2] == len(ODD)
    assert len(set(found.group[: len(ODD)])) == len(ODD)


def test_a_huge_block_of_one_common_name_is_not_one_body() -> None:
    rows = [Written(f"Comité des fêtes {n}") for n in range(3 * MOST_IN_BLOCK)]

    found = match(rows)

    assert len(set(found.group)) == len(rows)
