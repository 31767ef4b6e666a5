"""The fields of the project itself, and what is said of its reading, as targets. Pure."""

from __future__ import annotations

from terreau.collect.mapping.catalogue.sets import CODE, FUNDER, HOLDER, PERSON, PLACE
from terreau.collect.mapping.targets import Kind, Several, Target, phrases, word_set

PROJECT_TARGETS = (
    Target(
        "external_id",
        phrases(
            *("numéro dossier", "identifiant projet", "id projet", "référence dossier"),
            *("code dossier", "référence administrative dossier", "numéro demande", "dossier id"),
            *("id subvention", "identifiant subvention", "numéro projet", "numéro action"),
            *("référence projet", "référence demande", "code projet", "identifiant dossier"),
            *("id poste", "numéro dossier ds", "id dossier", "code poste"),
            weaker={
                "référence administrative": 0.8,
                "identifiant": 0.7,
                "id": 0.7,
                "référence": 0.6,
                "numéro": 0.5,
                "dossier": 0.5,
                "code": 0.4,
            },
        ),
        Kind.CODE,
        refuses=HOLDER
        | FUNDER
        | PLACE
        | word_set(
            "démarche décision convention délibération état statut mandat ligne ej tva siret siren "
            "rna date nom programme dispositif intitulé version court sirepa"
        ),
    ),
    Target(
        "name",
        phrases(
            *("nom projet", "intitulé action", "intitulé projet", "intitulé", "titre projet"),
            *("libellé projet", "libellé action", "nom action", "dénomination projet"),
            *("projet", "intitulé opération", "libellé opération", "nom opération"),
            weaker={
                "titre": 0.85,
                "objet subvention": 0.75,
                "objet convention": 0.75,
                "objet demande": 0.75,
                "objet mandat": 0.7,
                "objet": 0.7,
                "action": 0.6,
                "opération": 0.6,
                "libellé": 0.5,
                "nom": 0.4,
                "description": 0.4,
            },
        ),
        Kind.NAME,
        refuses=HOLDER
        | PERSON
        | FUNDER
        | PLACE
        | CODE
        | word_set(
            "thématique démarche fichier date montant coût type nature état domaine champ "
            "objectif programme dispositif appel poste long complet résumé porte logo modalité"
        ),
    ),
    Target(
        "title",
        phrases(
            *("titre complet", "titre long", "sous titre", "titre détaillé", "intitulé complet"),
            *("intitulé détaillé", "intitulé long"),
        ),
        Kind.LABEL,
        refuses=PERSON | HOLDER,
    ),
    Target(
        "summary",
        phrases(
            *("résumé", "description", "descriptif", "objectif", "présentation", "contexte"),
            *("description action", "description projet", "résumé projet", "contenu projet"),
            *("objet projet", "présentation projet", "projet quelque mot"),
            weaker={"contenu": 0.8, "détail": 0.5, "objet": 0.45, "objet subvention": 0.45},
        ),
        Kind.LONG,
        Several.ANY,
        refuses=PERSON
        | HOLDER
        | FUNDER
        | CODE
        | word_set("versement condition date montant atteint indicateur opérationnel stratégique"),
    ),
    Target(
        "call",
        phrases(
            *("appel projet", "ami", "appel manifestation intérêt", "appel", "dispositif"),
            *("dispositif aide", "nom démarche", "campagne", "programme subvention", "aap"),
            *("nom dispositif", "libellé dispositif", "dispositif financement", "enveloppe"),
            weaker={"programme": 0.9, "démarche": 0.7, "mesure": 0.6, "fonds": 0.5},
        ),
        Kind.CATEGORY,
        refuses=CODE | PERSON | PLACE | word_set("sous montant date modalité état statut lien"),
    ),
    Target(
        "year",
        phrases(
            *("année", "exercice", "année exercice", "exercice budgétaire", "exercice comptable"),
            *("année demande", "année décision", "année attribution", "année appel"),
            *("exercice début", "année lauréat", "année convention", "année projet"),
            weaker={"session": 0.6, "édition": 0.6, "promotion": 0.5},
        ),
        Kind.YEAR,
        refuses=word_set("fin création naissance montant population nombre pluriannualité coût"),
    ),
    Target(
        "stage",
        phrases(
            *("état dossier", "statut dossier", "statut demande", "état", "statut", "avancement"),
            *("état avancement", "état demande", "état projet", "statut projet", "suite donnée"),
            *("statut label", "statut poste libellé"),
            weaker={"décision": 0.6, "avis": 0.4, "avis commission": 0.5},
        ),
        Kind.STAGE,
        refuses=word_set("juridique numéro date référence montant code salarié raison public")
        | HOLDER,
    ),
)

READING_TARGETS = (
    Target(
        "ambition",
        phrases(
            *("ambition", "enjeu", "axe stratégique", "objectif stratégique", "ambition néo terra"),
            weaker={"axe": 0.3, "priorité": 0.3, "défi": 0.3},
        ),
        Kind.NOTATION,
        Several.ANY,
        refuses=word_set("date montant"),
    ),
    Target("role", phrases("rôle", "rôle projet"), Kind.ROLE, Several.ANY, refuses=PERSON),
    Target(
        "document",
        phrases(
            *("fichier", "pièce jointe", "nom fichier", "document", "pièce", "annexe"),
            *("dossier pdf", "document joint"),
        ),
        Kind.FILE,
        Several.ANY,
        refuses=word_set("type date taille numéro nombre"),
    ),
)
