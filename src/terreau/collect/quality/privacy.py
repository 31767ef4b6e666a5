"""Checks on personal data left in texts that others will read; no message repeats it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from terreau.collect.quality.model import Cell, Check, Importance, Spot, Subject
from terreau.collect.quality.personal import Kind, find
from terreau.collect.quality.wording import say

OPEN = ("name", "title", "summary", "call", "stage", "partner.name", "seat.name", "action.name")
"""Fields whose text may be published."""
_NAMES = {
    Kind.EMAIL: "une adresse électronique",
    Kind.TELEPHONE: "un numéro de téléphone",
    Kind.IBAN: "un compte bancaire (IBAN)",
    Kind.NIR: "un numéro de sécurité sociale",
    Kind.ADDRESS: "l’adresse postale d’une personne",
}


def _check(code: str, kind: Kind, label: str, importance: Importance) -> Check:
    return Check(
        code,
        label,
        importance,
        "Une donnée personnelle dans un texte qui peut être publié ; le rapport la masque.",
        _runner(kind),
    )


def _runner(kind: Kind) -> Callable[[Subject], Iterable[Spot]]:
    def run(subject: Subject) -> Iterator[Spot]:
        # A bank account or a social security number has its place in no column at all.
        everywhere = kind in {Kind.IBAN, Kind.NIR}
        for cell in subject.cells(*(() if everywhere else OPEN)):
            found = [hit for hit in _hits(cell) if hit is kind]
            if found:
                yield Spot(
                    cell,
                    say("La cellule contient {what}.", what=_NAMES[kind]),
                    say("Retirez cette donnée du texte ; gardez-la hors du fichier."),
                )

    return run


def _hits(cell: Cell) -> tuple[Kind, ...]:
    if not any(char.isdigit() or char == "@" for char in cell.text):
        return ()
    return tuple(hit.kind for hit in find(cell.text))


CHECKS: tuple[Check, ...] = (
    _check("personal_nir", Kind.NIR, "Numéro de sécurité sociale", Importance.BLOCKING),
    _check("personal_iban", Kind.IBAN, "Compte bancaire (IBAN)", Importance.BLOCKING),
    _check("personal_email", Kind.EMAIL, "Adresse électronique dans un texte", Importance.SERIOUS),
    _check("personal_telephone", Kind.TELEPHONE, "Téléphone dans un texte", Importance.SERIOUS),
    _check(
        "personal_address", Kind.ADDRESS, "Adresse d’une personne dans un texte", Importance.SERIOUS
    ),
)
