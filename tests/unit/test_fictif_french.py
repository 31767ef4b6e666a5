"""The surface grammar of the invented texts: what elides, contracts, agrees and conjugates."""

import pytest
from scripts.fictif.banks import DATA, families, frames
from scripts.fictif.french import (
    BEING,
    FORMS,
    NBSP,
    at_place,
    begins_with_vowel_sound,
    conjugate,
    contract,
    has_one_verb,
    is_plural,
    join,
    of_place,
    plain,
    polish,
)
from scripts.fictif.words import Memory, Writer


@pytest.mark.parametrize(
    ("name", "at", "of"),
    [
        ("Pau", "à Pau", "de Pau"),
        ("Agen", "à Agen", "d’Agen"),
        ("Le Bugue", "au Bugue", "du Bugue"),
        ("Les Eyzies", "aux Eyzies", "des Eyzies"),
        ("La Rochelle", "à La Rochelle", "de La Rochelle"),
        ("L’Isle-Jourdain", "à L’Isle-Jourdain", "de L’Isle-Jourdain"),
        ("Hendaye", "à Hendaye", "d’Hendaye"),
        ("Yzosse", "à Yzosse", "de Yzosse"),
    ],
)
def test_a_place_takes_the_preposition_that_french_gives_it(name, at, of):
    assert (at_place(name), of_place(name)) == (at, of)


@pytest.mark.parametrize(
    ("preposition", "noun", "said"),
    [
        ("de", "le collectif", "du collectif"),
        ("de", "les habitants", "des habitants"),
        ("de", "l’association", "de l’association"),
        ("à", "les lycéens", "aux lycéens"),
        ("de", "un atelier", "d’un atelier"),
        ("de", "handicapés", "de handicapés"),
        ("À", "le bourg", "Au bourg"),
    ],
)
def test_de_and_a_contract_before_a_noun(preposition, noun, said):
    assert contract(preposition, noun) == said


def test_a_verb_elides_but_never_contracts():
    assert join("Il s’agit de ", "ouvrir un café", noun=False) == "Il s’agit d’ouvrir un café"
    assert join("afin de ", "les accueillir", noun=False) == "afin de les accueillir"
    assert join("On sait que ", "il manque", noun=False) == "On sait qu’il manque"
    assert join("le but de ", "haut vol", noun=False) == "le but de haut vol"


@pytest.mark.parametrize("word", ["hiver", "yeux", "École", "« Arbre"])
def test_words_that_elide(word):
    assert begins_with_vowel_sound(word)


@pytest.mark.parametrize("word", ["huit", "onze", "handicap", "yaourt", "Pau", ""])
def test_words_that_do_not_elide(word):
    assert not begins_with_vowel_sound(word)


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        (
            "collecter des lits",
            ("collectons", "collecte", "collecté", "collecterons", "collectera"),
        ),
        ("partager", ("partageons", "partage", "partagé", "partagerons", "partagera")),
        ("tracer", ("traçons", "trace", "tracé", "tracerons", "tracera")),
        ("semer", ("semons", "sème", "semé", "sèmerons", "sèmera")),
        ("peser", ("pesons", "pèse", "pesé", "pèserons", "pèsera")),
        ("récupérer", ("récupérons", "récupère", "récupéré", "récupérerons", "récupérera")),
        ("acheter", ("achetons", "achète", "acheté", "achèterons", "achètera")),
        ("appeler", ("appelons", "appelle", "appelé", "appellerons", "appellera")),
        ("broyer", ("broyons", "broie", "broyé", "broierons", "broiera")),
        ("envoyer", ("envoyons", "envoie", "envoyé", "enverrons", "enverra")),
        ("réunir", ("réunissons", "réunit", "réuni", "réunirons", "réunira")),
        ("tenir", ("tenons", "tient", "tenu", "tiendrons", "tiendra")),
        ("ouvrir", ("ouvrons", "ouvre", "ouvert", "ouvrirons", "ouvrira")),
    ],
)
def test_a_verb_in_each_form(infinitive, forms):
    order = ("nous", "il", "passe", "futur_nous", "futur_il")
    assert tuple(conjugate(infinitive, form).split()[0] for form in order) == forms


def test_an_unknown_verb_is_refused_rather_than_guessed():
    with pytest.raises(KeyError):
        conjugate("plaire à tous", "nous")


def test_every_act_of_the_banks_can_be_told_in_the_forms_that_it_is_told_in():
    for family in families():
        for act in family.acts:
            for form in FORMS if has_one_verb(act) else ("inf",):
                assert conjugate(act, form), (family.id, act)
        told = [act for act in family.acts if has_one_verb(act) and act.split()[0] not in BEING]
        assert len(told) >= 1, family.id


def test_two_verbs_are_not_conjugated_as_one():
    assert not has_one_verb("désinfecter chaque pièce et la contrôler")
    assert has_one_verb("tailler en hiver avec un matériel partagé")


def test_number_follows_the_articles():
    assert is_plural("la fiche et le contrat")
    assert is_plural("les statuts")
    assert not is_plural("la grille d’équilibre du goûter")


def test_signs_take_their_no_break_spaces():
    assert polish("Il dit : « oui » ; 12 000 € ?") == (
        f"Il dit{NBSP}: «{NBSP}oui{NBSP}»{NBSP}; 12{NBSP}000{NBSP}€{NBSP}?"
    )


def test_two_sentences_that_differ_by_signs_alone_are_the_same():
    assert plain("L’Été, déjà !") == plain("l'ete deja")


def writer(slots, seed=1):
    import random

    given = {name: (lambda said=said: said) for name, said in slots.items()}
    return Writer(given, "p", Memory(), random.Random(seed))


def test_a_frame_chooses_counts_joins_and_agrees():
    told = writer({"porteur": "le collectif Bleu", "model": "la carte et la tournée"})
    said = told.fill("amp|[Ici], {7-7} voisins {de} {porteur}".replace("{de}", "de"))
    assert said == "Ici, 7 voisins du collectif Bleu"
    assert told.fill("{Model} <circule/circulent>.") == "La carte et la tournée circulent."


def test_a_voice_keeps_to_its_frames():
    told = writer({})
    assert not told.suits("a|Au regard de la convention.")
    assert told.suits("p|Chez nous.")
    assert told.suits("Sans voix.")


def test_a_sentence_is_not_written_twice_while_another_can_be():
    told = writer({})
    assert len({told.sentence(["Un.", "Deux.", "Trois."]) for _ in range(3)}) == 3


def test_the_banks_use_french_signs():
    for path in DATA.glob("*.toml"):
        assert "'" not in path.read_text("utf-8"), path.name


def test_every_kind_of_sentence_can_be_told_by_every_voice():
    for name in (
        "need",
        "need_more",
        "what",
        "act_inf",
        "act_nous",
        "act_il",
        "public",
        "partner",
        "governance",
        "economy",
        "calendar",
        "evaluation",
        "result",
        "done",
        "snag",
        "lesson",
        "next",
        "closing",
    ):
        for voice in "ampt":
            told = Writer({}, voice, Memory(), None)
            assert any(told.suits(frame) for frame in frames(name)), (name, voice)
