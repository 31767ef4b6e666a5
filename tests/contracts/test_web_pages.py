"""Error pages say what happened and what to do; the page of components is for development only."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path

urlpatterns = [
    path("", include("terreau.web.urls")),
    path("", include("terreau.accounts.urls")),
]

ERRORS = ["400", "403", "403_csrf", "404", "500"]


@pytest.fixture
def client(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client()


def test_the_page_of_components_is_refused_outside_development(client: Client, settings) -> None:
    settings.DEBUG = False
    assert client.get("/composants").status_code == 404


def test_the_page_of_components_opens_in_development(client: Client, settings) -> None:
    settings.DEBUG = True
    assert client.get("/composants").status_code == 200


def test_an_unknown_address_gets_the_french_page(client: Client, settings) -> None:
    settings.DEBUG = False
    answer = client.get("/nulle-part")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_names_the_error_and_leads_home(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert '<html lang="fr">' in page
    assert f"rreur {code[:3]}" in page
    assert 'href="/"' in page


def test_the_failure_page_needs_no_template_engine() -> None:
    import terreau.web

    page = Path(terreau.web.__file__).parent / "templates" / "500.html"
    assert "{" not in page.read_text(encoding="utf-8")


def test_a_fictitious_portfolio_says_so_on_every_page() -> None:
    page = render_to_string("web/base.html", {"portfolio": {"fictitious": True, "name": "Essai"}})
    assert "Portefeuille fictif" in page
    assert "Portefeuille fictif" not in render_to_string("web/base.html")


def test_an_unknown_cell_reads_non_renseigne() -> None:
    context = {"id": "t", "caption": "c", "columns": [{"label": "a"}], "rows": [["x", None]]}
    page = render_to_string("web/components/table.html", context)
    assert '<td class="unset">non renseigné</td>' in page


def test_a_quotation_keeps_the_document_s_own_characters() -> None:
    context = {"number": 1, "document_name": "d", "quote": 'l\'eau : "oui"'}
    page = render_to_string("web/components/note_item.html", context)
    assert "l&#x27;eau : &quot;oui&quot;" in page
