"""Publishing: editions that stay, files in three formats, a site that leads only to what it has."""

import datetime as dt
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import override_settings

from terreau.accounts.models import Agent
from terreau.explore.site import publish_site
from terreau.portfolio.judgements import Verdict, code
from terreau.portfolio.models import Judgement, Portfolio
from terreau.portfolio.models.immutable import ImmutableRow
from terreau.publish.errors import BadDestination, UnknownConcept, UnknownFormat
from terreau.publish.models import Edition, Sheet
from terreau.publish.services import ambition, make
from terreau.vocabulary.models import Concept, Scheme
from tests.builders.html import ReadPage, read_page
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=400)


def publish(portfolio: Portfolio, to: Path, **options: object) -> object:
    values = {"notation": None, "formats": ("html",), "on": None, "public_url": "", **options}
    return publish_site(portfolio, to, tell=lambda _: None, **values)  # type: ignore[arg-type]


def add_a_role(portfolio: Portfolio, owner: Agent) -> None:
    code(
        portfolio.projects.get(slug="etica"),
        Concept.objects.get(scheme__slug="roles", notation="aiguillon"),
        Verdict(by=owner, at=LATER, status=Judgement.Status.ACCEPTED, reason="Motif."),
    )


def test_publishing_the_same_content_again_adds_no_edition(
    example: Portfolio, tmp_path: Path
) -> None:
    for folder in ("un", "deux"):
        publish(example, tmp_path / folder, notation="2")
    edition = Edition.objects.get()
    assert edition.number == 1
    assert edition.content["title"] == "Ancrer les solidarités au cœur des transitions"
    assert edition.date == make(example, ambition(example, "2")).fiche.date


def test_a_changed_content_is_the_next_edition_and_the_first_stays(
    example: Portfolio, owner: Agent, tmp_path: Path
) -> None:
    publish(example, tmp_path, notation="2")
    first = Edition.objects.get()
    add_a_role(example, owner)
    publish(example, tmp_path, notation="2")
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 2]
    kept = Edition.objects.get(number=1)
    assert (kept.digest, kept.content, kept.date) == (first.digest, first.content, first.date)


def test_an_edition_can_be_neither_changed_nor_deleted(example: Portfolio, tmp_path: Path) -> None:
    publish(example, tmp_path, notation="2")
    edition = Edition.objects.get()
    edition.number = 9
    with pytest.raises(ImmutableRow):
        edition.save()
    with pytest.raises(ImmutableRow):
        edition.delete()
    with pytest.raises(ImmutableRow):
        Edition.objects.update(number=9)
    assert Edition.objects.get().number == 1


def test_a_persons_headline_opens_the_fiche(example: Portfolio) -> None:
    concept = ambition(example, "2")
    Sheet.objects.create(portfolio=example, concept=concept, headline="Une phrase de quelqu’un.")
    lead = make(example, concept).fiche.lead
    assert [run.text for run in lead] == ["Une phrase de quelqu’un."]  # type: ignore[union-attr]


def test_a_fiche_is_dated_by_its_newest_judgement_in_paris(
    example: Portfolio, owner: Agent
) -> None:
    concept = ambition(example, "2")
    code(
        example.projects.get(slug="etica"),
        Concept.objects.get(scheme__slug="roles", notation="aiguillon"),
        Verdict(
            by=owner,
            at=dt.datetime(2027, 5, 31, 22, 30, tzinfo=dt.UTC),
            status=Judgement.Status.ACCEPTED,
        ),
    )
    assert make(example, concept).fiche.date == dt.date(2027, 6, 1)
    assert make(example, concept, on=dt.date(2030, 1, 2)).fiche.date == dt.date(2030, 1, 2)


def test_an_empty_fiche_is_dated_by_the_portfolio_else_by_its_framework(
    example: Portfolio,
) -> None:
    full = make(example, ambition(example, "2")).fiche.date
    assert make(example, ambition(example, "1")).fiche.date == full
    empty = Portfolio.objects.create(
        slug="vide", name="Vide", scheme=Scheme.objects.get(slug="neo-terra-2023")
    )
    assert make(empty, ambition(empty, "1")).fiche.date == example.scheme.date


@pytest.mark.parametrize(
    ("options", "error"),
    [({"formats": ("html", "odt")}, UnknownFormat), ({"notation": "9"}, UnknownConcept)],
)
def test_what_cannot_be_published_is_refused_before_anything_is_written(
    example: Portfolio, tmp_path: Path, options: dict[str, object], error: type[Exception]
) -> None:
    to = tmp_path / "site"
    with pytest.raises(error):
        publish(example, to, **options)
    assert not to.exists()
    assert not Edition.objects.exists()


def test_a_place_that_cannot_be_written_to_is_told(example: Portfolio, tmp_path: Path) -> None:
    blocked = tmp_path / "fichier"
    blocked.write_text("Un fichier, pas un dossier.")
    with pytest.raises(BadDestination):
        publish(example, blocked)
    assert blocked.read_text() == "Un fichier, pas un dossier."


def site_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def site_pages(folder: Path) -> dict[Path, ReadPage]:
    base = folder.as_uri() + "/"
    return {
        path: read_page(base + str(path.relative_to(folder)), path.read_bytes())
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def first_written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site") / "neo-terra"


@pytest.fixture
def written(example: Portfolio, first_written: Path, tmp_path: Path) -> Path:
    """The site of the example, in a folder of the test's own; the example is always the same."""
    if not first_written.exists():
        publish(example, first_written, formats=("html", "pdf", "docx"))
    return Path(shutil.copytree(first_written, tmp_path / "site"))


def test_every_link_of_the_written_site_leads_to_a_file_and_every_anchor_to_a_place(
    written: Path,
) -> None:
    pages = site_pages(written)
    by_address = {page.address: page for page in pages.values()}
    base = written.as_uri() + "/"
    inside = [page for path, page in pages.items() if path.parent.name != "fiches"]
    assert len(inside) > 60
    for page in inside:
        for link in page.links:
            assert link.startswith(base), f"{page.address} → {link}"
            assert (written / link.removeprefix(base)).is_file(), f"{page.address} → {link}"
        for whole, anchor in page.anchors:
            assert anchor in by_address[whole].ids, f"{page.address} → {whole}#{anchor}"


def test_no_page_of_the_written_site_has_an_absolute_link_a_form_or_a_proposal(
    written: Path,
) -> None:
    for path in sorted(written.rglob("*.html")):
        text = path.read_text("utf-8")
        assert 'href="/' not in text, path
        assert 'src="/' not in text, path
        assert "<form" not in text, path
        assert "Propositions à relire" not in text, path


def test_the_written_site_holds_nothing_that_no_page_leads_to(written: Path) -> None:
    base = written.as_uri() + "/"
    reached = {"index.html", "pages.txt"}
    for path, page in site_pages(written).items():
        if path.parent.name != "fiches":
            reached |= {link.removeprefix(base) for link in page.links}
    unreached = site_files(written) - reached
    # The self-contained fiche is a file to send; typefaces are reached through the style sheets.
    assert {name for name in unreached if "/fonts/" not in name} == {
        "fiches/neo-terra-ambition-2.html"
    }


def test_files_of_a_fiche_are_linked_only_where_they_were_written(
    example: Portfolio, written: Path, tmp_path: Path
) -> None:
    full = read_page("x", (written / "ambitions/2/index.html").read_bytes())
    assert {Path(link).name for link in full.links if "fiches/" in link} == {
        "neo-terra-ambition-2.pdf",
        "neo-terra-ambition-2.docx",
    }
    empty = read_page("x", (written / "ambitions/1/index.html").read_bytes())
    assert not any("fiches/" in link for link in empty.links)
    html_only = tmp_path / "html"
    publish(example, html_only)
    alone = read_page("x", (html_only / "ambitions/2/index.html").read_bytes())
    assert not any("fiches/" in link for link in alone.links)
    assert {Path(one).suffix for one in site_files(html_only / "fiches")} == {".html"}


def test_a_project_that_is_gone_leaves_the_site_at_the_next_publication(
    example: Portfolio, written: Path
) -> None:
    mine = written / "a-moi.txt"
    mine.write_text("Un fichier qui n’est pas du site.")
    assert (written / "projets/etica/index.html").is_file()
    elsewhere = Portfolio.objects.create(slug="ailleurs", name="Ailleurs", scheme=example.scheme)
    example.projects.filter(slug="etica").update(portfolio=elsewhere)
    publish(example, written, formats=("html", "pdf", "docx"))
    assert not (written / "projets/etica").exists()
    assert mine.is_file()


def test_an_inventory_never_leads_out_of_the_site(
    example: Portfolio, written: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "dehors.txt"
    outside.write_text("Rien à voir.")
    inventory = written / "pages.txt"
    inventory.write_text(f"../dehors.txt\n{outside}\n")
    publish(example, written)
    assert outside.is_file()


def test_the_values_of_a_facet_have_a_page_each_in_the_written_site(written: Path) -> None:
    page = read_page("x", (written / "projets/filtre/role/aiguillon/index.html").read_bytes())
    assert "3 projets sur 14" in page.words
    listed = read_page("x", (written / "projets/index.html").read_bytes())
    assert any(link.endswith("filtre/role/aiguillon/index.html") for link in listed.links)


def test_a_public_address_is_written_into_the_files_and_not_into_the_site(
    example: Portfolio, tmp_path: Path
) -> None:
    address = "https://projets.example.fr"
    with override_settings(PUBLIC_URL=address):
        publish(example, tmp_path, public_url=address)
    fiche = (tmp_path / "fiches/neo-terra-ambition-2.html").read_text("utf-8")
    assert f"{address}/portefeuilles/neo-terra/ambitions/2/" in fiche
    assert address not in (tmp_path / "ambitions/2/index.html").read_text("utf-8")


def test_a_notation_with_a_path_in_it_stays_inside_the_folder(
    example: Portfolio, owner: Agent, tmp_path: Path
) -> None:
    concept = Concept.objects.create(
        scheme=example.scheme, notation="../../x y", label="Sortir", iri="urn:sortir", order=99
    )
    code(
        example.projects.get(slug="etica"),
        concept,
        Verdict(by=owner, at=LATER, status=Judgement.Status.ACCEPTED),
    )
    to = tmp_path / "a" / "b" / "site"
    publish(example, to)
    outside = [one for one in tmp_path.rglob("*") if one.is_file() and not one.is_relative_to(to)]
    assert [one for one in outside if "media" not in one.parts] == []
    base = to.as_uri() + "/"
    home = read_page(base + "index.html", (to / "index.html").read_bytes())
    assert any("x%2520y" in link or "x%20y" in link for link in home.links)
    for link in home.links:
        assert (to / unquote(link.removeprefix(base))).is_file(), link


def test_a_portfolio_that_is_not_public_can_be_written_by_who_may(
    example: Portfolio, tmp_path: Path
) -> None:
    Portfolio.objects.update(public=False)
    example.refresh_from_db()
    publish(example, tmp_path)
    assert (tmp_path / "index.html").is_file()
