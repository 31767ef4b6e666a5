"""Grouping: order does not count, what is apart stays apart, against random edges and names."""

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.identify.matching import Edge, Written, group, match

PLACES = st.sampled_from(["", "33", "87", "Bègles"])
NAMES = st.sampled_from(
    [
        "Mairie de Bègles",
        "BEGLES",
        "CCAS de Bègles",
        "Vent de traverse",
        "Assoc. Vent de Traverse",
        "Vents de travers",
        "Mission locale",
        "CIDFF",
        "",
        "…",
        "🌱🌱",
    ]
)
WRITTEN = st.lists(st.builds(Written, NAMES, PLACES), max_size=12)


def partition(groups: tuple[int, ...]) -> set[frozenset[int]]:
    rows: dict[int, set[int]] = {}
    for row, name in enumerate(groups):
        rows.setdefault(name, set()).add(row)
    return {frozenset(one) for one in rows.values()}


@settings(max_examples=40, deadline=None)
@given(WRITTEN, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_who_is_with_whom(rows: list[Written], random) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)

    plain = partition(match(rows).group)
    shuffled = partition(match([rows[at] for at in order]).group)

    assert {frozenset(order[row] for row in one) for one in shuffled} == plain


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.3, 1)).filter(
            lambda edge: edge[0] < edge[1]
        ),
        max_size=40,
    ),
    st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6),
    st.randoms(use_true_random=False),
)
def test_groups_respect_what_is_apart_and_not_the_order_of_edges(edges, apart, random) -> None:
    def different(left: int, right: int) -> bool:
        return (left, right) in apart or (right, left) in apart

    given_edges = [Edge(*edge) for edge in edges]
    found = group(10, given_edges, different)
    random.shuffle(given_edges)

    assert found == group(10, given_edges, different)
    for one in partition(found.group):
        assert not any(different(a, b) for a in one for b in one if a < b)
        assert all(found.group[row] == min(one) for row in one)
