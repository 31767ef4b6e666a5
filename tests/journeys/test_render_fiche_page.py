"""The page of a fiche in a real browser: wide, narrow, dark, and for a screen reader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from terreau.publish.renderers import html
from tests.builders.fiche import empty_fiche, extreme_fiche, full_fiche
from tests.journeys.conftest import DESKTOP, NARROW, PHONE

FICHES = {"full": full_fiche, "empty": empty_fiche, "extreme": extreme_fiche}
OVERFLOWING = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e) => !e.closest(".table-region") && !e.closest(".fiche-band-clip"))
  .map((e) => e.outerHTML.slice(0, 80))"""
SMALL_TEXT = """() => [...document.querySelectorAll("svg text")]
  .filter((e) => e.getBoundingClientRect().width > 0)
  .map((e) => e.getScreenCTM().a * parseFloat(e.getAttribute("font-size")))
  .filter((size) => size < 14)"""


@pytest.fixture(params=FICHES, scope="module")
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("fiche") / f"{request.param}.html"
    file.write_bytes(html.render(FICHES[request.param]()))
    return file.as_uri()


@pytest.mark.parametrize("page", [DESKTOP, PHONE, NARROW], indirect=True, ids=lambda s: s.width)
def test_nothing_overflows(address: str, page: Page) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("page", [DESKTOP, PHONE, NARROW], indirect=True, ids=lambda s: s.width)
def test_letters_of_drawings_are_legible(address: str, page: Page) -> None:
    page.goto(address)
    assert page.evaluate(SMALL_TEXT) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=lambda s: s.width)
def test_no_accessibility_violation(
    address: str, page: Page, axe: Callable[[Page], None], theme: str
) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    for summary in page.locator("summary").all():
        summary.click()
    axe(page)


def test_a_note_number_leads_to_the_passage(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "fiche.html"
    file.write_bytes(html.render(full_fiche()))
    page.goto(file.as_uri())
    page.locator("sup a", has_text="3").first.click()
    assert page.locator("#note-3").evaluate("e => e.matches(':target')")


@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=lambda s: s.width)
def test_one_drawing_of_each_figure_is_shown(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "fiche.html"
    file.write_bytes(html.render(full_fiche()))
    page.goto(file.as_uri())
    for figure in page.locator("figure").all():
        shown = figure.locator(".figure-picture svg").evaluate_all(
            "all => all.filter((e) => e.getBoundingClientRect().width > 0).length"
        )
        assert shown == 1
