"""Exports of Démarches Simplifiées, as administrators make them, become projects."""

from dataclasses import replace
from decimal import Decimal

import pytest

from terreau.collect.incoming import IncomingActor, IncomingPlace, Origin
from terreau.collect.mapping import SavedMapping
from terreau.collect.mapping.errors import HeaderMissing
from terreau.collect.readers.demarches import joined_table, read_export, recognises
from terreau.collect.readers.demarches.errors import NotAnExport
from terreau.collect.readers.tables import read_workbook
from terreau.collect.readers.tables.model import Column, Table, Workbook
from terreau.territory.gazetteer import Level
from tests.builders.demarches_export import (
    AVIS,
    DOSSIERS,
    ESTABLISHMENT,
    as_csv,
    as_xlsx,
    dossier,
    establishment,
    export,
    table,
    workbook,
)

FILE = "ab" * 32


def read(book: Workbook):
    return read_export(book, FILE, "export.xlsx")


def values(project, field):
    return [one.value for one in project.values if one.field == field]


def renamed(book: Workbook, **names: str) -> Workbook:
    """The workbook with some headers of its main sheet renamed."""
    main = book.tables[0]
    columns = tuple(
        replace(one, header=names.get(one.header.replace(" ", "_"), one.header))
        for one in main.columns
    )
    return Workbook((replace(main, columns=columns), *book.tables[1:]))


def test_the_five_states_are_stages():
    read_states = [one.stage for one in read(export()).projects]
    assert read_states == ["submitted", "review", "accepted", "refused", "dropped"]


def test_a_dossier_is_a_project_with_its_number_name_text_and_holder():
    project = read(export()).projects[2]
    assert project.external_id == "2003"
    assert project.name == "Jardin partagé 2003"
    assert project.summary.startswith("Un jardin que ses voisins")
    assert project.holders == (
        IncomingActor(name="DINUM", role="holder", identifier="13002526500013"),
    )
    assert project.attachments == ("plan.pdf", "devis.pdf")


def test_only_an_accepted_dossier_has_a_grant_and_the_others_keep_the_amount():
    found = read(export())
    assert [[grant.amount for grant in one.grants] for one in found.projects] == [
        [],
        [],
        [Decimal(12500)],
        [],
        [],
    ]
    refused = found.projects[3]
    assert "12500" in values(refused, "extra")
    assert values(refused, "grant.amount") == []
    assert [one.code for one in found.warnings].count("amount_not_decided") == 4


def test_each_value_has_the_sheet_line_column_and_header_it_came_from():
    origins = {one.origin.header: one.origin for one in read(export()).projects[0].values}
    assert origins["Intitulé du projet"] == Origin(FILE, "Dossiers", 2, "M", "Intitulé du projet")
    assert origins["Établissement SIRET"] == Origin(
        FILE, "Etablissements", 2, "C", "Établissement SIRET"
    )
    assert origins["Nom du partenaire"].sheet == "(7) Partenaires du projet"


def test_lines_of_a_block_are_partners_and_places_in_the_order_of_their_line():
    project = read(export()).projects[0]
    partners = [one.name for one in project.actors if one.role == "partner"]
    assert partners == ["Régie de quartier", "Les Ateliers du quai"]
    communes = [place.code for place in project.places if place.relation == "action"]
    assert communes == ["33063", "33281"]


def test_persons_contacts_and_avis_are_kept_and_never_a_text_of_the_project():
    project = read(export()).projects[0]
    kept = values(project, "extra")
    for word in ("usager@example.org", "agent@example.org", "Camille Durand", "Très favorable."):
        assert word in kept
    assert "Très favorable." not in project.summary
    assert all("Durand" not in actor.name for actor in project.actors)


@pytest.mark.parametrize(
    "header", ["ID", "Dossier ID", "N° dossier", "Numéro de dossier", "N°_dossier"]
)
@pytest.mark.parametrize("state", ["État du dossier", "Statut", "Etat"])
def test_columns_that_an_administrator_renamed_are_found(header, state):
    book = renamed(export(), ID=header, État_du_dossier=state)
    found = read(book).projects
    assert [one.external_id for one in found] == ["2001", "2002", "2003", "2004", "2005"]
    assert found[2].stage == "accepted"


def test_columns_in_another_order_give_the_same_projects():
    book = export()
    main = book.tables[0]
    order = range(len(main.columns) - 1, -1, -1)
    turned = Table(
        main.sheet,
        1,
        tuple(Column(place, main.columns[old].header) for place, old in enumerate(order)),
        tuple(replace(row, values=tuple(row.values[old] for old in order)) for row in main.rows),
    )
    before, after = read(book), read(Workbook((turned, *book.tables[1:])))
    assert [(one.name, one.stage, one.grants, set(one.places)) for one in before.projects] == [
        (one.name, one.stage, one.grants, set(one.places)) for one in after.projects
    ]


def test_names_of_sheets_cut_and_numbered_by_a_spreadsheet_are_understood():
    long = "(12) Partenaires du projet, f_1"
    assert len(long) == 31
    book = export()
    sheets = ("Dossiers", "Etablissements_1", "Avis", long)
    tables = [replace(one, sheet=name) for one, name in zip(book.tables, sheets, strict=True)]
    project = read(Workbook(tuple(tables))).projects[0]
    assert len(project.actors) == 3


def test_missing_columns_leave_blanks_and_a_name_made_of_the_number():
    book = workbook(
        table("Dossiers", ("ID", "Thème"), [1.0, "Sport"], [2.0, "Santé"]),
        table("Etablissements", ESTABLISHMENT),
        table("Avis", AVIS),
    )
    found = read(book)
    assert [one.name for one in found.projects] == ["Dossier 1", "Dossier 2"]
    assert [one.code for one in found.warnings] == ["name_missing"] * 2
    assert values(found.projects[0], "name") == []


def test_a_csv_with_the_establishment_inside_is_read():
    headers = (*DOSSIERS, *ESTABLISHMENT[2:])
    book = workbook(table("", headers, [*dossier(7), *establishment(7)[2:]]))
    project = read(book).projects[0]
    assert recognises(book)
    assert project.holders[0].identifier == "13002526500013"
    assert project.where == "ligne 2"


def test_a_natural_person_is_no_organisation():
    headers = ("ID", "État du dossier", "Civilité", "Nom", "Prénom", "Déposé le", "Nom du projet")
    line = [9.0, "Accepté", "Mme", "Durand", "Camille", "2024-01-01", "Café associatif"]
    project = read(workbook(table("Dossiers", headers, line))).projects[0]
    assert project.actors == ()
    assert project.name == "Café associatif"
    assert "Durand" in values(project, "extra")


def test_the_establishment_of_a_question_is_not_the_holder():
    book = workbook(
        table("Dossiers", DOSSIERS, dossier(1)),
        table(
            "Etablissements",
            ESTABLISHMENT,
            establishment(1, "SIRET du partenaire", "26330012000010"),
            establishment(1, "SIRET du partenaire", "21670449400014"),
            establishment(1),
        ),
        table("Avis", AVIS),
    )
    project = read(book).projects[0]
    assert [one.identifier for one in project.holders] == ["13002526500013"]
    assert {"26330012000010", "21670449400014"} <= set(values(project, "extra"))


def test_a_dossier_twice_is_told_with_its_cell_and_kept_once():
    book = workbook(table("Dossiers", DOSSIERS, dossier(1), dossier(1)))
    found = read(book)
    assert len(found.projects) == 1
    assert [(one.code, one.where) for one in found.rejections] == [
        ("dossier_twice", "feuille «\u00a0Dossiers\u00a0», ligne 3, colonne A")
    ]
    assert len(found.projects) + len(found.rejections) + found.merged == found.read == 2


@pytest.mark.parametrize(
    ("number", "said"), [(99.0, "le dossier 99 n’est pas dans l’export"), (None, "manque")]
)
def test_a_line_of_a_block_without_its_dossier_is_rejected_with_its_cell(number, said):
    block = table("Partenaires", ("Dossier ID", "Ligne", "Nom"), [number, 1.0, "Les Ateliers"])
    found = read(workbook(table("Dossiers", DOSSIERS, dossier(1)), block))
    (rejected,) = found.rejections
    assert rejected.where == "feuille «\u00a0Partenaires\u00a0», ligne 2, colonne A"
    assert said in rejected.message


def test_names_in_a_block_that_is_not_of_partners_are_kept():
    block = table(
        "Membres de l'équipe", ("Dossier ID", "Ligne", "Nom"), [1.0, 1.0, "Camille Durand"]
    )
    project = read(workbook(table("Dossiers", DOSSIERS, dossier(1)), block)).projects[0]
    assert all(actor.name != "Camille Durand" for actor in project.actors)
    assert "Camille Durand" in values(project, "extra")


def test_a_line_without_a_number_is_rejected():
    line = dossier(1)
    line[0] = None
    found = read(workbook(table("Dossiers", DOSSIERS, dossier(2), line)))
    assert [one.code for one in found.rejections] == ["number_missing"]


def test_a_sheet_of_something_else_is_told():
    notes = table("Mes notes", ("Titre", "Texte"), ["a", "b"])
    book = export()
    found = read(Workbook((*book.tables, notes)))
    assert [one.where for one in found.warnings if one.code == "sheet_ignored"] == ["Mes notes"]


def test_an_iban_keeps_its_last_four_signs_alone():
    headers = (*DOSSIERS, "Coordonnées bancaires")
    line = [*dossier(1), "FR76 3000 6000 0112 3456 7890 189"]
    project = read(workbook(table("Dossiers", headers, line))).projects[0]
    assert "IBAN …0189" in values(project, "extra")
    assert all("3000 6000" not in one.value for one in project.values)


def test_a_doubt_about_a_value_names_its_real_cell():
    book = workbook(
        table("Dossiers", DOSSIERS, dossier(1)),
        table("Etablissements", ESTABLISHMENT, establishment(1, siret="13002526500014")),
    )
    wheres = [one.where for one in read(book).warnings]
    assert "feuille «\u00a0Etablissements\u00a0», ligne 2, colonne C" in wheres


def test_a_commune_by_its_code_is_a_place_of_action_and_the_holder_s_is_a_seat():
    project = read(export()).projects[2]
    assert {(one.relation, one.level, one.code) for one in project.places} == {
        ("seat", Level.COMMUNE, "75056"),
        ("action", Level.COMMUNE, "33063"),
    }
    assert all(isinstance(one, IncomingPlace) for one in project.places)


def test_a_real_spreadsheet_gives_what_its_cells_give():
    from_cells = read(export()).projects
    opened = read_workbook(as_xlsx(export()), "export.xlsx")
    from_file = read(opened).projects
    shown = [(one.name, one.stage, one.actors, one.places, one.grants) for one in from_cells]
    assert [(one.name, one.stage, one.actors, one.places, one.grants) for one in from_file] == shown
    assert [one.values for one in from_file] == [one.values for one in from_cells]


def test_a_real_csv_with_the_establishment_inside_is_read():
    headers = (*DOSSIERS, *ESTABLISHMENT[2:])
    lines = [[*dossier(number), *establishment(number)[2:]] for number in (7, 8)]
    opened = read_workbook(as_csv(table("", headers, *lines)), "export.csv")
    assert recognises(opened)
    found = read(opened).projects
    assert [(one.external_id, one.holders[0].name) for one in found] == [
        ("7", "DINUM"),
        ("8", "DINUM"),
    ]


def test_a_person_s_choice_comes_before_what_the_platform_and_the_headers_say():
    chosen = SavedMapping((("Résumé du projet", "title"), ("Groupe instructeur", "call")))
    found = read_export(export(), FILE, "export.xlsx", chosen).projects[2]
    assert (found.title[:8], found.summary, found.call) == ("Un jardi", "", "défaut")
    assert found.external_id == "2003"


def test_a_choice_for_a_header_that_is_not_there_is_told():
    with pytest.raises(HeaderMissing, match="Inconnu"):
        read_export(export(), FILE, "x", SavedMapping((("Inconnu", "title"),)))


def test_the_joined_table_is_shown_with_its_mapping():
    shown, mapping = joined_table(export(), "export.xlsx")
    assert mapping.covers(shown)
    assert {"Intitulé du projet", "Etablissements › Entreprise raison sociale"} <= {
        one.header for one in shown.columns
    }


@pytest.mark.parametrize(
    "book",
    [
        workbook(),
        workbook(table("Feuil1", ("Nom", "SIRET", "Montant"), ["a", "b", 1.0])),
        workbook(table("Feuil1", ("ID", "Email", "Nom", "Prénom"), [1.0, "a", "b", "c"])),
        workbook(table("Subventions", ("Numéro", "Statut", "Objet"), [1.0, "Accepté", "x"])),
    ],
)
def test_another_workbook_is_not_taken_for_an_export(book):
    assert not recognises(book)
    with pytest.raises(NotAnExport):
        read(book)
