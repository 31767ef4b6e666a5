"""A framework far larger or deeper than any strategy is read, loaded or refused in good order."""

import pytest

from terreau.vocabulary.data import ConceptData, SchemeData, Vocabulary
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Concept
from terreau.vocabulary.services import load
from terreau.vocabulary.skos import read, write

DEPTH = 3000


def chain(loop=False):
    """A scheme as deep as it is large: deeper than Python's own recursion limit."""
    iri = "urn:essai:profond"
    concepts = tuple(
        ConceptData(
            f"{iri}:{n}",
            str(n),
            f"Entrée {n}",
            broader=str(n - 1) if n > 1 else (str(DEPTH) if loop else None),
            order=n,
        )
        for n in range(1, DEPTH + 1)
    )
    return Vocabulary((SchemeData(iri, "profond", "Profond", concepts=concepts),))


def test_a_very_deep_framework_is_read_back():
    assert read(write(chain())) == chain()


def test_a_very_long_cycle_is_refused():
    with pytest.raises(VocabularyError) as caught:
        read(write(chain(loop=True)))
    assert caught.value.code == "broader_cycle"


@pytest.mark.django_db
def test_a_very_deep_framework_is_loaded():
    (report,) = load(chain())
    assert (report.created, Concept.objects.count()) == (DEPTH, DEPTH)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04" + b"\0" * 40,
        b"<html></html>",
        b"a,b\n1,2",
    ],
    ids=["empty", "blank", "png", "zip", "html", "csv"],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(content):
    with pytest.raises(VocabularyError) as caught:
        read(content)
    assert caught.value.code in {"not_utf8", "invalid_turtle", "no_scheme"}
