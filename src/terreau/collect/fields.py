"""The fields of a project that a column of a file can fill, in the order a person reads them.

Guarantees one list for the mapping screen, the saved mappings, the readers of standards and the
origin of values. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """How the fields are shown together."""

    PROJECT = "Projet"
    HOLDER = "Porteur"
    PARTNER = "Partenaires"
    PLACE = "Lieux"
    GRANT = "Aide"
    READING = "Lecture"
    OTHER = "Autre"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key, its French label; `many` where several columns may fill it."""

    key: str
    label: str
    group: Group
    hint: str = ""
    many: bool = False


FIELDS: tuple[Field, ...] = (
    Field("external_id", "Identifiant d’origine", Group.PROJECT, "numéro de dossier, référence"),
    Field("name", "Nom du projet", Group.PROJECT),
    Field("title", "Titre complet", Group.PROJECT),
    Field("summary", "Résumé", Group.PROJECT, "description, objet", many=True),
    Field("call", "Appel", Group.PROJECT, "AMI, dispositif, programme"),
    Field("year", "Année", Group.PROJECT, "exercice, millésime"),
    Field("stage", "État du dossier", Group.PROJECT, "accepté, refusé, en instruction…"),
    Field("holder.name", "Nom du porteur", Group.HOLDER, "bénéficiaire, structure"),
    Field("holder.identifier", "Identifiant du porteur", Group.HOLDER, "SIRET, SIREN, RNA", True),
    Field("partner.name", "Partenaires", Group.PARTNER, "séparés par ; ou un retour", many=True),
    Field("seat.name", "Siège : commune ou lieu", Group.PLACE, many=True),
    Field("seat.code", "Siège : code INSEE", Group.PLACE),
    Field("seat.postcode", "Siège : code postal", Group.PLACE),
    Field("seat.departement", "Siège : département", Group.PLACE),
    Field("action.name", "Lieu d’action", Group.PLACE, "commune, EPCI, département", many=True),
    Field("action.code", "Lieu d’action : code INSEE", Group.PLACE),
    Field("action.postcode", "Lieu d’action : code postal", Group.PLACE),
    Field("action.departement", "Lieu d’action : département", Group.PLACE),
    Field("grant.amount", "Montant de l’aide", Group.GRANT, many=True),
    Field("grant.date", "Date de décision", Group.GRANT),
    Field("grant.funder", "Financeur", Group.GRANT),
    Field("ambition", "Ambition ou enjeu", Group.READING, "notation ou intitulé", many=True),
    Field("role", "Rôle", Group.READING, "aiguillon, inspirateur, connecteur", many=True),
    Field("document", "Fichiers joints", Group.OTHER, "noms des pièces du dossier", many=True),
    Field("extra", "À garder tel quel", Group.OTHER, "conservé, jamais publié", many=True),
    Field("ignore", "À laisser de côté", Group.OTHER, many=True),
)

BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
