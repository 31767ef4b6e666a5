from itertools import pairwise

import pytest

from terreau.territory.gazetteer import Level, load
from terreau.territory.outlines import Projection, departements_of, outlines

NOUVELLE_AQUITAINE = ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87")


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def inside(point, rings):
    """Even-odd rule."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def test_a_region_has_its_departements():
    assert departements_of("75") == NOUVELLE_AQUITAINE


def test_an_unknown_region_has_none():
    assert departements_of("00") == ()


def test_every_departement_proper_has_an_outline():
    codes = [e.code for e in load().entries(Level.DEPARTEMENT)]
    without = set(codes) - {outline.code for outline in outlines(codes)}
    # The overseas collectivities: 975 to 989.
    assert without == {"975", "977", "978", "984", "986", "987", "988", "989"}


def test_outlines_come_in_the_order_asked():
    assert [outline.name for outline in outlines(["33", "17"])] == ["Gironde", "Charente-Maritime"]


def test_rings_are_closed():
    open_rings = [o.code for o in outlines(departements_of("75")) for r in o.rings if r[0] != r[-1]]
    assert open_rings == []


def test_each_prefecture_lies_in_its_own_outline_and_in_no_other():
    seats = {
        "16": "16015", "17": "17300", "19": "19272", "23": "23096", "24": "24322", "33": "33063",
        "40": "40192", "47": "47001", "64": "64445", "79": "79191", "86": "86194", "87": "87085",
    }  # fmt: skip
    shapes = outlines(departements_of("75"))
    found = {}
    for departement, code in seats.items():
        seat = load().entry(Level.COMMUNE, code)
        point = (seat.longitude, seat.latitude)
        found[departement] = [shape.code for shape in shapes if inside(point, shape.rings)]
    assert found == {departement: [departement] for departement in seats}


def test_the_projection_keeps_every_point_in_the_box_and_fills_one_side():
    points = [p for o in outlines(departements_of("75")) for ring in o.rings for p in ring]
    projection = Projection.fit(points, 300, 200, margin=10)
    placed = [projection.project(*point) for point in points]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    assert (min(ys), max(ys)) == pytest.approx((10, 190))
    assert min(xs) > 10
    assert min(xs) + max(xs) == pytest.approx(300)  # centred


def test_the_projection_keeps_areas_in_proportion():
    # Published land areas: Gironde 9,976 km2, Creuse 5,565 km2; the ratio is 1.79.
    gironde, creuse = outlines(["33", "23"])
    projection = Projection.fit([*gironde.rings[0], *creuse.rings[0]], 1000, 1000)
    areas = [
        sum(area([projection.project(*p) for p in ring]) for ring in shape.rings)
        for shape in (gironde, creuse)
    ]
    assert areas[0] / areas[1] == pytest.approx(9976 / 5565, rel=0.05)


def test_north_is_up():
    projection = Projection.fit([(0, 44), (1, 46)], 100, 100)
    assert projection.project(0, 46)[1] < projection.project(0, 44)[1]


def test_a_single_point_stands_in_the_middle():
    assert Projection.fit([(0.7, 45.2)], 100, 60, margin=5).project(0.7, 45.2) == (50, 30)


@pytest.mark.parametrize(("points", "margin"), [([], 0), ([(0, 45)], 50)])
def test_a_map_without_points_or_without_room_is_refused(points, margin):
    with pytest.raises(ValueError, match="projection"):
        Projection.fit(points, 100, 100, margin)
