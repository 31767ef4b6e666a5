"""Another ambition, with other enjeux and other projects, is published without a line of code."""

import json
from pathlib import Path

import docx
import lxml.html
import pypdfium2
import pytest

from terreau.collect.report import ImportReport
from terreau.explore.site import PublishReport, publish_site
from terreau.portfolio.models import Coding, Portfolio
from tests.db.conftest import Bring
from tests.support import ROOT

pytestmark = pytest.mark.django_db
FICHE = ROOT / "tests" / "fixtures" / "fiches" / "ambition-5.md"
ENJEUX = ("Réparer les rivières", "Irriguer autrement", "Apprendre à compter l’eau")
PROJECTS = (
    "Les Castors du Plan d’Eau",
    "Rive Haute",
    "Goutte-à-Goutte 16",
    "Le Compteur Bavard",
    "Une Goutte Suffit",
    "Pluie d’Avril",
)
BODIES = (
    "Syndicat du Bassin Fictif",
    "Coopérative Semailles du Sud",
    "Fondation Rivages Imaginaires",
)


@pytest.fixture
def imported(bring: Bring) -> ImportReport:
    return bring(FICHE, portfolio="eau")


@pytest.fixture
def published(imported: ImportReport, tmp_path: Path) -> PublishReport:
    return publish_site(
        Portfolio.objects.get(slug="eau"),
        tmp_path / "site",
        notation=None,
        formats=("html", "pdf", "docx"),
        on=None,
        public_url="",
        tell=lambda _: None,
    )


def test_every_row_comes_in_under_the_enjeu_where_it_stands(imported: ImportReport) -> None:
    assert (imported.read, imported.created, imported.rejected) == (6, 6, 0)
    placed = {
        coding.project.name: coding.concept.label
        for coding in Coding.objects.counting().filter(concept__broader__notation="5")
    }
    assert placed == dict(zip(PROJECTS, (*ENJEUX[:1] * 2, ENJEUX[1], *ENJEUX[2:] * 3), strict=True))


def test_one_fiche_is_published_with_its_six_projects(published: PublishReport) -> None:
    assert [(one.notation, one.projects) for one in published.sheets] == [("5", 6)]
    assert [path.suffix for path in published.sheets[0].files] == [".html", ".pdf", ".docx"]


def text_of(path: Path) -> str:
    """The words of a fiche in any of its formats, with single plain spaces."""
    if path.suffix == ".html":
        words = lxml.html.document_fromstring(path.read_text("utf-8")).text_content()
    elif path.suffix == ".pdf":
        pdf = pypdfium2.PdfDocument(path)
        words = " ".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
    else:
        body = docx.Document(str(path)).element.body
        words = " ".join(
            "".join(run.text or "" for run in paragraph.iter("{*}t"))
            for paragraph in body.iter("{*}p")
        )
    return " ".join(words.split())


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx"])
def test_each_format_holds_the_enjeux_the_projects_and_the_bodies(
    published: PublishReport, suffix: str
) -> None:
    (path,) = [one for one in published.sheets[0].files if one.suffix == suffix]
    # A PDF may break a line after a hyphen: spaces are left aside.
    said = text_of(path).replace(" ", "").replace("\u00ad", "")
    missing = [name for name in (*ENJEUX, *PROJECTS, *BODIES) if name.replace(" ", "") not in said]
    assert missing == []


def test_the_site_has_a_facet_for_the_enjeux_that_the_fiche_named(
    published: PublishReport,
) -> None:
    assert published.site is not None
    listed = (published.site.parent / "projets" / "index.html").read_text("utf-8")
    for number, label in enumerate(ENJEUX, start=1):
        assert f"5.{number} · {label}" in listed


def test_the_code_knows_nothing_of_it() -> None:
    code = [
        path.read_text("utf-8").casefold()
        for folder in ("src", "examples")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".ttl", ".json", ".typ", ".toml"}
    ]
    for name in (*ENJEUX, *PROJECTS, *BODIES):
        told = json.dumps(name.casefold(), ensure_ascii=False)[1:-1]
        assert not any(told in text for text in code), name
