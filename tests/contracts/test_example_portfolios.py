"""The example portfolios: facts as in the source, our own words, evidence for every coding."""

import hashlib
import json
import re
from functools import cache

import pytest
from scripts.build_example import ExampleError, Note, build

from terreau.collect.readers.markup import extract
from terreau.territory import gazetteer
from terreau.territory.gazetteer import Level
from terreau.vocabulary.words import fold
from tests.support import ROOT

EXAMPLES = ROOT / "examples"
FOLDERS = ("exercice", "neo-terra")

# Project, enjeu, roles, place (level and code), relation of the place: read by hand in the fiche.
FACTS = {
    "la-gemme": ("La Gemme", "2.1", {"aiguillon", "connecteur"}, None),
    "ludosens": ("Ludosens", "2.1", {"connecteur", "inspirateur"}, ("33063", "action")),
    "la-petite-soeur": (
        "La petite Sœur",
        "2.1",
        {"inspirateur", "connecteur"},
        ("33063", "action"),
    ),
    "etica": ("Etica", "2.2", {"inspirateur"}, None),
    "kpa": ("KPA", "2.2", {"inspirateur", "connecteur"}, ("17300", "action")),
    "disdamedonc": ("Association DisDameDonc", "2.3", {"aiguillon", "inspirateur"}, None),
    "adapei-19": ("Adapei 19", "2.3", {"inspirateur"}, ("19", "action")),
    "bouillonnant-e-s": ("Bouillonnant.e.s", "2.3", {"inspirateur"}, ("79", "action")),
    "marie-curry": ("Marie Curry", "2.3", {"inspirateur", "connecteur"}, ("33063", "action")),
    "cafe-de-l-espace": ("Café de l’Espace", "2.4", {"connecteur"}, ("23081", "action")),
    "collectif-3-tiers": (
        "Le Collectif 3 tiers",
        "2.4",
        {"connecteur", "inspirateur"},
        ("33", "action"),
    ),
    "gco-asso": ("GCO ASSO", "2.4", {"connecteur"}, ("24311", "action")),
    "maison-24": ("Maison 24", "2.4", {"connecteur"}, ("24322", "seat")),
    "unis-vers-tchouk": (
        "Unis Vers Tchouk",
        "2.4",
        {"aiguillon", "connecteur"},
        ("87085", "action"),
    ),
}


@cache
def projects(folder):
    return json.loads((EXAMPLES / folder / "projects.json").read_text("utf-8"))


@cache
def card(folder):
    return json.loads((EXAMPLES / folder / "portfolio.json").read_text("utf-8"))


@cache
def layer(folder, name):
    return extract((EXAMPLES / folder / "documents" / name).read_text("utf-8")).text


def judged(folder):
    """Every coding and statement of the folder, with a name for the report."""
    for project in projects(folder):
        for coding in project["codings"]:
            yield f"{project['slug']} {coding['scheme']}:{coding['notation']}", coding
    for statement in card(folder)["statements"]:
        yield f"{statement['concept']} {statement['topic']}", statement


def organisations(folder):
    for project in projects(folder):
        if project["holder"]:
            yield project["holder"]["name"]
        yield from (p["name"] for p in project["partners"] if p["kind"] == "organisation")
        yield from (grant["funder"] for grant in project["grants"])
    yield card(folder)["funder"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_committed_files_are_those_that_the_facts_give(folder):
    for name, content in build(EXAMPLES / folder).items():
        assert (EXAMPLES / folder / name).read_bytes() == content, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_passage_is_the_slice_that_it_quotes(folder):
    wrong = [
        name
        for name, judgement in judged(folder)
        for p in judgement["passages"]
        if layer(folder, p["document"])[p["start"] : p["end"]] != p["quote"]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_everything_judged_rests_on_a_passage(folder):
    assert [name for name, judgement in judged(folder) if not judgement["passages"]] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_passages_of_a_project_are_in_its_own_documents(folder):
    for project in projects(folder):
        own = {document["name"] for document in project["documents"]}
        used = {p["document"] for c in project["codings"] for p in c["passages"]}
        assert used <= own, project["slug"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_role_is_argued_where_it_is_named(folder):
    wrong = [
        (project["slug"], coding["notation"])
        for project in projects(folder)
        for coding in project["codings"]
        if coding["scheme"] == "roles"
        and coding["status"] == "accepted"
        and coding["notation"] not in coding["passages"][0]["quote"]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_document_is_named_by_the_hash_of_its_bytes(folder):
    for project in projects(folder):
        for document in project["documents"]:
            data = (EXAMPLES / folder / "documents" / document["name"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == document["sha256"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_note_is_used(folder):
    used = {p["document"] for _, j in judged(folder) for p in j["passages"]}
    used |= {d["name"] for project in projects(folder) for d in project["documents"]}
    assert used == {path.name for path in (EXAMPLES / folder / "documents").iterdir()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_code_is_that_of_the_place_named(folder):
    known = gazetteer.load()
    for project in projects(folder):
        for place in project["territories"]:
            entry = known.entry(Level(place["level"]), place["code"])
            assert entry is not None
            assert entry.name == place["name"]


def test_the_fourteen_projects_are_those_of_the_fiche():
    found = {}
    for project in projects("neo-terra"):
        accepted = [c for c in project["codings"] if c["status"] == "accepted"]
        (enjeu,) = [c["notation"] for c in accepted if c["scheme"] == "neo-terra-2023"]
        roles = {c["notation"] for c in accepted if c["scheme"] == "roles"}
        places = [(p["code"], p["relation"]) for p in project["territories"]]
        place = places[0] if places else None
        found[project["slug"]] = (project["name"], enjeu, roles, place)
    assert found == FACTS


def test_each_holder_is_the_body_that_the_source_names():
    assert all(p["holder"]["name"] == p["name"] for p in projects("neo-terra"))


def test_our_own_readings_are_only_proposed():
    readings = [
        coding
        for project in projects("neo-terra")
        for coding in project["codings"]
        if coding["scheme"] == "transformation"
    ]
    assert readings
    assert {coding["status"] for coding in readings} == {"proposed"}
    assert all(coding["reach"] for coding in readings)


def test_no_grant_or_year_is_made_up_for_real_projects():
    assert all(p["grants"] == [] and p["year"] is None for p in projects("neo-terra"))


def test_each_note_names_its_source_at_the_end():
    for path in (EXAMPLES / "neo-terra" / "documents").iterdir():
        text = layer("neo-terra", path.name).strip()
        assert text.endswith(
            "D’après la fiche «\u00a0Ambition 2\u00a0» publiée par la Région Nouvelle-Aquitaine."
        )


def test_each_note_is_short():
    lengths = {
        project["slug"]: len(fold(layer("neo-terra", f"{project['slug']}.md")).split())
        for project in projects("neo-terra")
    }
    assert {slug: n for slug, n in lengths.items() if not 80 <= n <= 175} == {}


def actors_of_the_fiche(text):
    """The words of the fiche's second column, row by row."""
    rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 2]
    return [fold(re.sub(r"<[^>]+>", "", row[1])) for row in rows]


def test_no_sentence_of_the_fiche_is_copied(test_data):
    """Seven words in a row are a copy, unless they are names, a title or a list of actors."""
    fiche = (test_data / "fiche-ambition-2" / "fiche-ambition-2.md").read_text("utf-8")
    words = fold(fiche).split()
    runs = {" ".join(words[i : i + 7]) for i in range(len(words) - 6)}
    allowed = actors_of_the_fiche(fiche)
    texts = [path.read_text("utf-8") for path in (EXAMPLES / "neo-terra").rglob("*.md")]
    texts.append((EXAMPLES / "neo-terra" / "facts.toml").read_text("utf-8"))
    copied = []
    for text in texts:
        said = fold(text).split()
        for i in range(len(said) - 6):
            run = " ".join(said[i : i + 7])
            if run in runs and not any(run in actors for actors in allowed):
                copied.append(run)
    assert copied == []


def test_every_actor_of_the_fiche_is_there_and_no_other(test_data):
    """Our entries, put end to end without spaces, are each row's list, less what joins them."""
    fiche = (test_data / "fiche-ambition-2" / "fiche-ambition-2.md").read_text("utf-8")
    rows = [row for row in actors_of_the_fiche(fiche) if row and row != "acteurs mobilises"]
    ours = [project["partners"] for project in projects("neo-terra")]
    assert len(rows) == len(ours)
    for row, partners in zip(rows, ours, strict=True):
        rest = f" {row} "
        for partner in partners:
            for said in (partner["name"], partner.get("note", "")):
                words = f" {fold(said)} "
                assert words in rest or not said, said
                rest = rest.replace(words, "  ", 1) if said else rest
        assert set(rest.split()) <= {"et", "la", "le", "les", "l"}


def test_the_fictitious_portfolio_says_so():
    assert card("exercice")["fictitious"] is True
    assert card("exercice")["name"].startswith("Portefeuille fictif")
    assert card("neo-terra")["fictitious"] is False


def test_the_fictitious_portfolio_names_no_body_of_the_real_one():
    real = {fold(name) for name in organisations("neo-terra")}
    real |= {fold(project["name"]) for project in projects("neo-terra")}
    invented = {fold(name) for name in organisations("exercice")}
    invented |= {fold(project["name"]) for project in projects("exercice")}
    assert real & invented == set()


def test_invented_enjeux_never_enter_the_real_strategy():
    assert card("exercice")["scheme"] != card("neo-terra")["scheme"]
    assert card("neo-terra")["concepts"] == []


def test_the_fictitious_portfolio_shows_what_the_real_one_lacks():
    shown = projects("exercice")
    assert any(project["grants"] for project in shown)
    assert any(not project["territories"] for project in shown)
    assert any(project["holder"] is None for project in shown)
    assert any(
        {place["relation"] for place in project["territories"]} == {"seat"} for project in shown
    )
    assert any(
        not any(coding["scheme"] == "roles" for coding in project["codings"]) for project in shown
    )


def test_a_quote_that_its_note_lacks_is_refused(tmp_path):
    path = tmp_path / "note.md"
    path.write_text("# Titre\n\nUne phrase, une phrase.\n", encoding="utf-8")
    note = Note.load(path)
    with pytest.raises(ExampleError, match="0 times"):
        note.passage("Une autre phrase.")
    with pytest.raises(ExampleError, match="2 times"):
        note.passage("phrase")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_texts_use_french_typography(folder):
    texts = {path.name: path.read_text("utf-8") for path in (EXAMPLES / folder).rglob("*.md")}
    texts["projects.json"] = " ".join(
        [
            text
            for project in projects(folder)
            for text in (project["summary"], *(c["rationale"] for c in project["codings"]))
        ]
    )
    wrong = [
        (name, match)
        for name, text in texts.items()
        for match in re.findall(r".{0,20}(?:'|« | »| [:;?!]|\d €).{0,10}", text)
    ]
    assert wrong == []
