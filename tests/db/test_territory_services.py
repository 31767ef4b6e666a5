import pytest

from terreau.territory.errors import UnknownTerritory
from terreau.territory.gazetteer import Level
from terreau.territory.models import Territory
from terreau.territory.services import territories, territory

pytestmark = pytest.mark.django_db


def test_a_territory_comes_with_all_that_contain_it():
    nontron = territory(Level.COMMUNE, "24311")
    parents = [(parent.level, parent.code) for parent in nontron.parents.all()]
    # Ordered by level then code; the EPCI is CC du Périgord Nontronnais.
    assert parents == [("departement", "24"), ("epci", "200071819"), ("region", "75")]


def test_its_row_has_what_the_gazetteer_says():
    row = territory(Level.COMMUNE, "17300")
    assert (row.name, row.approximate, row.population) == ("La Rochelle", False, 79_851)
    assert (row.latitude, row.longitude) == pytest.approx((46.163, -1.152), abs=0.001)


def test_its_parents_have_parents_too():
    territory(Level.COMMUNE, "24311")
    dordogne = Territory.objects.get(level="departement", code="24")
    assert [region.code for region in dordogne.parents.all()] == ["75"]


def test_only_territories_referred_to_have_rows():
    territory(Level.COMMUNE, "24311")
    assert Territory.objects.count() == 4  # commune, EPCI, département, région


def test_asking_twice_gives_the_same_row():
    first = territory(Level.DEPARTEMENT, "33")
    assert territory(Level.DEPARTEMENT, "33") == first


def test_a_second_commune_shares_the_parents_of_the_first():
    territory(Level.COMMUNE, "33063")
    territory(Level.COMMUNE, "33281")  # Mérignac, in the same EPCI as Bordeaux
    metropole = Territory.objects.get(level="epci", code="243300316")
    assert [child.code for child in metropole.children.all()] == ["33063", "33281"]


def test_what_lies_in_a_region_is_one_join_away():
    territories([(Level.COMMUNE, "33063"), (Level.COMMUNE, "31555"), (Level.COMMUNE, "87085")])
    inside = Territory.objects.filter(level="commune", parents__code="75", parents__level="region")
    assert [row.code for row in inside] == ["33063", "87085"]


def test_many_territories_take_no_more_queries_than_one(django_assert_max_num_queries):
    pairs = [(Level.COMMUNE, f"33{number:03}") for number in range(1, 40)]
    pairs = [pair for pair in pairs if pair[1] not in {"33019"}]  # no longer a commune
    with django_assert_max_num_queries(12):  # 10, and the savepoint’s two
        assert len(territories(pairs)) == len(pairs)


def test_known_territories_take_one_query(django_assert_max_num_queries):
    territories([(Level.COMMUNE, "33063"), (Level.REGION, "75")])
    with django_assert_max_num_queries(3):  # 1, and the savepoint's two
        territories([(Level.COMMUNE, "33063"), (Level.REGION, "75")])


def test_an_unknown_code_is_refused_in_french():
    with pytest.raises(UnknownTerritory, match="« commune » n’a le code « 99999 »"):
        territory(Level.COMMUNE, "99999")


def test_one_unknown_code_writes_nothing_at_all():
    with pytest.raises(UnknownTerritory):
        territories([(Level.COMMUNE, "33063"), (Level.COMMUNE, "99999")])
    assert not Territory.objects.exists()
