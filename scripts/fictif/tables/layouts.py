"""How each year's spreadsheet is laid out: format, headers, order, titles, dates and amounts."""

from __future__ import annotations

from dataclasses import dataclass

TITLE, HOLDER, SIRET, PLACE, AMOUNT = "titre", "porteur", "siret", "commune", "montant"
DATE, TEXT, MAIL, PHONE, CODE = "date", "description", "courriel", "telephone", "numero"
BUDGET, AMBITION, STAGE, DEPARTEMENT = "budget", "ambition", "stade", "departement"


@dataclass(frozen=True, slots=True)
class Layout:
    """One year's way of writing its list.

    `columns` pairs a field with its header as written; `format` is xlsx, ods, cp1252 (separator ;)
    or utf8 (separator , and a BOM). `dates` is real, fr, us or iso; `groups`, where there are some,
    is a line of group headers above the headers, one per column, empty where the cell is merged.
    """

    year: int
    name: str
    format: str
    columns: tuple[tuple[str, str], ...]
    dates: str
    lines: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    total: bool = False
    repeated_every: int = 0
    second_table: bool = False
    comma: bool = False


LAYOUTS = (
    Layout(
        2014,
        "Laureats 2014.csv",
        "cp1252",
        (
            (CODE, "N°"),
            (TITLE, "Intitulé"),
            (HOLDER, "Structure"),
            (PLACE, "Ville"),
            (AMOUNT, "Aide (€)"),
            (DATE, "Commission"),
        ),
        "fr",
        comma=True,
    ),
    Layout(
        2015,
        "suivi_2015_v3.xlsx",
        "xlsx",
        (
            (HOLDER, "PORTEUR"),
            (TITLE, "NOM DU PROJET"),
            (TEXT, "RESUME"),
            (PLACE, "COMMUNE"),
            (DEPARTEMENT, "DPT"),
            (AMOUNT, "MONTANT VOTE"),
            (DATE, "DATE CP"),
        ),
        "real",
        lines=("Appel fictif Pousses communes — suivi 2015", "Mis à jour le 12/01/2016"),
        total=True,
    ),
    Layout(
        2016,
        "AAP 2016 tableau final.xlsx",
        "xlsx",
        (
            (CODE, "Dossier"),
            (TITLE, "Titre"),
            (HOLDER, "Nom"),
            (SIRET, "SIRET"),
            (MAIL, "Mail"),
            (PLACE, "Commune"),
            (BUDGET, "Total"),
            (AMOUNT, "Demandé"),
        ),
        "real",
        groups=("Projet", "", "Porteur", "", "", "Lieu", "Budget", ""),
        total=True,
    ),
    Layout(
        2017,
        "export2017.csv",
        "utf8",
        (
            (CODE, "ref"),
            (HOLDER, "organisme"),
            (SIRET, "siret"),
            (TITLE, "projet"),
            (TEXT, "description"),
            (AMOUNT, "montant"),
            (DATE, "date_decision"),
        ),
        "iso",
    ),
    Layout(
        2018,
        "Bilan 2018.ods",
        "ods",
        (
            (TITLE, "Projet"),
            (HOLDER, "Bénéficiaire"),
            (PLACE, "Territoire"),
            (AMBITION, "Ambition"),
            (AMOUNT, "Subvention accordée"),
            (DATE, "Date de décision"),
            (PHONE, "Tél."),
        ),
        "fr",
        lines=("Direction fictive de l’innovation", "", "Liste des projets soutenus en 2018"),
        repeated_every=20,
    ),
    Layout(
        2019,
        "PC2019_laureats.xlsx",
        "xlsx",
        (
            (SIRET, "N° SIRET"),
            (HOLDER, "Raison sociale"),
            (TITLE, "Objet"),
            (TEXT, "Commentaire"),
            (PLACE, "Commune du projet"),
            (AMOUNT, "Montant proposé"),
            (DATE, "Passage en commission"),
        ),
        "us",
        second_table=True,
    ),
    Layout(
        2020,
        "laureats-2020.csv",
        "cp1252",
        (
            (CODE, "Numéro de dossier"),
            (TITLE, "Nom du projet"),
            (HOLDER, "Porteur de projet"),
            (SIRET, "SIRET porteur"),
            (PLACE, "Lieu"),
            (BUDGET, "Coût total"),
            (AMOUNT, "Aide accordée"),
            (DATE, "Date"),
        ),
        "fr",
        comma=True,
        total=True,
    ),
    Layout(
        2021,
        "Pousses communes 2021.ods",
        "ods",
        (
            (AMBITION, "Axe stratégique"),
            (TITLE, "Titre du projet"),
            (TEXT, "Présentation"),
            (HOLDER, "Association ou entreprise"),
            (PLACE, "Où"),
            (AMOUNT, "Combien"),
        ),
        "fr",
        lines=("Projets retenus par le jury",),
        repeated_every=15,
        total=True,
    ),
    Layout(
        2022,
        "2022 - lauréats (def).xlsx",
        "xlsx",
        (
            (CODE, "ID"),
            (HOLDER, "Porteur"),
            (SIRET, "Identifiant"),
            (TITLE, "Projet"),
            (STAGE, "Stade"),
            (DEPARTEMENT, "Département"),
            (PLACE, "Commune"),
            (BUDGET, "Prévu"),
            (AMOUNT, "Voté"),
            (DATE, "Le"),
        ),
        "real",
        lines=("Comité du 4 mai et du 23 octobre",),
        groups=("Dossier", "", "", "", "", "Localisation", "", "Montants (€)", "", "Décision"),
    ),
    Layout(
        2023,
        "decisions_2023.csv",
        "utf8",
        (
            (DATE, "dateDecision"),
            (HOLDER, "nomBeneficiaire"),
            (SIRET, "idBeneficiaire"),
            (TITLE, "objet"),
            (AMOUNT, "montant"),
            (PLACE, "commune"),
        ),
        "iso",
        comma=True,
    ),
    Layout(
        2024,
        "Tableau de bord 2024.xlsx",
        "xlsx",
        (
            (TITLE, "Intitulé du projet"),
            (TEXT, "Résumé"),
            (HOLDER, "Structure porteuse"),
            (SIRET, "SIRET"),
            (MAIL, "Contact"),
            (PLACE, "Commune d’action"),
            (STAGE, "Avancement"),
            (AMBITION, "Ambition"),
            (AMOUNT, "Montant (€)"),
            (DATE, "Date de vote"),
        ),
        "us",
        lines=("Tableau de bord — ne pas modifier les colonnes",),
        second_table=True,
        total=True,
    ),
)
