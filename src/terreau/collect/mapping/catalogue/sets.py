"""Words that forbid a target or that it needs: who a header speaks of, and what else. Pure."""

from __future__ import annotations

from terreau.collect.mapping.targets import word_set

HOLDER = word_set(
    "bénéficiaire porteur structure association demandeur organisme titulaire lauréat siège tiers "
    "fournisseur entreprise candidat domicile domiciliation sociale correspondance employeur"
)
PERSON = word_set(
    "contact prénom civilité courriel téléphone référent responsable représentant président "
    "salarié interlocuteur signataire mobile fax fonction personne référente représentante "
    "présidente directeur directrice chef cheffe coordinateur coordinatrice animateur animatrice "
    "maire gérant gérante dirigeant dirigeante trésorier trésorière secrétaire élu élue"
)
FUNDER = word_set("financeur attribuant instructeur cofinanceur funder financement service")
PLACE = word_set(
    "commune département région territoire postal insee adresse epci canton quartier qpv lieu pays"
)
CODE = word_set(
    "code id identifiant numéro siret siren rna ridet référence pourcentage nombre taux"
)
ASKED = word_set(
    "demande sollicité proposé coût budget dépense plan taux pourcentage réalisé charge écart "
    "reversement prévisionnel type nature objet statut dossier numéro code recette assiette "
    "autofinancement ressource cofinancement compensation conditions condition"
)
