"""The year that a file's name alone says: taken by a command, ready on the screen of columns."""

import datetime as dt

import pytest
from django.conf import settings

from terreau.accounts.models import Agent
from terreau.collect.forms import Columns
from terreau.collect.models import ImportRun, ReceivedTable
from terreau.collect.runs.receiving import begin, receive
from terreau.collect.runs.stages import ask_reading, work
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.services import new_portfolio
from terreau.vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LIST = "Nom du projet;Bénéficiaire;Montant voté\nLe Fil vert;Les Aiguilles;12000\n"
DATED = (
    "Nom du projet;Bénéficiaire;Montant voté;Date de décision\n"
    "Le Fil vert;Les Aiguilles;12000;04/02/2020\n"
)


@pytest.fixture
def portfolio(owner: Agent) -> Portfolio:
    return new_portfolio("essai", Scheme.objects.get(slug="neo-terra-2023"), name="Essai")


def table(portfolio: Portfolio, by: Agent, name: str, text: str) -> ReceivedTable:
    """The table of a file that was received and read."""
    run: ImportRun = begin(portfolio, by, NOW)
    receive(run, name, [text.encode()], settings.MEDIA_ROOT)
    ask_reading(run, by)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    return ReceivedTable.objects.get(file__run=run)


@pytest.mark.parametrize(
    ("name", "text", "year"),
    [
        ("laureats-2019.csv", LIST, 2019),
        ("laureats-2019.csv", DATED, 2020),
        ("laureats.csv", LIST, None),
    ],
)
def test_projects_take_the_year_of_their_file_where_no_column_says_it(
    portfolio, bring, tmp_path, name, text, year
):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    bring(path, portfolio=portfolio.slug)

    assert Project.objects.get().year == year


def test_the_year_of_the_name_stands_ready_on_the_screen_of_the_columns(portfolio, owner):
    named = table(portfolio, owner, "laureats-2019.csv", LIST)

    assert named.defaults == {"call": "", "year": 2019}
    assert Columns.of(named).year_text == "2019"


def test_nothing_stands_ready_where_each_row_has_its_date(portfolio, owner):
    assert table(portfolio, owner, "laureats-2019.csv", DATED).defaults["year"] is None
