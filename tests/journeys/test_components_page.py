"""The page of components in a real browser: both themes, wide and narrow, by keyboard."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Page
from waitress.server import create_server

from tests.journeys.conftest import DESKTOP, NARROW, PHONE, PLAIN_HTML

SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !(e instanceof SVGElement) && e.innerText?.trim())
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => e.outerHTML.slice(0, 80))"""
OVERFLOWING = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e) => !e.closest(".table-region") && !e.closest(".fiche-band-clip"))
  .map((e) => e.outerHTML.slice(0, 80))"""
UNSEEN_FOCUS = """() => {
  const seen = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const focused = document.activeElement;
  const card = focused.closest(".card");
  return seen(focused) || (card && seen(card)) ? "" : focused.outerHTML.slice(0, 80);
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The site in development, served from a thread of this process: it asks no database."""
    with override_settings(DEBUG=True, ROOT_URLCONF="tests.contracts.test_web_pages"):
        server = create_server(get_wsgi_application(), host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()


@pytest.mark.parametrize("page", [DESKTOP, PHONE, NARROW], indirect=True, ids=lambda s: s.width)
def test_nothing_overflows_and_no_text_is_small(site: str, page: Page) -> None:
    page.goto(f"{site}/composants")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(SMALL_TEXT) == []


def test_hidden_words_of_a_long_list_never_lengthen_the_page(site: str, page: Page) -> None:
    page.goto(f"{site}/composants")
    hidden = page.locator(".facet ul .hidden-visually")
    assert hidden.count() > 20
    assert hidden.evaluate_all(
        "(all) => all.every((e) => e.closest('ul').contains(e.offsetParent))"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=lambda s: s.width)
def test_no_accessibility_violation(
    site: str, page: Page, axe: Callable[[Page], None], scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/composants")
    page.evaluate("document.querySelectorAll('details').forEach((e) => (e.open = true))")
    axe(page)


def test_the_theme_follows_the_reader_s_system(site: str, page: Page) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{site}/composants")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(251, 248, 242)", "rgb(27, 25, 22)"]


def test_focus_is_visible_on_every_stop(site: str, page: Page) -> None:
    page.goto(f"{site}/composants")
    stops = set()
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("document.activeElement.outerHTML"))
        if hidden := page.evaluate(UNSEEN_FOCUS):
            unseen.append(hidden)
    assert unseen == []
    assert len(stops) > 30


def test_the_first_stop_leads_to_the_content(site: str, page: Page) -> None:
    page.goto(f"{site}/composants")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize(("page", "open_"), [(DESKTOP, True), (PHONE, False)], indirect=["page"])
def test_facets_are_shown_when_wide_and_folded_when_narrow(
    site: str, page: Page, open_: bool
) -> None:
    page.goto(f"{site}/composants")
    assert page.locator(".facets input").first.is_visible() is open_
    assert page.locator(".facets > summary").first.is_visible() is not open_


@pytest.mark.parametrize("page", [PLAIN_HTML], indirect=True)
def test_facets_are_sent_as_an_address_without_a_script(site: str, page: Page) -> None:
    page.goto(f"{site}/composants")
    form = page.locator(".facets form").first
    form.get_by_label("Aiguillon").check()
    form.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**/composants?*")
    assert "role=aiguillon&role=connecteur&territoire=33" in page.url


@pytest.mark.parametrize("family", ["Fraunces", "Atkinson Hyperlegible Next"])
def test_the_typefaces_are_loaded_from_the_site(site: str, page: Page, family: str) -> None:
    page.goto(f"{site}/composants")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    )
    assert family in [name.strip('"') for name in loaded]
