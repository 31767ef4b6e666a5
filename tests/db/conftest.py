"""What the tests of the database start from: the shipped frameworks, an owner, the example."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from terreau.accounts.models import Agent, Membership
from terreau.accounts.services import make_owner
from terreau.collect.report import ImportReport
from terreau.collect.services import ImportRequest, import_files
from terreau.portfolio.models import Portfolio
from terreau.vocabulary.models import Concept, Scheme
from terreau.vocabulary.services import load_shipped
from tests.builders.imports import signed_in, with_role
from tests.builders.made_once import MadeOnce
from tests.support import ROOT

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
EXAMPLES = ROOT / "examples"
Bring = Callable[..., ImportReport]


def bring_files(
    *sources: Path, by: Agent, portfolio: str | None = None, **options: object
) -> ImportReport:
    values = {"by": by, "at": NOW, "reader": None, "scheme": "neo-terra-2023", **options}
    media = settings.MEDIA_ROOT
    return import_files(
        ImportRequest(sources=sources, portfolio=portfolio, media_root=media, **values)
    )


def make_the_owner() -> None:
    load_shipped()
    make_owner("Camille")


def make_the_example() -> None:
    bring_files(EXAMPLES / "neo-terra", by=Agent.objects.get(name="Camille"))


# By process: the rows of one are of the numbers that its own database gave.
OWNER = MadeOnce(make_the_owner)
EXAMPLE = MadeOnce(make_the_example)


@pytest.fixture
def owner(db: None, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """The instance's owner, with the shipped frameworks loaded."""
    OWNER.put(Path(settings.MEDIA_ROOT), tmp_path_factory.getbasetemp() / "made-owner")
    return Agent.objects.get(name="Camille")


@pytest.fixture
def bring(owner: Agent) -> Bring:
    """Import files as the owner, at a known time: `bring(path, portfolio=None, dry_run=False)`."""

    return partial(bring_files, by=owner)


@pytest.fixture
def example(owner: Agent, tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    """The example portfolio, as its import leaves it."""
    EXAMPLE.put(Path(settings.MEDIA_ROOT), tmp_path_factory.getbasetemp() / "made-example")
    return Portfolio.objects.get(slug="neo-terra")


@pytest.fixture
def portfolio(db: None) -> Portfolio:
    """A portfolio without projects, read against a strategy of one ambition."""
    scheme = Scheme.objects.create(slug="strategie", title="Stratégie")
    Concept.objects.create(scheme=scheme, notation="1", label="Une ambition")
    return Portfolio.objects.create(slug="essai", name="Essai", scheme=scheme)


@pytest.fixture
def officer(portfolio: Portfolio) -> Agent:
    """Someone who may bring files into the portfolio, and nothing else."""
    return with_role("Dominique", Membership.Role.OFFICER, portfolio)


@pytest.fixture
def at_work(officer: Agent) -> Client:
    """The browser of that person, signed in."""
    return signed_in(officer)
