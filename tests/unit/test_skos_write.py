"""What the SKOS writer guarantees: order, escaping, and what is stated or only proposed."""

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from terreau.vocabulary.data import (
    ACCEPTED,
    PROPOSED,
    ConceptData,
    MappingData,
    SchemeData,
    Vocabulary,
)
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.skos import read, write

A, B = ConceptData("urn:x:a", "a", "A", order=1), ConceptData("urn:x:b", "b", "B", order=2)


def scheme(*concepts, slug="x"):
    return SchemeData(f"urn:{slug}", slug, "X", concepts=concepts)


def test_the_order_of_what_is_given_does_not_change_the_bytes():
    one = Vocabulary((scheme(A, B), scheme(slug="y")))
    other = Vocabulary((scheme(slug="y"), scheme(B, A)))
    assert write(one) == write(other)


@pytest.mark.parametrize("status", [PROPOSED, ACCEPTED])
def test_a_relation_is_stated_only_once_it_is_accepted(status):
    mapping = MappingData("urn:x:a", "urn:y:b", "exactMatch", status)
    graph = Graph().parse(data=write(Vocabulary((), (mapping,))), format="turtle")
    stated = (URIRef("urn:x:a"), SKOS.exactMatch, URIRef("urn:y:b")) in graph
    assert stated == (status == ACCEPTED)


def test_quotes_and_line_ends_survive():
    text = 'Dire « oui »,\nou "non" \\ ou\ttaire\r\u0007.'
    vocabulary = Vocabulary((scheme(ConceptData("urn:x:a", "a", "A", definition=text, order=1)),))
    assert read(write(vocabulary)) == vocabulary


@pytest.mark.parametrize("iri", ["", "pas un iri", "urn:x:<a>", "https://exemple.fr/a b"])
def test_an_identifier_that_turtle_cannot_hold_is_refused(iri):
    with pytest.raises(VocabularyError) as caught:
        write(Vocabulary((scheme(ConceptData(iri, "a", "A")),)))
    assert caught.value.code == "bad_iri"
