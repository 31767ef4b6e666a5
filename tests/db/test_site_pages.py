"""Every page of the site: found, self-contained, its links alive, nothing private given away."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pypdfium2
import pytest
from django.test import Client

from terreau.accounts.models import Agent
from terreau.portfolio.judgements import Verdict, code
from terreau.portfolio.models import (
    Document,
    Judgement,
    Organisation,
    Portfolio,
    Project,
    TextLayer,
)
from terreau.portfolio.services import cite
from terreau.vocabulary.models import Concept
from tests.builders.html import ReadPage, read_page
from tests.db.conftest import EXAMPLES, NOW, Bring

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
HOME = "/portefeuilles/neo-terra/"


def crawl(client: Client, start: str) -> Iterator[tuple[ReadPage, dict[str, str]]]:
    """Every page that can be reached from `start`, with its headers; each must answer 200."""
    waiting, seen = [HOST + start], {HOST + start}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address.removeprefix(HOST))
        assert answer.status_code == 200, address
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = read_page(address, answer.content)
        yield page, dict(answer.headers)
        for link in page.links:
            if link.startswith(HOST + "/portefeuilles/") and link not in seen:
                seen.add(link)
                waiting.append(link)


@pytest.fixture(scope="module")
def crawled() -> list[tuple[ReadPage, dict[str, str]]]:
    """The pages of the example once they are read: it is the same in every test."""
    return []


@pytest.fixture
def site(
    example: Portfolio, client: Client, crawled: list[tuple[ReadPage, dict[str, str]]]
) -> list[tuple[ReadPage, dict[str, str]]]:
    if not crawled:
        crawled += crawl(client, HOME)
    return crawled


def test_every_page_that_can_be_reached_is_there(
    site: list[tuple[ReadPage, dict[str, str]]], example: Portfolio
) -> None:
    paths = {urlsplit(page.address).path for page, _ in site}
    assert {f"{HOME}projets/{one.slug}/" for one in example.projects.all()} <= paths
    assert {f"{HOME}acteurs/{one.slug}/" for one in example.organisations.all()} <= paths
    assert {f"{HOME}documents/{one.sha256}/" for one in example.documents.all()} <= paths
    assert {f"{HOME}ambitions/{number}/" for number in range(1, 7)} <= paths


def test_every_page_carries_the_policy_that_its_content_respects(
    site: list[tuple[ReadPage, dict[str, str]]],
) -> None:
    for page, headers in site:
        assert "default-src 'none'" in headers["Content-Security-Policy"], page.address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert page.inline == (), page.address


def test_no_identifier_is_used_twice_and_every_anchor_leads_somewhere(
    site: list[tuple[ReadPage, dict[str, str]]],
) -> None:
    ids = {page.address: page.ids for page, _ in site}
    for page, _ in site:
        assert len(set(page.ids)) == len(page.ids), page.address
        for whole, anchor in page.anchors:
            assert anchor in ids[whole], f"{page.address} → {whole}#{anchor}"


def test_no_page_asks_anything_of_another_host(
    site: list[tuple[ReadPage, dict[str, str]]],
) -> None:
    for page, _ in site:
        assert [link for link in page.links if not link.startswith(HOST)] == [], page.address


@pytest.mark.parametrize(
    "address",
    [
        "/portefeuilles/inconnu/",
        f"{HOME}ambitions/9/",
        f"{HOME}ambitions/2/fiche.exe",
        f"{HOME}ambitions/9/fiche.pdf",
        f"{HOME}ambitions/%00/",
        f"{HOME}ambitions/../",
        f"{HOME}projets/inconnu/",
        f"{HOME}acteurs/inconnu/",
        f"{HOME}documents/{'0' * 64}/",
        f"{HOME}documents/{'0' * 64}/original",
        f"{HOME}documents/%00/",
        f"{HOME}documents/..%2F..%2Fetc%2Fpasswd/original",
        "/n-importe-quoi/",
    ],
)
def test_an_address_that_leads_nowhere_says_so_in_french(
    address: str, example: Portfolio, client: Client
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


def every_address(portfolio: Portfolio) -> list[str]:
    home = f"/portefeuilles/{portfolio.slug}/"
    sha256 = portfolio.documents.values_list("sha256", flat=True)[0]
    return [
        home,
        f"{home}projets/",
        f"{home}acteurs/",
        f"{home}projets/{portfolio.projects.all()[0].slug}/",
        f"{home}acteurs/{portfolio.organisations.all()[0].slug}/",
        f"{home}ambitions/2/",
        f"{home}ambitions/2/fiche.pdf",
        f"{home}documents/{sha256}/",
        f"{home}documents/{sha256}/original",
    ]


def test_a_portfolio_that_is_not_public_gives_nothing_away(
    example: Portfolio, client: Client
) -> None:
    addresses = every_address(example)
    assert {client.get(one).status_code for one in addresses} == {200}
    Portfolio.objects.update(public=False)
    assert {client.get(one).status_code for one in addresses} == {404}
    assert example.name not in client.get("/").content.decode()


def test_one_portfolio_never_shows_what_another_holds(
    example: Portfolio, bring: Bring, client: Client
) -> None:
    bring(EXAMPLES / "exercice")
    mine = Document.objects.filter(portfolio=example)[0].sha256
    body = Organisation.objects.filter(portfolio=example)[0].slug
    project = Project.objects.filter(portfolio=example)[0].slug
    other = "/portefeuilles/exercice/"
    for address in (f"documents/{mine}/", f"documents/{mine}/original", f"acteurs/{body}/"):
        assert client.get(other + address).status_code == 404
    assert client.get(f"{other}projets/{project}/").status_code == 404


def test_a_dossier_is_neither_served_nor_linked(example: Portfolio, client: Client) -> None:
    dossier = Document.objects.get(portfolio=example, name="la-gemme.md")
    Document.objects.filter(pk=dossier.pk).update(kind=Document.Kind.DOSSIER)
    for page, _ in crawl(client, HOME):
        assert not any(dossier.sha256 in link for link in page.links), page.address
    for tail in ("", "original"):
        assert client.get(f"{HOME}documents/{dossier.sha256}/{tail}").status_code == 404


def test_the_original_file_comes_as_a_download_byte_for_byte(
    example: Portfolio, client: Client
) -> None:
    for document in example.documents.all():
        answer = client.get(f"{HOME}documents/{document.sha256}/original")
        data = answer.getvalue()
        assert data == (EXAMPLES / "neo-terra" / "documents" / document.name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document.sha256
        assert answer["Content-Disposition"] == f'attachment; filename="{document.name}"'
        assert answer["Content-Type"] == "application/octet-stream"


HOSTILE = '<script>alert(1)</script> & "l\'autre" <b>'


@pytest.fixture
def hostile(bring: Bring, tmp_path: Path) -> Portfolio:
    """The example, its first project and all its actors named to break a page."""
    copy = Path(shutil.copytree(EXAMPLES / "neo-terra", tmp_path / "copie"))
    file = copy / "projects.json"
    projects = json.loads(file.read_text("utf-8"))
    first = projects[0]
    first["name"] = first["title"] = first["summary"] = HOSTILE
    first["partners"][0]["name"] = HOSTILE
    first["partners"].append({"name": f"Corps {HOSTILE}", "id": None, "kind": "organisation"})
    for coding in first["codings"]:
        coding["rationale"] = HOSTILE
    file.write_text(json.dumps(projects), "utf-8")
    bring(copy, portfolio="neo-terra")
    return Portfolio.objects.get(slug="neo-terra")


@pytest.mark.any_database
def test_what_users_write_is_shown_as_text_on_every_page(
    hostile: Portfolio, client: Client
) -> None:
    told = 0
    for page, _ in crawl(client, HOME):
        assert page.inline == (), page.address
        told += "<script>alert(1)</script>" in page.words
    # The list, the fiche, the project, its actors and their pages, its document.
    assert told >= 6


@pytest.mark.any_database
def test_what_users_write_is_shown_as_text_in_every_file(
    hostile: Portfolio, client: Client, tmp_path: Path
) -> None:
    pdf = pypdfium2.PdfDocument(client.get(f"{HOME}ambitions/2/fiche.pdf").content)
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    assert "<script>alert(1)</script>" in "".join("".join(pages).split())
    file = tmp_path / "fiche.docx"
    file.write_bytes(client.get(f"{HOME}ambitions/2/fiche.docx").content)
    cells = [cell.text for table in docx.Document(str(file)).tables for cell in table._cells]
    assert any("<script>alert(1)</script>" in text for text in cells)


QUERIES = {
    "huge": "role=" + "x" * 100_000,
    "many values": "&".join(f"actor=a{number}" for number in range(900)),
    "nothing known": "enjeu=9.9&role=inconnu&territory=x",
    "null": "enjeu=%00&role=%ff%fe",
    "hostile": "role=%3Cscript%3Ealert(1)%3C/script%3E",
    "unknown key": "inconnu=1&page=-3",
    "blank": "enjeu=&role=",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_no_query_breaks_the_list(query: str, example: Portfolio, client: Client) -> None:
    answer = client.get(f"{HOME}projets/?{query}")
    assert answer.status_code == 200
    assert len(answer.content) < len(query) * 8 + 100_000
    page = read_page(HOST + HOME, answer.content)
    assert page.inline == ()
    asked = any(key in query for key in ("role=x", "actor=a", "9.9", "%00", "script"))
    assert ("Aucun projet ne répond à tous ces filtres" in page.words) == asked


def test_too_many_fields_are_refused_with_a_sentence(example: Portfolio, client: Client) -> None:
    answer = client.get(f"{HOME}projets/?" + "&".join("actor=a" for _ in range(5_000)))
    assert answer.status_code == 400
    assert 'lang="fr"' in answer.content.decode()


def shown(client: Client, query: str) -> ReadPage:
    return read_page(HOST + HOME, client.get(f"{HOME}projets/?{query}").content)


def projects_on(page: ReadPage) -> set[str]:
    return {
        link for link in page.links if link.startswith(f"{HOST}{HOME}projets/") and link[-1] == "/"
    } - {f"{HOST}{HOME}projets/"}


def test_every_count_is_what_choosing_the_value_gives(example: Portfolio, client: Client) -> None:
    from terreau.explore import catalogue

    content = catalogue.load(example)
    beside = {"role": frozenset({"connecteur"})}
    for name, legend in catalogue.FACETS:
        for option in content.facet(name, legend, beside).options:
            own = f"{name}={option.value}"
            query = own if name == "role" else f"{own}&role=connecteur"
            assert len(projects_on(shown(client, query))) == option.count, query


def test_each_filter_in_use_has_an_address_that_takes_it_alone_away(
    example: Portfolio, client: Client
) -> None:
    page = shown(client, "enjeu=2.1&role=aiguillon&role=non-renseigne")
    lists = {link.partition("?")[2] for link in page.links if "/projets/?" in link}
    assert lists == {
        "role=aiguillon&role=non-renseigne",
        "enjeu=2.1&role=non-renseigne",
        "enjeu=2.1&role=aiguillon",
    }
    assert "Enjeu : 2.1 · Inclure les publics en difficultés" in page.words
    assert "Rôle : non renseigné" in page.words


def test_an_instance_without_portfolio_says_how_to_begin(owner: object, client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Aucun portefeuille pour l’instant" in answer.content.decode()


@pytest.mark.any_database
def test_a_fictitious_portfolio_says_so_on_every_page(bring: Bring, client: Client) -> None:
    bring(EXAMPLES / "exercice")
    for page, _ in crawl(client, "/portefeuilles/exercice/"):
        assert "sont inventés" in page.words, page.address


def test_a_passage_stays_reachable_when_its_document_is_read_anew(
    example: Portfolio, client: Client
) -> None:
    document = example.documents.get(name="la-gemme.md")
    address = f"{HOME}documents/{document.sha256}/"
    before = read_page(HOST + address, client.get(address).content)
    TextLayer.objects.create(document=document, extractor="markup", version="10", text="Autre.")
    after = read_page(HOST + address, client.get(address).content)
    anchors = {one for one in before.ids if one.startswith("passage-")}
    assert anchors
    assert anchors <= set(after.ids)


def test_every_layer_that_is_cited_is_shown(
    example: Portfolio, owner: Agent, client: Client
) -> None:
    document = example.documents.get(name="la-gemme.md")
    layer = TextLayer.objects.create(
        document=document, extractor="markup", version="2", text="Un nouveau texte, cité aussi."
    )
    code(
        example.projects.get(slug="la-gemme"),
        Concept.objects.get(scheme__slug="roles", notation="inspirateur"),
        Verdict(owner, NOW, Judgement.Status.ACCEPTED, passages=(cite(layer, 3, 16),)),
    )
    page = read_page("x", client.get(f"{HOME}documents/{document.sha256}/").content)
    assert "passage-3-16" in page.ids
    assert "Un nouveau texte, cité aussi." in page.words
    assert "La Gemme est une association." in page.words
    assert len(set(page.ids)) == len(page.ids)
