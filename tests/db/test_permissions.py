"""One place says who may do what, and everything that writes asks it."""

import pytest

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent, Membership
from terreau.accounts.permissions import Action, can
from terreau.accounts.services import model_agent, source_agent
from terreau.portfolio.models import Portfolio
from tests.db.conftest import EXAMPLES, Bring

pytestmark = pytest.mark.django_db


def person(name: str, role: str = "", scope: str = "instance") -> Agent:
    agent = Agent.objects.create(kind=Agent.Kind.PERSON, name=name)
    if role:
        Membership.objects.create(agent=agent, role=role, scope=scope)
    return agent


def test_a_visitor_sees_what_is_public_and_does_nothing(example: Portfolio) -> None:
    assert can(None, Action.VIEW, example)
    example.public = False
    assert not any(can(None, action, example) for action in Action)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("owner", set(Action)),
        ("officer", set(Action) - {Action.ADMINISTER}),
        ("panellist", {Action.VIEW, Action.READ, Action.JUDGE}),
        ("reader", {Action.VIEW, Action.READ}),
        ("holder", {Action.VIEW}),
    ],
)
def test_a_role_on_a_portfolio_gives_its_rights_there_and_nowhere_else(
    example: Portfolio, role: str, allowed: set[Action]
) -> None:
    example.public = False
    agent = person("Dominique", role, example.access_scope)
    assert {action for action in Action if can(agent, action, example)} == allowed
    other = Portfolio(slug="autre", public=False)
    assert not any(can(agent, action, other) for action in Action)
    assert not any(can(agent, action) for action in Action)


def test_a_machine_or_a_source_never_acts_by_itself(example: Portfolio) -> None:
    for agent in (model_agent("lecteur fiche", "1"), source_agent("Région")):
        Membership.objects.create(agent=agent, role="owner")
        assert not can(agent, Action.IMPORT, example)


def test_importing_asks_for_the_right_and_writes_nothing_without_it(
    example: Portfolio, bring: Bring
) -> None:
    reader = person("Sacha", "reader")
    before = example.projects.count()
    with pytest.raises(NotAllowed):
        bring(EXAMPLES / "neo-terra", by=reader)
    with pytest.raises(NotAllowed):
        bring(EXAMPLES / "exercice", by=reader)
    assert list(Portfolio.objects.all()) == [example]
    assert example.projects.count() == before


def test_an_officer_of_a_portfolio_may_import_there(example: Portfolio, bring: Bring) -> None:
    officer = person("Alix", "officer", example.access_scope)
    assert bring(EXAMPLES / "neo-terra", by=officer).unchanged == 14
