"""The fictitious portfolio at real size: committed bytes, evidence, planted mistakes, files."""

import csv
import hashlib
import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from functools import cache

import docx
import openpyxl
import pdfplumber
import pytest
from scripts.fictif import examples
from scripts.fictif.__main__ import SEED
from scripts.fictif.banks import DATA, ambitions, enjeux, families
from scripts.fictif.demarches import deposits, export
from scripts.fictif.documents import FORMATS, name_of, sheet, write
from scripts.fictif.dossier import dossiers
from scripts.fictif.french import plain
from scripts.fictif.measure import TWICE_AT_MOST, repetition
from scripts.fictif.names import luhn_digit
from scripts.fictif.plan import ROLES, plan
from scripts.fictif.tables import tables
from scripts.fictif.tables.mistakes import KINDS
from scripts.fictif.truth import truth

from terreau.vocabulary.skos import read
from tests.support import ROOT

FOLDER = ROOT / "examples" / "fictif"
SMALL = 30
LOCAL_AUTHORITY = re.compile(
    r"\b(?:mairie|ville|commune|communauté|conseil (?:régional|départemental)|région|département|"
    r"métropole|agglomération|ccas|cias|préfecture) (?:de|d’|du|des)\b",
    re.IGNORECASE,
)


@cache
def whole():
    return tuple(dossiers(plan(SEED), SEED))


@cache
def small():
    return tuple(dossiers(plan(7, SMALL), 7))


@cache
def spreadsheets():
    return tuple(tables(list(whole()), SEED))


@cache
def committed():
    return json.loads((FOLDER / "projects.json").read_text("utf-8"))


def bodies(of):
    for one in of:
        yield one.project.holder
        yield from (actor.body for actor in one.project.partners if actor.body)


def rows_of(name, of=None):
    made = list(of or whole())
    files = dict(truth(made, tables(made, SEED), deposits(made, SEED), SEED))
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_the_command_gives_exactly_the_committed_files():
    made = dict(examples.files(list(whole())))
    kept = {
        str(path.relative_to(FOLDER)): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file()
    }
    assert set(made) == set(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_committed_folder_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000


def test_it_has_the_size_of_a_real_call():
    made = whole()
    assert len(made) == 440
    assert sum(len(one.pieces) for one in made) == 1000
    assert len({one.project.slug for one in made}) == 440
    assert {one.project.year for one in made} == set(range(2014, 2025))
    assert len(families()) >= 60


def test_ambitions_roles_and_departements_all_have_their_share():
    projects = [one.project for one in whole()]
    assert min(Counter(one.ambition for one in projects).values()) >= 45
    assert set(Counter(one.enjeu for one in projects)) == set(enjeux())
    assert min(Counter(role for one in projects for role in one.roles).values()) >= 150
    assert any(not one.roles for one in projects)
    assert min(Counter(one.at.departement for one in projects).values()) >= 15
    assert len({one.at.departement for one in projects}) == 12


def test_hardly_a_sentence_is_said_twice():
    said = repetition(whole())
    assert said.sentences > 12_000
    assert said.exact <= TWICE_AT_MOST
    assert said.masked <= TWICE_AT_MOST


def test_no_role_is_named_in_the_sentence_that_shows_it():
    shown = [item for one in whole() for item in one.evidence if item.scheme == "roles"]
    assert len(shown) > 500
    # Aiguillon, with a capital, is a commune.
    assert not [item for item in shown if any(role in item.sentence for role in ROLES)]


def test_every_coding_rests_on_a_sentence_of_its_dossier():
    for one in whole():
        told = {(piece.kind, s) for piece in one.pieces for s in piece.sentences}
        assert all((item.piece, item.sentence) in told for item in one.evidence)
        shown = {item.notation for item in one.evidence}
        assert {one.project.enjeu, *one.project.roles} <= shown


@pytest.mark.parametrize("text", ["sentence", "summary"])
def test_texts_have_french_signs_and_elisions(text):
    if text == "sentence":
        told = [s for one in whole() for piece in one.pieces for s in piece.sentences]
    else:
        told = [project["summary"] for project in committed()]
    wrong = re.compile(
        r"'|« | »| [:;?!%€]|\{|\}|\[|\]|  |\.\.|[<>|]|\b[Dd]e l[e]s? (?!faire)(?=collectif|commun)"
        r"|(?<![-’])\b(?:de|que|le|la|ne|se) (?:[aeiouéèê]|h(?:ab|iv|om))(?!nze|ui)"
        r"|\b[Àà] les? (?=co|ha)|\bsi il"
    )
    found = [said for said in told if wrong.search(said.replace("le onze", ""))]
    assert found == []


def test_passages_are_found_once_in_their_note():
    for project in committed():
        (document,) = project["documents"]
        data = (FOLDER / "documents" / document["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document["sha256"]
        assert project["codings"], project["slug"]
        assert all(coding["passages"] for coding in project["codings"])


def test_the_strategy_has_six_ambitions_of_three_to_five_enjeux():
    (found,) = read((FOLDER / "scheme.ttl").read_bytes()).schemes
    assert found.slug == "strategie-fictive"
    counts = Counter(one.broader for one in found.concepts if one.broader)
    assert len(ambitions()) == 6
    assert len(counts) == 6
    assert all(3 <= count <= 5 for count in counts.values())
    assert all(one.definition for one in found.concepts)


def test_the_portfolio_says_that_it_is_fictitious():
    card = json.loads((FOLDER / "portfolio.json").read_text("utf-8"))
    assert card["fictitious"] is True
    assert card["name"].startswith("Portefeuille fictif")
    assert all("inventé" in path.read_text("utf-8") for path in (FOLDER / "documents").iterdir())


def test_no_invented_name_is_that_of_a_known_body():
    bank = tomllib.loads((DATA / "known.toml").read_text("utf-8"))
    alone = set(bank["alone"])
    inside = [f" {plain(name)} " for name in bank["names"] if name not in alone]
    whole_names = {plain(name) for name in bank["names"]}
    names = {body.name for body in bodies(whole())} | {one.project.name for one in whole()}
    found = [
        name
        for name in names
        if plain(name) in whole_names or any(known in f" {plain(name)} " for known in inside)
    ]
    assert found == []


def test_no_invented_name_is_in_the_registers_of_real_grants(test_data):
    folder = test_data / "ci-ville-adulte-relais-fonjep"
    real = {
        plain(str(item["raison_sociale"]))
        for path in folder.glob("*.json")
        for item in json.loads(path.read_text("utf-8"))
        if isinstance(item, dict) and item.get("raison_sociale")
    }
    names = {body.name.partition(" ")[2] for body in bodies(whole())}
    names |= {body.name for body in bodies(whole())} | {one.project.name for one in whole()}
    assert len(real) > 1000
    assert {name for name in names if len(plain(name)) > 8 and plain(name) in real} == set()


def test_no_local_authority_is_a_partner():
    names = {body.name for body in bodies(whole())}
    names |= {actor.words for one in whole() for actor in one.project.partners}
    assert [name for name in names if LOCAL_AUTHORITY.search(name)] == []


def test_identifiers_have_right_keys_and_can_be_nobody_s():
    for body in bodies(whole()):
        assert body.siret.startswith("0")
        assert luhn_digit(body.siret[:8]) == body.siret[8]
        assert luhn_digit(body.siret[:13]) == body.siret[13]
        assert body.email.endswith(".example")
        assert body.phone.startswith(("05 36 49", "06 39 98"))


def test_no_two_years_have_the_same_columns():
    layouts = [one.grid.layout for one in spreadsheets()]
    assert len(layouts) == 11
    assert len({layout.columns for layout in layouts}) == 11
    assert {layout.format for layout in layouts} == {"xlsx", "ods", "cp1252", "utf8"}


def test_planted_mistakes_are_where_the_truth_says():
    planted = [mistake for one in spreadsheets() for mistake in one.grid.mistakes]
    assert {mistake.kind for mistake in planted} == set(KINDS)
    for one in spreadsheets():
        for mistake in one.grid.mistakes:
            cell = one.grid.cells[mistake.row - 1][ord(mistake.column) - ord("A")]
            assert ("" if cell is None else str(cell)) == mistake.written
            assert mistake.written != mistake.expected


def test_a_workbook_holds_its_cells_where_the_truth_says():
    one = next(one for one in spreadsheets() if one.grid.layout.year == 2024)
    page = openpyxl.load_workbook(io.BytesIO(one.data)).active
    for mistake in one.grid.mistakes:
        found = page[f"{mistake.column}{mistake.row}"].value
        assert str(found if found is not None else "") == mistake.written


def test_rows_typed_in_twice_are_told():
    assert len(rows_of("doublons.csv")) >= 18


def test_every_file_of_the_truth_speaks_of_projects_that_exist():
    codes = {one.project.code for one in small()}
    for name in ("projets.csv", "codages.csv", "mentions.csv", "textes.csv"):
        rows = rows_of(name, small())
        assert rows, name
        assert {row["numero"] for row in rows} <= codes


def test_the_platform_s_export_joins_its_sheets_and_has_every_state():
    held = deposits(list(small()), 7)
    book = openpyxl.load_workbook(io.BytesIO(export(held, 7)), read_only=True)
    sheets = {page.title: list(page.iter_rows(values_only=True)) for page in book}
    assert list(sheets) == [
        "Dossiers",
        "Etablissements",
        "Avis",
        "(1) Partenaires",
        "(2) Budget",
    ]
    numbers = {row[0] for row in sheets["Dossiers"][1:]}
    state = sheets["Dossiers"][0].index("État du dossier")
    assert {row[state] for row in sheets["Dossiers"][1:]} == {
        "Accepté",
        "Refusé",
        "Classé sans suite",
        "En instruction",
        "En construction",
    }
    for name in ("Etablissements", "Avis", "(1) Partenaires", "(2) Budget"):
        assert {row[0] for row in sheets[name][1:]} <= numbers


def test_the_same_seed_gives_the_same_files_and_another_seed_others():
    again = dossiers(plan(7, SMALL), 7)
    assert [one.pieces for one in again] == [one.pieces for one in small()]
    assert [one.pieces for one in dossiers(plan(8, SMALL), 8)] != [one.pieces for one in small()]
    first, second = tables(again, 7), tables(list(small()), 7)
    assert [one.data for one in first] == [one.data for one in second]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_each_format_of_a_dossier_is_the_same_twice(ending):
    piece = small()[3].pieces[0]
    page = sheet(piece, 7)
    name = f"{piece.project.code}/{piece.kind}.{ending}"
    assert write(page, name) == write(page, name)


def test_the_text_of_a_dossier_is_in_the_file():
    piece = small()[3].pieces[0]
    page = sheet(piece, 7)
    wanted = plain(piece.sentences[0])[:40]
    word = docx.Document(io.BytesIO(FORMATS["docx"](page)))
    assert wanted in plain(" ".join(one.text for one in word.paragraphs))
    with zipfile.ZipFile(io.BytesIO(FORMATS["odt"](page))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert wanted in plain(archive.read("content.xml").decode())
    with pdfplumber.open(io.BytesIO(FORMATS["pdf"](page))) as pdf:
        assert plain(piece.project.name) in plain(pdf.pages[0].extract_text())
        assert "fictif" in pdf.pages[-1].extract_text()
    with pdfplumber.open(io.BytesIO(FORMATS["scan.pdf"](page))) as scanned:
        assert not scanned.pages[0].extract_text()
        assert scanned.pages[0].images


def test_the_dossiers_come_in_every_format_and_some_are_scans():
    names = [name_of(piece, SEED) for one in whole() for piece in one.pieces]
    assert len(set(names)) == 1000
    endings = Counter(name.partition(".")[2] for name in names)
    assert set(endings) == set(FORMATS)
    assert 1 <= endings["scan.pdf"] <= 5
