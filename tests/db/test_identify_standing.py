"""What follows from decisions, worked out as they come, is what working out all of it gives."""

import datetime as dt
import random
from contextlib import suppress

import pytest

from terreau.accounts.models import Agent
from terreau.identify.deciding import decide_bodies, undo_last
from terreau.identify.desk.model import Answer
from terreau.identify.errors import NothingToUndo, StandsInTheWay
from terreau.identify.keys import bodies_key
from terreau.identify.standing import rebuild
from terreau.portfolio.models import Organisation, Portfolio
from tests.builders.desk import AT, body

pytestmark = pytest.mark.django_db
ANSWERS = (Answer.SAME, Answer.SAME, Answer.DIFFERENT, Answer.BRANCH, Answer.UNSURE)


def derived() -> list[tuple[int, int | None, int | None]]:
    return list(Organisation.objects.order_by("pk").values_list("pk", "same_as", "branch_of"))


@pytest.mark.parametrize("seed", [2026, 7])
def test_each_decision_leaves_what_the_whole_rebuild_gives(
    portfolio: Portfolio, officer: Agent, seed: int
) -> None:
    chance = random.Random(seed)
    names = ("Le Four", "Le Grand Four", "Fournil", "Four", "Mairie", "Ville", "Amicale", "Radio")
    bodies = [
        body(portfolio, name, *(f"P{at}" for at in range(chance.randint(1, 3)))) for name in names
    ]
    Organisation.objects.filter(name="Mairie").update(identifier="213300395")
    refused = 0
    for number in range(40):
        at = AT + dt.timedelta(minutes=number)
        one, other = chance.sample(bodies, 2)
        key, branch = bodies_key(one.pk, other.pk), chance.choice(("left", "right"))
        try:
            if chance.random() < 0.2:
                with suppress(NothingToUndo):
                    undo_last(portfolio, officer, at)
            else:
                decide_bodies(portfolio, key, chance.choice(ANSWERS), officer, at, "", branch)
        except StandsInTheWay:
            refused += 1
        told = derived()
        assert rebuild(portfolio).bodies == 0
        assert derived() == told
        for _, same_as, branch_of in told:
            heads = {pk for pk, above, _ in told if above is None}
            assert {same_as, branch_of} - {None} <= heads, "straight to the one that stands for all"
    assert refused > 0
