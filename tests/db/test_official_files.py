"""Official files are loaded whole or not at all, and a second time without changing anything."""

import json
from datetime import UTC, datetime

import pytest

from terreau.accounts.models import Agent
from terreau.cli import main
from terreau.conf.instance import Instance
from terreau.portfolio.models import Place
from terreau.territory.gazetteer import Level
from terreau.territory.models import (
    OfficialFile,
    Territory,
    TerritoryFact,
    TerritoryOutline,
    TerritoryPosition,
    Zoning,
)
from terreau.territory.official.loading import load_files
from terreau.territory.official.status import loaded
from terreau.territory.official.telling import told
from terreau.territory.services import territory

pytestmark = pytest.mark.django_db

AT = datetime(2027, 1, 15, 12, tzinfo=UTC)
DENSITY = "insee_com,lib_com,niveau_densite\n"
POSTCODES = "Code_commune_INSEE;Nom_commune;Code_postal;Ligne_5;coordonnees_gps\n"
COUNTS = ("read", "created", "updated", "unchanged", "rejected")
SQUARE = [[[1.0, 46.0], [1.2, 46.0], [1.2, 46.2], [1.0, 46.2], [1.0, 46.0]]]


@pytest.fixture
def load(tmp_path):
    """Load a text under a name, and give its report."""

    def loading(text, name="fichier.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        [report] = load_files([path], AT, **options)
        counts = [getattr(report, count) for count in COUNTS]
        assert counts[0] == sum(counts[1:])
        assert len(report.rejections) == report.rejected
        return report

    return loading


def counts(report):
    return tuple(getattr(report, count) for count in COUNTS)


def collection(*features):
    drawn = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": drawn})


def fact(code, kind):
    return list(
        TerritoryFact.objects.filter(code=code, kind=kind).values_list("part", "value", named=False)
    )


def test_a_second_load_of_real_files_changes_nothing(test_data, tmp_path):
    grids = test_data / "geo-zonages-coordonnees"
    with (grids / "laposte_hexasmal.csv").open(encoding="utf-8-sig") as stream:
        (tmp_path / "laposte.csv").write_text("".join(next(stream) for _ in range(300)))
    paths = [
        tmp_path / "laposte.csv",
        grids / "anct_zonages_descriptions.csv",
        grids / "departements_centroides.geojson",
        grids / "qpv2024_centroides.geojson",
        grids / "qpv2024_polygones.geojson",
        test_data / "geo-contours" / "communes-1000m-87.geojson",
        test_data / "geo-decoupage-administratif" / "departements.json",
    ]
    first = load_files(paths, AT)
    tables = (TerritoryFact, TerritoryPosition, TerritoryOutline, Zoning, OfficialFile)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    again = load_files(paths, AT)

    assert [one.created > 0 for one in first] == [True] * 7
    assert [(one.created, one.updated, one.removed) for one in again] == [(0, 0, 0)] * 7
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_a_position_makes_the_mark_of_a_commune_exact(load):
    row = territory(Level.COMMUNE, "24300")  # Nabirat: among its neighbours, for want of better
    assert row.approximate
    load(POSTCODES + "24300;NABIRAT;24250;;44.7508,1.2917\n")

    row.refresh_from_db()
    assert (row.latitude, row.longitude, row.approximate) == (44.7508, 1.2917, False)
    assert fact("24300", "postcode") == [("24250", "")]


def test_a_territory_made_after_the_load_has_its_position_too(load):
    load(POSTCODES + "24311;NONTRON;24300;;45.5290,0.6620\n")
    row = territory(Level.COMMUNE, "24311")
    assert (row.latitude, row.approximate) == (45.529, False)


def test_the_centre_of_an_area_moves_and_stays_approximate(load):
    territory(Level.DEPARTEMENT, "24")
    point = {"type": "Point", "coordinates": [0.74, 45.1]}
    load(collection(({"insee_dep": "24", "lib_dep": "Dordogne"}, point)))
    row = Territory.objects.get(level="departement", code="24")
    assert (row.latitude, row.longitude, row.approximate) == (45.1, 0.74, True)


def test_a_point_wins_over_the_middle_of_an_outline_in_either_order(load):
    outline = collection(
        ({"code": "24311", "nom": "Nontron"}, {"type": "Polygon", "coordinates": SQUARE})
    )
    point = POSTCODES + "24311;NONTRON;24300;;45.5290,0.6620\n"
    load(outline, "contours.geojson")
    assert TerritoryPosition.objects.get().latitude == pytest.approx(46.1)
    load(point)
    assert load(outline, "contours.geojson").unchanged == 1
    assert TerritoryPosition.objects.get().latitude == 45.529
    assert TerritoryOutline.objects.get().code == "24311"


def test_loading_an_older_file_again_brings_its_values_back(load):
    old, new = DENSITY + "24311,Nontron,Bourgs ruraux\n", DENSITY + "24311,Nontron,Petites villes\n"
    load(old, "2021.csv")
    assert counts(load(new, "2024.csv")) == (1, 0, 1, 0, 0)
    assert fact("24311", "density") == [("", "Petites villes")]
    load(old, "2021.csv")
    assert fact("24311", "density") == [("", "Bourgs ruraux")]
    assert TerritoryFact.objects.get().file.vintage == "2021"


def test_a_quarter_that_a_commune_has_no_more_goes(load):
    place = {"type": "Point", "coordinates": [1.2, 45.8]}

    def quarters(codes, names):
        told = {"insee_com": "87085", "lib_com": "Limoges", "code_qp": codes, "lib_qp": names}
        return collection((told, place))

    load(quarters("QN08701M, QN08702M", "L'Un, L'Autre"))
    assert fact("87085", "qpv") == [("QN08701M", "L’Un"), ("QN08702M", "L’Autre")]
    assert load(quarters("QN08702M", "L'Autre")).removed == 1
    assert fact("87085", "qpv") == [("QN08702M", "L’Autre")]


def test_what_a_file_does_not_name_stays_unless_it_is_to_replace(load):
    load(DENSITY + "24311,Nontron,Bourgs ruraux\n24322,Périgueux,Petites villes\n")
    one = DENSITY + "24311,Nontron,Bourgs ruraux\n"
    assert load(one).absent == 1
    assert TerritoryFact.objects.count() == 2
    assert load(one, replace=True).removed == 1
    assert TerritoryFact.objects.get().code == "24311"


def test_lost_zeros_are_put_back_and_other_codes_refused_with_their_reason(load):
    report = load(
        DENSITY
        + "1004,Ambérieu-en-Bugey,Petites villes\n"  # 01004
        + "01018,Arlod,Bourgs ruraux\n"  # merged in 1974
        + "1499,X,Bourgs ruraux\n"
        + "99999,X,Bourgs ruraux\n"
        + "24311,Nontron\n"
        + "24322,Périgueux,\n"
    )
    assert counts(report) == (6, 1, 0, 0, 5)
    assert report.restored == 1
    said = [(one["where"], one["code"]) for one in report.rejections]
    assert said == [
        ("ligne 3", "former_code"),
        ("ligne 4", "unknown_code"),
        ("ligne 5", "unknown_code"),
        ("ligne 6", "wrong_row"),
        ("ligne 7", "no_value"),
    ]
    assert "Arlod, devenue Valserhône" in report.rejections[0]["message"]


def test_two_values_for_one_commune_keep_the_first_and_say_so(load):
    report = load(DENSITY + "24311,Nontron,Bourgs ruraux\n24311,Nontron,Petites villes\n")
    assert counts(report) == (2, 1, 0, 0, 1)
    assert report.rejections[0]["code"] == "contradiction"
    assert fact("24311", "density") == [("", "Bourgs ruraux")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        (DENSITY, "empty_file"),
        ("<!doctype html><title>Erreur</title>", "wrong_kind"),
        (b"PK\x03\x04 un classeur", "wrong_kind"),
        ("code,nom\n1,2\n", "unknown_file"),
        ('{"type": "FeatureCollection", "features": []}', "unknown_file"),
        ('{"type": "FeatureCollection", "features": [', "broken_json"),
        ("[" * 100_000, "broken_json"),
        (DENSITY + '24311,Nontron,"Bourgs ruraux' + "x" * 200_000 + "\n", "broken_table"),
        (b" " * 32_000_001, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_a_file_that_cannot_be_loaded_is_one_row_rejected_and_leaves_nothing(load, text, code):
    report = load(text)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.rejections[0]["code"] == code
    assert report.said.endswith(".") or code == "unknown_file"
    assert report.hint.endswith(".")
    assert not OfficialFile.objects.exists()
    assert not TerritoryFact.objects.exists()


def test_a_file_of_which_nothing_is_taken_is_not_one_that_is_loaded(load):
    assert load(DENSITY + "99999,X,Bourgs ruraux\n").rejected == 1
    assert not OfficialFile.objects.exists()


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": [[[1, 2]]]},
        {"type": "Polygon", "coordinates": [[["x", 2]] * 4]},
        {"type": "MultiPolygon", "coordinates": [[[[500, 2]] * 4]]},
        {"type": "Polygon", "coordinates": {}},
        {"type": "Polygon"},
    ],
)
def test_an_outline_that_is_none_is_refused(load, geometry):
    sound = ({"code": "24311", "nom": "Nontron"}, {"type": "Polygon", "coordinates": SQUARE})
    report = load(collection(sound, ({"code": "24322", "nom": "Périgueux"}, geometry)))
    assert counts(report) == (2, 1, 0, 0, 1)
    assert report.rejections[0]["code"] == "bad_outline"


def test_a_newer_division_brings_names_populations_and_new_communes(load):
    row = territory(Level.COMMUNE, "24311")
    rows = [
        {"code": "24311", "nom": "Nontron-le-Neuf", "departement": "24", "region": "75",
         "type": "commune-actuelle", "population": 3000},
        {"code": "24999", "nom": "L'Inventée", "departement": "24", "region": "75",
         "type": "commune-actuelle", "population": 12},
        {"code": "trop", "nom": "X", "type": "commune-actuelle", "departement": "24"},
    ]  # fmt: skip
    report = load(json.dumps(rows), "communes.json")
    assert counts(report) == (3, 2, 0, 0, 1)

    row.refresh_from_db()
    assert (row.name, row.population) == ("Nontron-le-Neuf", 3000)
    assert [one.code for one in row.parents.all()] == ["24", "200071819", "75"]
    made = territory(Level.COMMUNE, "24999")
    assert (made.name, made.latitude, made.approximate) == ("L’Inventée", None, True)
    assert [one.code for one in made.parents.all()] == ["24", "75"]


def test_a_newer_division_moves_a_commune_to_its_new_epci(load):
    row = territory(Level.COMMUNE, "24311")
    epci = {"code": "200035533", "nom": "CC du Grand Saint-Émilionnais", "type": "CC",
            "populationMunicipale": 15_000, "membres": [{"code": "24311"}]}  # fmt: skip
    commune = {"code": "24311", "nom": "Nontron", "departement": "24", "region": "75",
               "type": "commune-actuelle"}  # fmt: skip
    load(json.dumps([commune]), "communes.json")
    load(json.dumps([epci]), "epci.json")
    assert [one.code for one in row.parents.all()] == ["24", "200035533", "75"]


def test_the_status_counts_what_is_known(load):
    before = loaded()["own_positions"]
    load(POSTCODES + "24300;NABIRAT;24250;;44.75,1.29\n24311;NONTRON;24300;;45.529,0.662\n")
    after = loaded()
    assert after["communes"] == 34_969
    assert after["own_positions"] - before == 1  # Nontron has its own in the gazetteer
    assert [(one["kind"], one["count"]) for one in after["known"]] == [("postcode", 2)]
    assert [one["kind"] for one in after["files"]] == ["laposte"]


def test_what_is_known_of_a_place_is_told_in_one_query(load, django_assert_num_queries):
    load(DENSITY + "24311,Nontron,Bourgs ruraux\n24322,Périgueux,Petites villes\n")
    load("insee_com,niveau_montagne\n24311,06 - Massif Central\n")
    load("insee,statut\n24311,NC\n")
    quarters = "QN02401M, QN02402M, QN02403M, QN02404M, QN02405M"
    properties = {"insee_com": "24311", "code_qp": quarters, "lib_qp": "A, B, C, D, E"}
    load(collection((properties, {"type": "Point", "coordinates": [0.7, 45.5]})))

    with django_assert_num_queries(1):
        said = told([("commune", "24311"), ("commune", "33063")])
    assert {place: words.replace("\u00a0", " ") for place, words in said.items()} == {
        ("commune", "24311"): "Bourgs ruraux (densité) ; montagne : Massif Central ; "
        "quartiers prioritaires : A, B, C, D et 1 autre"
    }


def test_a_project_page_says_what_is_known_of_its_place_and_nothing_before(load, example, client):
    placed = Place.objects.filter(territory__level="commune").select_related("project", "territory")
    place = placed.order_by("pk").first()
    address = f"/portefeuilles/neo-terra/projets/{place.project.slug}/"
    before = client.get(address).content.decode()
    load(f"{DENSITY}{place.territory.code},X,Bourgs ruraux\n")

    assert "Bourgs ruraux" not in before
    assert "Ce que l’on sait du lieu" not in before
    after = client.get(address).content.decode().replace("\u00a0", " ")
    assert f"{place.territory.name} : Bourgs ruraux (densité)" in after


def test_the_map_marks_a_commune_as_approximate_until_its_position_is_loaded(load, example, client):
    commune = territory(Level.COMMUNE, "24300")  # Nabirat: among its neighbours
    Place.objects.create(
        project=example.projects.order_by("pk").first(),
        territory=commune,
        relation=Place.Relation.ACTION,
    )
    before = client.get("/portefeuilles/neo-terra/").content.decode().replace("\u00a0", " ")
    load(POSTCODES + "24300;NABIRAT;24250;;44.7508,1.2917\n")
    after = client.get("/portefeuilles/neo-terra/").content.decode().replace("\u00a0", " ")

    said = "Position approchée : "
    assert "Nabirat" in before.partition(said)[2].partition(".")[0]
    assert "Nabirat" in after
    assert "Nabirat" not in after.partition(said)[2].partition(".")[0]


@pytest.fixture
def verb(owner, tmp_path, monkeypatch, capsys):
    """A verb of the command line, on the database of the tests: its status and its answer."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("TERREAU_INSTANCE", str(folder))
    Instance.load(folder).create()

    def called(*arguments):
        status = main(["territory", *map(str, arguments), "--json", "--instance", str(folder)])
        return status, json.loads(capsys.readouterr().out)

    return called


def test_the_verbs_load_and_tell_and_a_file_that_is_none_ends_in_a_sentence(verb, tmp_path):
    density, page = tmp_path / "densite_2024.csv", tmp_path / "page.csv"
    density.write_text(DENSITY + "24311,Nontron,Bourgs ruraux\n")
    page.write_text("<!doctype html><title>Erreur 404</title>")

    status, report = verb("load", density, page)
    assert status == 1  # something was rejected
    assert [report[count] for count in COUNTS] == [2, 1, 0, 0, 1]
    assert [one["code"] for one in report["rejections"]] == ["wrong_kind"]
    assert [one["vintage"] for one in report["files"]] == ["2024", ""]

    status, refused = verb("load", page)
    assert (status, refused["error"]["code"]) == (3, "wrong_kind")
    assert "page HTML" in refused["error"]["message"]
    assert refused["error"]["hint"].endswith(".")

    status, told_files = verb("status")
    assert (status, [one["name"] for one in told_files["files"]]) == (0, ["densite_2024.csv"])


def test_who_does_not_administer_the_instance_loads_nothing(verb, tmp_path):
    Agent.objects.create(kind=Agent.Kind.PERSON, name="Dominique")
    density = tmp_path / "densite.csv"
    density.write_text(DENSITY + "24311,Nontron,Bourgs ruraux\n")
    status, refused = verb("load", density, "--as", "Dominique")
    assert (status, refused["error"]["code"]) == (3, "not_allowed")
    assert not TerritoryFact.objects.exists()
