"""The shipped Turtle meets SKOS's own integrity conditions (W3C Recommendation, 2009).

Checked on the graph as any RDF tool reads it, without our reader.
"""

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from terreau.vocabulary.shipped import shipped_files

FILES = dict(shipped_files())
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@pytest.fixture(params=sorted(FILES), name="graph")
def shipped_graph(request):
    return Graph().parse(data=FILES[request.param], format="turtle")


@pytest.fixture(name="whole")
def whole_graph():
    graph = Graph()
    for content in FILES.values():
        graph.parse(data=content, format="turtle")
    return graph


def test_s9_a_concept_is_not_a_scheme(graph):
    both = set(graph.subjects(RDF.type, SKOS.Concept)) & set(
        graph.subjects(RDF.type, SKOS.ConceptScheme)
    )
    assert both == set()


def test_s13_labels_of_different_kinds_are_disjoint(graph):
    for node in set(graph.subjects(RDF.type, SKOS.Concept)):
        values = [value for term in LABELS for value in set(graph.objects(node, term))]
        assert len(values) == len(set(values)), node


def test_s14_a_resource_has_one_preferred_label_per_language(graph):
    for node in set(graph.subjects(SKOS.prefLabel)):
        languages = [label.language for label in graph.objects(node, SKOS.prefLabel)]
        assert len(languages) == len(set(languages)), node


def test_s27_nothing_is_related_to_what_it_stands_under(graph):
    related = set(graph.subject_objects(SKOS.related))
    for node in set(graph.subjects(RDF.type, SKOS.Concept)):
        above = set(graph.transitive_objects(node, SKOS.broader)) - {node}
        assert not any((node, other) in related or (other, node) in related for other in above)


def test_every_concept_is_in_a_scheme_and_has_one_notation(graph):
    for node in set(graph.subjects(RDF.type, SKOS.Concept)):
        assert len(set(graph.objects(node, SKOS.inScheme))) == 1
        assert len(set(graph.objects(node, SKOS.notation))) == 1


def test_every_concept_that_is_named_exists(whole):
    known = set(whole.subjects(RDF.type, SKOS.Concept))
    named = set(whole.objects(None, SKOS.broader))
    named |= set(whole.objects(None, RDF.subject)) | set(whole.objects(None, RDF.object))
    assert named - known == set()
