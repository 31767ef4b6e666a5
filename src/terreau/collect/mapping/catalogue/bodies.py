"""The holder, the partners and the grant, as targets. Pure."""

from __future__ import annotations

from terreau.collect.mapping.catalogue.sets import ASKED, CODE, FUNDER, PERSON, PLACE
from terreau.collect.mapping.targets import Kind, Several, Target, phrases, word_set

BODY_TARGETS = (
    Target(
        "holder.name",
        phrases(
            *("bénéficiaire", "nom bénéficiaire", "porteur", "porteur projet", "nom porteur"),
            *("structure porteuse", "structure", "nom structure", "raison sociale", "association"),
            *("organisme", "demandeur", "dénomination", "dénomination sociale", "titulaire"),
            *("nom association", "maître ouvrage", "nom organisme", "nom demandeur", "tiers"),
            *("nom bénéficiaire principal", "bénéficiaire nom", "nom tiers", "organisme porteur"),
            *("fournisseur", "nom lauréat", "employeur", "structure bénéficiaire"),
            weaker={"lauréat": 0.85, "nom": 0.5, "entreprise": 0.7, "candidat": 0.7},
        ),
        Kind.LABEL,
        refuses=CODE
        | PERSON
        | FUNDER
        | PLACE
        | word_set(
            "type statut forme juridique catégorie sigle iban bic date montant fichier "
            "intitulé titre démarche action objet état public sportive active siège"
        ),
    ),
    Target(
        "holder.identifier",
        phrases(
            *("siret", "siren", "numéro siret", "numéro siren", "siret bénéficiaire"),
            *("siren bénéficiaire", "identifiant bénéficiaire", "id bénéficiaire"),
            *("siret porteur", "siret structure", "siret ou ridet", "siret demandeur"),
            *("siret association", "identifiant porteur"),
            weaker={"immatriculation": 0.8, "code tiers": 0.7, "numéro association": 0.7},
        ),
        Kind.IDENTIFIER,
        refuses=FUNDER | PERSON | word_set("nombre type dispositif sirepa partenaire rna"),
    ),
    Target(
        "holder.identifier",
        phrases("rna", "numéro rna", "rna bénéficiaire", "identifiant rna", "rna association"),
        Kind.RNA,
        refuses=FUNDER | PERSON | word_set("siret siren partenaire"),
        lane="holder.identifier, RNA",
    ),
    Target(
        "partner.name",
        phrases(
            *("partenaire", "partenaire projet", "acteur mobilisé", "partenariat", "co porteur"),
            *("nom partenaire", "structure partenaire", "organisme partenaire"),
        ),
        Kind.LABEL,
        Several.ANY,
        refuses=CODE | PERSON | word_set("financier montant type"),
    ),
)

GRANT_TARGETS = (
    Target(
        "grant.amount",
        phrases(
            *("montant subvention", "montant voté", "montant attribué", "montant accordé"),
            *("montant aide", "subvention", "montant", "aide accordée", "subvention votée"),
            *(
                "accordé",
                "montant engagé",
                "aide validée",
                "montant notifié",
                "subvention accordée",
            ),
            *("montant conventionné", "financement accordé", "subvention attribuée"),
            *("montant total subvention", "montant total attribué", "montant décision"),
            weaker={
                "attribué": 0.7,
                "montant payé": 0.8,
                "montant paiement": 0.8,
                "montant versé": 0.7,
                "dotation": 0.5,
                "aide": 0.6,
                "voté": 0.6,
                "combien": 0.5,
            },
        ),
        Kind.AMOUNT,
        Several.ALIKE,
        refuses=ASKED | PERSON | word_set("date programme année exercice id nom"),
    ),
    Target(
        "grant.date",
        phrases(
            *("date décision", "date convention", "date attribution", "date vote"),
            *("date délibération", "date commission", "date commission permanente"),
            *("date notification", "date arrêté", "date signature", "date engagement"),
            *("date accord", "date octroi", "date subvention", "date CP"),
            weaker={
                "date": 0.5,
                "date versement": 0.5,
                "date paiement": 0.5,
                "passage commission": 0.6,
                "décision": 0.5,
                "commission": 0.5,
                "comité": 0.4,
                "jury": 0.4,
            },
        ),
        Kind.DATE,
        refuses=word_set(
            "début fin limite création dépôt mise jour naissance visa clôture ouverture "
            "période émission traitement"
        ),
    ),
    Target(
        "grant.funder",
        phrases(
            *("financeur", "attribuant", "nom attribuant", "financeur principal"),
            *("organisme financeur", "nom financeur", "financement organisme nom", "collectivité"),
            weaker={"service instructeur": 0.4, "direction": 0.4, "nom collectivité": 0.8},
        ),
        Kind.LABEL,
        refuses=CODE | PERSON | word_set("montant autre second secondaire type date cofinanceur"),
    ),
)
