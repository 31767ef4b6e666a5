"""How many queries each page asks: stated, and the same however many the projects."""

import json
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terreau.portfolio.models import Portfolio
from tests.db.conftest import EXAMPLES, Bring

pytestmark = pytest.mark.django_db
COPIES = 5  # the fourteen projects, five times: seventy


@pytest.fixture
def large(bring: Bring, tmp_path: Path) -> Portfolio:
    """A portfolio of seventy projects: those of the example, renamed, with the same actors."""
    folder = Path(shutil.copytree(EXAMPLES / "neo-terra", tmp_path / "grand"))
    projects = json.loads((folder / "projects.json").read_text("utf-8"))
    copies = [
        one | {"slug": f"{one['slug']}-{number}", "name": f"{one['name']} {number}"}
        for number in range(COPIES)
        for one in projects
    ]
    (folder / "projects.json").write_text(json.dumps(copies), "utf-8")
    card = json.loads((folder / "portfolio.json").read_text("utf-8"))
    (folder / "portfolio.json").write_text(json.dumps(card | {"slug": "grand"}), "utf-8")
    bring(folder, portfolio="grand")
    portfolio = Portfolio.objects.get(slug="grand")
    assert portfolio.projects.count() == COPIES * 14
    return portfolio


# The page, and its queries: one for the portfolio, then a handful by kind of record, and one for
# the one body whose name looks like a person’s.
QUERIES = {
    "": 14,
    "projets/": 11,
    "projets/?enjeu=2.1&role=connecteur&territory=non-renseigne": 11,
    "projets/{project}/": 11,
    "acteurs/": 2,
    "acteurs/bordeaux-metropole/": 15,
    "ambitions/2/": 19,
    "ambitions/1/": 10,
    "documents/{document}/": 5,
    "documents/{document}/original": 2,
}


def queries(client: Client, portfolio: Portfolio, page: str) -> int:
    first = portfolio.projects.order_by("position")[0]
    document = first.documents.all()[0].sha256
    address = page.format(project=first.slug, document=document)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(f"/portefeuilles/{portfolio.slug}/{address}")
    assert answer.status_code == 200
    if answer.streaming:
        answer.getvalue()
    return len(counted)


def test_each_page_asks_the_queries_it_states(example: Portfolio, client: Client) -> None:
    assert {page: queries(client, example, page) for page in QUERIES} == QUERIES


def test_no_page_asks_more_when_projects_are_many(large: Portfolio, client: Client) -> None:
    assert {page: queries(client, large, page) for page in QUERIES} == QUERIES
