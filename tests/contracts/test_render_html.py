"""The page of a fiche: one file that needs nothing else, whose links all lead somewhere."""

from itertools import pairwise

import lxml.html
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from terreau.publish.renderers import html
from tests.builders.fiche import empty_fiche, extreme_fiche, full_fiche

BUILDERS = [full_fiche, empty_fiche, extreme_fiche]


def tree(fiche) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(html.render(fiche).decode())


@pytest.mark.parametrize("build", BUILDERS)
def test_identifiers_are_unique(build):
    found = tree(build()).xpath("//@id")
    assert len(found) == len(set(found))


@pytest.mark.parametrize("build", BUILDERS)
def test_links_within_the_page_lead_somewhere(build):
    page = tree(build())
    targets = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= targets


@pytest.mark.parametrize("build", BUILDERS)
def test_nothing_is_asked_of_another_place(build):
    page = tree(build())
    assert page.xpath("//script | //link | //img | //iframe | //@style | //@src") == []
    styles = "".join(page.xpath("//style/text()"))
    assert "@import" not in styles
    assert "url(" in styles
    assert styles.count("url(") == styles.count('url("data:font/woff2;base64,')


@pytest.mark.parametrize("build", BUILDERS)
def test_every_named_part_is_named_by_what_exists(build):
    page = tree(build())
    names = " ".join(page.xpath("//@aria-labelledby")).split()
    assert set(names) <= set(page.xpath("//@id"))


def test_text_of_users_is_never_read_as_markup():
    page = tree(extreme_fiche())
    assert page.xpath("//article//b[text()='é']") == []
    assert "<b>é</b>" in page.xpath("//p[@class='lead']")[0].text_content()


def test_headings_go_down_one_level_at_a_time():
    levels = [int(one.tag[1]) for one in tree(full_fiche()).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_its_data_as_a_table():
    for figure in tree(full_fiche()).xpath("//figure"):
        assert figure.xpath(".//svg[@role='img']")
        assert figure.xpath("./details//table//td")


def test_every_note_number_of_the_text_has_its_passage():
    page = tree(full_fiche())
    cited = {link.removeprefix("#note-") for link in page.xpath("//sup//@href")}
    listed = {one.removeprefix("note-") for one in page.xpath("//ol/li/@id")}
    assert cited == listed == {str(number) for number in range(1, 22)}


def test_letters_of_other_languages_bring_the_rest_of_the_typefaces():
    faces = [html.styles(extended=extended).count("@font-face") for extended in (False, True)]
    assert faces == [4, 8]


def test_the_same_fiche_stands_in_a_page_of_the_site():
    request = RequestFactory().get("/")
    page = html.page(full_fiche())
    made = lxml.html.fromstring(render_to_string("publish/document.html", {"page": page}, request))
    assert made.xpath("//body/@class") == ["ambition-2"]
    assert len(made.xpath("//main//article")) == 1
    assert "Ancrer les solidarités" in made.xpath("//title/text()")[0]


def test_an_ambition_past_the_sixth_takes_the_colours_again():
    assert tree(extreme_fiche()).xpath("//body/@class") == ["ambition-5"]  # 11 = 6 + 5
