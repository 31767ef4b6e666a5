"""What kind of body a name and a number tell, and where they tell nothing."""

import pytest

from terreau.identify.natures import labels, nature
from terreau.vocabulary.shipped import shipped

NATURES = {
    "Mairie de Bègles": "commune",
    "COM  DENAIN": "commune",
    "Échallon": "commune",
    "Ars-sur-Moselle": "commune",
    "CC du Pays foyen": "epci",
    "Rennes Métropole": "epci",
    "Conseil départemental Mayenne": "departement",
    "Région Nouvelle-Aquitaine": "region",
    "S.I.V.O.M. du Rivesaltais": "syndicat-mixte",
    "PETR du Pays de Verdun": "syndicat-mixte",
    "C.C.A.S. de Pau": "ccas",
    "Caf de la Vienne": "securite-sociale",
    "DREETS Nouvelle-Aquitaine": "service-etat",
    "Lycée Jean Moulin": "ecole",
    "Université de Limoges": "universite",
    "CTRE SOCIAL DES 3 VILLES": "animation",
    "ASSOC OMBRE EN LUMIERE": "association",
    "Les Amis du musée": "association",
    "Fondation Abbé Pierre": "fondation",
    "Le Fournil (SCOP)": "cooperative",
    "SARL Vélo Cargo": "entreprise",
    "OPH de Châteaudun": "bailleur",
    "Fédération des foyers ruraux": "reseau",
    "ML BRESSUIRE": "insertion",
}


@pytest.mark.parametrize(("name", "notation"), NATURES.items())
def test_a_name_tells_the_nature_of_a_body(name, notation):
    assert nature(name)[0] == notation


@pytest.mark.parametrize(
    "name",
    [
        *("", "Zorglub", "La Commune imaginée", "Ville et banlieue", "Le Mas des oliviers"),
        *("École de rugby du lac", "Sport santé métropole", "Face à la mer", "X" * 10_000),
    ],
)
def test_nothing_is_guessed_where_the_name_says_nothing(name):
    assert nature(name) is None


def test_the_number_settles_what_the_name_leaves_open():
    # 213300635: 21 a commune, 33 the département; 243300316 is an EPCI of the gazetteer.
    assert nature("Bordeaux ville verte", "213300635")[0] == "commune"
    assert nature("La Métropole", "243300316")[0] == "epci"
    assert nature("Les Lucioles", "W863001234")[0] == "association"


def test_a_body_registered_as_an_association_keeps_the_nature_its_name_tells():
    assert nature("Centre social des Couronneries", "W863001234")[0] == "animation"


def test_a_private_number_takes_back_what_only_a_public_body_may_be():
    # 732829320 has a right key and begins with neither 1 nor 2.
    assert nature("Échallon", "732829320") is None
    assert nature("Collectif des voisins", "732829320") is None
    assert nature("Fondation Échallon", "732829320")[0] == "fondation"


def test_a_number_whose_key_is_wrong_is_put_aside():
    assert nature("Mairie de Bègles", "732829321")[0] == "commune"


@pytest.mark.parametrize(("name", "number"), [("Mairie de Bègles", ""), ("X", "213300635")])
def test_the_reason_is_one_french_sentence(name, number):
    reason = nature(name, number)[1]
    assert reason.startswith("Le ")
    assert reason.endswith(".")
    assert "'" not in reason


def test_every_nature_told_is_a_concept_of_the_shipped_scheme():
    scheme = next(s for s in shipped().schemes if s.slug == "natures")
    notations = {concept.notation for concept in scheme.concepts}
    assert set(labels().values()) <= notations
    assert {c.broader for c in scheme.concepts if c.broader} <= notations
