"""Every way a framework can be refused: a stable code, its parameters, one French sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "not_utf8": (
        "Le fichier n’est pas en UTF-8 (octet {offset}). Enregistrez-le en UTF-8, puis recommencez."
    ),
    "invalid_turtle": (
        "Le fichier n’est pas du Turtle valide, ligne {line}, vers « {detail} ». "
        "Corrigez ce passage, puis recommencez."
    ),
    "no_scheme": (
        "Aucun référentiel dans ce fichier : il y manque une ressource de type "
        "skos:ConceptScheme, ou une correspondance entre deux entrées."
    ),
    "bad_slug": (
        "Le référentiel {iri} n’a pas de nom court utilisable : donnez-lui un dct:identifier "
        "en minuscules, chiffres et tirets."
    ),
    "duplicate_scheme": "Deux référentiels de ce fichier portent le même nom court « {slug} ».",
    "no_title": "Le référentiel {iri} n’a pas de titre : ajoutez dct:title ou skos:prefLabel.",
    "bad_date": "La date « {value} » du référentiel {iri} n’est pas de la forme AAAA-MM-JJ.",
    "bad_levels": (
        "Les niveaux du référentiel {iri} ne se lisent pas : chacun demande une notation, "
        "un intitulé et un pluriel."
    ),
    "no_concept_scheme": (
        "L’entrée {iri} ne dit pas à quel référentiel elle appartient : ajoutez skos:inScheme "
        "vers un référentiel de ce fichier."
    ),
    "several_schemes": "L’entrée {iri} appartient à plusieurs référentiels : gardez-en un seul.",
    "no_notation": "L’entrée {iri} n’a pas de notation : ajoutez skos:notation.",
    "several_values": "{iri} a plusieurs valeurs pour {term} : gardez-en une seule.",
    "duplicate_notation": (
        "La notation « {notation} » est portée par deux entrées du référentiel « {slug} » : "
        "{first} et {second}."
    ),
    "unknown_broader": (
        "L’entrée {iri} est rangée sous {broader}, absente du même référentiel : "
        "ajoutez cette entrée ou retirez skos:broader."
    ),
    "broader_cycle": (
        "Les entrées {cycle} du référentiel « {slug} » se contiennent l’une l’autre : "
        "retirez un des skos:broader."
    ),
    "bad_status": "{iri} porte l’état inconnu « {status} » : les états possibles sont {allowed}.",
    "bad_order": "L’ordre « {value} » de {iri} n’est pas un nombre entier positif.",
    "too_long": "{iri} : {term} dépasse {limit} caractères ({length}). Raccourcissez cette valeur.",
    "null_character": "{iri} : {term} contient un caractère nul, qui ne peut pas être conservé.",
    "bad_iri": "« {iri} » n’est pas un identifiant (IRI) utilisable.",
    "bad_mapping": (
        "Une correspondance est incomplète : elle demande rdf:subject, rdf:predicate "
        "(une relation SKOS) et rdf:object. Valeurs lues : {found}."
    ),
    "unknown_concept": (
        "La correspondance entre {source} et {target} nomme une entrée inconnue : "
        "chargez d’abord le référentiel de {missing}."
    ),
    "empty_label": "Une entrée ajoutée demande un intitulé.",
    "foreign_broader": (
        "L’entrée « {notation} » n’appartient pas au référentiel « {slug} » : "
        "choisissez une entrée du même référentiel."
    ),
    "already_established": (
        "L’intitulé de l’entrée « {notation} » est déjà établi (« {label} ») : "
        "il ne se remplace pas."
    ),
}


class VocabularyError(Exception):
    """A framework that cannot be read or kept; `code` and `params` are for programs."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        self.sentence = SENTENCES[code].format(**params)
        super().__init__(self.sentence)
