"""What the API of Démarches Simplifiées gave becomes projects, each kind of champ in its way."""

import hashlib
import json
from pathlib import Path

import pytest

from terreau.collect.demarches_api.files import pieces, safe_name
from terreau.collect.incoming import IncomingActor
from terreau.collect.readers.demarches import read_fetched
from terreau.collect.readers.demarches.champs import KNOWN, said
from terreau.collect.readers.demarches.errors import NotAFetch
from terreau.territory.gazetteer import Level
from tests.builders.demarches_champs import body, champ, every_champ
from tests.builders.demarches_server import recorded, schema


def page(folder: Path, dossiers: list[dict], name: str = "0001-000001.json") -> bytes:
    """A page as the platform gives it, in the folder of a fetch."""
    demarche = {"number": 1, "title": "AMI d’essai", "dossiers": {"nodes": dossiers}}
    data = json.dumps({"data": {"demarche": demarche}}).encode()
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / name).write_bytes(data)
    return data


def node(number: int = 1, **more) -> dict:
    return {
        "number": number,
        "state": "accepte",
        "demandeur": body("13002526500013", "DINUM"),
        "champs": [],
        "annotations": [],
        "avis": [],
    } | more


def only(folder: Path, *dossiers: dict):
    page(folder, list(dossiers))
    (project,) = read_fetched(folder).projects
    return project


def values(project, field):
    return [one.value for one in project.values if one.field == field]


def test_the_real_recorded_dossier_is_read(test_data, tmp_path):
    project = only(tmp_path, recorded(test_data))
    assert project.external_id == "5522885577"
    assert project.name == "Réfection du toit de l'école"
    assert project.stage == "submitted"
    assert project.holders == (
        IncomingActor(name="COMMUNE DE SCHIRRHEIN", role="holder", identifier="21670449400014"),
    )
    assert [(one.relation, one.code) for one in project.places] == [
        ("seat", "67449"),
        ("action", "67449"),
    ]
    assert len(project.attachments) == 2


def test_no_person_of_the_real_dossier_is_anything_but_kept(test_data, tmp_path):
    project = only(tmp_path, recorded(test_data))
    shown = " ".join(one.value for one in project.values if one.field != "extra")
    for word in ("Gulhar", "Le-Maire", "01 23 45 67 89", "alban.gulhar@example.net"):
        assert word not in shown
        assert word in values(project, "extra")


def test_each_value_has_the_page_rank_and_path_it_came_from(tmp_path):
    title = champ("TextChamp", "Intitulé du projet", "Le jardin")
    data = page(tmp_path, [node(1), node(2, champs=[title])])
    project = read_fetched(tmp_path).projects[1]
    (origin,) = [one.origin for one in project.values if one.field == "name"]
    assert origin.file == hashlib.sha256(data).hexdigest()
    assert (origin.sheet, origin.row) == ("pages/0001-000001.json", 2)
    assert origin.column == "champs[0].stringValue"
    assert origin.header == "Intitulé du projet"


def test_every_kind_of_champ_of_the_schema_is_known(test_data):
    real = schema(test_data)
    kinds = {one.name for one in real.get_possible_types(real.type_map["Champ"])}
    assert kinds <= KNOWN


@pytest.mark.parametrize("one", every_champ(), ids=lambda one: one["id"])
def test_every_kind_of_champ_says_something_or_is_set_aside_on_purpose(one):
    silent = {"HeaderSectionChamp", "ExplicationChamp", "RepetitionChamp"}
    blank = one["__typename"] == "PieceJustificativeChamp"
    assert bool(said(one)) == (one["__typename"] not in silent and not blank)


def test_places_are_known_by_their_codes(tmp_path):
    project = only(tmp_path, node(champs=every_champ()))
    action = {(one.level, one.code) for one in project.places if one.relation == "action"}
    assert action == {(Level.COMMUNE, "33063")}, "the EPCI and above hold the commune"


def test_a_place_alone_keeps_its_level(tmp_path):
    epci = champ("EpciChamp", "Territoire", "", epci={"code": "243300316", "name": "Bordeaux M."})
    project = only(tmp_path, node(champs=[epci]))
    assert (Level.EPCI, "243300316") in {(one.level, one.code) for one in project.places}


def test_an_identity_document_and_an_iban_leave_no_number(tmp_path):
    project = only(tmp_path, node(champs=every_champ()))
    assert "pièce fournie, non conservée" in values(project, "extra")
    assert "IBAN …0189" in values(project, "extra")
    assert all("3000 6000" not in one.value for one in project.values)


def test_lines_of_a_block_are_partners_and_places(tmp_path):
    project = only(tmp_path, node(champs=every_champ()))
    partners = [one.name for one in project.actors if one.role == "partner"]
    assert {"Régie de quartier", "Les Ateliers"} <= set(partners)


def test_a_natural_person_is_no_holder(tmp_path):
    person = {"__typename": "PersonnePhysique", "civilite": "Mme", "nom": "Durand",
              "prenom": "Camille", "email": "c@example.org"}  # fmt: skip
    project = only(tmp_path, node(demandeur=person))
    assert project.actors == ()
    assert {"Durand", "Camille"} <= set(values(project, "extra"))


def test_a_legal_person_not_yet_known_of_the_register_is_a_holder_by_its_number(tmp_path):
    incomplete = {"__typename": "PersonneMoraleIncomplete", "siret": "13002526500013"}
    project = only(tmp_path, node(demandeur=incomplete))
    assert [one.identifier for one in project.holders] == ["13002526500013"]


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        ("en_construction", "submitted"),
        ("en_instruction", "review"),
        ("accepte", "accepted"),
        ("refuse", "refused"),
        ("sans_suite", "dropped"),
    ],
)
def test_the_states_of_the_api_are_stages(state, stage, tmp_path):
    assert only(tmp_path, node(state=state)).stage == stage


def test_what_agents_write_is_never_a_text_of_the_project(tmp_path):
    private = champ("TextChamp", "Résumé pour la commission", "Projet fragile, à surveiller.")
    avis = {"question": "Votre avis ?", "reponse": "Réservé.", "expert": {"email": "e@x.org"}}
    project = only(tmp_path, node(annotations=[private], avis=[avis]))
    assert project.summary == ""
    assert {"Projet fragile, à surveiller.", "Réservé."} <= set(values(project, "extra"))


def test_an_amount_that_agents_decided_is_the_grant(tmp_path):
    decided = champ("DecimalNumberChamp", "Montant de la subvention accordée", "1500.50")
    project = only(tmp_path, node(annotations=[decided]))
    assert [str(one.amount) for one in project.grants] == ["1500.50"]


def test_the_last_answer_about_a_dossier_counts(tmp_path):
    page(tmp_path, [node(1, state="en_construction"), node(2)])
    page(tmp_path, [node(1, state="accepte")], "0002-000001.json")
    found = read_fetched(tmp_path)
    assert [(one.external_id, one.stage) for one in found.projects] == [
        ("1", "accepted"),
        ("2", "accepted"),
    ]


def test_a_dossier_that_the_platform_withheld_is_told(tmp_path):
    page(tmp_path, [node(1), None])
    found = read_fetched(tmp_path)
    assert [one.external_id for one in found.projects] == ["1"]
    told = {one.code: one.where for one in found.warnings}
    assert told["dossier_withheld"] == "pages/0001-000001.json, dossier 2"


def test_the_call_is_the_title_of_the_demarche(tmp_path):
    assert only(tmp_path, node()).call == "AMI d’essai"


def test_a_folder_without_pages_is_told(tmp_path):
    with pytest.raises(NotAFetch):
        read_fetched(tmp_path)


def test_two_files_of_one_name_have_two_places_and_keep_them():
    held = [{"filename": "plan.pdf", "url": "https://x.org/1", "checksum": one} for one in "ab"]
    dossier = node(champs=[champ("PieceJustificativeChamp", "Plan", "", files=held)])
    paths = [one.path for one in pieces(dossier)]
    assert len(set(paths)) == 2
    assert paths == [one.path for one in pieces(dossier)]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd-0"),
        ("..\\..\\boot.ini", "boot-0.ini"),
        ("", "piece-0"),
        ("...", "piece-0"),
        ("a\x00b\n.pdf", "a_b-0.pdf"),
        ("Délibération n° 12.pdf", "Délibération n_ 12-0.pdf"),
        ("x" * 300 + ".pdf", "x" * 160 + "-0.pdf"),
        ("𠮷" * 300 + ".pdf", "𠮷" * 40 + "-0.pdf"),
    ],
)
def test_the_name_of_a_file_never_leaves_its_folder(name, safe):
    assert safe_name(name, "0") == safe
