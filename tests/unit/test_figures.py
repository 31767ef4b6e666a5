"""Figures drawn from data: what they count, what they say in words, what they never do."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest
from fontTools.ttLib import TTFont

from terreau.publish.document import figures
from terreau.publish.facts import PlaceFact
from terreau.publish.figures import (
    Area,
    EnjeuRoles,
    KindCount,
    Place,
    Role,
    SharedActor,
    kinds_strip,
    places_map,
    roles_matrix,
    shared_network,
)
from terreau.publish.figures.measure import width, wrap
from terreau.publish.figures.network import crossings, orders
from terreau.publish.pictures import map_of
from terreau.publish.renderers.pdf import FONTS
from tests.builders.fiche import REGION, ROLES, SHARED, full_fiche

SVG = "{http://www.w3.org/2000/svg}"
BORDEAUX = Place("Bordeaux", 44.84, -0.58, ("Un", "Deux", "Trois"))
NARROWEST_PX = 320 - 2 * 16  # a page 320 pixels wide, less its margins


def drawn_map(places=(BORDEAUX,), areas=(), without=0):
    return places_map(
        places,
        areas,
        departements=REGION,
        without_place=without,
        position=2,
        title="Où agissent les projets",
    )


def place_fact(level, code, name, latitude, words=""):
    longitude = None if latitude is None else -0.58
    return PlaceFact(name, level, code, "75", latitude, longitude, True, False, words)


def matrix(*counts: tuple[int, ...]):
    rows = [EnjeuRoles(f"Enjeu {index}", one) for index, one in enumerate(counts, start=1)]
    return roles_matrix(rows, ROLES, title="Rôles")


def signs(svg: str, notation: str) -> int:
    return len(re.findall(rf'class="sign-of role-{notation}"[^>]*transform', svg))


def words(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def every_drawing() -> list[str]:
    return [
        svg
        for figure in figures(full_fiche())
        for svg in (figure.svg, figure.svg_narrow)
        if svg is not None
    ]


# The matrix of roles.


def test_the_matrix_has_one_sign_per_project():
    figure = matrix((1, 2, 3), (0, 2, 1))
    # one sign each, and one more for the head of the column
    assert signs(figure.svg, "aiguillon") == 1 + 0 + 1
    assert signs(figure.svg, "inspirateur") == 2 + 2 + 1
    assert signs(figure.svg, "connecteur") == 3 + 1 + 1


def test_the_narrow_matrix_counts_the_same_projects():
    assert signs(matrix((1, 2, 3), (0, 2, 1)).svg_narrow, "connecteur") == 3 + 1


def test_the_data_of_the_matrix_are_its_counts():
    assert matrix((1, 2, 3)).data.rows == (("Enjeu 1", "1", "2", "3"),)


def test_the_matrix_says_its_counts_in_words():
    assert "Enjeu 1 : aiguillon 1, inspirateur 2, connecteur 3" in matrix((1, 2, 3)).alt


def test_without_a_role_there_is_no_matrix():
    assert matrix((0, 0, 0), (0, 0, 0)) is None


def test_past_three_lines_one_sign_and_the_number_stand_for_many_projects():
    figure = matrix((400, 0, 0))
    assert signs(figure.svg, "aiguillon") == 1 + 1
    assert "400" in words(figure.svg)


def test_a_role_of_another_framework_has_a_sign_too():
    figure = roles_matrix([EnjeuRoles("Enjeu", (2,))], [Role("veilleur", "Veilleur")], title="R")
    assert signs(figure.svg, "veilleur") == 3


# The map of places.


def test_a_place_of_action_is_full_and_a_seat_hollow():
    seat = Place("Périgueux", 45.18, 0.72, ("Un",), seat_only=True)
    circles = list(ElementTree.fromstring(drawn_map((BORDEAUX, seat)).svg).iter(f"{SVG}circle"))
    assert [circle.get("stroke") is not None for circle in circles] == [False, True]


def test_more_projects_make_a_larger_mark():
    one = Place("Limoges", 45.83, 1.26, ("Un",))
    circles = list(ElementTree.fromstring(drawn_map((one, BORDEAUX)).svg).iter(f"{SVG}circle"))
    large, small = (float(circle.get("r")) for circle in circles)
    assert (large / small) ** 2 == pytest.approx(3, rel=0.05)  # surfaces as projects, 3 to 1


def test_a_place_of_several_projects_says_how_many():
    assert "Bordeaux (3)" in words(drawn_map().svg)


def test_a_departement_without_a_point_is_hatched_and_named():
    figure = drawn_map((), (Area("19", "Corrèze", ("Un",)),))
    assert "url(#figure-carte-hachures)" in figure.svg
    assert "Corrèze" in words(figure.svg)
    assert "<circle" not in figure.svg


def test_projects_without_a_place_are_counted_in_the_caption():
    assert "3 projets n’indiquent pas de lieu" in drawn_map(without=3).caption
    assert "Un projet n’indique pas de lieu" in drawn_map(without=1).caption


def test_approximate_positions_are_said():
    about = Place("Flayat", 45.79, 2.49, ("Un",), approximate=True)
    figure = drawn_map((about,))
    assert "Position approchée : Flayat" in figure.caption
    assert figure.data.rows[0][1] == "lieu d’action, position approchée"


def test_a_place_without_room_for_its_name_is_named_in_the_caption():
    crowd = [Place(f"Commune au nom long {n:02}", 44.84, -0.58, ("Un",)) for n in range(20)]
    figure = drawn_map(crowd)
    shown = set(words(figure.svg))
    for place in crowd:
        assert (place.name in shown) != (place.name in figure.caption)


def test_a_departement_without_an_outline_is_named_in_the_caption():
    figure = drawn_map((BORDEAUX,), (Area("975", "Saint-Pierre-et-Miquelon", ("Un",)),))
    assert "Saint-Pierre-et-Miquelon" in figure.caption


def test_a_project_without_a_point_for_want_of_a_narrower_place_is_told_beside_the_map():
    figure = map_of(
        [
            ("Un", (place_fact("commune", "33063", "Bordeaux", 44.84),)),
            ("Deux", (place_fact("region", "75", "Nouvelle-Aquitaine", 45.2),)),
            ("Trois", (place_fact("", "", "", None, words="le littoral"),)),
        ],
        position=1,
    )
    assert "faute d’un lieu plus précis : Nouvelle-Aquitaine (1 projet), le littoral (1" in (
        figure.caption.replace("\u00a0", " ")
    )
    assert [row[2] for row in figure.data.rows] == ["Un", "Deux", "Trois"]


def test_a_commune_without_a_position_is_not_lost():
    figure = map_of(
        [
            ("Un", (place_fact("commune", "33063", "Bordeaux", 44.84),)),
            ("Deux", (place_fact("commune", "24999", "La Nouvelle", None),)),
        ],
        position=1,
    )
    assert ("La Nouvelle", "lieu trop vaste ou sans position", "Deux") in figure.data.rows


def test_a_place_overseas_is_named_in_the_caption_and_does_not_shrink_the_map():
    overseas = Place("Saint-Denis", -20.88, 55.45, ("Un",))
    figure = drawn_map((BORDEAUX, overseas))
    assert "Hors de la carte : Saint-Denis" in figure.caption
    assert (
        figure.svg.split("<title")[1].split("</title>")[1]
        == (drawn_map().svg.split("<title")[1].split("</title>")[1])
    )


def test_without_place_nor_area_there_is_no_map():
    assert drawn_map((), ()) is None


def test_only_areas_without_an_outline_make_no_map():
    assert (
        places_map(
            (),
            (Area("975", "Saint-Pierre-et-Miquelon", ("Un",)),),
            departements=(),
            without_place=0,
            position=1,
            title="Carte",
        )
        is None
    )


# Shared actors.


def network(actors=SHARED, **options):
    return shared_network(actors, position=2, title="Liens", **options)


def test_a_body_of_one_project_is_not_shared():
    assert network((SharedActor("Seule", ("Un",)), SharedActor("Deux fois", ("Un", "Un")))) is None


def test_each_link_is_drawn_once():
    links = sum(len(actor.projects) for actor in SHARED)  # 2 + 3 + 2 + 2
    assert links == 9
    assert network().svg.count("stroke-soft") == links


def test_the_order_of_the_input_changes_nothing():
    drawings = {network(order).svg for order in itertools.permutations(SHARED)}
    assert len(drawings) == 1


def test_the_layout_crosses_no_more_than_the_alphabetical_order():
    links = sorted((project, actor.name) for actor in SHARED for project in actor.projects)
    left, right = (sorted({link[side] for link in links}) for side in (0, 1))
    assert crossings(links, *orders(links)) <= crossings(links, left, right)


def test_links_that_need_not_cross_do_not():
    links = [("A", "z"), ("B", "y"), ("C", "x")]
    assert crossings(links, *orders(links)) == 0


def test_bodies_past_the_limit_stay_in_the_data():
    figure = network(shown=2)
    assert "2 organismes les plus partagés sont dessinés, sur 4" in figure.caption
    assert len(figure.data.rows) == 4


# Kinds of actor.


def kinds(*counts: tuple[str, int], **options):
    made = [KindCount(*one) for one in counts]
    return kinds_strip(made, position=2, title="Acteurs", **options)


def test_kinds_come_by_number_then_by_name():
    figure = kinds(("b", 1), ("c", 4), ("a", 1), ("absent", 0))
    assert figure.data.rows == (("c", "4"), ("a", "1"), ("b", "1"))


def test_one_dot_per_project():
    assert kinds(("a", 4), ("b", 1)).svg.count("<circle") == 5


def test_bars_stand_for_dots_that_do_not_fit():
    figure = kinds(("a", 400), ("b", 100))
    assert "<circle" not in figure.svg
    assert figure.caption.startswith("La longueur")


def test_kinds_past_the_limit_stay_in_the_data():
    figure = kinds(*((f"type {n}", 1) for n in range(12)), shown=8)
    assert "4 autres types" in figure.caption
    assert len(figure.data.rows) == 12


def test_without_a_kind_there_is_no_strip():
    assert kinds(("a", 0)) is None


# All of them.


@pytest.mark.parametrize("svg", every_drawing())
def test_a_drawing_is_named_and_needs_nothing_inline(svg):
    root = ElementTree.fromstring(svg)
    title = root.find(f"{SVG}title")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id")
    assert len(title.text) > 20
    assert not any("style" in element.attrib for element in root.iter())


def test_identifiers_of_drawings_are_unique_on_the_page():
    found = re.findall(r' id="([^"]+)"', "".join(every_drawing()))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("figure", figures(full_fiche()), ids=lambda figure: figure.id)
def test_letters_stay_legible_on_the_narrowest_screen(figure):
    root = ElementTree.fromstring(figure.svg_narrow or figure.svg)
    box = float(root.get("viewBox").split()[2])
    scale = min(NARROWEST_PX, float(root.get("width"))) / box
    smallest = min(float(text.get("font-size")) for text in root.iter(f"{SVG}text"))
    assert smallest * scale >= 12


@pytest.mark.parametrize("figure", figures(full_fiche()), ids=lambda figure: figure.id)
def test_letters_are_nine_and_a_half_points_or_more_on_paper(figure):
    root = ElementTree.fromstring(figure.svg)
    box = float(root.get("viewBox").split()[2])
    points = figure.width_mm / 25.4 * 72 / box
    smallest = min(float(text.get("font-size")) for text in root.iter(f"{SVG}text"))
    assert smallest * points >= 9.5


def test_words_stay_inside_the_drawing():
    for svg in every_drawing():
        root = ElementTree.fromstring(svg)
        box = float(root.get("viewBox").split()[2])
        for text in root.iter(f"{SVG}text"):
            long = width(text.text, float(text.get("font-size")))
            anchor = text.get("text-anchor", "start")
            left = float(text.get("x")) - {"start": 0, "middle": long / 2, "end": long}[anchor]
            assert left >= -0.5, text.text
            assert left + long <= box + 0.5, text.text


# The measure of words.

NAMES = (
    "Fédération interdépartementale des Œuvres laïques",
    "Caisse d’allocations familiales « Les Écureuils » — 2026",
    "WWW & MM : 1 234 567,89 €",
    "Maison Saint-Étienne-lès-Orgues (Pyrénées-Atlantiques)",
)


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize("name", NAMES)
def test_a_measured_width_is_an_upper_bound_and_a_close_one(name, face):
    font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{face}.ttf")
    units, cmap = font["head"].unitsPerEm, font.getBestCmap()
    true = sum(font["hmtx"][cmap[ord(char)]][0] for char in name) / units * 13
    assert true <= width(name, 13) <= true * 1.25


def test_wrapping_keeps_every_word_where_there_is_room():
    assert " ".join(wrap(NAMES[0], 160, 13, 9)) == NAMES[0]


def test_a_line_that_does_not_fit_is_cut_and_says_so():
    lines = wrap(NAMES[0], 60, 13, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line, 13) <= 60 for line in lines)
