"""An export of the platform as readers of tables give it: sheets of invented dossiers."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from terreau.collect.readers.tables.model import Column, Row, Table, Value, Workbook

ESTABLISHMENT = (
    "Dossier ID",
    "Champ",
    "Établissement SIRET",
    "Établissement siège social",
    "Établissement Adresse",
    "Établissement code postal",
    "Établissement localité",
    "Établissement code INSEE localité",
    "Entreprise raison sociale",
    "Entreprise forme juridique",
    "Association RNA",
    "Association titre",
)
AVIS = ("Dossier ID", "Introduction", "Réponse", "Question", "Créé le", "Instructeur", "Expert")
DOSSIERS = (
    "ID",
    "Email",
    "FranceConnect ?",
    "Archivé",
    "État du dossier",
    "Dernière mise à jour le",
    "Déposé le",
    "Passé en instruction le",
    "Traité le",
    "Motivation de la décision",
    "Instructeurs",
    "Groupe instructeur",
    "Intitulé du projet",
    "Résumé du projet",
    "Nom du contact",
    "Montant de la subvention accordée",
    "Commune du projet",
    "Commune du projet (Code INSEE)",
    "Plan de financement",
)
STATES = ("En construction", "En instruction", "Accepté", "Refusé", "Classé sans suite")


def table(sheet: str, headers: Sequence[str], *rows: Sequence[Value], first: int = 2) -> Table:
    """A table with its headers on line 1, its rows from line `first`."""
    return Table(
        sheet,
        1,
        tuple(Column(index, header) for index, header in enumerate(headers)),
        tuple(Row(number, tuple(row)) for number, row in enumerate(rows, start=first)),
    )


def dossier(number: int, state: str = "Accepté", **more: Value) -> list[Value]:
    """A line of the main sheet; `more` replaces the value of a header given by its place."""
    line: list[Value] = [
        *(float(number), "usager@example.org", False, False, state, "2024-10-16"),
        *("2024-10-16", "2024-10-20", "2024-12-01", "Beau projet", "agent@example.org", "défaut"),
        *(f"Jardin partagé {number}", "Un jardin que ses voisins cultivent ensemble, chaque jour."),
        *("Camille Durand", 12500.0, "Bordeaux", "33063", "plan.pdf, devis.pdf"),
    ]
    for place, value in more.items():
        line[DOSSIERS.index(place)] = value
    return line


def establishment(
    number: int, champ: str = "Dossier", siret: str = "13002526500013"
) -> list[Value]:
    return [
        *(float(number), champ, siret, True, "20 avenue de Ségur", "75007", "Paris 7"),
        *("75107", "DINUM", "Service central", None, None),
    ]


def workbook(*tables: Table) -> Workbook:
    return Workbook(tables)


def export(count: int = 5) -> Workbook:
    """Five states, an establishment each, an avis, and a block of two partners for the first."""
    numbers = range(2001, 2001 + count)
    return workbook(
        table(
            "Dossiers",
            DOSSIERS,
            *(dossier(one, STATES[index % 5]) for index, one in enumerate(numbers)),
        ),
        table("Etablissements", ESTABLISHMENT, *(establishment(one) for one in numbers)),
        table(
            "Avis",
            AVIS,
            [2001.0, "Votre avis ?", "Très favorable.", None, "2024-11-01", "a@example.org", "e"],
        ),
        table(
            "(7) Partenaires du projet",
            ("Dossier ID", "Ligne", "Nom du partenaire", "Commune (Code INSEE)", "Téléphone"),
            [2001.0, 2.0, "Les Ateliers du quai", "33281", "05 56 00 00 00"],
            [2001.0, 1.0, "Régie de quartier", "33063", "05 56 00 00 01"],
        ),
    )


def as_xlsx(book: Workbook) -> bytes:
    """The workbook as a spreadsheet program would save it."""
    held = io.BytesIO()
    written = xlsxwriter.Workbook(held, {"in_memory": True})
    for one in book.tables:
        sheet = written.add_worksheet(one.sheet)
        sheet.write_row(0, 0, [column.header for column in one.columns])
        for row in one.rows:
            sheet.write_row(row.number - 1, 0, row.values)
    written.close()
    return held.getvalue()


def as_csv(one: Table) -> bytes:
    """The table as a CSV with « ; » and a byte order mark."""
    held = io.StringIO()
    lines = csv.writer(held, delimiter=";", lineterminator="\r\n")
    lines.writerow([column.header for column in one.columns])
    lines.writerows([["" if value is None else value for value in row.values] for row in one.rows])
    return ("\ufeff" + held.getvalue()).encode()
