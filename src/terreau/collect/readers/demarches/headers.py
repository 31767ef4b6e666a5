"""The platform's own columns, whatever an administrator made of their names, and their fields.

Guarantees that what is about a person (applicant, agent, expert) is sent to `extra`, which is kept
and never published. Headers: the platform's tabular exports since 2018, French and technical ones.
"""

from __future__ import annotations

import re

from terreau.territory.names import normalise

#: Headers of the number of a dossier, in the sheet `Dossiers` and in those that are joined to it.
NUMBERS = frozenset(
    {
        *("id", "dossier id", "id dossier", "n dossier", "no dossier", "numero", "number"),
        *("numero dossier", "numero de dossier", "numero du dossier", "n de dossier"),
        *("n du dossier", "identifiant dossier", "identifiant du dossier", "dossier"),
    }
)
STATES = frozenset(
    {
        *("etat du dossier", "etat", "statut", "statut du dossier", "state", "etat dossier"),
        *("statut dossier", "etat d avancement"),
    }
)
LINES = frozenset({"ligne", "n ligne", "numero de ligne", "n de ligne"})
CHAMPS = frozenset({"champ", "libelle"})

_DECIDED = {"traite le", "date de traitement", "processed at", "date traitement"}
_HOLDER_NAMES = (
    "entreprise raison sociale",
    "association titre",
    "entreprise nom commercial",
)
_KEPT = {
    *("email", "adresse electronique", "courriel", "franceconnect", "usager", "archive"),
    *("civilite", "nom", "prenom", "date de naissance", "individual gender", "individual nom"),
    *("individual prenom", "individual birthdate", "archived", "created at", "updated at"),
    *("depot pour un tiers", "nom du mandataire", "prenom du mandataire", "mandataire"),
    *("depose le", "date de depot", "initiated at", "received at", "cree le", "mis a jour le"),
    *("derniere mise a jour le", "derniere mise a jour du dossier le", "passe en construction le"),
    *("passe en instruction le", "passage en instruction le", "passage en construction le"),
    *("motivation de la decision", "motivation", "instructeurs", "emails instructeurs"),
    *("groupe instructeur", "labels", "etiquettes", "demande de correction", "avis"),
    *("domaine fonctionnel", "referentiel de programmation", "centre de cout"),
    *("date previsionnelle decision sva svr", "sva svr", "notifications", "expire le"),
}
_SEATS = {
    "etablissement code insee localite": "seat.code",
    "etablissement code postal": "seat.postcode",
    "etablissement localite": "seat.name",
}
_SIRET = ("etablissement siret", "siret", "siret etablissement")
_DOTS = re.compile(r"[.…_]+")


def key(header: str) -> str:
    """The header without case, accents, marks, or the « ? » that some have."""
    return normalise(_DOTS.sub(" ", header))


def system_field(header: str) -> str | None:
    """The field of a column of the platform's own; None for a question of the démarche."""
    known = key(header)
    if known in NUMBERS:
        return "external_id"
    if known in STATES:
        return "stage"
    if known in _DECIDED:
        return "grant.date"
    if known in _KEPT:
        return "extra"
    return holder_field(header)


def holder_field(header: str) -> str | None:
    """The field of a column of the applicant's establishment; None for any other column.

    Several may say `holder.name`: the first of `HOLDER_ORDER` that is filled is taken.
    """
    known = key(header)
    if known in _SIRET:
        return "holder.identifier"
    if known in _HOLDER_NAMES:
        return "holder.name"
    if known in _SEATS:
        return _SEATS[known]
    whose = ("etablissement ", "entreprise ", "association ")
    return "extra" if known.startswith(whose) and known in _ESTABLISHMENT else None


def holder_rank(header: str) -> int:
    """How early a column is asked for the holder's name; the greatest for another column."""
    known = key(header)
    return _HOLDER_NAMES.index(known) if known in _HOLDER_NAMES else len(_HOLDER_NAMES)


_ESTABLISHMENT = {
    *("etablissement siret", "etablissement enseigne", "etablissement siege social"),
    *("etablissement naf", "etablissement libelle naf", "etablissement adresse"),
    *("etablissement numero voie", "etablissement type voie", "etablissement nom voie"),
    *("etablissement complement adresse", "entreprise siren", "entreprise capital social"),
    *("entreprise numero tva intracommunautaire", "entreprise forme juridique"),
    *("entreprise forme juridique code", "entreprise siret siege social"),
    *("entreprise code effectif entreprise", "entreprise date de creation"),
    *("entreprise date creation", "entreprise etat administratif", "entreprise nom"),
    *("entreprise prenom", "association rna", "association objet"),
    *("association date de creation", "association date de declaration"),
    *("association date de publication", "etablissement libelle n a f"),
}
#: What only the sheets of this platform have: two of them are enough to know it.
SIGNS = _DECIDED | _KEPT | _ESTABLISHMENT | set(_SIRET) | set(_HOLDER_NAMES) | set(_SEATS)
#: Signs that many other files have too.
COMMON = frozenset(
    {
        *("email", "nom", "prenom", "civilite", "siret", "courriel", "avis", "date de naissance"),
        *("date de depot", "date de traitement", "archive", "motivation", "adresse electronique"),
        *("labels", "etiquettes", "cree le", "mis a jour le", "usager", "notifications"),
    }
)
