"""A long list is cut into pages that keep the filters."""

import pytest
from django.test import Client

from terreau.explore import pages
from terreau.portfolio.models import Portfolio

pytestmark = pytest.mark.django_db
LIST = "/portefeuilles/neo-terra/projets/"


def names(answer) -> list[str]:
    return [entry["name"] for entry in answer.context["entries"]]


def test_every_project_is_on_one_page_and_only_one(
    example: Portfolio, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 5)
    shown = [name for number in (1, 2, 3) for name in names(client.get(LIST, {"page": number}))]
    assert shown == list(example.projects.order_by("position").values_list("name", flat=True))


def test_the_links_between_pages_keep_the_filters(
    example: Portfolio, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 4)
    first = client.get(LIST, {"role": ["connecteur"]})
    assert first.context["found"] == 10
    second = client.get(first.context["next_url"])
    assert len(names(second)) == 4
    assert set(names(first)).isdisjoint(names(second))
    assert "role=connecteur" in second.context["previous_url"]


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "deux", "", "²"])
def test_a_page_that_does_not_exist_gives_the_nearest(
    example: Portfolio, client: Client, page: str
) -> None:
    answer = client.get(LIST, {"page": page})
    assert answer.status_code == 200
    assert len(names(answer)) == 14
