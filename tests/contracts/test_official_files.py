"""The real official files are recognised by their content, and every row gives what it says."""

from collections import Counter
from pathlib import Path

import pytest

from terreau.territory.errors import OfficialFileError
from terreau.territory.gazetteer import Level
from terreau.territory.official.model import FileKind, Item, Rejected
from terreau.territory.official.opening import open_file

GRIDS, SHAPES, DIVISION = (
    "geo-zonages-coordonnees",
    "geo-contours",
    "geo-decoupage-administratif",
)
KINDS = {
    f"{GRIDS}/laposte_hexasmal.csv": FileKind.LAPOSTE,
    f"{GRIDS}/densite_insee_7niveaux.csv": FileKind.DENSITY,
    f"{GRIDS}/ruralite_anct.csv": FileKind.RURALITY,
    f"{GRIDS}/centralite_anct.csv": FileKind.CENTRALITY,
    f"{GRIDS}/montagne.csv": FileKind.MOUNTAIN,
    f"{GRIDS}/zrr_20221109.csv": FileKind.ZRR,
    f"{GRIDS}/anct_zonages_descriptions.csv": FileKind.ZONINGS,
    f"{GRIDS}/epci_centroides.geojson": FileKind.EPCI_POINTS,
    f"{GRIDS}/departements_centroides.geojson": FileKind.DEPARTEMENT_POINTS,
    f"{GRIDS}/qpv2024_centroides.geojson": FileKind.QPV_POINTS,
    f"{GRIDS}/qpv2024_polygones.geojson": FileKind.QPV_AREAS,
    f"{SHAPES}/communes-1000m-87.geojson": FileKind.OUTLINES,
    f"{SHAPES}/departements-1000m.geojson": FileKind.OUTLINES,
    f"{SHAPES}/region-nouvelle-aquitaine_2018.geojson": FileKind.OUTLINES,
    f"{DIVISION}/communes.json": FileKind.COMMUNES,
    f"{DIVISION}/epci.json": FileKind.EPCI,
    f"{DIVISION}/ept.json": FileKind.EPCI,
    f"{DIVISION}/departements.json": FileKind.DEPARTEMENTS,
    f"{DIVISION}/regions.json": FileKind.REGIONS,
}


@pytest.mark.parametrize(("path", "kind"), KINDS.items(), ids=[Path(path).name for path in KINDS])
def test_a_real_file_is_recognised_by_its_content(test_data, path, kind):
    opened = open_file(test_data / path)
    assert opened.kind is kind
    first = next(opened.rows)
    assert not isinstance(first, Rejected)


def test_the_year_in_a_name_is_the_vintage(test_data):
    years = {
        name: open_file(test_data / GRIDS / name).vintage
        for name in ("zrr_20221109.csv", "qpv2024_centroides.geojson", "montagne.csv")
    }
    assert list(years.values()) == ["2022", "2024", ""]


def test_every_row_of_the_postcodes_has_a_position_or_a_reason(test_data):
    rows = list(open_file(test_data / GRIDS / "laposte_hexasmal.csv").rows)
    assert len(rows) == 38_717
    refused = Counter(row.code for row in rows if isinstance(row, Rejected))
    # Communes that have merged since 2021, and Monaco.
    assert refused == {"former_code": 182, "unknown_code": 1}
    taken = [row for row in rows if isinstance(row, Item)]
    assert sum(row.restored for row in taken) == 3_420  # written 1011 for 01011
    assert {row.code for row in taken if row.position is None} <= {"55138", "76095", "76601"}


def test_quarters_are_facts_of_each_commune_that_has_a_part_of_them(test_data):
    rows = list(open_file(test_data / GRIDS / "qpv2024_centroides.geojson").rows)
    assert not [row for row in rows if isinstance(row, Rejected)]
    assert sum(len(row.facts) for row in rows) == 1_684
    assert len({fact[1] for row in rows for fact in row.facts}) == 1_493
    assert {row.position for row in rows} == {None}  # their point is the commune's, not theirs


def test_the_limits_of_a_departement_and_of_a_region_of_one_code_are_told_apart(test_data):
    (region,) = open_file(test_data / SHAPES / "region-nouvelle-aquitaine_2018.geojson").rows
    assert (region.level, region.code) == (Level.REGION, "75")
    departements = open_file(test_data / SHAPES / "departements-1000m.geojson").rows
    assert {(row.level, row.code) for row in departements} >= {(Level.DEPARTEMENT, "75")}


def test_the_list_of_arrondissements_is_refused_with_what_to_do(test_data):
    with pytest.raises(OfficialFileError, match="arrondissements") as refused:
        open_file(test_data / DIVISION / "arrondissements.json")
    assert (refused.value.code, refused.value.hint[:8]) == ("of_no_use", "Retirez-")
