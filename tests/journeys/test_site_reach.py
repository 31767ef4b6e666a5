"""The site enlarged, folded, opened from a disk: everything stays within reach."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PLAIN_HTML, Screen
from tests.journeys.test_site import HOME, PAGES

# A screen of 1,280 pixels enlarged twice leaves 640 to the page.
ENLARGED = Screen(640, 450)


@pytest.mark.parametrize("page", [ENLARGED], indirect=True, ids=["200 %"])
def test_nothing_is_lost_when_the_page_is_enlarged_twice(page: Page, live_instance: str) -> None:
    for address in PAGES.values():
        page.goto(live_instance + address)
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, address
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_folded_values_open_with_enter_and_can_be_asked_for(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["projects"])
    facet = page.locator("fieldset", has=page.locator("input[name=actor]"))
    last = facet.locator("input").last
    expect(last).to_be_hidden()
    facet.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(last).to_be_visible()
    value = last.get_attribute("value")
    last.check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile(f"actor={value}"))
    # What is in use is never folded away.
    expect(page.locator(f"input[name=actor][value={value}]")).to_be_visible()


def test_the_values_of_a_filter_are_found_again_by_the_browsers_back_button(
    page: Page, live_instance: str
) -> None:
    page.goto(f"{live_instance}{HOME}projets/?role=aiguillon&enjeu=2.1")
    page.locator(".cards a").first.click()
    page.go_back()
    expect(page.locator("input[name=role][value=aiguillon]")).to_be_checked()
    expect(page.get_by_text(re.compile(r"^1 projet sur 14$"))).to_be_visible()


@pytest.mark.parametrize("page", [PLAIN_HTML], indirect=True, ids=["no script"])
def test_the_written_list_can_be_filtered_from_a_disk(page: Page, demo_instance: Path) -> None:
    site = demo_instance / "publication" / "neo-terra"
    page.goto((site / "projets" / "index.html").as_uri())
    expect(page.locator("form")).to_have_count(0)
    link = page.get_by_role("navigation", name="Filtrer la liste").get_by_role(
        "link", name=re.compile("Aiguillon")
    )
    count = re.search(r"\d+", link.inner_text())
    assert count is not None
    link.click()
    expect(page.locator(".cards > li")).to_have_count(int(count[0]))
    page.get_by_role("link", name=re.compile("Retirer le filtre")).click()
    expect(page.locator(".cards > li")).to_have_count(14)


def test_the_written_fiche_gives_its_files_from_a_disk(page: Page, demo_instance: Path) -> None:
    site = demo_instance / "publication" / "neo-terra"
    page.goto((site / "ambitions" / "2" / "index.html").as_uri())
    for label in ("PDF", "Word"):
        target = page.get_by_role("link", name=re.compile(label)).evaluate("link => link.href")
        assert Path(target.removeprefix("file://")).is_file()


def test_the_file_alone_shows_as_the_page_does(page: Page, demo_instance: Path) -> None:
    fiche = demo_instance / "publication" / "neo-terra" / "fiches" / "neo-terra-ambition-2.html"
    page.goto(fiche.as_uri())
    family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Fraunces" in family
    assert page.evaluate("document.fonts.check('16px Fraunces')")
    expect(page.locator(".fiche-table")).to_have_count(4)


def test_an_actor_says_what_part_it_takes_in_each_project(page: Page, live_instance: str) -> None:
    page.goto(f"{live_instance}{HOME}acteurs/la-gemme/")
    expect(page.locator(".card-meta")).to_have_text([re.compile("^Porteur")])
