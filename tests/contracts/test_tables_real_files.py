"""Real files of administrations, associations and funders: each gives the tables it holds.

The figures (sheet, line of the header, columns, rows) were counted in the files themselves: records
of the csv module and of the json module, lines seen in a spreadsheet for the others.
"""

from pathlib import Path

import pytest

from terreau.collect.readers.tables import read_datapackage, read_workbook
from tests.fixtures.tables import real_tables

#: File: its tables, each with sheet, line of the header (0 without), columns, rows.
EXPECTED = {
    "360giving/codelists/countryCode.csv": (("", 1, 4, 249),),
    "360giving/codelists/currency.csv": (("", 1, 4, 301),),
    "360giving/codelists/geoCodeType.csv": (("", 1, 5, 63),),
    "360giving/codelists/grantToIndividualsPurpose.csv": (("", 1, 3, 17),),
    "360giving/codelists/grantToIndividualsReason.csv": (("", 1, 3, 12),),
    "360giving/codelists/locationScope.csv": (("", 1, 3, 7),),
    "360giving/codelists/regrantType.csv": (("", 1, 3, 7),),
    "360giving/grants-ab-charitable-trust.json": (("", 0, 16, 783),),
    "360giving/grants-abct-original.xlsx": (("ABCT data - Jan 2013 - Aug 2020", 1, 22, 783),),
    "ci-ville-adulte-relais-fonjep/adulte-relais-2020.json": (("", 0, 8, 4660),),
    "ci-ville-adulte-relais-fonjep/adulte-relais-2021.json": (("", 0, 8, 5377),),
    "ci-ville-adulte-relais-fonjep/adulte-relais-2022.json": (("", 0, 8, 5623),),
    "ci-ville-adulte-relais-fonjep/adulte-relais-2023.json": (("", 0, 8, 5416),),
    "ci-ville-adulte-relais-fonjep/geom_cv_ctr.json": (("", 0, 8, 434),),
    "ci-ville-adulte-relais-fonjep/postes-fonjep-2020.json": (("", 0, 8, 1455),),
    "ci-ville-adulte-relais-fonjep/postes-fonjep-2021.json": (("", 0, 8, 1462),),
    "ci-ville-adulte-relais-fonjep/postes-fonjep-2022.json": (("", 0, 8, 1429),),
    "ci-ville-adulte-relais-fonjep/postes-fonjep-2023.json": (("", 0, 8, 1478),),
    "demarches-simplifiees/csv-encodages/groupe-instructeur-emails-invalides.csv": (("", 1, 2, 3),),
    "demarches-simplifiees/csv-encodages/groupe-instructeur.csv": (("", 1, 2, 2),),
    "demarches-simplifiees/csv-encodages/groupe_avec_caracteres_speciaux.csv": (("", 1, 2, 4),),
    "demarches-simplifiees/csv-encodages/groupe_iso_8859.csv": (("", 1, 2, 4),),
    "demarches-simplifiees/csv-encodages/groupe_iso_8859_invalid_characters.csv": (("", 1, 2, 4),),
    "demarches-simplifiees/csv-encodages/instructeurs-emails-invalides.csv": (("", 1, 1, 3),),
    "demarches-simplifiees/csv-encodages/instructeurs-file.csv": (("", 1, 1, 4),),
    "demarches-simplifiees/csv-encodages/invalid-group-file.csv": (("", 1, 2, 1),),
    "demarches-simplifiees/csv-encodages/modele-import-one-column-referentiel.csv": (
        ("", 1, 1, 3),
    ),
    "demarches-simplifiees/csv-encodages/modele-import-referentiel-iso-8859-crlf-special-characters.csv": (  # noqa: E501
        ("", 1, 4, 2),
    ),
    "demarches-simplifiees/csv-encodages/modele-import-referentiel-with-bom.csv": (("", 1, 2, 13),),
    "demarches-simplifiees/csv-encodages/modele-import-referentiel-without-separators.csv": (
        ("", 1, 1, 3),
    ),
    "demarches-simplifiees/csv-encodages/modele-import-referentiel.csv": (("", 1, 3, 3),),
    "demarches-simplifiees/csv-encodages/treatment-expected-3months.csv": (("", 1, 1, 165),),
    "demarches-simplifiees/csv-encodages/two-instructeurs-file.csv": (("", 1, 1, 2),),
    "demarches-simplifiees/csv-encodages/valid-instructeurs-file.csv": (("", 1, 1, 3),),
    "documents-fr/modele_bilan_IAE.xlsx": (("Menus déroulants", 1, 4, 8),),
    "formats-administratifs/SCDL.csv": (("", 1, 16, 4),),
    "formats-administratifs/SCDL.xlsx": (("Du 01-01-2023 au 30-06-2023", 4, 14, 10),),
    "formats-administratifs/SCDL_DILCRAH_2019.csv": (("", 1, 14, 4),),
    "formats-administratifs/SCDL_LESS_DATA.csv": (("", 1, 16, 3),),
    "formats-administratifs/SCDL_LESS_DATA.xlsx": (("Du 01-01-2023 au 30-06-2023", 4, 14, 8),),
    "formats-administratifs/SCDL_MANY_MISSING_MANDATORY.csv": (("", 1, 16, 4),),
    "formats-administratifs/SCDL_MANY_MISSING_MANDATORY.xlsx": (
        ("Du 01-01-2023 au 30-06-2023", 4, 14, 10),
    ),
    "formats-administratifs/SCDL_ONE_MISSING_MANDATORY.csv": (("", 1, 16, 4),),
    "formats-administratifs/SCDL_ONE_MISSING_MANDATORY.xlsx": (
        ("Du 01-01-2023 au 30-06-2023", 4, 14, 10),
    ),
    "formats-administratifs/SCDL_SECOND_IMPORT.csv": (("", 1, 16, 9),),
    "formats-administratifs/SCDL_SECOND_IMPORT.xlsx": (("Du 01-01-2023 au 30-06-2023", 4, 14, 15),),
    "formats-administratifs/SCDL_WITH_EXERCICE.csv": (("", 1, 17, 4),),
    "formats-administratifs/SCDL_WITH_EXERCICE.xlsx": (("Du 01-01-2023 au 30-06-2023", 4, 15, 10),),
    "formats-administratifs/SCDL_WITH_EXERCICE_ALT.xlsx": (
        ("Feuil1", 3, 2, 1),
        ("Sheet1", 1, 18, 3),
    ),
    "formats-administratifs/SUBVENTIA.xlsx": (("Sheet1", 1, 15, 48),),
    "formats-administratifs/SuiviActionsEvaluation_test.xlsx": (("Feuille 1", 2, 35, 1),),
    "formats-administratifs/SuiviActions_test.xls": (("SuiviActions_ANS", 2, 80, 1),),
    "formats-administratifs/SuiviDossiers_test.xls": (("SuiviDossiers_ANS", 2, 55, 1),),
    "formats-administratifs/demarche-simplifiees-seed.fixture.json": (("", 0, 5, 13),),
    "formats-administratifs/fixture-errors.csv": (("", 1, 17, 8),),
    "formats-administratifs/fixture-errors.xlsx": (("fixture", 3, 17, 8),),
    "formats-administratifs/fixture.csv": (("", 1, 17, 3),),
    "formats-administratifs/fixture.xlsx": (("fixture", 3, 17, 3),),
    "formats-administratifs/fonjep-new.xlsx": (
        ("Tiers", 1, 9, 4),
        ("Poste", 1, 14, 4),
        ("Versement", 1, 6, 12),
        ("TypePoste", 1, 2, 4),
        ("Dispositif", 1, 3, 8),
    ),
    "formats-administratifs/fonjep-one-code-full.xlsx": (
        ("Tiers", 1, 9, 3),
        ("Poste", 1, 14, 3),
        ("Versement", 1, 7, 12),
        ("Dispositif", 1, 3, 1),
        ("TypePoste", 1, 2, 14),
    ),
    "formats-administratifs/fonjep.xlsx": (
        ("Tiers", 1, 9, 2),
        ("Poste", 1, 14, 2),
        ("Versement", 1, 6, 8),
        ("TypePoste", 1, 2, 4),
        ("Dispositif", 1, 3, 8),
    ),
    "formats-administratifs/helios.fixture.ods": (("data_subv_2025_SL5M_Jet4", 1, 18, 7),),
    "formats-administratifs/new-chorus-export.xlsx": (
        ("1. Extraction", 1, 20, 7),
        ("2. Extraction FEHBE", 1, 20, 5),
    ),
    "formats-administratifs/test-csv-invalid-headers-names.csv": (("", 1, 14, 2),),
    "formats-administratifs/test-csv-invalid.csv": (("", 1, 14, 38),),
    "formats-administratifs/test-csv-valid.csv": (("", 1, 14, 38),),
    "formats-administratifs/test.xlsx": (("Feuille 1", 2, 35, 1),),
    "mednum-annuaires/bus-france-services-charente.json": (("", 0, 44, 12),),
    "mednum-annuaires/fibre-64.json": (("", 0, 41, 61),),
    "mednum-annuaires/hub-lo.json": (("", 0, 62, 426),),
    "mednum-annuaires/maine-et-loire.json": (("", 0, 29, 243),),
    "schemas-publics/data-inclusion-v1/deduplication_labels.json": (("", 0, 3, 203),),
    "schemas-publics/data-inclusion-v1/frais_v1.csv": (("", 1, 3, 2),),
    "schemas-publics/data-inclusion-v1/modele_saisie_dataset.xlsx": (
        ("Structures", 1, 19, 3),
        ("Services", 1, 34, 4),
        ("Thématiques", 1, 3, 69),
        ("Services - Thématiques", 1, 3, 45),
        ("Modes daccueil", 1, 3, 2),
        ("Réseaux porteurs", 1, 3, 107),
        ("Types de services", 1, 3, 6),
        ("Frais", 1, 3, 2),
        ("Modes de mobilisation", 1, 3, 4),
        ("Personnes mobilisatrices", 1, 3, 2),
        ("Publics", 1, 3, 14),
    ),
    "schemas-publics/data-inclusion-v1/modes_accueil_v1.csv": (("", 1, 3, 2),),
    "schemas-publics/data-inclusion-v1/modes_mobilisation_v1.csv": (("", 1, 3, 4),),
    "schemas-publics/data-inclusion-v1/personne_mobilisatrice_v1.csv": (("", 1, 3, 2),),
    "schemas-publics/data-inclusion-v1/publics_v1.csv": (("", 1, 3, 14),),
    "schemas-publics/data-inclusion-v1/reseaux_porteurs_v1.csv": (("", 1, 3, 108),),
    "schemas-publics/data-inclusion-v1/thematiques_v1.csv": (("", 1, 3, 69),),
    "schemas-publics/data-inclusion-v1/types_de_services_v1.csv": (("", 1, 3, 6),),
    "schemas-publics/data-inclusion.service.json": (("", 0, 1, 2),),
    "schemas-publics/datapackage-projet-collectivites.datapackage.json": (("", 0, 12, 4),),
    "schemas-publics/projets-collectivites-TE/collectivites__exemple-valide.csv": (("", 1, 10, 8),),
    "schemas-publics/projets-collectivites-TE/datapackage.json": (("", 0, 12, 4),),
    "schemas-publics/projets-collectivites-TE/projets-territoire__exemple-valide.csv": (
        ("", 1, 22, 5),
    ),
    "schemas-publics/projets-collectivites-TE/reference-data__50_leviers_SGPE_03_2025.csv": (
        ("", 1, 2, 50),
    ),
    "schemas-publics/projets-collectivites-TE/reference-data__referentiel_competences_M57_2025.csv": (  # noqa: E501
        ("", 1, 2, 156),
    ),
    "schemas-publics/projets-collectivites-TE/reference-data__referentiel_competences_M57_2025.json": (  # noqa: E501
        ("", 0, 3, 54),
    ),
    "scdl-schemas/data-subvention.exemple-duplicate-column.csv": (("", 1, 15, 29),),
    "scdl-schemas/data-subvention.exemple_invalide_erreurs_cellules.csv": (("", 1, 15, 29),),
    "scdl-schemas/data-subvention.exemple_invalide_erreurs_colonnes.csv": (("", 1, 15, 29),),
    "scdl-schemas/data-subvention.exemple_valide.csv": (("", 1, 16, 29),),
    "scdl-schemas/etalab-format-subventions.exemple.csv": (("", 1, 14, 2),),
}


def shape(workbook):
    return tuple(
        (table.sheet, table.header_row, len(table.columns), len(table.rows))
        for table in workbook.tables
    )


def opened(test_data: Path, path: str):
    return read_workbook((test_data / path).read_bytes(), Path(path).name)


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_a_real_file_gives_its_tables(test_data, path):
    assert shape(opened(test_data, path)) == EXPECTED[path]


def test_every_real_file_is_read(test_data):
    for path in real_tables(test_data):
        assert read_workbook(path.read_bytes(), path.name).tables, path.name


def test_the_lines_around_a_table_are_told(test_data):
    table = opened(test_data, "formats-administratifs/SCDL.xlsx").tables[0]

    assert [(note.code, note.where) for note in table.set_aside] == [
        ("title", "ligne\u00a01"),
        ("title", "ligne\u00a02"),
    ]


def test_the_summary_of_an_export_is_no_table_but_is_told(test_data):
    workbook = opened(test_data, "formats-administratifs/SCDL.xlsx")

    assert [note.where for note in workbook.notes if note.code == "sheet_without_table"] == [
        "«\u00a0Résumé de l’exportation\u00a0», lignes\u00a03 à\u00a012",
        "«\u00a0Feuille2\u00a0», ligne\u00a014",
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("test.xlsx", "Bénéficiaire › N° Siret"),
        ("SuiviActions_test.xls", "Dossier/action › Service"),
        ("SuiviDossiers_test.xls", "Association › N° Siret"),
    ],
)
def test_headers_on_two_lines_are_joined_and_the_consolidation_set_aside(test_data, path, name):
    table = opened(test_data, f"formats-administratifs/{path}").tables[0]

    assert name in [column.header for column in table.columns]
    assert [note.code for note in table.set_aside] == ["total"]


def test_the_total_of_a_pivot_table_is_set_aside(test_data):
    table = opened(test_data, "formats-administratifs/SCDL_WITH_EXERCICE_ALT.xlsx").tables[0]

    assert [(note.code, note.where) for note in table.set_aside] == [("total", "ligne\u00a05")]


def test_a_hidden_sheet_is_read_and_told(test_data):
    path = "schemas-publics/data-inclusion-v1/modele_saisie_dataset.xlsx"

    notes = [note for note in opened(test_data, path).notes if note.code == "hidden_sheet"]

    assert [note.where for note in notes] == ["Services - Thématiques"]


def test_columns_of_values_without_a_name_are_kept_and_told(test_data):
    workbook = opened(test_data, "formats-administratifs/new-chorus-export.xlsx")

    assert [column.letters for column in workbook.tables[0].columns if not column.header] == list(
        "DFJQS"
    )
    assert "unnamed_columns" in {note.code for note in workbook.notes}


def test_the_encoding_is_guessed_and_said(test_data):
    path = "demarches-simplifiees/csv-encodages/groupe_iso_8859_invalid_characters.csv"

    workbook = opened(test_data, path)

    assert workbook.how == "Windows-1252, séparateur\u00a0: virgule"
    assert workbook.tables[0].rows[0].values[1] == "Auvergne-Rhône-Alpes"


def test_amounts_of_json_keep_their_cents(test_data):
    path = "ci-ville-adulte-relais-fonjep/adulte-relais-2020.json"

    table = opened(test_data, path).tables[0]

    assert [column.header for column in table.columns][4] == "montant"
    assert str(table.rows[0].values[4]) == "19875.06"


def test_a_real_data_package_is_read_with_its_schemas(test_data):
    folder = test_data / "schemas-publics" / "projets-collectivites-TE"
    files = {
        path.name.replace("__", "/"): path.read_bytes()
        for path in folder.iterdir()
        if path.is_file()
    }

    workbook = read_datapackage(files["datapackage.json"], files.__getitem__)

    assert shape(workbook) == (
        ("projets-territoire", 1, 22, 5),
        ("collectivites", 1, 10, 8),
        ("referentiel-leviers-sgpe", 1, 2, 50),
    )
    assert workbook.tables[0].rows[0].values[5] == 450000
    assert [note.code for note in workbook.notes] == ["bad_package"]
