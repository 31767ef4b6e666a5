"""SCDL Subventions and 360Giving on the files and the schemas that their publishers give."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from terreau.collect.incoming import IncomingGrant
from terreau.collect.readers.tables import read_workbook
from terreau.collect.standards import STANDARDS, recognised
from terreau.collect.standards.scdl import best_version, mapping
from terreau.collect.standards.scdl.versions import VERSIONS, Form

FILE = "a" * 64
SCDL_FOLDER, VARIANTS, GRANTS = "scdl-schemas", "formats-administratifs", "360giving"
#: Rows read, projects, rejections, rows that joined an earlier one.
SCDL_FILES = {
    "scdl-schemas/data-subvention.exemple_valide.csv": (29, 29, 0, 0),
    "scdl-schemas/data-subvention.exemple_invalide_erreurs_cellules.csv": (29, 29, 0, 0),
    "scdl-schemas/data-subvention.exemple_invalide_erreurs_colonnes.csv": (29, 29, 0, 0),
    "scdl-schemas/data-subvention.exemple-duplicate-column.csv": (29, 29, 0, 0),
    "scdl-schemas/etalab-format-subventions.exemple.csv": (2, 2, 0, 0),
    "formats-administratifs/SCDL.csv": (4, 4, 0, 0),
    "formats-administratifs/SCDL.xlsx": (10, 9, 0, 1),
    "formats-administratifs/SCDL_DILCRAH_2019.csv": (4, 4, 0, 0),
    "formats-administratifs/SCDL_LESS_DATA.csv": (3, 3, 0, 0),
    "formats-administratifs/SCDL_LESS_DATA.xlsx": (8, 7, 0, 1),
    "formats-administratifs/SCDL_MANY_MISSING_MANDATORY.csv": (4, 4, 0, 0),
    "formats-administratifs/SCDL_MANY_MISSING_MANDATORY.xlsx": (10, 9, 0, 1),
    "formats-administratifs/SCDL_ONE_MISSING_MANDATORY.csv": (4, 4, 0, 0),
    "formats-administratifs/SCDL_ONE_MISSING_MANDATORY.xlsx": (10, 9, 0, 1),
    "formats-administratifs/SCDL_SECOND_IMPORT.csv": (9, 8, 0, 1),
    "formats-administratifs/SCDL_SECOND_IMPORT.xlsx": (15, 10, 0, 5),
    "formats-administratifs/SCDL_WITH_EXERCICE.csv": (4, 4, 0, 0),
    "formats-administratifs/SCDL_WITH_EXERCICE.xlsx": (10, 9, 0, 1),
    "formats-administratifs/SCDL_WITH_EXERCICE_ALT.xlsx": (3, 3, 0, 0),
    "formats-administratifs/test-csv-valid.csv": (38, 38, 0, 0),
    "formats-administratifs/test-csv-invalid.csv": (38, 38, 0, 0),
    "formats-administratifs/test-csv-invalid-headers-names.csv": (2, 2, 0, 0),
    # No row of these has the object of its grant.
    "formats-administratifs/fixture.csv": (3, 0, 3, 0),
    "formats-administratifs/fixture.xlsx": (3, 0, 3, 0),
    "formats-administratifs/fixture-errors.csv": (8, 0, 8, 0),
    "formats-administratifs/fixture-errors.xlsx": (8, 0, 8, 0),
}
OTHERS = (
    *("SUBVENTIA.xlsx", "SuiviActions_test.xls", "SuiviDossiers_test.xls", "fonjep-new.xlsx"),
    *("helios.fixture.ods", "new-chorus-export.xlsx", "test.xlsx"),
)
SCHEMAS = {"1.1.0": 2, "2.0.0": 1, "2.0.1": 1, "2.0.2": 1, "2.1.0": 0, "2.1.1": 0}


def workbook(test_data, path):
    return read_workbook((test_data / path).read_bytes(), path.rpartition("/")[2])


def read(test_data, path):
    found = workbook(test_data, path)
    return recognised(found).read(found, FILE, path.rpartition("/")[2], {})


def told(records, code):
    return [(one.where, one.message) for one in records.warnings if one.code == code]


@pytest.mark.parametrize("path", SCDL_FILES)
def test_every_variant_of_scdl_is_recognised_and_every_row_accounted_for(test_data, path):
    assert recognised(workbook(test_data, path)).name == "scdl"

    records = read(test_data, path)

    counts = (records.read, len(records.projects), len(records.rejections), records.merged)
    assert counts == SCDL_FILES[path]


@pytest.mark.parametrize("name", OTHERS)
def test_another_export_of_subsidies_is_not_taken_for_a_standard(test_data, name):
    assert recognised(workbook(test_data, f"{VARIANTS}/{name}")) is None


def test_the_valid_example_departs_from_the_schema_nowhere(test_data):
    records = read(test_data, f"{SCDL_FOLDER}/data-subvention.exemple_valide.csv")

    assert Counter(one.code for one in records.warnings) == {"standard": 1, "shared_grant": 1}
    first = records.projects[0]
    assert first.name == "Fonctionnement"
    assert first.holders[0].identifier == "52499120500013"
    assert first.grants[0].amount == Decimal("99786.57")
    assert (first.grants[0].funder, first.year) == ("ANTIBES", 2015)


def test_faulty_cells_are_told_one_by_one_with_what_is_expected(test_data):
    path = f"{SCDL_FOLDER}/data-subvention.exemple_invalide_erreurs_cellules.csv"

    faults = dict(told(read(test_data, path), "off_schema"))

    assert faults["ligne 5, colonne C"] == (
        "«\u00a0dateConvention\u00a0» vaut «\u00a005/12/2016\u00a0»\u00a0; "
        "le format attend une date AAAA-MM-JJ."
    )
    assert faults["ligne 5, colonne G"].endswith("le format attend un W et 9 chiffres.")
    assert faults["ligne 2, colonne O"].endswith("le format attend un nombre de 0,01 à 1.")
    assert faults["ligne 6, colonne N"].endswith("le format attend oui ou non.")


def test_missing_columns_are_told(test_data):
    records = read(test_data, f"{VARIANTS}/test-csv-invalid-headers-names.csv")

    assert [message for _, message in told(records, "missing_column")] == [
        "La colonne obligatoire «\u00a0nomBeneficiaire\u00a0» manque.",
        "La colonne obligatoire «\u00a0montant\u00a0» manque.",
    ]


def test_a_doubled_column_is_told_and_counts_once(test_data):
    records = read(test_data, f"{SCDL_FOLDER}/data-subvention.exemple-duplicate-column.csv")

    ((where, message),) = told(records, "duplicate_column")
    assert where == "tableau, colonne N"
    assert "notificationUE" in message


def test_a_table_beside_the_standard_is_told_with_its_rows(test_data):
    records = read(test_data, f"{VARIANTS}/SCDL_WITH_EXERCICE_ALT.xlsx")

    ((where, message),) = told(records, "not_of_standard")
    assert where == "Feuil1"
    assert message.startswith("Ce tableau (1\u00a0ligne) ne suit pas le format SCDL Subventions")


@pytest.mark.parametrize("version", SCHEMAS)
def test_the_columns_of_each_version_are_those_of_its_published_schema(test_data, version):
    text = (test_data / SCDL_FOLDER / f"scdl-subventions-{version}.schema.json").read_text("utf-8")
    ours = next(one for one in VERSIONS if version in (one.label, *one.same))

    assert [column.name for column in ours.columns] == [
        field["name"] for field in json.loads(text)["fields"]
    ]
    for column, field in zip(ours.columns, json.loads(text)["fields"], strict=True):
        _same_rules(column, field)


def test_the_extension_has_the_columns_of_its_schema(test_data):
    text = (test_data / SCDL_FOLDER / "data-subvention.schema.json").read_text("utf-8")

    for column, field in zip(VERSIONS[-1].columns, json.loads(text)["fields"], strict=True):
        assert column.name == field["name"]
        _same_rules(column, field)


def _same_rules(column, field):
    rules = field.get("constraints") or {}
    assert column.required == rules.get("required", False), column.name
    assert column.choices == tuple(rules.get("enum", ())), column.name
    assert column.longest == rules.get("maxLength"), column.name
    least, most = rules.get("minimum"), rules.get("maximum")
    assert (column.least, column.most) == (
        None if least is None else Decimal(str(least)),
        None if most is None else Decimal(str(most)).normalize(),
    ), column.name
    patterns = {r"^\d{14}$": Form.SIRET, r"^W\d{9}$": Form.RNA}
    types = {"date": Form.DATE, "number": Form.NUMBER, "integer": Form.WHOLE}
    pattern = rules.get("pattern")
    if pattern in patterns:
        assert column.form is patterns[pattern], column.name
    elif pattern:
        assert column.form is Form.PERIOD, column.name
    elif field["type"] == "boolean":
        assert column.form is Form.BOOLEAN, column.name
    else:
        assert column.form is types.get(field["type"], Form.TEXT), column.name


def test_the_version_is_the_one_that_the_cells_depart_from_least(test_data):
    path = f"{SCDL_FOLDER}/etalab-format-subventions.exemple.csv"
    text = (test_data / path).read_text("utf-8-sig")

    def version(content):
        return best_version(read_workbook(content.encode(), "a.csv").tables[0]).label

    assert version(text) == "2.1.1"
    assert version(text.replace(",0.8", ",0").replace("12345", "REG12345")) == "1.1.0"


def test_the_fixed_mapping_fills_each_field_once(test_data):
    table = workbook(test_data, f"{SCDL_FOLDER}/data-subvention.exemple_valide.csv").tables[0]

    fields = [one.field for one in mapping(table).columns if one.field != "extra"]

    assert Counter(fields) == {
        "grant.funder": 1,
        "grant.date": 1,
        "holder.name": 1,
        "holder.identifier": 2,
        "name": 1,
        "grant.amount": 1,
        "call": 1,
    }


@pytest.mark.parametrize("name", ["grants-ab-charitable-trust.json", "grants-abct-original.xlsx"])
def test_grants_of_360giving_keep_currency_date_and_organisations(test_data, name):
    records = read(test_data, f"{GRANTS}/{name}")

    assert (records.read, len(records.projects), records.rejections) == (783, 783, ())
    first = records.projects[0]
    assert first.external_id == "360G-ABCT-0065I000005BoDGQA044222"
    assert first.name == "A grant to Access to Justice Foundation"
    assert (first.holders[0].name, first.holders[0].identifier) == (
        "Access to Justice Foundation",
        "GB-CHC-1126147",
    )
    (grant,) = first.grants
    assert isinstance(grant, IncomingGrant)
    assert (grant.amount, grant.currency, grant.funder) == (30000, "GBP", "A B Charitable Trust")
    assert (grant.date.isoformat(), first.year) == ("2021-01-26", 2021)
    assert [(one.relation, one.words) for one in first.places] == [("action", "UK Wide")]
    assert "1126147" in [one.value for one in first.values if one.field == "extra"]


def test_the_two_forms_of_360giving_say_the_same(test_data):
    def facts(name):
        return {
            (one.external_id, one.name, one.holders[0].name, one.grants[0].amount, one.call)
            for one in read(test_data, f"{GRANTS}/{name}").projects
        }

    assert facts("grants-ab-charitable-trust.json") == facts("grants-abct-original.xlsx")


def test_standards_have_names_of_their_own():
    assert len({one.name for one in STANDARDS}) == len({one.label for one in STANDARDS}) == 2
