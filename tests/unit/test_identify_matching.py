"""Which written names of French bodies are one organisation: pairs, reasons, groups."""

import itertools

import pytest

from terreau.identify.matching import (
    MERGE,
    PROPOSE,
    Edge,
    Groups,
    Relation,
    Statistics,
    Written,
    describe,
    group,
    keys,
    match,
    reasons,
    relation,
    score,
)
from terreau.identify.names.sigles import spells
from terreau.identify.names.words import stems, words

SAME = [
    (("Mairie de Bègles", ""), ("Ville de Bègles", "")),
    (("Commune de Bègles", ""), ("BEGLES", "")),
    (("St-Junien (ville de)", "87"), ("SAINT JUNIEN", "087")),
    (("Conseil départemental de la Creuse", ""), ("Département de la Creuse", "")),
    (("CIDFF", "31"), ("Centre d’information sur les droits des femmes et des familles", "31")),
    (("Centre d'information sur les droits des fem", "31"), ("CIDFF 31", "31")),
    (("LIGUE DE L'ENSEIGNEMENT 31", ""), ("LIGUE DE L ENSEIGNEMENT DE HAUTE GARONNE", "")),
    (("ADPEP ASSO PUPILLE ENSEI PUBLI", "40"), ("PUPILLES DE L'ENSEIGNEMENT PUBLIC", "40")),
    (("MJC LA GIROUETTE", "16"), ("ASSOC M.J.C. La Girouette", "16")),
    (("Vent de traverse (SARL)", "33"), ("VENT DE TRAVERSE", "33")),
    (("L'atelier remuménage", "33"), ("Atelier Remue-ménage", "33")),
    (("CC du Val d'Amour", "39"), ("Communauté de communes du Val d’Amour", "039")),
    (("PROMOVIL", "95"), ("Promotion des métiers d'outre-ville", "95")),
]
APART = [
    (("Mairie de Bègles", ""), ("CCAS de Bègles", "")),
    (("Gex", "01"), ("CC du Pays de Gex", "01")),
    (("Mairie de Bègles", ""), ("Mairie de Talence", "")),
    (("CIDFF", "31"), ("CIDFF", "33")),
    (("LIGUE DE L'ENSEIGNEMENT 31", ""), ("LIGUE DE L'ENSEIGNEMENT 33", "")),
    (("Comité des fêtes", ""), ("Comité des fêtes", "")),
    (("Mission locale", "33"), ("Mission locale", "33")),
    (("Centre social Les Tilleuls", "33"), ("Centre social Les Acacias", "33")),
    (("Gironde", ""), ("Girondins de la Mer", "")),
    (("Collège Victor Hugo", "33"), ("École Victor Hugo", "33")),
]


def likely(left: Written, right: Written) -> float:
    one, other = describe(left), describe(right)
    return float(score([one], [other], Statistics.count([one, other]))[0])


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_ways_to_write_one_body_are_merged(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    assert likely(Written(*left), Written(*right)) >= MERGE


@pytest.mark.parametrize(("left", "right"), APART)
def test_two_bodies_with_near_names_are_not_merged(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    assert likely(Written(*left), Written(*right)) < MERGE


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("775544026", "775 544 026 01284", True),
        ("775544026", "315385112", False),
        ("W332001234", "w332001234", True),
        ("005780119", "5780119", True),
    ],
)
def test_valid_identifiers_decide_whatever_the_names(left: str, right: str, same: bool) -> None:
    found = likely(Written("Les Amis du Rail", "33", left), Written("L’Écluse", "64", right))

    assert (found > 0.99) is same


def test_an_identifier_with_a_wrong_key_decides_nothing() -> None:
    names = Written("Mairie de Bègles", "", "775544027"), Written("Mairie de Talence")

    assert describe(names[0]).siren == ""
    assert likely(*names) < PROPOSE


def test_a_score_is_the_same_both_ways_and_in_any_batch() -> None:
    found = [describe(Written(*one)) for pair in SAME + APART for one in pair]
    statistics = Statistics.count(found)
    pairs = list(itertools.product(found, repeat=2))
    left, right = [a for a, _ in pairs], [b for _, b in pairs]

    forwards = score(left, right, statistics)

    assert forwards.tolist() == score(right, left, statistics).tolist()
    assert forwards[7] == score(left[7:8], right[7:8], statistics)[0]
    assert ((forwards >= 0) & (forwards <= 1)).all()


def test_scores_of_unequal_lists_are_refused() -> None:
    one = describe(Written("Vent de traverse"))

    with pytest.raises(ValueError, match="1 names on the left, 0 on the right"):
        score([one], [], Statistics.count([one]))


def test_reasons_say_in_words_what_speaks_for_and_against() -> None:
    one, other = describe(Written("CCAS de Bègles")), describe(Written("Ville de Bègles"))

    found = reasons(one, other, Statistics.count([one, other]))

    assert [(reason.words, reason.speaks_for) for reason in found] == [
        ("Même commune (Bègles)", True),
        ("Deux natures différentes\u00a0: centre d’action sociale et commune", False),
    ]


def test_reasons_name_the_sigle_and_the_siren() -> None:
    one = describe(Written("PROMOVIL", "95", "775544026"))
    other = describe(Written("Promotion des métiers d'outre-ville", "95", "77554402601284"))

    found = {r.code: r.words for r in reasons(one, other, Statistics.count([one, other]))}

    assert found["same_siren"] == "Même SIREN (775\u00a0544\u00a0026)"
    assert found["sigle"] == "“PROMOVIL” est le sigle de “Promotion des métiers d'outre-ville”"


def test_reasons_quote_words_with_their_accents() -> None:
    one = describe(Written("La Fêlure, théâtre d’ombres", "33"))
    other = describe(Written("Compagnie La Fêlure", "33"))

    found = {r.code: r.words for r in reasons(one, other, Statistics.count([one, other]))}

    assert "“Fêlure”" in found["rare_words"]


def test_members_of_a_network_in_two_places_are_branches() -> None:
    one, other = describe(Written("CIDFF", "31")), describe(Written("CIDFF", "33"))

    assert relation(one, other, Statistics.count([one, other])) is Relation.BRANCH


def test_names_that_are_the_same_share_a_key() -> None:
    for left, right in SAME:
        one, other = describe(Written(*left)), describe(Written(*right))
        statistics = Statistics.count([one, other])
        assert set(keys(one, statistics)) & set(keys(other, statistics)), (left, right)


def test_statistics_of_parts_merge_into_those_of_the_whole() -> None:
    found = [describe(Written(*one)) for pair in SAME for one in pair]

    parts = Statistics.count(found[:5]).merge(Statistics.count(found[5:]))

    assert parts == Statistics.count(found)


@pytest.mark.parametrize(
    ("sigle", "name", "spelled"),
    [
        ("lupovino", "Lutte pour une vie normale", True),
        ("semto", "Société d’économie mixte de transport de l’Ouest", True),
        ("admr", "Aide à domicile en milieu rural", True),
        ("ville", "Vivre ensemble", False),
        ("abc", "Zone franche", False),
    ],
)
def test_a_sigle_is_spelled_from_the_beginnings_of_words(
    sigle: str, name: str, spelled: bool
) -> None:
    assert (spells(sigle, words(name)) > 2) is spelled


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C.A.S.P.", ("casp",)),
        ("C A S  P R P", ("casprp",)),
        ("Ctres sociaux & culturels", ("centre", "social", "culturel")),
        ("MAISON DE L EMPLOI", ("maison", "emploi")),
    ],
)
def test_words_are_compared_without_marks_plurals_and_spelled_letters(
    name: str, kept: tuple[str, ...]
) -> None:
    assert stems(name) == kept


def test_rows_of_one_name_that_says_too_little_stay_apart() -> None:
    rows = [Written("Mission locale"), Written("Mission locale"), Written("MJC La Girouette", "16")]

    assert match(rows).group == (0, 1, 2)


def test_a_chain_of_near_names_is_cut_and_shown() -> None:
    edges = [Edge(n, n + 1, 0.9) for n in range(5)]

    found = group(6, edges, lambda left, right: False)

    assert found.group == (0, 0, 2, 2, 4, 4)
    assert [cut.edge[:2] for cut in found.cuts] == [(1, 2), (3, 4)]
    assert all(cut.words.startswith("Chaîne coupée\u00a0:") for cut in found.cuts)


def test_rows_said_different_never_meet_through_others() -> None:
    edges = [Edge(a, b, 0.99) for a, b in itertools.combinations(range(4), 2)]

    found = group(4, edges, lambda left, right: (left, right) == (0, 3))

    assert found.group[0] != found.group[3]
    assert found.cuts


def test_the_score_of_a_row_is_the_link_that_holds_it() -> None:
    found = group(3, [Edge(0, 1, 0.95)], lambda left, right: False)

    assert found == Groups((0, 0, 2), (0.95, 0.95, 1.0), ())


def test_an_edge_to_a_row_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no such pair of rows"):
        group(2, [Edge(0, 2, 0.9)], lambda left, right: False)
