"""What the shipped frameworks hold, and that nothing in them was invented."""

import json
import re

import pytest

from terreau.collect.readers.fiche.words import tokens
from terreau.vocabulary.data import ESTABLISHED, PROPOSED, TO_COMPLETE
from terreau.vocabulary.shipped import shipped, shipped_files
from terreau.vocabulary.skos import read, write
from terreau.vocabulary.words import fold, normalise_label
from tests.fixtures.fiches.given import kinds

SCHEMES = {scheme.slug: scheme for scheme in shipped().schemes}


def concepts(slug):
    return {concept.notation: concept for concept in SCHEMES[slug].concepts}


def test_every_framework_of_the_first_slice_is_shipped():
    assert sorted(SCHEMES) == [
        "acteurs",
        "criteres-ami",
        "defis",
        "enonces",
        "filieres",
        "leviers",
        "natures",
        "neo-terra-2019",
        "neo-terra-2023",
        "portee",
        "roles",
        "transformation",
    ]


@pytest.mark.parametrize(("name", "content"), shipped_files(), ids=lambda value: str(value)[:40])
def test_each_shipped_file_is_as_the_exporter_writes_it(name, content):
    assert write(read(content)) == content


def test_the_strategy_has_six_ambitions_and_the_four_enjeux_of_the_second():
    strategy = concepts("neo-terra-2023")
    assert list(strategy) == ["1", "2", "2.1", "2.2", "2.3", "2.4", "3", "4", "5", "6"]
    assert [n for n, c in strategy.items() if c.broader == "2"] == ["2.1", "2.2", "2.3", "2.4"]


@pytest.mark.parametrize("notation", ["1", "4"])
def test_a_title_that_is_not_established_is_left_open_with_its_domain_and_source(notation):
    ambition = concepts("neo-terra-2023")[notation]
    assert (ambition.label, ambition.status) == ("", TO_COMPLETE)
    assert "Domaine connu" in ambition.scope_note
    assert ambition.source_url


def test_the_enjeux_say_that_they_come_from_the_fiche():
    strategy = concepts("neo-terra-2023")
    assert all("Fiche «" in strategy[f"2.{n}"].source for n in (1, 2, 3, 4))


@pytest.mark.parametrize("notation", ["1", "3", "4", "5", "6"])
def test_an_ambition_without_enjeux_says_that_they_are_to_complete(notation):
    assert "Enjeux à compléter" in concepts("neo-terra-2023")[notation].scope_note


def test_the_sizes_are_those_of_the_sources():
    # 11 ambitions in 2019, 3 roles, 12 criteria, 3 levers, 4 objects and 4 reaches of change.
    sizes = {slug: len(SCHEMES[slug].concepts) for slug in SCHEMES}
    assert (sizes["neo-terra-2019"], sizes["roles"], sizes["criteres-ami"]) == (11, 3, 12)
    assert (sizes["leviers"], sizes["transformation"], sizes["portee"]) == (3, 4, 4)


def test_every_established_concept_has_a_label_and_a_source():
    missing = [
        (scheme.slug, concept.notation)
        for scheme in shipped().schemes
        for concept in scheme.concepts
        if not concept.source or (concept.status == ESTABLISHED) != bool(concept.label)
    ]
    assert missing == []


def test_the_titles_are_those_that_were_established(test_data):
    facts = json.loads((test_data / "neo-terra" / "neo_terra_ami.json").read_text("utf-8"))
    second, first = concepts("neo-terra-2023"), concepts("neo-terra-2019")
    expected = [fold(a["intitule"] or "") for a in facts["ambitions"]]
    assert [fold(second[str(n)].label) for n in range(1, 7)] == expected
    expected = [fold(label) for label in facts["v1_2019"]["ambitions"]]
    assert [fold(concept.label) for concept in first.values()] == expected
    expected = [fold(label) for label in facts["ami_innovation_sociale"]["criteres"]]
    assert [fold(c.label) for c in concepts("criteres-ami").values()] == expected


def test_every_correspondence_is_proposed_with_a_reason():
    mappings = shipped().mappings
    assert mappings
    assert all(m.status == PROPOSED and m.reason.endswith(".") for m in mappings)


def test_an_ambition_whose_title_is_unknown_is_only_in_rapport_by_its_domain():
    unknown = {f"urn:terreau:neo-terra-2023:{n}" for n in ("1", "4")}
    toward = [m for m in shipped().mappings if m.target_iri in unknown]
    assert toward
    assert all(m.relation == "relatedMatch" and "domaine" in m.reason for m in toward)


def test_what_has_no_correspondence_says_why():
    mapped = {m.source_iri for m in shipped().mappings}
    rest = [c for c in SCHEMES["neo-terra-2019"].concepts if c.iri not in mapped]
    assert [c.notation for c in rest] == ["7", "11"]
    assert all("Sans correspondance" in c.scope_note for c in rest)


@pytest.mark.parametrize("slug", sorted(SCHEMES))
def test_a_name_leads_to_one_entry_of_a_framework(slug):
    found = {}
    for concept in SCHEMES[slug].concepts:
        for name in (concept.label, *concept.alt_labels):
            found.setdefault(normalise_label(name), set()).add(concept.notation)
    found.pop("", None)
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


KINDS = {
    "Associations d’aide alimentaire": "associations",
    "commerçants": "commerces",
    "producteurs": "agriculture",
    "syndicats paysans": "syndicats",
    "associations étudiantes": "associations",
    "universités": "superieur",
    "collectivités": "collectivites",
    "Ecoles": "ecoles",
    "coopératives étudiantes": "cooperatives",
    "centres sociaux": "action-sociale",
    "organismes de formation": "formation",
    "Entreprises": "entreprises",
    "médecine du travail": "sante",
    "collectivités locales": "collectivites",
    "CCAS": "collectivites",
    "Communes du territoire": "collectivites",
    "hôpitaux": "sante",
    "associations médico-sociales": "associations",
    "Lycée": "ecoles",
    "Centre de formation professionnels": "formation",
    "Restaurants": "commerces",
    "structures d’insertion ou d’accompagnement à l’emploi": "insertion",
    "Acteurs culturels": "culture",
    "écoles supérieures d’architecture": "superieur",
    "organismes « Jeunesse »": "jeunesse",
    "collectifs artistiques": "culture",
    "habitants et usagers du territoire": "habitants",
    "GAL associés aux démarches de résidence": "developpement-local",
    "Structures réemploi": "environnement",
    "artisans": "commerces",
    "acteurs de alimentation locale": "alimentation",
    "acteurs de l’insertion": "insertion",
    "Institutions": "institutions",
    "acteurs de l’action sociale": "action-sociale",
    "milieu carcéral": "justice",
    "tête de réseau": "reseaux",
}


@pytest.mark.parametrize(("words", "kind"), KINDS.items())
def test_a_kind_of_actor_has_its_broad_kind(words, kind):
    assert kinds().broad([token.text for token in tokens(words.replace("’", "'"))]) == kind


def test_no_sentence_of_the_fiche_is_copied(test_data):
    fiche = (test_data / "fiche-ambition-2" / "fiche-ambition-2.md").read_text("utf-8")
    words = fold(fiche).split()
    runs = {tuple(words[i : i + 7]) for i in range(len(words) - 6)}
    ours = [
        text
        for scheme in shipped().schemes
        for text in (
            scheme.description,
            *(t for c in scheme.concepts for t in (c.definition, c.scope_note)),
        )
    ]
    copied = [
        " ".join(run)
        for run in (
            tuple(said[i : i + 7])
            for said in (fold(text).split() for text in ours)
            for i in range(len(said) - 6)
        )
        if run in runs
    ]
    assert copied == []


def test_the_files_use_french_typography():
    values = re.compile(r'"((?:[^"\\]|\\.)*)"@fr')
    wrong = [
        (name, text)
        for name, content in shipped_files()
        for text in values.findall(content.decode("utf-8"))
        if re.search(r"'|« | »| [:;?!]", text)
    ]
    assert wrong == []
