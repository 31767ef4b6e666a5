"""Checks on amounts: unreadable, zero, negative, out of proportion, wrong by a power of ten.

Guarantees that one cell has at most one finding about its size: the most precise one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import log10
from statistics import median

from terreau.collect.quality.currencies import ISO_4217, foreign
from terreau.collect.quality.model import Cell, Check, Importance, Spot, Subject
from terreau.collect.quality.reading import amount
from terreau.collect.quality.wording import quoted, say
from terreau.web.typography import euros, nombre

LEAST, MOST = Decimal(1), Decimal(500_000_000)
"""Euros: what a project's grant never goes under or over, whatever the file."""
ENOUGH = 20
"""Amounts that a column must have before one of them is called far from the others."""
FAR = 6.0
"""Robust standard deviations of the logarithm beyond which an amount is absurd."""
SUSPECT, TIGHT = 3.5, 0.45
"""For a power of ten: how far the amount is, and how tight (in decades) the others are."""
USUAL = 4
"""Times that an amount with cents is given before its hundredfold is a comma lost."""
_NOTHING = re.compile(r"[\W_]*|n\.?[crd]\.?|n/[ac]|sans objet|so|néant|neant", re.IGNORECASE)
_ABSURD = "Le montant de {value} est hors de proportion."
_ABSURD_AMONG = (
    "Le montant de {value} est hors de proportion ; la moitié des aides de cette colonne dépasse "
    "{middle}."
)
# One median absolute deviation is 1/1.4826 standard deviation of a normal law.
_MAD_TO_SIGMA, _LEAST_SIGMA = 1.4826, 0.15


@dataclass(frozen=True, slots=True)
class _Scale:
    """The middle of the logarithms of a column, and their robust deviation, in decades."""

    middle: float
    sigma: float

    def away(self, value: Decimal) -> float:
        return (log10(value) - self.middle) / self.sigma


def unreadable(subject: Subject) -> Iterator[Spot]:
    """Cells of an amount that write no amount; another currency has a check of its own."""
    for cell in subject.cells("grant.amount"):
        nothing = (
            _NOTHING.fullmatch(cell.text.strip()) or foreign(cell.text) or _bare_code(cell.text)
        )
        if nothing or amount(cell.text).value is not None:
            continue
        yield Spot(
            cell,
            say("{value} n’est pas un montant.", value=quoted(cell.text)),
            say("Écrivez un seul montant, en chiffres, ou laissez la cellule vide."),
        )


def zero(subject: Subject) -> Iterator[Spot]:
    """Amounts of zero euros."""
    for cell, value in _amounts(subject):
        if value == 0:
            yield Spot(
                cell,
                say("Le montant de l’aide est nul."),
                say("Inscrivez le montant décidé, ou laissez la cellule vide s’il est inconnu."),
            )


def negative(subject: Subject) -> Iterator[Spot]:
    """Amounts under zero: a cancellation or a recovery is no grant."""
    for cell, value in _amounts(subject):
        if value < 0:
            yield Spot(
                cell,
                say("Le montant de l’aide est négatif : {value}.", value=euros(value)),
                say(
                    "Inscrivez le montant décidé ; une annulation ou un reversement se note "
                    "dans une autre colonne."
                ),
            )


def absurd(subject: Subject) -> Iterator[Spot]:
    """Amounts beyond any grant, or far from all others of their column."""
    scales, misplaced = _scales(subject), {id(spot.cell) for spot in scaled(subject)}
    for cell, value in _amounts(subject):
        if value <= 0 or id(cell) in misplaced:
            continue
        scale = scales.get(cell.column)
        beyond = not LEAST <= value <= MOST
        if beyond or (scale is not None and abs(scale.away(value)) > FAR):
            middle = "" if scale is None else euros(round(Decimal(10**scale.middle)))
            yield Spot(
                cell,
                say(_ABSURD_AMONG if middle else _ABSURD, value=euros(value), middle=middle),
                say("Vérifiez le nombre de chiffres, la virgule et l’unité (euros ou milliers)."),
            )


def scaled(subject: Subject) -> Iterator[Spot]:
    """Amounts that another power of ten would bring among the others of a tight column."""
    scales, others = _scales(subject), _cents_by_column(subject)
    for cell, value in _amounts(subject):
        if value <= 0:
            continue
        right = _right_amount(value, scales.get(cell.column), others.get(cell.column, frozenset()))
        if right is not None:
            ratio = nombre(max(value / right, right / value))
            sign = "multiplié" if value > right else "divisé"
            yield Spot(
                cell,
                say(
                    "Le montant de {value} semble {sign} par {ratio} : les autres aides de la "
                    "colonne ont la taille de {right}.",
                    value=euros(value),
                    sign=sign,
                    ratio=ratio,
                    right=euros(right),
                ),
                say("Vérifiez la virgule des centimes et l’unité (euros ou milliers d’euros)."),
            )


def currency(subject: Subject) -> Iterator[Spot]:
    """Amounts in another currency than the euro, or in one that does not exist."""
    for cell in subject.cells("grant.amount"):
        sign = foreign(cell.text)
        code = _bare_code(cell.text)
        if sign or code:
            known = sign or code in ISO_4217
            yield Spot(
                cell,
                say("Le montant {value} n’est pas en euros.", value=quoted(cell.text))
                if known
                else say("« {code} » n’est le code d’aucune monnaie (ISO 4217).", code=code),
                say("Donnez le montant en euros, ou précisez la monnaie dans une autre colonne."),
            )


def _bare_code(text: str) -> str:
    """The three capitals that follow or precede an amount, euro aside."""
    found = re.fullmatch(r"\s*(?:[\d.,\s]+([A-Z]{3})|([A-Z]{3})[\d.,\s]+)\s*", text)
    code = (found[1] or found[2]) if found else ""
    return "" if code == "EUR" else code


def _amounts(subject: Subject) -> Iterator[tuple[Cell, Decimal]]:
    for cell in subject.cells("grant.amount"):
        value = amount(cell.text).value
        if value is not None:
            yield cell, value


def _scales(subject: Subject) -> dict[tuple[str, str, str, str], _Scale]:
    logs: dict[tuple[str, str, str, str], list[float]] = {}
    for cell, value in _amounts(subject):
        if value > 0:
            logs.setdefault(cell.column, []).append(log10(value))
    return {column: _scale(found) for column, found in logs.items() if len(found) >= ENOUGH}


def _scale(logs: list[float]) -> _Scale:
    middle = median(logs)
    deviation = median(abs(one - middle) for one in logs)
    return _Scale(middle, max(_MAD_TO_SIGMA * deviation, _LEAST_SIGMA))


def _cents_by_column(subject: Subject) -> dict[tuple[str, str, str, str], frozenset[Decimal]]:
    """The usual amounts with cents of each column: one of them times 100 is a comma lost."""
    found: dict[tuple[str, str, str, str], Counter[Decimal]] = {}
    for cell, value in _amounts(subject):
        if value != value.to_integral_value():
            found.setdefault(cell.column, Counter())[value] += 1
    return {
        column: frozenset(value for value, count in counts.items() if count >= USUAL)
        for column, counts in found.items()
    }


def _right_amount(
    value: Decimal, scale: _Scale | None, with_cents: frozenset[Decimal]
) -> Decimal | None:
    if value / 100 in with_cents:
        return value / 100
    if scale is None or scale.sigma > TIGHT or abs(scale.away(value)) < SUSPECT:
        return None
    tried = (value / 100, value / 1000) if scale.away(value) > 0 else (value * 1000, value * 100)
    near = [right for right in tried if abs(scale.away(right)) <= 1]
    return min(near, key=lambda right: abs(scale.away(right))) if near else None


CHECKS: tuple[Check, ...] = (
    Check(
        "amount_negative",
        "Montant négatif",
        Importance.BLOCKING,
        "Une aide ne peut pas être inférieure à zéro.",
        negative,
    ),
    Check(
        "amount_unreadable",
        "Montant illisible",
        Importance.BLOCKING,
        "La colonne du montant ne contient que des nombres.",
        unreadable,
    ),
    Check(
        "amount_zero",
        "Montant nul",
        Importance.SERIOUS,
        "Un montant inconnu se laisse vide ; zéro dirait que rien n’a été donné.",
        zero,
    ),
    Check(
        "amount_absurd",
        "Montant hors de proportion",
        Importance.SERIOUS,
        "Moins de 1 € ou plus de 500 millions d’euros, ou très loin de tous les autres montants "
        "de la colonne (médiane et écart absolu médian des logarithmes).",
        absurd,
    ),
    Check(
        "amount_scaled",
        "Montant faux d’une puissance de dix",
        Importance.SERIOUS,
        "Le montant divisé ou multiplié par 100 ou par 1 000 rejoint les autres : virgule "
        "perdue, ou milliers d’euros.",
        scaled,
    ),
    Check(
        "currency_unknown",
        "Monnaie inattendue",
        Importance.SERIOUS,
        "Les montants sont attendus en euros.",
        currency,
    ),
)
