"""The administrative words that come before a place's name, and what they say of it; pure.

General French vocabulary: no name of a place stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from terreau.territory.gazetteer import Level

_OF = r"(?: (?P<of>de la|de l|du|des|de|d))? (?P<rest>.+)"
#: What the preposition hides: « commune des Halles » is Les Halles.
HIDDEN = {"de la": "la ", "de l": "l ", "du": "le ", "des": "les "}

#: Words of the legal forms of EPCI, which do not tell one from another.
LEGAL = frozenset(
    {
        *("ca", "cc", "cda", "cdc", "com", "comcom", "cu", "epci", "ept"),
        *("agglo", "agglomeration", "communaute", "communautes", "communes", "commune"),
        *("eurometropole", "intercommunalite", "intercommunale", "metropole", "metropolitaine"),
        *("urbaine", "dite", "dit", "etablissement", "public", "territorial"),
    }
)
#: Those, and the words that may be there or not.
EPCI_WORDS = LEGAL | {"pays", "territoire"}
#: Of those, the words that alone say that a name is that of an EPCI.
_SAYS_EPCI = frozenset(
    {"agglo", "agglomeration", "communaute", "eurometropole", "intercommunalite", "metropole"}
)
_EPCI = re.compile(
    r"(?:communaute d ?agglo(?:meration)?s?|communaute (?:de |des )?communes?|communaute urbaine"
    r"|com(?:m)? (?:de )?com(?:m)?|comm?comm?|cc[cp]|c ?c|c ?a|c ?u|cdc|cda|cua|epci|ept"
    r"|agglo(?:meration)?"
    r"|(?:euro)?metropole|intercommunalite|communaute)" + _OF
)
_COMMUNE = re.compile(
    r"(?:la |le |l )?(?:commune nouvelle|commune deleguee|communes?|commun|cne|ville|mairie"
    r"|municipalite"
    r"|hotel de ville|conseil municipal|ccas|c c a s|centre communal d action sociale|village"
    r"|caisse des ecoles|territoire)" + _OF
)
_REGION = re.compile(r"(?:la )?(?:conseil regional|region)" + _OF)
_DEPARTEMENT = re.compile(
    r"(?:le )?(?:conseil (?:departemental|general)|departement|dept|dpt|cd)" + _OF
)
_BODY = re.compile(
    r"(?:s ?i ?v ?[omucs]+[a-z]*|s ?m ?i ?c ?t ?o ?m|s ?i ?a ?e?[a-z]{0,4}|si|sm|sis|sia|sirs?"
    r"|sicc?"
    r"|sisco?l?|sc|siced|syctom|sydeme?|synd[a-z]*|petr|p e t r|pole d equilibre|pnr"
    r"|parc (?:naturel|national)|asso|association|office|gip|g i p|spl|sem|sci|sas|sarl|scic"
    r"|scop|gaec|societe|regie|chambre|universite|college|lycee|ecoles?|groupe scolaire|rpi"
    r"|regroupement|hopital|centre hospitalier|ehpad|sdis|service|union|entente|federation"
    r"|entreprise|fondation|cuma|oph|ter)(?: .+)?"
)
_QUARTER = re.compile(
    r"(?:le |la |l |les )?(?:quartiers?|qpv|hameau|lieu dit|lieudit|faubourg|residence|cite|zac"
    r"|rue|avenue|av|boulevard|bd|place|chemin|route|rte|impasse|allees?|quai|square|cours)"
    r" .+"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the words before a name say: the level, and the name that follows, first form first."""

    level: Level
    names: tuple[str, ...]


def said(key: str) -> Said | None:
    """The level that the words before a name say, with the name; None where they say none."""
    for level, form in (
        (Level.EPCI, _EPCI),
        (Level.COMMUNE, _COMMUNE),
        (Level.DEPARTEMENT, _DEPARTEMENT),
        (Level.REGION, _REGION),
    ):
        match = form.fullmatch(key)
        if match:
            rest = match["rest"]
            hidden = HIDDEN.get(match["of"] or "")
            names = (hidden + rest, rest) if hidden else (rest,)
            return Said(level, names if match["of"] else _unglued(rest))
    if _SAYS_EPCI.intersection(key.split()):
        return Said(Level.EPCI, (key,))
    return None


def _unglued(rest: str) -> tuple[str, ...]:
    """« commune depontoy » is that of Pontoy."""
    return (rest, rest[2:], rest[1:]) if rest.startswith("d") and len(rest) > 4 else (rest,)


def is_body(key: str) -> bool:
    """Whether the words begin as the name of a body that is no territory."""
    return _BODY.fullmatch(key) is not None


def is_quarter(key: str) -> bool:
    """Whether the words begin as the name of a part of a commune."""
    return _QUARTER.fullmatch(key) is not None
