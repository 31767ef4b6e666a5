"""Seats and places of action as targets: a seat needs a header that speaks of the holder. Pure."""

from __future__ import annotations

from terreau.collect.mapping.catalogue.sets import CODE, HOLDER, PERSON
from terreau.collect.mapping.targets import Kind, Several, Target, phrases, word_set

_SEAT_WORDS = HOLDER | word_set("adresse")
_ACTS = word_set("action intervention réalisation concerné implantation projet opération travaux")
PLACES_TARGETS = (
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
