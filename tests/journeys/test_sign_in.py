"""An administrator comes in by the link of the demonstration, and invites a colleague."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, terreau_environment, watch

PASSWORD = "un mot de passe de phrase"


@pytest.fixture
def own_link(demo_instance: Path, live_instance: str) -> str:
    """A fresh link of the owner, on the served site."""
    terreau = Path(sys.executable).parent / "terreau"
    done = subprocess.run(
        [terreau, "sign-in-link", "--json"],
        env=terreau_environment(demo_instance),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return live_instance + urlsplit(json.loads(done.stdout)["sign_in"][0]["url"]).path


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room, page.url


def arrived(page: Page, heading: str) -> None:
    """The page with this title is there."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def reach(page: Page, name: str, role: str = "button") -> None:
    """Go with the Tab key alone to what has this role and name."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the Tab key never comes to « {name} »")


@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=["1280", "360"])
def test_an_administrator_invites_someone_who_comes_in(
    page: Page,
    browser: Browser,
    own_link: str,
    live_instance: str,
    axe: Callable[[Page], None],
) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0

    def sound(there: Page) -> None:
        axe(there)
        fits(there)

    page.goto(live_instance)
    page.get_by_role("link", name="Se connecter").click()
    arrived(page, "Se connecter")
    sound(page)
    page.goto(own_link)
    arrived(page, "Bienvenue")
    assert page.url == f"{live_instance}/entrer/"
    sound(page)
    reach(page, "Entrer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Votre compte")).to_contain_text("Se déconnecter")
    sound(page)
    page.get_by_role("link", name="Personnes", exact=True).click()
    arrived(page, "Personnes")
    sound(page)
    reach(page, "Inviter une personne", "link")
    page.keyboard.press("Enter")
    arrived(page, "Inviter une personne")
    sound(page)
    reach(page, "Prénom et nom", "textbox")
    page.keyboard.type(f"Sacha {width}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"sacha.{width}@exemple.fr")
    reach(page, "Créer le lien d’invitation")
    page.keyboard.press("Enter")
    arrived(page, f"Le lien de Sacha {width}")
    sound(page)
    link = page.get_by_label("Lien à transmettre").input_value()

    other = browser.new_context(viewport=page.viewport_size, locale="fr-FR")
    complaints = watch(other)
    guest = other.new_page()
    guest.goto(link)
    expect(guest.locator("main")).to_contain_text("Invitation de")
    expect(guest.locator("main")).to_contain_text("Lectrice ou lecteur")
    sound(guest)
    reach(guest, "Mot de passe", "textbox")
    guest.keyboard.type(PASSWORD)
    guest.keyboard.press("Tab")
    guest.keyboard.type("autre chose")
    guest.keyboard.press("Enter")
    expect(guest.locator(".field-error")).to_contain_text("pas le même mot de passe")
    sound(guest)
    guest.get_by_label("Mot de passe").fill(PASSWORD)
    guest.get_by_label("Le même, encore une fois").fill(PASSWORD)
    guest.keyboard.press("Enter")
    arrived(guest, f"Sacha {width}")
    expect(guest.get_by_role("heading", level=1)).not_to_contain_text("Bienvenue")
    expect(guest.locator("main")).to_contain_text("Lectrice ou lecteur")
    sound(guest)
    other.close()
    assert complaints == []

    page.goto(f"{live_instance}/personnes/")
    page.get_by_role("link", name=f"Sacha {width}").click()
    arrived(page, f"Sacha {width}")
    sound(page)
    reach(page, "Fermer l’accès")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("L’accès est fermé")
    sound(page)
