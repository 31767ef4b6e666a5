"""Facets against a filter written in the plainest way."""

from hypothesis import given
from hypothesis import strategies as st

from terreau.explore.facets import UNSET, Record, counts, matching

FACETS = ("role", "place", "actor")
VALUES = ("a", "b", "c", UNSET)
known = st.frozensets(st.sampled_from(VALUES[:3]))
records = st.lists(
    st.builds(lambda r, p, a: {"role": r, "place": p, "actor": a}, known, known, known), max_size=12
).map(lambda rows: tuple(Record(f"p{n}", row) for n, row in enumerate(rows)))
selections = st.dictionaries(st.sampled_from(FACETS), st.frozensets(st.sampled_from(VALUES)))


def keeps(record: Record, selection: dict[str, frozenset[str]]) -> bool:
    """The rule, value by value, without sharing anything with what it checks."""
    for facet, asked in selection.items():
        if not asked:
            continue
        own = record.values[facet]
        hit = False
        for value in asked:
            if value == UNSET and len(own) == 0:
                hit = True
            if value in own:
                hit = True
        if not hit:
            return False
    return True


@given(records, selections)
def test_a_selection_keeps_what_the_plain_rule_keeps_in_the_same_order(
    found: tuple[Record, ...], selection: dict[str, frozenset[str]]
) -> None:
    assert matching(found, selection) == tuple(one for one in found if keeps(one, selection))


@given(records, selections, st.sampled_from(FACETS), st.sampled_from(VALUES))
def test_a_count_is_what_choosing_that_value_alone_would_give(
    found: tuple[Record, ...],
    selection: dict[str, frozenset[str]],
    facet: str,
    value: str,
) -> None:
    instead = selection | {facet: frozenset({value})}
    expected = sum(keeps(one, instead) for one in found)
    assert counts(found, facet, selection)[value] == expected


@given(records, selections)
def test_taking_a_value_away_never_loses_what_the_others_keep(
    found: tuple[Record, ...], selection: dict[str, frozenset[str]]
) -> None:
    for facet, values in selection.items():
        without = {name: asked for name, asked in selection.items() if name != facet}
        if values:
            kept = {one.slug for one in matching(found, selection)}
            assert kept <= {one.slug for one in matching(found, without)}
