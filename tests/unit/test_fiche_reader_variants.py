"""The reader on other fiches of the same kind; their organisations are invented."""

import re
import unicodedata

import pytest

from terreau.collect.readers.errors import NoProject, WrongKind
from tests.fixtures.fiches.given import HERE, VARIANTS, read_text, read_variant


def by_name(reading):
    return {project.name: project for project in reading.projects}


def actors(project):
    return [actor.name for actor in project.actors]


def roles(project):
    return [(role.notation, role.certain) for role in project.roles]


def codes(remarks):
    return [(remark.where, remark.code) for remark in remarks]


def test_another_ambition_has_its_own_number_title_and_enjeux():
    _, reading = read_variant("ambition-5.md")

    assert (reading.ambition.number, reading.ambition.title) == (
        5,
        "Partager l’eau entre tous les usages",
    )
    assert [(enjeu.number, enjeu.label) for enjeu in reading.enjeux] == [
        (1, "Réparer les rivières"),
        (2, "Irriguer autrement"),
        (3, "Apprendre à compter l’eau"),
    ]
    assert reading.enjeux[0].definition == "Les berges s’effondrent, et chacun regarde ailleurs."
    assert reading.scheme_hint == "Terre Neuve"


def test_names_are_found_without_bold():
    _, reading = read_variant("ambition-5.md")

    assert [(project.name, project.enjeu_number) for project in reading.projects] == [
        ("Les Castors du Plan d’Eau", 1),
        ("Rive Haute", 1),
        ("Goutte-à-Goutte 16", 2),
        ("Le Compteur Bavard", 3),
        ("Une Goutte Suffit", 3),
        ("Pluie d’Avril", 3),
    ]


def test_roles_are_found_without_bold_where_the_sentence_claims_them():
    _, reading = read_variant("ambition-5.md")

    assert {name: roles(project) for name, project in by_name(reading).items()} == {
        "Les Castors du Plan d’Eau": [("aiguillon", True)],
        "Rive Haute": [("inspirateur", True)],
        "Goutte-à-Goutte 16": [("connecteur", True)],
        # « un connecteur électrique », and the verb « connecter », claim nothing
        "Le Compteur Bavard": [("connecteur", False)],
        "Une Goutte Suffit": [("aiguillon", True), ("inspirateur", True)],
        "Pluie d’Avril": [("connecteur", True)],
    }


def test_a_plain_use_of_a_role_word_is_a_doubt():
    _, reading = read_variant("ambition-5.md")

    assert ("Enjeu 3, ligne 1", "role_uncertain") in codes(reading.doubts)


def test_seats_and_places_of_action_are_told_apart():
    _, reading = read_variant("ambition-5.md")

    assert {
        name: [(place.relation, place.level, place.code) for place in project.places]
        for name, project in by_name(reading).items()
    } == {
        "Les Castors du Plan d’Eau": [("action", "commune", "23096")],
        "Rive Haute": [("seat", "commune", "19272")],
        "Goutte-à-Goutte 16": [("action", "departement", "16")],
        "Le Compteur Bavard": [
            ("action", "commune", "47001"),
            ("action", "commune", "47157"),
            ("action", "commune", "47195"),
        ],
        "Une Goutte Suffit": [("action", "departement", "33")],
        "Pluie d’Avril": [],
    }


def test_an_area_without_a_code_keeps_its_words():
    _, reading = read_variant("ambition-5.md")

    place = by_name(reading)["Une Goutte Suffit"].places[0]
    assert place.words == "le Médoc Bleu, en Gironde"


def test_levers_and_challenges_are_read_each_under_its_heading():
    _, reading = read_variant("ambition-5.md")

    assert [(said.kind, said.wording) for said in reading.statements] == [
        ("sector", "filières du maraîchage"),
        ("sector", "filières de la pisciculture"),
        ("actor_kind", "acteurs de la pêche"),
        ("lever", "Le prêt de matériel, qui rassure"),
        ("lever", "La mesure partagée"),
        ("challenge", "bien que son coût freine les petites communes"),
        ("challenge", "Le manque de données publiques"),
    ]


def test_a_row_cut_by_a_page_break_is_joined_and_reported():
    layer, reading = read_variant("coupee-par-les-pages.md")
    projects = by_name(reading)

    assert roles(projects["Les Toits Rouges"]) == [("aiguillon", True), ("connecteur", True)]
    assert roles(projects["Pierre Commune"]) == [("inspirateur", True), ("connecteur", True)]
    assert actors(projects["Pierre Commune"]) == [
        "Banques",
        "Foncière du Val Inventé",
        "Communes rurales",
        "Union des Villages Fictifs",
    ]
    assert [where for where, code in codes(reading.doubts) if code == "row_joined"] == [
        "Enjeu 1, ligne 1",
        "Enjeu 1, ligne 2",
    ]
    pieces = [layer.text[slice(*span)] for span in projects["Les Toits Rouges"].continued]
    assert [piece.startswith("des travaux groupés") for piece in pieces] == [True]


def test_a_table_that_goes_on_over_pages_stays_one_table():
    _, reading = read_variant("coupee-par-les-pages.md")

    assert [(project.name, project.where) for project in reading.projects] == [
        ("Les Toits Rouges", "Enjeu 1, ligne 1"),
        ("Pierre Commune", "Enjeu 1, ligne 2"),
        ("La Grande Tablée", "Enjeu 2, ligne 1"),
        ("Habitat 47", "Enjeu 2, ligne 2"),
    ]
    assert len(reading.enjeux) == 2
    assert reading.rejections == ()


def test_an_html_table_is_read_like_another():
    _, reading = read_variant("tableau-html.md")

    assert {name: roles(project) for name, project in by_name(reading).items()} == {
        "Le Panier Voyageur": [("connecteur", True)],
        "Semis 40": [("inspirateur", True)],
        "Fermes d’Après": [("aiguillon", True)],
    }
    assert actors(by_name(reading)["Le Panier Voyageur"]) == [
        "Cantines",
        "producteurs",
        "Pôle Vrac & Cie",
    ]


def test_rows_that_give_no_project_are_rejected_with_their_line():
    _, reading = read_variant("lignes-fautives.md")

    assert codes(reading.rejections) == [
        ("Enjeu 1, ligne 2", "row_without_name"),
        ("Enjeu 1, ligne 3", "row_without_name"),
        ("Enjeu 1, ligne 4", "row_truncated"),
        ("Enjeu 1, ligne 7", "row_truncated"),
    ]
    assert [project.where for project in reading.projects] == [
        "Enjeu 1, ligne 1",
        "Enjeu 1, ligne 5",
        "Enjeu 1, ligne 6",
    ]


def test_a_misspelt_role_is_recognised_and_keeps_its_spelling():
    _, reading = read_variant("lignes-fautives.md")
    projects = by_name(reading)

    assert [
        (role.notation, role.spelling, role.certain)
        for name in ("Autostop Lent", "Rail Doux")
        for role in projects[name].roles
    ] == [("connecteur", "conecteur", True), ("aiguillon", "aiguillons", True)]


def test_a_role_that_the_framework_lacks_is_a_doubt():
    _, reading = read_variant("lignes-fautives.md")

    assert ("Enjeu 1, ligne 5", "role_unknown") in codes(reading.doubts)


def test_a_denied_role_is_not_certain():
    _, reading = read_variant("lignes-fautives.md")

    assert roles(by_name(reading)["Covoit 23"]) == [("connecteur", False)]


def test_a_text_between_rows_is_reported():
    _, reading = read_variant("lignes-fautives.md")

    assert "text_not_read" in [doubt.code for doubt in reading.doubts]


def test_actors_are_separated_whatever_stands_between_them():
    _, reading = read_variant("separateurs.md")
    projects = by_name(reading)

    assert [(actor.name, actor.kind[0]) for actor in projects["Camion Bleu"].actors] == [
        ("Hôpitaux", "c"),
        ("Mairie de Guéret", "o"),
        ("Fondation Soin Imaginaire", "o"),
        ("ALFA", "o"),
        ("associations de patients", "c"),
        ("Croissant Argenté", "o"),
        ("CCAS de Guéret", "o"),
        ("Caisse des Marcheurs Fictifs", "o"),
    ]
    assert [(actor.name, actor.kind[0]) for actor in projects["Pas à Pas"].actors] == [
        ("BETA", "o"),
        ("clubs sportifs", "c"),
        ("Maison des Lents", "o"),
        ("Maison des Rapides", "o"),
        ("médecins et infirmiers", "c"),
        ("commerçants", "c"),
        ("collectivités", "c"),
        ("Ministère du Temps Libre et de la Marche", "o"),
        ("Régie Fictive", "o"),
        ("Lycée Jean Inventé", "o"),
        ("Villes de Brive et Tulle", "o"),
    ]


def test_parentheses_explain_the_name_before_them():
    _, reading = read_variant("separateurs.md")

    notes = {actor.name: actor.note for actor in by_name(reading)["Camion Bleu"].actors}
    assert notes["CCAS de Guéret"] == "service social, aînés"


def test_a_cut_without_a_sign_is_reported():
    _, reading = read_variant("separateurs.md")

    assert codes(reading.doubts).count(("Enjeu 1, ligne 1", "actor_separator_missing")) == 1


def in_the_words(value):
    """A reading without its spans, words composed and blanks unified."""
    return re.sub(
        r"\s+",
        " ",
        unicodedata.normalize("NFC", re.sub(r"\(\d+, \d+\)", "", repr(value)))
        .replace("\\xa0", " ")
        .replace("\\n", " "),
    )


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="crlf"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="cr"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="decomposed"),
        pytest.param(
            lambda text: re.sub(r"(?m)^.*\t.*$", lambda line: line[0].replace(" ", "\u00a0"), text),
            id="no-break",
        ),
    ],
)
@pytest.mark.parametrize("name", VARIANTS)
def test_the_way_a_file_is_written_changes_nothing(name, written):
    text = (HERE / name).read_text(encoding="utf-8")

    _, plain = read_text(text)
    layer, other = read_text(written(text))

    assert in_the_words(other) == in_the_words(plain)
    for project in other.projects:
        quote = layer.text[slice(*project.name_span)]
        assert in_the_words(quote) == in_the_words(project.name)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_span_of_a_variant_is_exact(name):
    layer, reading = read_variant(name)
    for project in reading.projects:
        for actor in project.actors:
            assert layer.text[slice(*actor.span)].split() == actor.name.split()
        for role in project.roles:
            assert layer.text[slice(*role.spelling_span)] == role.spelling


def test_the_same_fiche_is_read_the_same_way_twice():
    assert read_variant("ambition-5.md") == read_variant("ambition-5.md")


def test_a_text_without_a_table_is_another_kind_of_file():
    with pytest.raises(WrongKind, match="sans tableau de projets"):
        read_text("# Compte rendu\n\nBonjour.\n")


def test_tables_without_rows_give_no_project():
    with pytest.raises(NoProject):
        read_text("Fiche Ambition n°1\n\nEnjeu 1 Un\n\nProjet\tActeurs\tContribution\n")


def test_an_enjeu_announced_without_a_table_is_reported():
    text = (HERE / "ambition-5.md").read_text(encoding="utf-8")
    _, reading = read_text(text.replace("3. Apprendre à compter l’eau", "4. Boire moins"))

    assert [(enjeu.number, enjeu.label) for enjeu in reading.enjeux][-1] == (4, "Boire moins")
    assert ("Enjeu 4", "enjeu_without_table") in codes(reading.doubts)


def test_a_label_that_differs_from_the_list_is_reported():
    text = (HERE / "ambition-5.md").read_text(encoding="utf-8")
    _, reading = read_text(text.replace("1. Réparer les rivières", "1. Soigner les rivières"))

    assert ("Enjeu 1", "enjeu_label_differs") in codes(reading.doubts)
    assert reading.enjeux[0].label == "Réparer les rivières"


def test_labels_come_from_the_list_where_the_tables_bear_only_numbers():
    text = (HERE / "ambition-5.md").read_text(encoding="utf-8")
    _, reading = read_text(re.sub(r"(?m)^## (Enjeu n° \d) : .*$", r"## \1", text))

    assert [enjeu.label for enjeu in reading.enjeux] == [
        "Réparer les rivières",
        "Irriguer autrement",
        "Apprendre à compter l’eau",
    ]


def test_columns_in_another_order_are_found_by_their_headers():
    text = (
        "Fiche Ambition n°1\n\nTitre\n\nEnjeu 1 Un\n\n"
        "Contribution\tProjet\tAnnée\tActeurs\n"
        "Il joue un rôle de connecteur local.\t<b>Abri</b> loge.\t2021\tHabitants\n"
    )
    _, reading = read_text(text)

    project = reading.projects[0]
    assert (project.name, actors(project), roles(project)) == (
        "Abri",
        ["Habitants"],
        [("connecteur", True)],
    )


def test_a_row_whose_actors_look_like_a_header_is_still_a_row():
    text = (
        "Fiche Ambition n°1\n\nTitre\n\nEnjeu 1 Un\n\nProjet\tActeurs\tContribution\n"
        "Abri loge.\tActeurs culturels\tLe projet agit comme connecteur local.\n"
    )
    _, reading = read_text(text)

    assert [project.name for project in reading.projects] == ["Abri"]


def test_column_titles_in_other_words_are_reported_and_make_no_project():
    text = (
        "Fiche Ambition n°1\n\nTitre\n\nEnjeu 1 Un\n\nStructure\tAvec qui\tApports\n"
        "<b>Abri</b> loge.\tHabitants\tLe projet agit comme connecteur local.\n"
    )
    _, reading = read_text(text)

    assert [project.name for project in reading.projects] == ["Abri"]
    assert ("Tableaux", "header_unknown") in codes(reading.doubts)


def test_a_fiche_without_levers_says_so():
    _, reading = read_variant("separateurs.md")

    assert ("Leviers et défis", "levers_missing") in codes(reading.doubts)


def test_a_contribution_cut_short_is_reported():
    text = (HERE / "separateurs.md").read_text(encoding="utf-8")
    _, reading = read_text(text.rstrip().removesuffix("."))

    assert ("Enjeu 1, ligne 2", "contribution_unfinished") in codes(reading.doubts)


def test_messages_are_french_sentences_with_their_no_break_spaces():
    remarks = [
        remark
        for name in VARIANTS
        for _, reading in [read_variant(name)]
        for remark in (*reading.doubts, *reading.rejections)
    ]

    assert len(remarks) > 20
    assert [r.message for r in remarks if not r.message.endswith(".")] == []
    assert [r.message for r in remarks if re.search(r" [:;?!»]|« |'", r.message)] == []
