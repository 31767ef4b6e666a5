"""How labels are compared, and notations sorted."""

import pytest

from terreau.vocabulary.words import natural_key, normalise_label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inclure les publics en difficulté(s)", "INCLURE LES PUBLICS EN DIFFICULTÉS"),
        ("Œuvrer pour la cohésion", "Oeuvrer pour la cohésion"),
        ("centres sociaux", "Centre social"),
        ("l’action sociale", "l'action sociale"),
        ("réseaux", "réseau"),
        ("hôpitaux", "hopital"),
        ("médico-social", "médico  social"),
        ("e\u0301coles", "écoles"),
    ],
)
def test_labels_that_a_reader_takes_for_the_same_are_the_same(one, other):
    assert normalise_label(one) == normalise_label(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("aiguillon", "connecteur"), ("action sociale", "action culturelle"), ("lieu", "lieux-dits")],
)
def test_labels_that_differ_by_a_word_stay_apart(one, other):
    assert normalise_label(one) != normalise_label(other)


def test_a_label_of_marks_alone_is_blank():
    assert normalise_label(" « … » ") == ""


def test_notations_sort_by_their_numbers():
    notations = ["c10", "2.10", "2.9", "10", "2", "c02"]
    assert sorted(notations, key=natural_key) == ["2", "2.9", "2.10", "10", "c02", "c10"]
