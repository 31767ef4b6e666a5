"""Organisations found in running text, with their place, their role and how sure they are."""

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.reading_names import by_hand, score
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.identify.reading import Names, find, find_known

FIXTURE = Path(__file__).parents[1] / "fixtures" / "mentions.toml"


def told(text):
    return [(one.name, one.role) for one in find(text)]


def test_a_holder_its_partners_and_its_funders_are_told_in_one_sentence():
    text = (
        "Porté par l’association Les Semailles, en partenariat avec la mairie de Bellac et "
        "l’EHPAD Les Glycines, le projet est cofinancé par la Région Bretagne et la DREETS."
    )
    assert told(text) == [
        ("Les Semailles", "holder"),
        ("mairie de Bellac", "partner"),
        ("EHPAD Les Glycines", "partner"),
        ("Région Bretagne", "funder"),
        ("DREETS", "funder"),
    ]


def test_a_verb_gives_its_role_to_the_subjects_that_are_joined():
    text = "Emmaüs Naintré et le Secours populaire accueillent nos ateliers."
    assert told(text) == [("Emmaüs Naintré", "host"), ("Secours populaire", "host")]


def test_an_acronym_after_its_expansion_names_the_body_again():
    text = "La Fédération des épiceries du Marais (FEM) nous aide. Depuis, la FEM suit le projet."
    assert told(text) == [
        ("Fédération des épiceries du Marais (FEM)", "partner"),
        ("FEM", "partner"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sans le soutien de la commune de Pons, nous avons tenu deux ans.",
        "La préfecture de la Nièvre ne finance plus le projet.",
    ],
)
def test_a_role_that_is_denied_is_none_and_is_not_sure(text):
    (one,) = find(text)
    assert (one.role, one.sure) == ("", False)


def test_what_could_not_have_been_without_a_body_thanks_it():
    (one,) = find("Sans le collectif La Tribu, rien n’aurait commencé.")
    assert (one.role, one.sure) == ("partner", True)


def test_a_wish_is_not_sure():
    (one,) = find("Nous souhaitons solliciter la Fondation Abbé Pierre.")
    assert (one.role, one.sure) == ("funder", False)


def test_a_holder_is_not_its_own_partner():
    text = (
        "L’association Les Semailles porte le projet. Le comité réunit l’association Les "
        "Semailles et la mairie de Bellac."
    )
    roles = [one.role for one in find(text)]
    assert roles == ["holder", "holder", "partner"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour.",
        "Mme Sophie Marchand, présidente, remercie les habitants de Poitiers.",
        "Le festival « Les Nuits de paille » réunit trois cents personnes en avril.",
        "Le Maire et le Préfet ont visité le chantier de Confolens.",
        "Un lycée, des associations et une entreprise nous aident.",
        "Le projet Mille Pas s’inscrit dans l’AMI de 2023.",
        "The project is led by a team of volunteers from Berlin and Madrid.",
        "LES HABITANTS ONT CHOISI LE NOM DU LIEU",
    ],
)
def test_persons_places_projects_and_kinds_are_no_names_of_bodies(text):
    assert told(text) == []


def test_offsets_are_those_of_the_text_given_composed_or_not():
    text = "🌱 Porté\u00a0par l’association E\u0301cole\nbuissonnie\u0300re, à Poitiers."
    (one,) = find(text)
    assert " ".join(text[one.start : one.end].split()) == one.name
    assert one.name.startswith("E\u0301cole")


def test_the_labelled_sentences_are_read_as_well_as_the_figures_say():
    right, found, expected, roles, _told, _right = score(by_hand(1), find)
    assert right / found > 0.9
    assert right / expected > 0.85
    assert roles / right > 0.7


def test_the_labelled_sentences_are_each_said_once():
    sentences = tomllib.loads(FIXTURE.read_text("utf-8"))["sentences"]
    assert len(set(sentences)) == len(sentences) >= 140


def test_a_known_name_is_found_whatever_its_case_and_accents():
    text = "Merci à LES SEMAILLES DU CLAIN et à l’association la Ruche de Gencay."
    names = {"Les Semailles du Clain": 1, "La Ruche de Gençay": 2, "Ruche": 3}
    assert [one.number for one in find_known(text, names)] == [1, 2]


def test_a_known_name_takes_its_role_from_the_sentence():
    (one,) = find_known("Le projet est porté par Les Semailles.", {"Les Semailles": 7})
    assert (one.number, one.found.role, one.found.sure) == (7, "holder", True)


def test_a_known_name_of_common_words_needs_its_capitals():
    names = Names({"Terre ferme": 1, "Regain": 2})
    assert find_known("Un regain de vie sur la terre ferme.", names) == ()
    assert [k.number for k in find_known("L’association Regain et Terre ferme.", names)] == [2, 1]


def test_a_longer_body_is_not_the_known_one_it_contains():
    assert find_known("La Fondation Regain finance le projet.", {"Regain": 1}) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("l’association", "Les Lucioles", "avec", "(", ")", "«", "»", ".", "\n\n", ","),
                *("la mairie de", "Bègles", "et", "CAF", "porté par", "a", "e\u0301", "🌱", "12"),
                *("financé par", "sans", "École", "d’", "projet", "M.", "nous", "aide", ":"),
            ]
        ),
        max_size=30,
    )
)
def test_any_text_gives_names_in_order_that_stand_in_it(pieces):
    text = " ".join(pieces)
    found = find(text)
    assert all(" ".join(text[one.start : one.end].split()) == one.name for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == find(text)


@pytest.mark.parametrize(
    "piece", ["a", "A", "L’", "la mairie de ", "Les ", "avec ", "« ", "(A ", "A.B.", "e\u0301"]
)
def test_time_grows_as_the_text_does(piece):
    find("la mairie de Bègles")
    times = []
    for size in (5_000, 20_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        find(text)
        times.append(time.process_time() - start)
    # Four times the text: sixteen times the time if it grew as the square.
    assert times[1] < 0.05 + 10 * times[0]
