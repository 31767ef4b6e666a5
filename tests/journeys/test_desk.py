"""A programme officer says who is who and where it is, at the desk, mostly with the keyboard."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, PLAIN_HTML, Sound, served, watch
from tests.journeys.test_collect import command
from tests.journeys.test_sign_in import arrived

HOME = "/portefeuilles/neo-terra/"
DESK = f"{HOME}identification/"
BODIES, PLACES, NAMED = f"{DESK}organismes/", f"{DESK}lieux/", f"{DESK}mentions/"
WORK_MS = 60_000
ROWS = (
    ("Le four banal", "Mairie de Bègles", "Bègles"),
    ("Le lavoir", "Commune de Bègles", "Bègles"),
    ("La halle", "Association Les Semeurs du Mardi soir", "Rochefort"),
    ("Le chai", "Les Semeurs du Mardi soir", "Rochefort"),
    ("Le quai", "Collectif L'Ardoise du Corbeau poli", "Saint-Sulpice"),
    ("Le pont", "L'Ardoise du Corbeau poly", "Saint-Sulpice"),
    ("Le gué", "Régie de quartier du Chêne creux", "Saintes"),
    ("Le bac", "Régie du quartier du Chène creux", "Saintes"),
    ("La cale", "Recyclerie La Manivelle du Chemin", "Tulle"),
    ("La nasse", "La Manivelle du Chemin (recyclerie)", "Tulle"),
)
Cookies = list[Any]  # as the browser gives and takes them


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance whose portfolio writes the same bodies in several ways."""
    folder = tmp_path_factory.mktemp("identification")
    table = folder / "laureats.csv"
    lines = ["Projet;Structure;Commune;Année"] + [f"{';'.join(row)};2024" for row in ROWS]
    table.write_text("\n".join(lines), encoding="utf-8")
    made = folder / "instance"
    command(made, "init", "--instance", str(made))
    command(made, "import", "examples/neo-terra")
    command(made, "import", str(table), "--portfolio", "neo-terra")
    return made


@pytest.fixture(scope="module")
def site(instance: Path) -> Iterator[str]:
    """The address of that instance, served with its worker."""
    with served(instance) as url:
        yield url


@pytest.fixture(scope="module")
def session(browser: Browser, site: str, instance: Path) -> Cookies:
    """The session of the owner, who came in by a link and had the names read."""
    told = json.loads(command(instance, "sign-in-link", "--json"))
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(site + urlsplit(told["sign_in"][0]["url"]).path)
    page.get_by_role("button", name="Entrer").click()
    page.goto(site + DESK)
    expect(page.get_by_role("heading", name="Rien à trancher")).to_be_visible()
    page.get_by_role("button", name="Chercher de nouveaux rapprochements").click()
    # The page follows the work, then shows what it found.
    expect(page.locator(".queue-cards")).to_be_visible(timeout=WORK_MS)
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def at_work(page: Page, session: Cookies) -> Page:
    """A page of the owner."""
    page.context.add_cookies(session)
    return page


def case(page: Page) -> Locator:
    return page.locator("#cas")


def press(page: Page, key: str) -> None:
    """One key; the next question is there, and has the focus."""
    before = page.url
    page.keyboard.press(key)
    expect(page).not_to_have_url(before)
    expect(case(page)).to_be_focused()


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_questions_are_answered_with_one_key_each_and_taken_back(
    at_work: Page, site: str, sound: Sound
) -> None:
    page = at_work
    page.goto(site + HOME)
    page.get_by_role("link", name="Identification", exact=True).click()
    arrived(page, "Identification")
    sound(page)
    page.get_by_role("link", name="Comparer les organismes").click()
    expect(case(page)).to_be_focused()
    sound(page)
    first = page.url
    press(page, "m")
    expect(page.locator("#annonce")).to_contain_text("Réponse gardée")
    expect(page.locator(".last")).to_contain_text("le même organisme")
    sound(page)
    second = page.url
    press(page, "u")
    assert page.url == first
    expect(page.locator(".said")).to_contain_text("est annulé")
    press(page, "s")
    assert page.url == second
    press(page, "a")
    expect(page.locator(".last")).to_contain_text("deux organismes")
    page.go_back()
    expect(case(page)).to_contain_text("Déjà répondu.")
    sound(page)
    page.get_by_role("button", name="Défaire cette réponse").click()
    expect(page.locator(".answered")).to_have_count(0)
    assert page.url == second


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_a_key_answers_only_where_the_case_has_the_focus(at_work: Page, site: str) -> None:
    page = at_work
    page.goto(site + BODIES)
    address = page.url
    page.get_by_text("Ajouter un motif").click()
    page.get_by_label("Pourquoi").fill("")
    page.get_by_label("Pourquoi").press_sequentially("mai")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Acteurs", exact=True).focus()
    page.keyboard.press("m")
    expect(page.locator(".keys-hint")).to_be_visible()
    switch = page.get_by_role("button", name="Touches du clavier")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("m")
    page.keyboard.press("Control+a")
    assert page.url == address
    expect(page.get_by_label("Pourquoi")).to_have_value("mai")
    expect(page.locator(".answered")).to_have_count(0)
    expect(page.locator(".key").first).to_be_hidden()
    switch.click()
    case(page).focus()
    press(page, "i")
    press(page, "u")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_places_and_names_are_chosen_by_their_digit_or_searched(
    at_work: Page, site: str, sound: Sound
) -> None:
    page = at_work
    page.goto(site + PLACES)
    sound(page)
    expect(page.locator(".candidates")).to_contain_text("Charente-Maritime")
    # A French keyboard writes digits with the shift key: the place of the key counts.
    press(page, "Digit1")
    expect(page.locator(".last")).to_contain_text("Rochefort")
    page.get_by_label("Chercher un autre territoire").fill("Tulle")
    page.keyboard.press("Enter")
    expect(page.locator(".candidates")).to_contain_text("Tulle (commune, Corrèze)")
    sound(page)
    press(page, "1")
    press(page, "u")
    page.goto(site + NAMED)
    sound(page)
    page.get_by_label("Lieu d’accueil").check()
    press(page, "n")
    expect(page.locator(".last")).to_contain_text("c’est «")
    press(page, "x")
    press(page, "u")
    press(page, "u")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_two_people_at_once_are_told_of_each_other(
    at_work: Page, site: str, browser: Browser, session: Cookies
) -> None:
    page = at_work
    page.goto(site + BODIES)
    expect(case(page)).to_be_focused()
    context = browser.new_context(locale="fr-FR")
    complaints = watch(context)
    context.add_cookies(session)
    other = context.new_page()
    other.goto(page.url)
    expect(case(other)).to_be_focused()
    press(other, "a")
    page.keyboard.press("m")
    expect(page.locator(".said")).to_contain_text("Une autre réponse a été donnée entre-temps")
    expect(page.locator(".answered")).to_contain_text("Deux organismes")
    press(other, "u")
    context.close()
    assert complaints == []


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["360"])
def test_the_desk_fits_a_telephone_in_both_themes(at_work: Page, site: str, sound: Sound) -> None:
    page = at_work
    for address in ("", "organismes/", "lieux/", "mentions/", "tres-sures/", "reponses/"):
        page.goto(site + DESK + address)
        for scheme in ("dark", "light"):
            # Without motion: a colour half-way from one theme to the other is of neither.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            sound(page)


@pytest.mark.parametrize("page", [PLAIN_HTML], indirect=True, ids=["no script"])
def test_the_desk_works_without_a_script(at_work: Page, site: str) -> None:
    page = at_work
    page.goto(site + BODIES)
    address = page.url
    page.get_by_role("button", name="Le même").click()
    expect(page).not_to_have_url(address)
    expect(page.locator(".last")).to_contain_text("le même organisme")
    page.locator(".last").get_by_role("button", name=re.compile("Défaire")).click()
    expect(page).to_have_url(address)
    page.get_by_role("link", name="Suivant, sans répondre").click()
    expect(page).not_to_have_url(address)
    page.goto(site + f"{DESK}reponses/")
    expect(page.locator(".decisions")).to_contain_text("défaite par Propriétaire")
