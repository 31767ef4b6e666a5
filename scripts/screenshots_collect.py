"""The pictures of an import: a table and a note, brought into the demo instance by the browser."""

import csv
import io
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect
from tests.support import ROOT

TERREAU = ROOT / ".venv" / "bin" / "terreau"
WORK_MS = 60_000
SIZE = {"width": 1280, "height": 900}
HEADERS = ("N° dossier", "Intitulé du projet", "Structure", "Commune", "Aide votée", "Millésime")
FIRST = (
    ("2024001", "Le fournil partagé", "Les Mitrons du plateau", "Eymoutiers", "12 500 €", "2024"),
    ("2024002", "Radio Vallée", "Ondes claires", "Tulle", "8 000 €", "2024"),
    ("2024003", "Un verger pour tous", "Les Croqueurs", "Saint-Junien", "15 000 €", "2024"),
    ("2024004", "", "", "Guéret", "3 000 €", "2024"),
)
SECOND = (
    ("", "Le fournil partagé", "Le Pain du plateau", "Eymoutiers", "12 500 €", "2024"),
    ("2024002", "Radio V.", "Ondes claires", "Tulle", "8 000 €", "2024"),
    ("2024003", "Le verger de tous", "Les Croqueurs", "Saint-Junien", "15 000 €", "2024"),
    ("2024005", "L’atelier mobile", "La Bécane", "Limoges", "9 000 €", "2024"),
)
NAMES = ("collecte-fichiers", "collecte-colonnes", "collecte-plan", "collecte-origine")


def table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A table as a spreadsheet saves it."""
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows([HEADERS, *rows])
    return target.getvalue().encode()


def pictures(
    browser: Browser, base: str, portfolio: str, instance: Path
) -> Iterator[tuple[str, bytes]]:
    """Bring two tables in, correct a name between them; the pictures of `NAMES`, as PNG."""
    page = browser.new_page(viewport=SIZE, reduced_motion="reduce", color_scheme="light")
    sign_in(page, base, instance)
    bring(page, f"{base}{portfolio}", "laureats-2024.csv", FIRST)
    page.reload()
    yield "collecte-fichiers", page.screenshot()
    page.get_by_role("button", name="Lire les fichiers").click()
    arrives(page, "Que contient chaque colonne")
    yield "collecte-colonnes", page.screenshot()
    page.get_by_role("button", name="Confirmer ces colonnes").click()
    arrives(page, "Ce que cet import va faire")
    page.get_by_role("button", name="Appliquer").click()
    arrives(page, "C’est entré")
    page.get_by_role("link", name="Radio Vallée").click()
    page.get_by_role("link", name="Corriger").click()
    page.get_by_label("Nom du projet").fill("Radio Vallée libre")
    page.get_by_label("Pourquoi").fill("statuts de l’association")
    page.get_by_role("button", name="Garder ces corrections").click()
    page.locator("#origines").evaluate("element => element.scrollIntoView()")
    yield "collecte-origine", page.screenshot()
    bring(page, f"{base}{portfolio}", "laureats-corriges.csv", SECOND)
    page.get_by_role("button", name="Lire les fichiers").click()
    arrives(page, "Ce que cet import va faire")
    page.locator(".tabs").evaluate("element => element.scrollIntoView()")
    yield "collecte-plan", page.screenshot()
    page.close()


def sign_in(page: Page, base: str, instance: Path) -> None:
    """Come in by a fresh link of the owner."""
    command = [TERREAU, "sign-in-link", "--instance", instance, "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    page.goto(base + urlsplit(json.loads(told.stdout)["sign_in"][0]["url"]).path)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("navigation", name="Votre compte")).to_contain_text("Se déconnecter")


def bring(page: Page, home: str, name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """Begin an import and send it a table."""
    page.goto(f"{home}collecte/")
    page.get_by_role("button", name="Déposer des fichiers").click()
    sent = {"name": name, "mimeType": "text/csv", "buffer": table(rows)}
    page.get_by_label("Choisir des fichiers").set_input_files(sent)
    expect(page.locator("#liste > li")).to_have_count(1)


def arrives(page: Page, heading: str) -> None:
    """Wait until the worker has done its part."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=WORK_MS)
    page.evaluate("document.fonts.ready")
