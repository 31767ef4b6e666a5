"""Any decisions on pairs: groups, what holds apart and what stands in the way, by brute force."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.identify.bonds import BRANCH, SAME, Bonds, Link

BODIES = range(6)
PAIRS = st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES)).filter(lambda p: p[0] != p[1])
DECISIONS = st.lists(
    st.tuples(PAIRS, st.sampled_from(["same", "different", "branch"])), max_size=11
)


def links(decisions: list[tuple[tuple[int, int], str]]) -> list[Link]:
    return [Link(at, *pair, relation) for at, (pair, relation) in enumerate(decisions)]


def together(said: list[Link]) -> set[tuple[int, int]]:
    """Every pair that is the same: the closure, step by step."""
    same = {(one, one) for one in BODIES}
    for link in said:
        if link.relation == SAME:
            same |= {(link.body, link.other), (link.other, link.body)}
    for middle, one, other in product(BODIES, BODIES, BODIES):
        if (one, middle) in same and (middle, other) in same:
            same.add((one, other))
    return same


def apart(said: list[Link], same: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Every pair of bodies that are the same as two that are told apart."""
    told = [(link.body, link.other) for link in said if link.apart]
    told += [(other, one) for one, other in told]
    return {
        (one, other)
        for one, other in product(BODIES, BODIES)
        if any((one, x) in same and (other, y) in same for x, y in told)
    }


def climbs(said: list[Link], same: set[tuple[int, int]], pair: tuple[int, int]) -> bool:
    """Whether one of two bodies is, from branch to branch, a branch of the other."""
    above = {
        (one, other)
        for link in said
        if link.relation == BRANCH
        for one, other in product(BODIES, BODIES)
        if (one, link.body) in same and (other, link.other) in same
    }
    for middle, one, other in product(BODIES, BODIES, BODIES):
        if (one, middle) in above and (middle, other) in above:
            above.add((one, other))
    return pair in above or pair[::-1] in above


@settings(max_examples=70, deadline=None)
@given(DECISIONS)
def test_decisions_refused_where_one_stands_in_the_way_never_contradict_each_other(
    decisions: list[tuple[tuple[int, int], str]],
) -> None:
    kept: list[Link] = []
    for link in links(decisions):
        same = together(kept)
        pair = (link.body, link.other)
        held = Bonds(kept)
        against = held.against(link.body, link.other, link.relation)
        if link.relation == SAME:
            assert (against is not None) == (pair in apart(kept, same) or climbs(kept, same, pair))
        elif pair in same:
            assert against is not None
            assert against.relation == SAME
        elif link.relation != BRANCH:
            assert against is None
        assert against is None or against in kept
        if against is None:
            kept.append(link)
    held = Bonds(reversed(kept))
    same = together(kept)
    assert held.unheeded == []
    for one, other in product(BODIES, BODIES):
        assert held.together(one, other) == ((one, other) in same)
        if one != other:
            assert (held.apart(one, other) is not None) == ((one, other) in apart(kept, same))
        chain = held.path(one, other)
        assert bool(chain) == (one != other and (one, other) in same)
        assert all(link in kept and link.relation == SAME for link in chain)
    above = held.parents()
    for start in above:
        seen, here = {start}, above[start]
        while here in above and here not in seen:
            seen.add(here)
            here = above[here]
        assert here not in above, "no body is, from branch to branch, a branch of itself"


@settings(max_examples=60, deadline=None)
@given(DECISIONS, st.randoms(use_true_random=False))
def test_contradictory_decisions_give_one_answer_and_never_join_what_is_apart(
    decisions: list[tuple[tuple[int, int], str]], chance: object
) -> None:
    said = links(decisions)
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    held, again = Bonds(said), Bonds(shuffled)
    assert held.groups() == again.groups()
    assert held.unheeded == again.unheeded
    assert held.parents() == again.parents()
    assert not any(link.apart and held.together(link.body, link.other) for link in said)
