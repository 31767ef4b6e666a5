"""The pictures of the desk: a table that writes bodies in several ways, read in the demo instance.

The searches of the demo are the program's own; one question is answered, so that the page shows
the way back.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from scripts.screenshots_collect import SIZE, WORK_MS, arrives, sign_in

HEADERS = ("Projet", "Structure", "Commune", "Année")
ROWS = (
    ("Le four banal", "Les Semeurs du Mardi soir", "Rochefort", "2021"),
    ("La grainothèque", "Association des Semeurs du Mardi", "Rochefort", "2024"),
    ("Le lavoir", "Mairie d’Eymoutiers", "Eymoutiers", "2019"),
    ("La halle", "Commune d’Eymoutiers", "Eymoutiers", "2022"),
    ("Le quai", "Collectif L’Ardoise du Corbeau poli", "Saint-Sulpice", "2020"),
    ("Le pont", "L’Ardoise du Corbeau poly", "Saint-Sulpice", "2023"),
    ("La cale", "Recyclerie La Manivelle du Chemin", "Tulle", "2018"),
    ("La nasse", "La Manivelle du Chemin (recyclerie)", "Tulle", "2024"),
)
PHONE = {"width": 360, "height": 740}
NAMES = (
    "identification",
    "identification-organismes",
    "identification-telephone",
    "identification-lieux",
    "identification-mentions",
)


def pictures(
    browser: Browser, base: str, portfolio: str, instance: Path
) -> Iterator[tuple[str, bytes]]:
    """Bring the table in, have the names read, answer once; the pictures of `NAMES`, as PNG."""
    page = browser.new_page(viewport=SIZE, reduced_motion="reduce", color_scheme="light")
    sign_in(page, base, instance)
    home = f"{base}{portfolio}"
    bring(page, home)
    desk = f"{home}identification/"
    page.goto(desk)
    page.get_by_role("button", name="Chercher de nouveaux rapprochements").click()
    expect(page.locator(".queue-cards")).to_be_visible(timeout=WORK_MS)
    page.goto(f"{desk}organismes/")
    page.keyboard.press("m")
    expect(page.locator(".last")).to_be_visible()
    yield "identification-organismes", shot(page, f"{desk}organismes/")
    yield "identification", shot(page, desk)
    yield "identification-lieux", shot(page, f"{desk}lieux/")
    yield "identification-mentions", shot(page, f"{desk}mentions/")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    yield "identification-telephone", shot(page, f"{desk}organismes/")
    page.close()


def shot(page: Page, address: str) -> bytes:
    """A page as it stands, its typefaces loaded."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page.screenshot()


def bring(page: Page, home: str) -> None:
    """Bring the table into the portfolio, by the screens of an import."""
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows([HEADERS, *ROWS])
    sent = {"name": "acteurs.csv", "mimeType": "text/csv", "buffer": target.getvalue().encode()}
    page.goto(f"{home}collecte/")
    page.get_by_role("button", name="Déposer des fichiers").click()
    page.get_by_label("Choisir des fichiers").set_input_files(sent)  # type: ignore[arg-type]
    expect(page.locator("#liste > li")).to_have_count(1)
    page.get_by_role("button", name="Lire les fichiers").click()
    arrives(page, "Que contient chaque colonne")
    page.get_by_role("button", name="Confirmer ces colonnes").click()
    arrives(page, "Ce que cet import va faire")
    page.get_by_role("button", name="Appliquer").click()
    arrives(page, "C’est entré")
