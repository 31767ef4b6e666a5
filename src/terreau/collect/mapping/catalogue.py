"""Our own fields as targets: how French and English files announce them, and what they are not.

Guarantees that a column about a person (contact, e-mail, telephone) and a column about an amount
that was only asked for are kept as they are, and that a seat needs a header that speaks of the
holder. Pure.
"""

from __future__ import annotations

from terreau.collect.mapping.targets import Kind, Several, Target, phrases, word_set

HOLDER = word_set(
    "bénéficiaire porteur structure association demandeur organisme titulaire lauréat siège tiers "
    "fournisseur entreprise candidat domicile domiciliation sociale correspondance employeur"
)
PERSON = word_set(
    "contact prénom civilité courriel téléphone référent responsable représentant président "
    "salarié interlocuteur signataire mobile fax fonction personne"
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

_PROJECT = (
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

_HOLDER = (
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
        Kind.ANY,
        Several.ANY,
        refuses=CODE | PERSON | word_set("financier montant type"),
    ),
)

_SEAT_WORDS = HOLDER | word_set("adresse")
_ACTS = word_set("action intervention réalisation concerné implantation projet opération travaux")
_PLACES = (
    Target(
        "seat.name",
        phrases(
            *("commune siège", "siège", "siège social", "adresse siège", "commune bénéficiaire"),
            *("ville siège", "ville bénéficiaire", "localité bénéficiaire", "adresse"),
            *("commune structure", "commune porteur", "commune"),
        ),
        Kind.PLACE,
        Several.ANY,
        refuses=CODE | PERSON | _ACTS | word_set("type postal insee nom complément voie active"),
        requires=_SEAT_WORDS,
    ),
    Target(
        "seat.code",
        phrases("code insee siège", "code insee", "insee", "code commune", "code géographique"),
        Kind.INSEE,
        refuses=PERSON | _ACTS | word_set("département région"),
        requires=_SEAT_WORDS,
    ),
    Target(
        "seat.postcode",
        phrases("code postal siège", "code postal", "code postal bénéficiaire"),
        Kind.POSTCODE,
        refuses=PERSON | _ACTS,
        requires=_SEAT_WORDS,
    ),
    Target(
        "seat.departement",
        phrases("département siège", "département", "département bénéficiaire", "code département"),
        Kind.DEPARTEMENT,
        refuses=PERSON | _ACTS,
        requires=_SEAT_WORDS,
    ),
    Target(
        "action.name",
        phrases(
            *("lieu action", "lieu réalisation", "territoire", "territoire concerné"),
            *("territoire intervention", "zone intervention", "commune action", "lieu projet"),
            *("commune concernée", "commune intervention", "lieu intervention", "localisation"),
            *("périmètre", "territoire action", "zone géographique", "lieu implantation"),
            *("nom territoire", "bénéficiaire lieu nom", "lieu activité"),
            *("lieu bénéficiaire", "territoire bénéficiaire"),
            weaker={
                "commune": 0.65,
                "nom commune": 0.7,
                "epci": 0.65,
                "région": 0.65,
                "nom région": 0.7,
                "lieu": 0.7,
            },
        ),
        Kind.PLACE,
        Several.ANY,
        refuses=CODE
        | PERSON
        | word_set("adresse siège porteur structure association demandeur postal insee type"),
    ),
    Target(
        "action.code",
        phrases(
            *("code insee action", "code insee lieu", "code insee territoire"),
            weaker={
                "code insee": 0.75,
                "insee": 0.7,
                "code commune": 0.75,
                "id territoire": 0.75,
                "code géographique": 0.7,
                "code territoire": 0.75,
            },
        ),
        Kind.INSEE,
        refuses=PERSON | HOLDER | word_set("département région adresse"),
    ),
    Target(
        "action.postcode",
        phrases(weaker={"code postal": 0.65, "code postal action": 1.0, "code postal lieu": 1.0}),
        Kind.POSTCODE,
        refuses=PERSON | HOLDER | word_set("adresse"),
    ),
    Target(
        "action.departement",
        phrases(
            "département action",
            weaker={
                "département": 0.7,
                "code département": 0.7,
                "nom département": 0.72,
                "numéro département": 0.7,
                "insee département": 0.7,
                "id département": 0.68,
            },
        ),
        Kind.DEPARTEMENT,
        refuses=PERSON | HOLDER | word_set("adresse région"),
    ),
)

_GRANT = (
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
            *("date accord", "date octroi", "date subvention"),
            weaker={"date": 0.5, "date versement": 0.5, "date paiement": 0.5},
        ),
        Kind.DATE,
        refuses=word_set(
            "début fin limite création dépôt mise jour naissance visa clôture ouverture passage "
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

_READING = (
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

_PERSONAL = "des coordonnées de personnes sont gardées sans être publiées"
_ASKED = "ce montant n’est pas celui qui a été décidé"
_KEPT = (
    Target(
        "extra",
        phrases(
            *("contact", "nom contact", "référent", "responsable", "prénom", "représentant légal"),
            *("président", "civilité", "fonction", "salarié", "nom responsable", "nom référent"),
            *("nom représentant", "interlocuteur", "signataire", "nom salarié", "date naissance"),
            *("responsable action", "personne contact", "nom personne"),
        ),
        why=_PERSONAL,
    ),
    Target("extra", phrases("courriel", "adresse courriel"), Kind.EMAIL, why=_PERSONAL),
    Target("extra", phrases("téléphone", "numéro téléphone", "mobile"), Kind.PHONE, why=_PERSONAL),
    Target("extra", phrases("site web", "adresse site", "lien"), Kind.URL),
    Target(
        "extra",
        phrases(
            *("montant demandé", "subvention demandée", "coût total", "budget", "coût projet"),
            *("coût", "montant proposé", "aide sollicitée", "budget prévisionnel"),
            *("proposé", "montant sollicité", "montant éligible"),
            weaker={"demandé": 0.6},
        ),
        Kind.AMOUNT,
        refuses=word_set("année référence date numéro statut état objet nom id intitulé"),
        why=_ASKED,
    ),
    Target("extra", phrases("latitude", "longitude", "coordonnée"), Kind.NUMBER),
    Target("extra", phrases("iban", "bic", "population", "taux", "pourcentage", "commentaire")),
    Target("extra", phrases("date début", "date fin", "date dépôt", "date création"), Kind.DATE),
)

#: The targets of a portfolio of projects, in the order of the fields.
CATALOGUE: tuple[Target, ...] = (
    *_PROJECT,
    *_HOLDER,
    *_PLACES,
    *_GRANT,
    *_READING,
    *_KEPT,
)
