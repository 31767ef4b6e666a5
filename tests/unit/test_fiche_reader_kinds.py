"""The broad kind and the nature of an actor, from its words; no wording here is the fiche's."""

import pytest

from terreau.collect.readers.fiche import ActorKinds
from terreau.collect.readers.fiche.actors import Context, read_actors
from terreau.collect.readers.fiche.stems import slip, stem
from terreau.collect.readers.fiche.words import tokens
from terreau.collect.readers.markup import extract
from terreau.territory.gazetteer import load
from tests.fixtures.fiches.given import kinds
from tests.fixtures.fiches.wordings import HALVES, score_wordings, wordings

SMALL = ActorKinds(
    {
        "associations": "associations",
        "organismes": "institutions",
        "jeunes": "jeunesse",
        "grandes écoles": "superieur",
        "écoles": "ecoles",
        "agriculteurs": "agriculture",
        "entreprises": "entreprises",
        "entreprises d’insertion": "insertion",
        "acteurs de l’eau": "energie",
        "milieu de la pêche": "environnement",
        "secteur de l’aide alimentaire": "alimentation",
        "acteurs culturels": "culture",
        "syndicats d’eau": "collectivites",
        "acteurs de la culture et du livre": "livre",
        "acteurs de l’aide": "sociale",
    }
)


def broad(words, lexicon=SMALL):
    return lexicon.broad([token.text for token in tokens(words)])


def natures(cell, lexicon=None):
    layer = extract(cell)
    context = Context(load(), lexicon or kinds())
    actors, _ = read_actors(layer, (0, len(layer.text)), "", context)
    return [(actor.name, actor.kind, actor.broad) for actor in actors]


def test_the_longest_head_wins():
    assert broad("entreprises d'insertion du bassin") == "insertion"
    assert broad("entreprises du bassin") == "entreprises"


def test_a_head_that_says_something_wins_over_the_topic():
    assert broad("associations d'agriculteurs") == "associations"


@pytest.mark.parametrize("head", ["acteurs", "organismes", "opérateurs", "réseau", "collectif"])
def test_an_empty_head_leaves_the_answer_to_the_topic(head):
    assert broad(f"{head} de l'eau") == "energie"


def test_a_topic_is_found_in_other_forms_than_the_label():
    assert broad("structures culturelles") == "culture"
    assert broad("instances de culture") == "culture"
    assert broad("groupements d'agriculteurs") == "agriculture"


def test_a_topic_is_found_without_its_article_and_with_a_slip():
    assert broad("organismes eau") == "energie"
    assert broad("organismes culturrels") == "culture"


def test_the_longest_topic_wins_over_a_nearer_one():
    assert broad("structures d'aide alimentaire") == "alimentation"
    assert broad("structures d'aide") == "sociale"


def test_the_nearest_topic_wins_over_the_order_of_the_scheme():
    assert broad("structures de pêche et d'eau") == "environnement"


def test_of_two_labels_that_teach_a_topic_the_first_of_the_scheme_wins():
    one = ActorKinds({"acteurs de la mer": "a", "secteur de la mer": "b"})
    other = ActorKinds({"secteur de la mer": "b", "acteurs de la mer": "a"})

    assert (broad("services de la mer", one), broad("services de la mer", other)) == ("a", "b")


def test_an_empty_head_alone_has_its_own_kind():
    assert broad("organismes du canton") == "institutions"


def test_nothing_known_gives_nothing():
    assert broad("opérateurs du canton") is None
    assert broad("souffleurs de verre") is None


def test_an_unknown_head_has_the_kind_of_its_topic():
    assert broad("porteuses d'eau") == "energie"


def test_adjectives_before_the_noun_are_left_out():
    assert broad("petites entreprises") == "entreprises"
    assert broad("jeunes agriculteurs") == "agriculture"
    assert broad("jeunes du canton") == "jeunesse"
    assert broad("grandes écoles du canton") == "superieur"


def test_adjectives_of_a_place_may_stand_inside_a_label():
    assert broad("syndicats intercommunaux d'eau") == "collectivites"


def test_adjectives_of_a_place_are_no_topic():
    lexicon = ActorKinds({"régions": "collectivites", "organismes": "institutions"})

    assert broad("organismes régionaux", lexicon) == "institutions"


@pytest.mark.parametrize(
    "forms",
    ["social sociale sociaux sociales", "culture culturel culturelles", "sport sportifs sportive",
     "formation formateurs", "solidaire solidarités", "associatif associations"],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ["mobilité mobilier", "forme formation", "eau eaux-fortes"])
def test_other_words_do_not(forms):
    one, other = forms.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("aliment", "alimant", True), ("aliment", "alment", True), ("aliment", "alimnet", True),
     ("aliment", "aliements", False), ("sport", "spor", False), ("aliment", "element", False)],
)  # fmt: skip
def test_one_slip_in_a_long_word_is_forgiven(one, other, same):
    assert slip(one, other) is same
    assert slip(other, one) is same


def test_the_capital_of_a_topic_or_of_a_known_acronym_names_nobody():
    assert natures("riverains, TPE et PME, organismes Jeunesse") == [
        ("riverains", "category", "habitants"),
        ("TPE et PME", "category", "entreprises"),
        ("organismes Jeunesse", "category", "jeunesse"),
    ]


def test_a_single_body_with_an_empty_head_and_a_capital_is_named():
    assert [kind for _, kind, _ in natures("Espace sport et culture, réseau de santé")] == [
        "organisation",
        "category",
    ]


def test_a_head_and_its_double_stay_one_entry():
    assert [name for name, _, _ in natures("structures et acteurs culturels, élus")] == [
        "structures et acteurs culturels",
        "élus",
    ]


def test_two_kinds_joined_are_two_entries():
    assert [(name, said) for name, _, said in natures("acteurs culturels et associations")] == [
        ("acteurs culturels", "culture"),
        ("associations", "associations"),
    ]


def test_the_wordings_are_shared_evenly_and_many():
    given = wordings()
    halves = [[one["half"] for one in given[part]] for part in ("kinds", "bodies")]

    assert [half.count("open") for half in halves] == [half.count("held") for half in halves]
    assert [len(half) for half in halves] == [140, 40]


def test_the_kinds_expected_are_in_the_scheme():
    expected = {notation for one in wordings()["kinds"] for notation in one["broad"]}

    assert expected - set(kinds().heads.values()) == set()


@pytest.mark.parametrize(
    ("half", "floor"), [(HALVES[0], (90, 90, 90, 70)), (HALVES[1], (88, 88, 87, 66))]
)
def test_other_fiches_are_read_no_worse_than_measured(half, floor):
    # of 90 wordings: read whole, nature in a list, nature at its head; of 70: broad kind
    scored = score_wordings(half, kinds(), load())
    counts = (scored.whole, scored.inside, scored.opening, scored.broad)

    assert [count.asked for count in counts] == [90, 90, 90, 70]
    assert all(count.right >= least for count, least in zip(counts, floor, strict=True))
