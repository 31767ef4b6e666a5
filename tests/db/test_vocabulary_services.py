"""Frameworks in the database: loading twice changes nothing, and undoes nothing."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from terreau.vocabulary.data import (
    ACCEPTED,
    ESTABLISHED,
    TO_COMPLETE,
    ConceptData,
    LevelData,
    MappingData,
    SchemeData,
    Vocabulary,
)
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Concept, ConceptMapping, Scheme
from terreau.vocabulary.services import (
    LoadReport,
    add_concept,
    complete_concept,
    labels,
    load,
    load_mappings,
    load_scheme,
    load_shipped,
    mapping_data,
    match_concept,
    scheme_data,
)
from terreau.vocabulary.shipped import shipped

pytestmark = pytest.mark.django_db

PLAN = SchemeData(
    iri="urn:essai:plan",
    slug="plan",
    title="Plan d’essai",
    levels=(LevelData("axe", "Axe", "Axes"), LevelData("but", "But", "Buts")),
    concepts=(
        ConceptData("urn:essai:plan:1", "1", status=TO_COMPLETE, order=1, scope_note="Domaine"),
        ConceptData("urn:essai:plan:2", "2", "Deux", order=2),
        ConceptData("urn:essai:plan:2.1", "2.1", "Premier but", broader="2", order=3),
    ),
)


def with_concept(notation, **changes):
    concepts = tuple(replace(c, **changes) if c.notation == notation else c for c in PLAN.concepts)
    return replace(PLAN, concepts=concepts)


@pytest.fixture(name="plan")
def loaded_plan():
    load_scheme(PLAN)
    return Scheme.objects.get(slug="plan")


def entry(plan, notation):
    return plan.concepts.get(notation=notation)


def test_loading_creates_then_changes_nothing():
    assert load_scheme(PLAN) == LoadReport("plan", created=3)
    assert load_scheme(PLAN) == LoadReport("plan", unchanged=3)


def test_a_loaded_scheme_is_given_back_as_it_came(plan):
    assert scheme_data(plan) == PLAN


def test_a_child_written_before_its_parent_is_loaded():
    load_scheme(replace(PLAN, concepts=PLAN.concepts[::-1]))
    assert Concept.objects.get(notation="2.1").broader.notation == "2"


def test_a_changed_label_is_updated(plan):
    assert load_scheme(with_concept("2", label="Deuxième")).updated == 1
    assert entry(plan, "2").label == "Deuxième"


def test_an_entry_that_the_file_no_longer_names_stays(plan):
    load_scheme(replace(PLAN, concepts=PLAN.concepts[:2]))
    assert plan.concepts.filter(notation="2.1").exists()


def test_an_entry_added_by_a_document_stays_as_it_is(plan):
    added = add_concept(plan, label="Autre but", broader=entry(plan, "2"), source="Une fiche")
    assert load_scheme(PLAN) == LoadReport("plan", unchanged=3)
    assert Concept.objects.get(pk=added.pk).label == "Autre but"


def test_a_new_file_never_renames_what_a_document_added(plan):
    add_concept(plan, label="Autre but", broader=entry(plan, "2"))
    clash = ConceptData("urn:essai:plan:2.2", "2.2", "Tout autre chose", broader="2", order=4)
    report = load_scheme(replace(PLAN, concepts=(*PLAN.concepts, clash)))
    assert report.kept == ("2.2",)
    assert entry(plan, "2.2").label == "Autre but"


def test_a_label_that_a_document_established_survives_loading_again(plan):
    complete_concept(entry(plan, "1"), label="Enfin un titre", source="Une fiche")
    assert load_scheme(PLAN) == LoadReport("plan", unchanged=3)
    assert (entry(plan, "1").label, entry(plan, "1").source) == ("Enfin un titre", "Une fiche")


def test_a_new_file_establishes_what_was_to_complete(plan):
    load_scheme(with_concept("1", label="Titre officiel", status=ESTABLISHED))
    assert entry(plan, "1").display == "Titre officiel"


def test_what_is_not_established_is_shown_as_to_complete(plan):
    assert entry(plan, "1").display == "à compléter"


def test_an_established_label_is_not_replaced(plan):
    with pytest.raises(VocabularyError) as caught:
        complete_concept(entry(plan, "2"), label="Autre", source="Une fiche")
    assert caught.value.code == "already_established"


def test_an_added_entry_takes_the_next_number_under_the_broader_one(plan):
    first = add_concept(plan, label="Deuxième but", broader=entry(plan, "2"))
    second = add_concept(plan, label="But du premier axe", broader=entry(plan, "1"))
    top = add_concept(plan, label="Troisième axe")
    assert [first.notation, second.notation, top.notation] == ["2.2", "1.1", "3"]


def test_an_added_entry_takes_the_number_its_document_gives_when_it_is_free(plan):
    wanted = add_concept(plan, label="Quatrième", broader=entry(plan, "2"), number=4)
    taken = add_concept(plan, label="Encore", broader=entry(plan, "2"), number=4)
    assert [wanted.notation, taken.notation] == ["2.4", "2.5"]


def test_an_added_entry_says_where_it_comes_from(plan):
    added = add_concept(plan, label="But", broader=entry(plan, "2"), source="Une fiche")
    assert (added.added, added.source, added.status) == (True, "Une fiche", ESTABLISHED)


def test_an_entry_is_not_added_under_another_scheme(plan):
    load_scheme(SchemeData("urn:essai:b", "b", "B"))
    with pytest.raises(VocabularyError) as caught:
        add_concept(Scheme.objects.get(slug="b"), label="X", broader=entry(plan, "2"))
    assert caught.value.code == "foreign_broader"


def test_an_entry_without_a_label_is_not_added(plan):
    with pytest.raises(VocabularyError) as caught:
        add_concept(plan, label="  ")
    assert caught.value.code == "empty_label"


@pytest.mark.parametrize("written", ["premier but", "PREMIERS BUTS", " Premier  but "])
def test_an_entry_is_found_by_its_label_however_it_is_written(plan, written):
    assert match_concept(plan, entry(plan, "2"), written) == entry(plan, "2.1")


def test_an_entry_is_found_only_under_the_broader_one(plan):
    assert match_concept(plan, entry(plan, "1"), "Premier but") is None
    assert match_concept(plan, None, "Premier but") is None


def test_an_entry_is_found_by_another_label(plan):
    load_scheme(with_concept("2", alt_labels=("Second",)))
    assert match_concept(plan, None, "seconds") == entry(plan, "2")


def test_a_blank_label_matches_no_entry_to_complete(plan):
    assert match_concept(plan, None, "…") is None


def test_the_shipped_frameworks_load_and_come_back_equal():
    load_shipped()
    for data in shipped().schemes:
        assert scheme_data(Scheme.objects.get(slug=data.slug)) == data
    assert mapping_data() == shipped().mappings


def test_loading_the_shipped_frameworks_twice_changes_nothing():
    load_shipped()
    assert all(not (r.created or r.updated or r.kept) for r in load_shipped())


def test_labels_lead_to_notations():
    load_shipped()
    found = labels(Scheme.objects.get(slug="roles"))
    assert found["Connecteur"] == found["connectrices"] == "connecteur"


def test_a_correspondence_that_a_person_decided_keeps_its_status(plan):
    mapping = MappingData(
        "urn:essai:plan:1", "urn:essai:plan:2", "relatedMatch", reason="Parce que."
    )
    load_mappings([mapping])
    ConceptMapping.objects.update(status=ACCEPTED)
    report = load_mappings([replace(mapping, reason="Parce que oui.")])
    kept = ConceptMapping.objects.get()
    assert (report.updated, kept.status, kept.reason) == (1, ACCEPTED, "Parce que oui.")


def test_a_correspondence_with_an_unknown_entry_leaves_nothing_behind(plan):
    good = MappingData("urn:essai:plan:1", "urn:essai:plan:2", "relatedMatch")
    with pytest.raises(VocabularyError) as caught:
        load_mappings([good, replace(good, target_iri="urn:ailleurs:1")])
    assert caught.value.code == "unknown_concept"
    assert not ConceptMapping.objects.exists()


def test_a_file_that_fails_half_way_leaves_nothing_behind():
    bad = MappingData("urn:essai:plan:1", "urn:ailleurs:1", "relatedMatch")
    with pytest.raises(VocabularyError):
        load(Vocabulary((PLAN,), (bad,)))
    assert not Scheme.objects.filter(slug="plan").exists()


def test_a_notation_names_one_entry_of_a_scheme(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Concept.objects.create(scheme=plan, notation="2", iri="urn:essai:autre")


def test_an_entry_does_not_correspond_to_itself(plan):
    concept = entry(plan, "2")
    with pytest.raises(IntegrityError), transaction.atomic():
        ConceptMapping.objects.create(source=concept, target=concept, relation="exactMatch")


def test_concepts_come_in_the_order_of_their_scheme(plan):
    assert [c.notation for c in plan.concepts.all()] == ["1", "2", "2.1"]


def test_giving_a_scheme_back_takes_one_query(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        scheme_data(plan)
