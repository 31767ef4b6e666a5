"""Which column of SCDL Subventions a header is, in the writings that published files have.

Guarantees tolerance of case, accents, stars, blanks and of the titles of the schema; a header of
which a column is already taken is told as a duplicate. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.readers.tables.model import Column, Table
from terreau.collect.standards.scdl.versions import VERSIONS
from terreau.territory.gazetteer import normalise

#: Titles and writings met in published files, beside the names of the schemas themselves.
_WRITINGS: dict[str, tuple[str, ...]] = {
    "nomAttribuant": ("nom de l'attribuant", "nom attributaire", "nom attribuant", "attribuant"),
    "idAttribuant": (
        *("identification de l'attribuant", "identification de l'attributaire"),
        "siret attribuant",
    ),
    "dateConvention": (
        *("date de la convention de subvention", "date de la convention", "date de convention"),
        "date convention",
    ),
    "referenceDecision": ("référence de la décision", "reference decision"),
    "nomBeneficiaire": ("nom du bénéficiaire", "nom bénéficiaire"),
    "idBeneficiaire": (
        *("identification du bénéficiaire", "identification siret du bénéficiaire", "n° siret"),
        *("siret bénéficiaire", "siret du bénéficiaire"),
    ),
    "rnaBeneficiaire": ("identification rna du bénéficiaire", "rna du bénéficiaire", "n° rna"),
    "objet": ("objet de la subvention", "objet de la convention", "object"),
    "montant": ("montant total de la subvention", "montant de la subvention"),
    "nature": ("nature de la subvention",),
    "conditionsVersement": (
        *("conditions de versement de la subvention", "conditions de versement"),
        "conditions versement",
    ),
    "datesPeriodeVersement": (
        *("date ou période de versement", "date(s) ou période(s) de versement"),
        *("date de versement", "dates de versement", "dates période versement"),
    ),
    "idRAE": (
        "numéro unique de référencement dans le répertoire des aides aux entreprises",
        "numéro de référencement au répertoire des entreprises",
        "n° unique de référencement au rae",
        "identifiant rae de l’aide au titre de laquelle la subvention est attribuée",
    ),
    "notificationUE": (
        "aide d'état notifiée à la commission européenne",
        "aide d'etat (ou pas) notifiée à l'ue",
        "aide notifiée à l'europe",
        "aide notifiée Ã l'europe",
    ),
    "pourcentageSubvention": (
        "pourcentage du montant total de la subvention attribuée au bénéficiaire",
        "pourcentage du montant de la subvention attribué au bénéficiaire",
        "% du mt de la subvention attribuée au bénéficiaire",
    ),
    "dispositifAide": ("dispositif d'aide", "dispositif aide"),
    "exerciceBudgetaire": ("exercice", "exercice budgétaire", "année de la demande"),
    "statutLabel": ("statut de la demande", "statut"),
    "montantDemande": ("montant demandé",),
    "dateDebut": ("date de début du projet",),
    "dateFin": ("date de fin du projet",),
}


def _key(header: str) -> str:
    return normalise(header).replace(" ", "")


_NAMES = {
    _key(column.name): column.name for version in reversed(VERSIONS) for column in version.columns
}
_TITLES = {_key(title): name for name, titles in _WRITINGS.items() for title in titles}
#: Columns that other exports of subsidies do not have.
_TELLING = frozenset(
    {
        *("nomAttribuant", "idAttribuant", "conditionsVersement", "notificationUE", "idRAE"),
        *("pourcentageSubvention", "datesPeriodeVersement", "referenceDecision"),
    }
)
NAMES_ENOUGH, KNOWN_ENOUGH, TELLING_ENOUGH = 5, 7, 4


@dataclass(frozen=True, slots=True)
class Headers:
    """The columns of a table by their name in the schema, the duplicates, and the others."""

    known: dict[str, Column]
    duplicates: tuple[Column, ...]
    others: tuple[Column, ...]


def read_headers(table: Table) -> Headers:
    """Name the columns of a table; the first of two alike is the one that counts."""
    known: dict[str, Column] = {}
    duplicates: list[Column] = []
    others: list[Column] = []
    for column in table.columns:
        key = _key(column.header)
        name = _NAMES.get(key) or _TITLES.get(key)
        if name is None and _key(column.header.rstrip("0123456789. ")) in _NAMES:
            duplicates.append(column)  # « notificationUE.1 », as some tools rename a second one
        elif name is None:
            others.append(column)
        elif name in known:
            duplicates.append(column)
        else:
            known[name] = column
    return Headers(known, tuple(duplicates), tuple(others))


def follows(table: Table) -> bool:
    """Whether a table has columns enough of SCDL Subventions to be taken for one."""
    exact = {name for column in table.columns if (name := _NAMES.get(_key(column.header)))}
    # « objet », « montant » and « nature » are words of any file.
    proper = exact - {"objet", "montant", "nature", "dispositif", "ej", "evaluation"}
    if len(proper) >= NAMES_ENOUGH:
        return True
    known = read_headers(table).known
    return len(known) >= KNOWN_ENOUGH and len(_TELLING & known.keys()) >= TELLING_ENOUGH
