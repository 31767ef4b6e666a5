"""The fictitious portfolio comes beside the real one: once, marked, and nothing crosses."""

from pathlib import Path

import pytest
from django.test import Client

from terreau.conf import beside
from terreau.portfolio.models import Organisation, Portfolio
from tests.db.conftest import EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(example: Portfolio, monkeypatch: pytest.MonkeyPatch) -> tuple[Portfolio, Portfolio]:
    """The real example and, beside it, a small fictitious one in the place of the large."""
    monkeypatch.setattr(beside, "example", lambda _: EXAMPLES / "exercice")
    beside.bring_fictitious.call()
    return example, Portfolio.objects.get(slug="fictif")


def test_what_is_there_already_is_left_alone(
    both: tuple[Portfolio, Portfolio], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "example", lambda _: Path("nulle-part"))
    beside.bring_fictitious.call()
    assert Portfolio.objects.count() == 2


def test_the_start_page_puts_the_real_one_first_and_marks_the_other(
    both: tuple[Portfolio, Portfolio], client: Client
) -> None:
    real, fictitious = both
    page = client.get("/").content.decode()
    mark = '<p class="fictitious">Portefeuille fictif'
    places = [page.index(name) for name in (f"/{real.slug}/", f"/{fictitious.slug}/", mark)]
    assert places == sorted(places)
    assert page.count(mark) == 1


def test_organisations_and_counts_never_cross(
    both: tuple[Portfolio, Portfolio], client: Client
) -> None:
    real, fictitious = both
    names = [
        set(Organisation.objects.filter(participations__project__portfolio=one).values_list("pk"))
        for one in both
    ]
    assert names[0]
    assert names[1]
    assert not names[0] & names[1]
    assert not Organisation.objects.filter(
        portfolio=real, participations__project__portfolio=fictitious
    ).exists()
    for one in both:
        page = client.get(f"/portefeuilles/{one.slug}/projets/")
        assert page.context["total"] == one.projects.count()
    shown = client.get(f"/portefeuilles/{real.slug}/acteurs/").content.decode()
    assert not [one.name for one in fictitious.organisations.all() if one.name in shown]
