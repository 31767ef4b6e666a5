"""What the SKOS reader makes of frameworks that others wrote, and how it refuses bad ones."""

from datetime import date

import pytest

from terreau.vocabulary.data import ACCEPTED, PROPOSED, TO_COMPLETE, LevelData
from terreau.vocabulary.errors import SENTENCES, VocabularyError
from terreau.vocabulary.skos import read

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix terreau: <urn:terreau:ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SCHEME = HEAD + '<urn:x:plan> a skos:ConceptScheme ; dct:title "Plan"@fr .\n'
ONE = SCHEME + '<urn:x:1> a skos:Concept ; skos:notation "1" ; skos:prefLabel "Un"@fr .\n'


def only(turtle):
    (scheme,) = read(turtle).schemes
    return scheme


def refused(turtle):
    with pytest.raises(VocabularyError) as caught:
        read(turtle)
    return caught.value


def test_a_framework_without_our_own_terms_is_read():
    scheme = only(ONE + '<urn:x:2> a skos:Concept ; skos:notation "2" ; skos:broader <urn:x:1> .')
    assert scheme.slug == "plan"
    assert [(c.notation, c.broader, c.order) for c in scheme.concepts] == [
        ("1", None, 1),
        ("2", "1", 2),
    ]


def test_a_concept_without_a_label_is_to_complete():
    scheme = only(SCHEME + '<urn:x:1> a skos:Concept ; skos:notation "1" .')
    assert (scheme.concepts[0].label, scheme.concepts[0].status) == ("", TO_COMPLETE)


def test_french_labels_are_preferred_to_others():
    scheme = only(
        SCHEME
        + '<urn:x:1> a skos:Concept ; skos:notation "1" ; '
        + 'skos:prefLabel "One"@en , "Un"@fr ; skos:altLabel "First"@en , "Premier"@fr-FR .'
    )
    assert (scheme.concepts[0].label, scheme.concepts[0].alt_labels) == ("Un", ("Premier",))


def test_narrower_says_the_same_as_broader():
    scheme = only(
        ONE + '<urn:x:1> skos:narrower <urn:x:2> . <urn:x:2> a skos:Concept ; skos:notation "1.1" .'
    )
    assert scheme.concepts[1].broader == "1"


def test_a_source_keeps_its_words_and_its_address():
    scheme = only(ONE + '<urn:x:1> dct:source "Une fiche"@fr , <https://exemple.fr/fiche> .')
    concept = scheme.concepts[0]
    assert (concept.source, concept.source_url) == ("Une fiche", "https://exemple.fr/fiche")


def test_a_created_date_stands_where_no_issued_date_is_given():
    scheme = only(ONE + '<urn:x:plan> dct:created "2023-11-13"^^xsd:date .')
    assert scheme.date == date(2023, 11, 13)


def test_levels_keep_their_order():
    scheme = only(
        ONE
        + "<urn:x:plan> terreau:levels ( "
        + '[ skos:notation "axe" ; skos:prefLabel "Axe"@fr ; terreau:plural "Axes"@fr ] '
        + '[ skos:notation "but" ; skos:prefLabel "But"@fr ; terreau:plural "Buts"@fr ] ) .'
    )
    assert scheme.levels == (LevelData("axe", "Axe", "Axes"), LevelData("but", "But", "Buts"))


def test_a_plain_mapping_is_accepted_as_it_stands():
    (mapping,) = read(HEAD + "<urn:a:1> skos:closeMatch <urn:b:1> .").mappings
    assert (mapping.relation, mapping.status) == ("closeMatch", ACCEPTED)


def test_a_mapping_that_is_only_described_is_proposed():
    (mapping,) = read(
        HEAD
        + "[] a terreau:Mapping ; rdf:subject <urn:a:1> ; rdf:predicate skos:broadMatch ; "
        + 'rdf:object <urn:b:1> ; skos:note "Parce que."@fr .'
    ).mappings
    assert (mapping.relation, mapping.status, mapping.reason) == (
        "broadMatch",
        PROPOSED,
        "Parce que.",
    )


@pytest.mark.parametrize(
    ("turtle", "line"),
    [
        ("@prefix a: <urn:a> .\n\nceci n’est pas\n", 3),
        ("@prefix a: <urn:a#> .\na:x a:y\n    b:z .\n", 3),
        ("@prefix a: <urn:a#> .\na:x a:y a:z .\na:x a:y 'jamais fermé\n", 3),
        ("[" * 5000, 1),
    ],
    ids=["words", "unbound prefix", "open quote", "nested without end"],
)
def test_invalid_turtle_names_its_line(turtle, line):
    error = refused(turtle)
    assert (error.code, error.params["line"]) == ("invalid_turtle", line)


@pytest.mark.parametrize(
    ("code", "turtle"),
    [
        ("not_utf8", ONE.encode() + b"\xff"),
        ("no_scheme", HEAD),
        ("no_title", HEAD + "<urn:x:plan> a skos:ConceptScheme ."),
        ("bad_slug", HEAD + '<urn:x:P%20lan> a skos:ConceptScheme ; dct:title "P"@fr .'),
        (
            "duplicate_scheme",
            SCHEME + '<urn:y:plan> a skos:ConceptScheme ; dct:title "Autre"@fr .',
        ),
        ("bad_date", ONE + '<urn:x:plan> dct:issued "hier" .'),
        ("bad_levels", ONE + '<urn:x:plan> terreau:levels ( [ skos:notation "axe" ] ) .'),
        (
            "bad_levels",
            ONE + "<urn:x:plan> terreau:levels _:l . _:l rdf:first _:a ; rdf:rest _:l .",
        ),
        ("no_notation", SCHEME + "<urn:x:1> a skos:Concept ."),
        ("duplicate_notation", ONE + '<urn:x:2> a skos:Concept ; skos:notation "1" .'),
        ("several_values", ONE + '<urn:x:1> skos:prefLabel "Une"@fr .'),
        ("several_values", ONE + '<urn:x:1> skos:notation "1 bis" .'),
        ("unknown_broader", ONE + "<urn:x:1> skos:broader <urn:x:absent> ."),
        ("broader_cycle", ONE + "<urn:x:1> skos:broader <urn:x:1> ."),
        (
            "broader_cycle",
            ONE
            + '<urn:x:2> a skos:Concept ; skos:notation "2" ; skos:broader <urn:x:1> . '
            + "<urn:x:1> skos:broader <urn:x:2> .",
        ),
        ("no_concept_scheme", ONE + "<urn:x:1> skos:inScheme <urn:ailleurs> ."),
        (
            "several_schemes",
            ONE
            + '<urn:y:b> a skos:ConceptScheme ; dct:title "B"@fr . '
            + "<urn:x:1> skos:inScheme <urn:y:b> , <urn:x:plan> .",
        ),
        ("bad_status", ONE + '<urn:x:1> terreau:status "peut-être" .'),
        ("bad_order", ONE + "<urn:x:1> terreau:order -1 ."),
        ("bad_iri", SCHEME + '[] a skos:Concept ; skos:notation "1" .'),
        ("too_long", SCHEME + f'<urn:x:1> a skos:Concept ; skos:notation "{"1" * 81}" .'),
        ("null_character", ONE + '<urn:x:1> skos:altLabel "a\\u0000b"@fr .'),
        ("bad_mapping", HEAD + "[] a terreau:Mapping ; rdf:subject <urn:a:1> ."),
        (
            "several_values",
            HEAD
            + "".join(
                "[] a terreau:Mapping ; rdf:subject <urn:a:1> ; rdf:predicate skos:exactMatch ; "
                f'rdf:object <urn:b:1> ; skos:note "{why}"@fr . '
                for why in ("Oui", "Non")
            ),
        ),
    ],
)
def test_a_bad_framework_is_refused_by_its_code(code, turtle):
    assert refused(turtle).code == code


def test_a_cycle_names_the_entries_that_make_it():
    error = refused(
        ONE
        + '<urn:x:2> a skos:Concept ; skos:notation "2" ; skos:broader <urn:x:1> . '
        + '<urn:x:3> a skos:Concept ; skos:notation "3" ; skos:broader <urn:x:1> . '
        + "<urn:x:1> skos:broader <urn:x:2> ."
    )
    assert error.params["cycle"] == "1, 2"


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES.keys())
def test_every_refusal_is_a_french_sentence_in_our_typography(sentence):
    assert sentence.endswith(".")
    assert "'" not in sentence
    assert " :" not in sentence
    assert "« " not in sentence
