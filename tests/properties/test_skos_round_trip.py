"""Any vocabulary that the model can hold is read back as it was written."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.vocabulary.data import (
    CONCEPT_STATUSES,
    MAPPING_STATUSES,
    RELATIONS,
    ConceptData,
    LevelData,
    MappingData,
    SchemeData,
    Vocabulary,
)
from terreau.vocabulary.skos import read, write
from terreau.vocabulary.skos_write import concept_key

SOURCES = Path(__file__).resolve().parents[2] / "src"

# A null character cannot be kept by PostgreSQL, a surrogate by UTF-8: the reader refuses both.
LETTERS = st.characters(exclude_characters="\x00", exclude_categories=("Cs",))
TEXTS = st.text(LETTERS, max_size=30)
WORDS = st.text(LETTERS, min_size=1, max_size=30)
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
URLS = st.one_of(st.just(""), SLUGS.map(lambda slug: f"https://exemple.fr/{slug}?é=1"))


@st.composite
def concepts(draw, slug):
    notations = draw(st.lists(SLUGS, max_size=8, unique=True))
    made = []
    for rank, notation in enumerate(notations):
        above = draw(st.one_of(st.none(), st.sampled_from(notations[:rank]))) if rank else None
        made.append(
            ConceptData(
                iri=f"urn:essai:{slug}:{notation}",
                notation=notation,
                label=draw(TEXTS),
                alt_labels=tuple(sorted(draw(st.sets(WORDS, max_size=3)))),
                definition=draw(TEXTS),
                scope_note=draw(TEXTS),
                broader=above,
                source=draw(TEXTS),
                source_url=draw(URLS),
                status=draw(st.sampled_from(CONCEPT_STATUSES)),
                order=draw(st.integers(0, 20)),
            )
        )
    return tuple(sorted(made, key=concept_key))


@st.composite
def schemes(draw, slug):
    return SchemeData(
        iri=f"urn:essai:{slug}",
        slug=slug,
        title=draw(WORDS),
        description=draw(TEXTS),
        version=draw(TEXTS),
        date=draw(st.one_of(st.none(), st.dates())),
        source=draw(TEXTS),
        source_url=draw(URLS),
        levels=tuple(draw(st.lists(st.builds(LevelData, WORDS, WORDS, WORDS), max_size=2))),
        position=draw(st.integers(0, 100)),
        concepts=draw(concepts(slug)),
    )


@st.composite
def vocabularies(draw):
    slugs = draw(st.lists(SLUGS, min_size=1, max_size=3, unique=True))
    made = [draw(schemes(slug)) for slug in sorted(slugs)]
    ends = SLUGS.map(lambda slug: f"urn:ailleurs:{slug}")
    keys = draw(st.sets(st.tuples(ends, ends, st.sampled_from(RELATIONS)), max_size=3))
    mappings = tuple(
        MappingData(*key, draw(st.sampled_from(MAPPING_STATUSES)), draw(TEXTS), draw(TEXTS))
        for key in sorted(keys)
    )
    return Vocabulary(tuple(made), mappings)


@settings(deadline=None, max_examples=80)
@given(vocabularies())
def test_what_is_written_is_read_back_equal(vocabulary):
    assert read(write(vocabulary)) == vocabulary


@settings(deadline=None, max_examples=40)
@given(vocabularies())
def test_what_was_read_is_written_to_the_same_bytes(vocabulary):
    turtle = write(vocabulary)
    assert write(read(turtle)) == turtle


@settings(deadline=None, max_examples=40)
@given(vocabularies(), st.randoms(use_true_random=False))
def test_the_order_in_which_concepts_come_does_not_matter(vocabulary, random):
    shuffled = tuple(
        replace(scheme, concepts=tuple(random.sample(scheme.concepts, len(scheme.concepts))))
        for scheme in reversed(vocabulary.schemes)
    )
    assert write(replace(vocabulary, schemes=shuffled)) == write(vocabulary)


def test_the_bytes_do_not_depend_on_the_process():
    script = (
        "import hashlib; from terreau.vocabulary.shipped import shipped; "
        "from terreau.vocabulary.skos import write; "
        "print(hashlib.sha256(write(shipped())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCES)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
