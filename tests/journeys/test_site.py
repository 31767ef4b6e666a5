"""A reader goes through the demonstration site as the people of the product would."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import DESKTOP, NARROW, PHONE, PLAIN_HTML

HOME = "/portefeuilles/neo-terra/"
PAGES = {
    "home": HOME,
    "fiche": f"{HOME}ambitions/2/",
    "empty fiche": f"{HOME}ambitions/1/",
    "projects": f"{HOME}projets/",
    "filtered": f"{HOME}projets/?enjeu=2.1&role=aiguillon&role=non-renseigne",
    "nothing found": f"{HOME}projets/?enjeu=2.2&role=aiguillon",
    "project": f"{HOME}projets/ludosens/",
    "actors": f"{HOME}acteurs/",
    "actor": f"{HOME}acteurs/bordeaux-metropole/",
    "missing": f"{HOME}projets/inconnu/",
}
# Words of English that a page in French has no reason to show.
ENGLISH = re.compile(
    r"\b(?:submit|search|not found|next|previous|page not|click|loading|apply|home|unknown)\b", re.I
)
# Our own words put a no-break space before a double sign; passages stay as they were written.
LOOSE = re.compile(r"[^\s\u00a0\u202f/] [;:!?»](?:\s|$)|« ")


def document_address(page: Page, live_instance: str) -> str:
    page.goto(live_instance + PAGES["project"])
    address = page.locator("aside a[href*='/documents/']").first.get_attribute("href")
    assert address is not None
    return address


@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation(
    page: Page, scheme: str, live_instance: str, axe: Callable[[Page], None]
) -> None:
    page.emulate_media(color_scheme=scheme)
    addresses = [*PAGES.values(), document_address(page, live_instance)]
    for address in addresses:
        page.goto(live_instance + address)
        axe(page)


@pytest.mark.parametrize("page", [PHONE, NARROW], indirect=True, ids=["360", "320"])
def test_no_page_is_wider_than_a_telephone(page: Page, live_instance: str) -> None:
    for address in [*PAGES.values(), document_address(page, live_instance)]:
        page.goto(live_instance + address)
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, address


def test_every_page_speaks_french_with_its_spaces(page: Page, live_instance: str) -> None:
    for address in PAGES.values():
        page.goto(live_instance + address)
        assert page.locator("html").get_attribute("lang") == "fr"
        words = page.evaluate(
            """() => {
                const copy = document.querySelector('body').cloneNode(true);
                const apart = 'blockquote, .notes, mark, svg, code';
                copy.querySelectorAll(apart).forEach(node => node.remove());
                document.body.append(copy);
                const said = copy.innerText;
                copy.remove();
                return said;
            }"""
        )
        assert ENGLISH.findall(words) == [], address
        assert LOOSE.findall(words) == [], address


def test_a_statement_leads_to_its_passage_in_the_document_and_back(
    page: Page, live_instance: str
) -> None:
    page.goto(live_instance + HOME)
    page.get_by_role("link", name=re.compile("Ancrer les solidarités")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ancrer les solidarités")
    page.locator(".fiche-table .note-ref a").first.click()
    note = page.locator(":target")
    expect(note).to_be_in_viewport()
    quote = re.search(r"«\s(.*)\s»", note.inner_text())
    assert quote is not None
    note.get_by_role("link", name=re.compile("voir le passage")).click()
    shown = page.locator(":target + mark")
    expect(shown).to_be_in_viewport()
    assert " ".join(shown.inner_text().split()) == " ".join(quote[1].split())
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ancrer les solidarités")


@pytest.mark.parametrize("page", [DESKTOP, PLAIN_HTML], indirect=True, ids=["script", "no script"])
def test_a_filter_gives_what_its_count_says_and_can_be_taken_away(
    page: Page, live_instance: str
) -> None:
    page.goto(live_instance + PAGES["projects"])
    option = page.locator("label", has=page.locator("input[name=role][value=aiguillon]"))
    said = re.search(r"(\d+)\D*$", option.inner_text())
    assert said is not None
    option.locator("input").check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile(r"role=aiguillon"))
    expect(page.locator(".cards > li")).to_have_count(int(said[1]))
    page.get_by_role("link", name=re.compile("Retirer le filtre")).click()
    expect(page.locator(".cards > li")).to_have_count(14)
    page.go_back()
    expect(page.locator(".cards > li")).to_have_count(int(said[1]))


def test_what_is_unknown_can_be_asked_for(page: Page, live_instance: str) -> None:
    page.goto(f"{live_instance}{PAGES['projects']}?territory=non-renseigne")
    names = page.locator(".cards h3").all_inner_texts()
    assert names == ["La Gemme", "Etica", "Association DisDameDonc"]


def test_filters_that_nothing_meets_say_what_to_do(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["nothing found"])
    expect(page.get_by_text("Aucun projet ne répond à tous ces filtres")).to_be_visible()
    page.locator(".empty").get_by_role("link", name="Tout effacer").click()
    expect(page.locator(".cards > li")).to_have_count(14)


def test_the_filters_answer_to_the_keyboard_alone(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["projects"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "connecteur":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"role=connecteur"))
    expect(page.locator(".cards > li")).to_have_count(10)


def test_focus_is_visible_wherever_the_keyboard_goes(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["project"])
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => {
                const at = document.activeElement;
                const holder = at.closest('.card') ?? at;
                const style = getComputedStyle(at), around = getComputedStyle(holder);
                return [at.outerHTML.slice(0, 80), style.outlineStyle, around.outlineStyle];
            }"""
        )
        if outline[0].startswith("<body"):
            break
        assert "none" not in outline[1:], outline[0]


def test_a_project_leads_to_its_partners_and_they_to_theirs(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["project"])
    page.get_by_role("link", name="Bordeaux Métropole").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bordeaux Métropole")
    names = page.locator(".cards h3").all_inner_texts()
    assert sorted(names) == ["La petite Sœur", "Ludosens"]
    expect(page.get_by_role("link", name="Soliha")).to_be_visible()


def test_a_proposal_is_shown_apart_and_counts_nowhere(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["project"])
    expect(page.get_by_role("heading", name="Propositions à relire")).to_be_visible()
    page.goto(live_instance + PAGES["fiche"])
    assert "Façons de faire" not in page.locator("main").inner_text()


def test_the_fiche_can_be_taken_away_as_pdf_and_as_word(
    page: Page, live_instance: str, tmp_path: Path
) -> None:
    page.goto(live_instance + PAGES["fiche"])
    kept = {}
    for label in ("PDF", "Word"):
        with page.expect_download() as caught:
            page.get_by_role("link", name=re.compile(label)).click()
        kept[label] = tmp_path / caught.value.suggested_filename
        caught.value.save_as(kept[label])
    title = "Ancrer les solidarités au cœur des transitions"
    assert PdfReader(kept["PDF"]).metadata.title.startswith(title)
    assert docx.Document(kept["Word"]).core_properties.title.startswith(title)


def test_an_ambition_without_a_title_says_so_and_invents_nothing(
    page: Page, live_instance: str
) -> None:
    page.goto(live_instance + PAGES["empty fiche"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Intitulé à compléter")
    expect(page.get_by_text("Aucun projet").first).to_be_visible()


def test_a_page_that_does_not_exist_says_what_to_do(page: Page, live_instance: str) -> None:
    answer = page.goto(live_instance + PAGES["missing"])
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("link", name=re.compile("accueil")).first).to_be_visible()


def test_the_written_site_opens_from_a_disk(
    page: Page, demo_instance: Path, axe: Callable[[Page], None]
) -> None:
    site = demo_instance / "publication" / "neo-terra"
    page.goto((site / "index.html").as_uri())
    assert "Fraunces" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    axe(page)
    page.get_by_role("link", name=re.compile("Ancrer les solidarités")).click()
    page.locator(".fiche-table .note-ref a").first.click()
    page.locator(":target").get_by_role("link", name=re.compile("voir le passage")).click()
    expect(page.locator(":target + mark")).to_be_visible()


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])
def test_applying_and_taking_away_need_no_scrolling(page: Page, live_instance: str) -> None:
    page.goto(live_instance + PAGES["projects"])
    expect(page.get_by_role("button", name="Appliquer")).to_be_in_viewport(ratio=1)
    page.goto(live_instance + PAGES["fiche"])
    expect(page.get_by_role("link", name="PDF")).to_be_in_viewport(ratio=1)


def test_the_button_that_stays_in_sight_hides_no_box_that_has_the_focus(
    page: Page, live_instance: str
) -> None:
    page.goto(live_instance + PAGES["projects"])
    page.locator("input[name=ambition]").first.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const at = document.activeElement, bar = document.querySelector('form > .chips');
                if (!at.closest('.facet')) return false;
                return at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_the_map_of_the_portfolio_leads_to_the_projects_of_a_departement(
    page: Page, live_instance: str
) -> None:
    page.goto(live_instance + HOME)
    page.get_by_role("region", name="Où agissent les projets").get_by_role(
        "link", name="Dordogne"
    ).click()
    expect(page.locator(".cards > li")).to_have_count(2)
