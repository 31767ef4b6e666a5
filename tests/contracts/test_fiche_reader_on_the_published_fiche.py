"""The reader on the Région's published fiche, against facts that a careful reader noted by hand."""

import re

import pytest

from terreau.collect.readers import sniff
from terreau.collect.readers.fiche.words import key
from terreau.vocabulary.words import normalise_label
from tests.fixtures.fiches.given import facts, kinds, published, read_text
from tests.fixtures.fiches.scoring import score
from tests.support import ROOT

SHIPPED = ("src/terreau/collect", "src/terreau/vocabulary/schemes")


@pytest.fixture(scope="module")
def fiche(test_data):
    return read_text(published(test_data))


@pytest.mark.parametrize("rank", range(13))
def test_every_field_is_as_a_careful_reader_noted_it(fiche, rank):
    found = score(fiche[1], facts())[rank]

    assert (found.kind, found.missed, found.invented) == (found.kind, [], [])


def test_the_reference_has_as_many_fields_as_the_fiche(fiche):
    # 14 projects under 4 enjeux: 3 + 2 + 4 + 5
    # actors, row by row: 7 + 7 + 10 + 4 + 6 + 4 + 8 + 4 + 4 + 5 + 7 + 5 + 4 + 4 = 79
    # roles, row by row: 2 + 2 + 2 + 1 + 2 + 2 + 1 + 1 + 2 + 1 + 2 + 1 + 1 + 2 = 22
    # 3 levers, 1 challenge, 5 kinds of actor
    counts = {one.kind: one.expected for one in score(fiche[1], facts())}

    assert counts == {
        "ambition": 1,
        "strategy": 1,
        "enjeux": 4,
        "names": 14,
        "titles": 14,
        "enjeu of project": 14,
        "places": 11,
        "actors": 79,
        "actor natures": 79,
        "actor notes": 2,
        "roles": 22,
        "role spellings": 22,
        "statements": 9,
    }


def test_what_is_doubtful_is_reported_and_kept(fiche):
    doubts = [doubt.message for doubt in fiche[1].doubts if doubt.code == "actor_uncertain"]

    assert [
        name for name in facts()["doubtful"] if not any(name in message for message in doubts)
    ] == []


def test_a_project_without_a_place_says_so(fiche):
    reading = fiche[1]
    without = {project.where for project in reading.projects if not project.places}

    assert {doubt.where for doubt in reading.doubts if doubt.code == "no_place"} == without
    assert len(without) == 3


def test_nothing_of_the_fiche_is_rejected(fiche):
    assert fiche[1].rejections == ()


def test_a_passage_holds_the_spelling_of_the_source(fiche):
    layer, reading = fiche
    roles = [role for project in reading.projects for role in project.roles]

    assert all(
        role.passage[0] <= role.spelling_span[0] < role.spelling_span[1] <= role.passage[1]
        and layer.text[slice(*role.spelling_span)] == role.spelling
        for role in roles
    )
    assert sum(role.spelling == "inspireur" for role in roles) == 5


def test_a_passage_is_whole_sentences_that_say_more_than_the_role(fiche):
    layer, reading = fiche
    passages = [
        layer.text[slice(*role.passage)] for project in reading.projects for role in project.roles
    ]

    assert [p for p in passages if not p[0].isupper() or p[-1] != "." or len(p.split()) < 12] == []


def test_every_span_lies_where_its_words_stand(fiche):
    layer, reading = fiche
    text = layer.text
    for project in reading.projects:
        assert text[slice(*project.name_span)] == project.name
        for actor in project.actors:
            assert text[slice(*actor.span)] == actor.name
        for place in project.places:
            assert text[slice(*place.span)] == place.words
    for enjeu in reading.enjeux:
        assert text[slice(*enjeu.span)] == enjeu.label


def test_the_file_is_recognised_as_a_fiche(fiche):
    reader = sniff(fiche[0])

    assert reader is not None
    assert reader.name == "fiche"


def _names() -> list[str]:
    """Every project, organisation and place of the fiche, and the parts that stand for them."""
    known = facts()
    names = {project["name"] for project in known["projects"]}
    names |= {project["title"] for project in known["projects"] if project["title"]}
    names |= {
        actor["name"]
        for project in known["projects"]
        for actor in project["actors"]
        if actor["kind"] == "organisation"
    }
    names |= {place["words"] for project in known["projects"] for place in project["places"]}
    names |= {"Bordeaux", "Rochelle", "Sèvres", "Emilionnais", "Gironde", "Tchouk", "Bouillonnant"}
    return sorted(names)


def test_no_name_of_the_fiche_is_in_the_readers_or_the_shipped_frameworks():
    files = [
        path
        for folder in SHIPPED
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".ttl", ".json", ".toml", ".txt"}
        # National bodies by their common names: no reader of fiches reads this scheme.
        and path.name != "natures.ttl"
    ]
    assert len(files) > 30
    found = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in files
        for text in [path.read_text(encoding="utf-8").replace("’", "'")]
        for name in _names()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]

    assert found == []


#: Wordings of the fiche that any French text on these subjects has: reviewed one by one.
GENERIC = {
    "acteurs culturels",
    "centres sociaux",
    "collectivités locales",
    "médecine du travail",
    "milieu carcéral",
    "organismes de formation",
}


def _wordings_in(labels):
    """Actors of the fiche, in two words or more, that are a label up to case, accents, plural."""
    names = {actor["name"] for project in facts()["projects"] for actor in project["actors"]}
    known = {form(label) for label in labels for form in (key, normalise_label)}
    return {
        name
        for name in names
        if len(key(name).split()) > 1 and {key(name), normalise_label(name)} & known
    }


def test_no_wording_of_the_fiche_is_in_the_lexicon_of_actors_but_generic_terms():
    generic = {key(term) for term in GENERIC}

    assert {n for n in _wordings_in(kinds().heads) if key(n) not in generic} == set()


def test_the_reviewed_generic_terms_are_all_needed():
    assert {key(name) for name in _wordings_in(kinds().heads)} == {key(term) for term in GENERIC}


def test_the_search_for_wordings_would_find_one_in_another_spelling():
    labels = ["Acteurs de alimentation locales", "agriculteurs"]

    assert _wordings_in(labels) == {"acteurs de alimentation locale"}


def test_the_search_for_names_would_find_one():
    assert any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", "HEADS = {'ludosens'}", re.IGNORECASE)
        for name in _names()
    )
