"""The state of a dossier, from the words of any tool: one of five, or unknown. Pure.

Guarantees an answer only for wordings that name a state; a wording it does not know is left to a
person. The five are those of « Démarches Simplifiées ».
"""

from __future__ import annotations

from terreau.territory.gazetteer import normalise

SUBMITTED, REVIEW, ACCEPTED, REFUSED, DROPPED = (
    "submitted",
    "review",
    "accepted",
    "refused",
    "dropped",
)

_WORDINGS: dict[str, tuple[str, ...]] = {
    SUBMITTED: (
        *("en construction", "brouillon", "depose", "deposee", "a deposer", "recu", "recue"),
        *("en cours de depot", "a completer", "en attente de depot", "submitted", "nouveau"),
    ),
    REVIEW: (
        *("en instruction", "instruction", "en cours d instruction", "en cours", "a instruire"),
        *("instruit", "instruite", "en attente", "recevable", "eligible", "a evaluer", "review"),
        *("en cours d intruction", "en commission", "ajourne", "ajournee", "a l etude"),
        *("en cours d etude", "in review", "pending", "soumis au vote", "a voter"),
    ),
    ACCEPTED: (
        *("accepte", "acceptee", "accorde", "accordee", "vote", "votee", "laureat", "laureate"),
        *("retenu", "retenue", "attribue", "attribuee", "selectionne", "selectionnee", "finance"),
        *("financee", "favorable", "avis favorable", "solde", "soldee", "cloture", "cloturee"),
        *("termine", "terminee", "approuve", "approuvee", "valide", "validee", "conventionne"),
        *("conventionnee", "notifie", "notifiee", "engage", "engagee", "paye", "payee", "verse"),
        *("versee", "accepted", "awarded", "funded", "realise", "realisee", "en cours de paiement"),
    ),
    REFUSED: (
        *("refuse", "refusee", "rejete", "rejetee", "non retenu", "non retenue", "defavorable"),
        *("avis defavorable", "ineligible", "non eligible", "irrecevable", "non recevable"),
        *("refused", "rejected", "declined", "non laureat", "non attribue", "non attribuee"),
        *("non accorde", "non accordee", "non selectionne", "non selectionnee", "ecarte"),
        *("ecartee", "refus", "rejet"),
    ),
    DROPPED: (
        *("sans suite", "classe sans suite", "classee sans suite", "abandon", "abandonne"),
        *("abandonnee", "annule", "annulee", "retire", "retiree", "desiste", "desistement"),
        *("caduc", "caduque", "dropped", "withdrawn", "cancelled", "retrait"),
    ),
}
_STAGES = {wording: stage for stage, wordings in _WORDINGS.items() for wording in wordings}
_BEFORE = ("projet ", "dossier ", "demande ", "subvention ", "aide ", "candidature ")


def stage_of(words: str) -> str | None:
    """The state that the words of a cell name; None where they name none that is known."""
    key = normalise(words)
    for before in _BEFORE:
        key = key.removeprefix(before)
    return _STAGES.get(key)
