"""A programme officer brings real files in, decides, corrects, and takes an import back."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import (
    DESKTOP,
    PHONE,
    PLAIN_HTML,
    Sound,
    served,
    terreau_environment,
)
from tests.journeys.test_sign_in import arrived, reach
from tests.support import ROOT

HOME = "/portefeuilles/neo-terra/"
COLLECT = f"{HOME}collecte/"
WORK_MS = 60_000
KEEPING = re.compile(r"Garder «\sUn nom choisi")


def command(instance: Path, *arguments: str) -> str:
    terreau = Path(sys.executable).parent / "terreau"
    done = subprocess.run(
        [terreau, *arguments],
        env=terreau_environment(instance),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance of its own, with the example: what these journeys change is seen by no other."""
    folder = tmp_path_factory.mktemp("collecte") / "instance"
    command(folder, "init", "--instance", str(folder))
    command(folder, "import", str(ROOT / "examples" / "neo-terra"))
    return folder


@pytest.fixture(scope="module")
def site(instance: Path) -> Iterator[str]:
    """The address of that instance, served with its worker."""
    with served(instance) as url:
        yield url


@pytest.fixture
def at_work(page: Page, site: str, instance: Path) -> Page:
    """A page where the owner came in by a link."""
    told = json.loads(command(instance, "sign-in-link", "--json"))
    page.goto(site + urlsplit(told["sign_in"][0]["url"]).path)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("navigation", name="Votre compte")).to_contain_text("Se déconnecter")
    return page


def laureates(test_data: Path, changed: str = "") -> bytes:
    """Ten real laureates in a table of its own layout; the name of the third may be changed."""
    with (test_data / "actee-laureats" / "laureats.csv").open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row["nom"]][:10]
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(["N° dossier", "Nom du projet", "Appel à projets", "Aide votée"])
    for number, row in enumerate(rows, start=1):
        name = changed if changed and number == 3 else f"{row['nom']} ({row['aap']})"
        writer.writerow([f"2022{number:03}", name, row["aap"], row["aide_validee"]])
    return target.getvalue().encode()


def csv_file(data: bytes, name: str = "laureats.csv") -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": data}


def new_import(page: Page, site: str) -> None:
    page.goto(site + COLLECT)
    page.get_by_role("button", name="Déposer des fichiers").click()
    arrived(page, "Déposer les fichiers")
    # Files chosen before the scripts are there would wait for the button.
    page.wait_for_load_state("load")


def leads_to(page: Page, heading: str) -> None:
    """The worker does its part, and the page leads on by itself."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=WORK_MS)


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_a_table_and_a_document_come_in_are_corrected_and_taken_back(
    at_work: Page, site: str, sound: Sound, test_data: Path
) -> None:
    page = at_work
    page.goto(site + HOME)
    page.get_by_role("link", name="Collecte", exact=True).click()
    arrived(page, "Collecte")
    sound(page)

    new_import(page, site)
    sound(page)
    document = (test_data / "documents-fr" / "bilan_2023.pdf").read_bytes()
    page.get_by_label("Choisir des fichiers").set_input_files(
        [
            csv_file(laureates(test_data)),
            {"name": "2022003 bilan.pdf", "mimeType": "application/pdf", "buffer": document},
        ]  # type: ignore[arg-type]
    )
    expect(page.locator("#liste > li")).to_have_count(2)
    sound(page)
    page.get_by_role("button", name="Lire les fichiers").click()

    leads_to(page, "Que contient chaque colonne")
    sound(page)
    preview = page.locator("#apercu")
    named = page.get_by_label("Champ de la colonne Nom du projet")
    named.select_option("ignore")
    expect(preview).to_contain_text("ni nom de projet")
    named.select_option("name")
    expect(preview.locator("tbody tr").first).to_contain_text("CHÊNE")
    page.get_by_label("Année").fill("2022")
    page.get_by_role("button", name="Confirmer ces colonnes").click()

    leads_to(page, "Ce que cet import va faire")
    sound(page)
    expect(page.locator(".sum")).to_contain_text(re.compile(r"lus\s*11.*nouveaux\s*11", re.S))
    address = page.url
    page.get_by_role("link", name=re.compile("^Rejetés")).click()
    expect(page).to_have_url(re.compile(r"issue=rejected"))
    page.go_back()
    assert page.url == address
    page.get_by_role("link", name="Rapport de qualité").click()
    arrived(page, "Ce qu’il faut vérifier")
    sound(page)
    with page.expect_download() as caught:
        page.get_by_role("link", name="Télécharger le classeur à renvoyer").click()
    assert caught.value.suggested_filename.endswith(".xlsx")
    page.go_back()
    page.get_by_role("button", name="Appliquer").click()

    leads_to(page, "C’est entré")
    sound(page)
    done = page.url
    page.locator(".links a").nth(2).click()
    project = page.url
    origins = page.get_by_role("region", name="D’où viennent ces informations")
    expect(origins).to_contain_text(re.compile(r"laureats\.csv, ligne 4, colonne B"))
    sound(page)
    page.locator("aside a[href*='/documents/']").first.click()
    expect(page.locator(".page-mark").first).to_have_text(re.compile(r"page\s1"))

    page.goto(project)
    page.get_by_role("link", name="Corriger").click()
    page.get_by_label("Nom du projet").fill("Un nom choisi")
    page.get_by_label("Pourquoi").fill("vu avec le porteur")
    sound(page)
    page.get_by_role("button", name="Garder ces corrections").click()
    arrived(page, "Un nom choisi")
    expect(origins).to_contain_text("Corrigé par Propriétaire")
    sound(page)

    new_import(page, site)
    again = csv_file(laureates(test_data, changed="Encore un autre nom"), "laureats-2.csv")
    page.get_by_label("Choisir des fichiers").set_input_files(again)  # type: ignore[arg-type]
    expect(page.locator("#liste > li")).to_have_count(1)
    page.get_by_role("button", name="Lire les fichiers").click()
    leads_to(page, "Ce que cet import va faire")
    expect(page.locator(".question")).to_contain_text(KEEPING)
    sound(page)
    page.get_by_label(KEEPING).check()
    page.get_by_role("button", name=re.compile("Enregistrer mes réponses")).click()
    leads_to(page, "Ce que cet import va faire")
    expect(page.get_by_label(KEEPING)).to_be_checked()
    page.get_by_role("button", name="Abandonner").click()
    expect(page.get_by_role("status").first).to_contain_text("Import abandonné")

    page.goto(done)
    page.get_by_role("button", name="Défaire cet import").click()
    leads_to(page, "Cet import est défait")
    sound(page)
    answer = page.goto(project)
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["360"])
def test_the_pages_of_an_import_fit_a_telephone_in_both_themes(
    at_work: Page, site: str, sound: Sound
) -> None:
    page = at_work

    def sound_in_both(there: Page) -> None:
        for scheme in ("dark", "light"):
            # Without motion: a colour half-way from one theme to the other is of neither.
            there.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sound(there)

    new_import(page, site)
    data = b"Projet;Structure;Ville;Somme\n" + b"Le four;Les Mitrons;Limoges;12 000\n" * 2
    name = f"un-nom-de-fichier-vraiment-tres-long-{'x' * 60}.csv"
    page.get_by_label("Choisir des fichiers").set_input_files(csv_file(data, name))  # type: ignore[arg-type]
    expect(page.locator("#liste > li")).to_have_count(1)
    sound_in_both(page)
    page.get_by_role("button", name="Lire les fichiers").click()
    leads_to(page, "Que contient chaque colonne")
    sound_in_both(page)
    page.get_by_role("button", name="Confirmer ces colonnes").click()
    leads_to(page, "Ce que cet import va faire")
    sound_in_both(page)
    page.get_by_role("button", name="Abandonner").click()
    arrived(page, "Collecte")
    sound_in_both(page)


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_an_import_is_made_with_the_keyboard_alone(at_work: Page, site: str) -> None:
    page = at_work
    data = b"Projet;Structure;Aide\nLa cabane;Les Cabanistes;4 000\n"
    # Listened to from the start: a chooser that opens before anyone listens is lost.
    page.on("filechooser", lambda one: one.set_files(csv_file(data, "clavier.csv")))
    page.goto(site + COLLECT)
    reach(page, "Déposer des fichiers")
    page.keyboard.press("Enter")
    arrived(page, "Déposer les fichiers")
    reach(page, "Choisir des fichiers")
    page.keyboard.press("Enter")
    expect(page.locator("#liste > li")).to_have_count(1)
    reach(page, "Lire les fichiers")
    page.keyboard.press("Enter")
    leads_to(page, "Que contient chaque colonne")
    reach(page, "Confirmer ces colonnes")
    page.keyboard.press("Enter")
    leads_to(page, "Ce que cet import va faire")
    reach(page, "Appliquer")
    page.keyboard.press("Enter")
    leads_to(page, "C’est entré")
    reach(page, "Défaire cet import")
    page.keyboard.press("Enter")
    leads_to(page, "Cet import est défait")


@pytest.mark.parametrize("page", [PLAIN_HTML], indirect=True, ids=["no script"])
def test_an_import_is_made_without_a_script(at_work: Page, site: str) -> None:
    page = at_work
    new_import(page, site)
    data = b"Initiative;Association;Euros\nLe rucher;Les Abeilles;2 000\n"
    page.get_by_label("Choisir des fichiers").set_input_files(csv_file(data, "simple.csv"))  # type: ignore[arg-type]
    page.get_by_role("button", name="Envoyer les fichiers choisis").click()
    expect(page.locator("#liste > li")).to_have_count(1)
    page.get_by_role("button", name="Lire les fichiers").click()
    leads_to(page, "Que contient chaque colonne")
    page.get_by_label("Champ de la colonne Initiative").select_option("name")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("#apercu")).to_contain_text("Le rucher")
    page.get_by_role("button", name="Confirmer ces colonnes").click()
    leads_to(page, "Ce que cet import va faire")
    page.get_by_role("button", name="Abandonner").click()
    arrived(page, "Collecte")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["1280"])
def test_a_folder_that_is_dropped_keeps_the_paths_of_its_files(
    at_work: Page, site: str, tmp_path: Path
) -> None:
    page = at_work
    folder = tmp_path / "AMI 2024"
    (folder / "D-7").mkdir(parents=True)
    (folder / "D-7" / "note.txt").write_text("Une note.", "utf-8")
    (folder / "liste.csv").write_text("Projet;Aide\nLe puits;100\n", "utf-8")
    new_import(page, site)
    page.get_by_label("Choisir un dossier entier").set_input_files(folder)
    expect(page.locator("#liste > li")).to_have_count(2)
    expect(page.locator("#liste")).to_contain_text("AMI 2024/D-7/")
    page.get_by_role("button", name=re.compile("Retirer note")).click()
    expect(page.locator("#liste > li")).to_have_count(1)
    page.locator("#zone").evaluate(
        """zone => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["glissé"], "glisse.txt"));
            zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }"""
    )
    expect(page.locator("#liste > li")).to_have_count(2)
    expect(page.locator("#liste")).to_contain_text("glisse.txt")
    page.get_by_role("button", name="Abandonner").click()
