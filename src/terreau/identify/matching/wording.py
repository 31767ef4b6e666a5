"""How reasons write what they speak of: quotes, numbers, towns, kinds of body. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from terreau.territory.gazetteer import Level, load

#: Kinds of body as sentences name them.
LABELS = {
    "commune": "commune",
    "ccas": "centre d’action sociale",
    "epci": "intercommunalité",
    "departement": "département",
    "region": "région",
    "syndicat": "syndicat",
    "pole": "pôle ou parc",
    "ecole": "école",
    "college": "collège",
    "lycee": "lycée",
    "universite": "université",
    "hopital": "établissement de santé",
    "hlm": "bailleur social",
    "centre social": "centre social",
    "mission locale": "mission locale",
    "regie": "régie de quartier",
    "mjc": "maison des jeunes",
    "caisse ecole": "caisse des écoles",
    "maison pour tous": "maison pour tous",
    "centre loisirs police": "centre de loisirs jeunes",
    "usagers": "comité ou association d’usagers",
    "maison emploi": "maison de l’emploi",
    "caisse": "caisse de sécurité sociale",
    "chambre": "chambre consulaire",
    "prefecture": "service de l’État",
}


def quoted(words: str) -> str:
    """Give words between the quotation marks used inside a sentence."""
    return f"“{words}”"


def spaced(digits: str) -> str:
    """Give a SIREN by groups of three digits."""
    return "\u00a0".join(digits[at : at + 3] for at in range(0, len(digits), 3))


def town(codes: Sequence[str]) -> str:
    """Give the name of the first commune among codes, "" where there is none."""
    for code in codes:
        entry = load().entry(Level.COMMUNE, code[1:]) if code[0] == "c" else None
        if entry is not None:
            return entry.name
    return ""
