"""The home page: the map of the whole portfolio, and the same places as a list of links."""

import re

import pytest
from django.test import Client

from terreau.accounts.models import Agent
from terreau.explore import catalogue, pages
from terreau.portfolio.models import Place, Portfolio
from terreau.vocabulary.models import Scheme
from tests.builders.html import read_page

pytestmark = pytest.mark.django_db
HOME = "/portefeuilles/neo-terra/"


def test_each_departement_of_the_list_leads_to_as_many_projects_as_it_says(
    example: Portfolio, client: Client
) -> None:
    listed = pages.home(example, catalogue.load(example))["departements"]
    assert [one["label"] for one in listed][:2] == ["Gironde", "Dordogne"]
    for one in listed:
        said = read_page("x", client.get(one["url"]).content).words
        found = re.search(r"(\d+) projets? sur 14", said)
        assert found is not None
        assert int(found[1]) == one["count"], one["label"]


def test_the_map_has_its_places_as_a_table_and_names_its_sources(
    example: Portfolio, client: Client
) -> None:
    page = read_page("x", client.get(HOME).content)
    assert "Lieux des projets" in page.words
    assert "PérigueuxsiègeMaison 24" in page.words  # three cells of one row
    assert "3 projets n’indiquent pas de lieu" in page.words
    assert "GeoNames (CC BY 4.0)" in page.words


def test_without_any_place_there_is_no_map(example: Portfolio, client: Client) -> None:
    Place.objects.all().delete()
    page = read_page("x", client.get(HOME).content)
    assert "Où agissent les projets" not in page.words
    assert "GeoNames" not in page.words


def test_more_places_than_a_drawing_can_name_give_no_map(
    example: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Place.objects.filter(territory__isnull=False).values("territory").distinct().count()
    monkeypatch.setattr(pages, "MOST_ON_MAP", known)
    assert pages.home(example, catalogue.load(example))["where"] is not None
    monkeypatch.setattr(pages, "MOST_ON_MAP", known - 1)
    assert pages.home(example, catalogue.load(example))["where"] is None


def test_a_portfolio_without_project_offers_no_list(owner: Agent, client: Client) -> None:
    scheme = Scheme.objects.get(slug="neo-terra-2023")
    Portfolio.objects.create(slug="neo-terra", name="Portefeuille vide", scheme=scheme)
    page = read_page("x", client.get(HOME).content)
    assert "Aucun projet pour l’instant" in page.words
    assert "Voir tous les projets" not in page.words
