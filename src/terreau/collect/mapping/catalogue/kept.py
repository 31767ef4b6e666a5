"""What is kept as it is, and why: data about persons, amounts that were only asked for. Pure."""

from __future__ import annotations

from terreau.collect.mapping.targets import Kind, Target, phrases, word_set

_PERSONAL = "des coordonnées de personnes sont gardées sans être publiées"
_ASKED = "ce montant n’est pas celui qui a été décidé"
_GROWTH = "l’avancement d’un projet n’est pas l’état de son dossier"
KEPT_TARGETS = (
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
            *("proposé", "montant sollicité", "montant éligible", "montant prévu", "budget total"),
            weaker={"demandé": 0.6, "prévu": 0.6},
        ),
        Kind.AMOUNT,
        refuses=word_set("année référence date numéro statut état objet nom id intitulé"),
        why=_ASKED,
    ),
    Target(
        "extra",
        phrases(
            *("maturité", "maturité projet", "stade projet", "stade développement"),
            weaker={"stade": 0.6, "phase": 0.6, "avancement": 0.5},
        ),
        refuses=word_set("sportif sportive municipal"),
        why=_GROWTH,
    ),
    Target("extra", phrases("latitude", "longitude", "coordonnée"), Kind.NUMBER),
    Target("extra", phrases("iban", "bic", "population", "taux", "pourcentage", "commentaire")),
    Target("extra", phrases("date début", "date fin", "date dépôt", "date création"), Kind.DATE),
)
