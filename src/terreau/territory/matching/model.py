"""What place matching answers: a territory where it is sure, else candidates, always a reason.

Guarantees that `entry` is None wherever more than one territory may be meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from terreau.territory.gazetteer import Entry, Level

SHOWN = 5


class Form(StrEnum):
    """By which rule an answer was found, surest first; the last six give no territory."""

    CODE = "code"  # a code, a postcode, a département's number
    NAME = "name"  # the name itself, or a former or a short one that the gazetteer knows
    WORDS = "words"  # the same words, but for the small ones and for how they are parted
    SOUND = "sound"  # another spelling of the same sounds
    BEGINNING = "beginning"  # the beginning of one name of the département
    LONGER = "longer"  # a name of the département, and more words
    ACRONYM = "acronym"  # the first letters of an EPCI of the département
    SPELLING = "spelling"  # one or two letters wrong
    INSIDE = "inside"  # a quarter, whose commune is named
    AROUND = "around"  # no territory of its own, but inside one that is named
    SEVERAL = "several"  # several places in one cell
    AMBIGUOUS = "ambiguous"  # several territories of this name
    ELSEWHERE = "elsewhere"  # known, but outside the département that was given
    BODY = "body"  # a syndicat, an association: no territory
    UNKNOWN = "unknown"  # no territory of this name
    UNREADABLE = "unreadable"  # empty, too long, without a letter


@dataclass(frozen=True, slots=True)
class Located:
    """What a name of a place means.

    `entry` is given only when sure. `candidates` are the territories that may be meant otherwise,
    most peopled first. `form` says by which rule; `reason` is one French sentence. `around` is the
    nearest territory known to hold a place that has no code (« le Saint-Émilionnais, en Gironde »).
    """

    entry: Entry | None
    candidates: tuple[Entry, ...]
    form: str
    reason: str
    around: Entry | None = None


def told(entry: Entry) -> str:
    """« Saint-Martin (commune, 32389) », « la Creuse (département, 23) »."""
    # The article of a commune is in its name already.
    article = "" if entry.level is Level.COMMUNE else entry.article
    space = "" if article.endswith(("’", "'")) or not article else " "
    return f"{article}{space}{entry.name} ({entry.level.label}, {entry.code})"


def found(form: Form, entry: Entry) -> Located:
    """The answer of a rule that found one territory."""
    return Located(entry, (), form, f"{_WHY[form]}\u00a0: {told(entry)}.")


def doubt(form: Form, candidates: tuple[Entry, ...], around: Entry | None = None) -> Located:
    """The answer where no territory is sure."""
    shown = ", ".join(told(one) for one in candidates[:SHOWN])
    more = len(candidates) - SHOWN
    rest = f" et {more}\u00a0autres" if more > 0 else ""
    tail = f"\u00a0: {shown}{rest}" if shown else ""
    return Located(None, candidates, form, f"{_WHY[form]}{tail}.", around)


def within(around: Entry) -> Located:
    """The answer for a place without a code that lies in one that is named."""
    said = f"{_WHY[Form.AROUND]}\u00a0: il est gardé avec ses mots, dans {told(around)}."
    return Located(None, (), Form.AROUND, said, around)


def rank(entry: Entry) -> tuple[int, int, str]:
    """The order of candidates: most peopled first, then by level and code."""
    return (-(entry.population or 0), entry.level.rank, entry.code)


def narrowest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Of territories that are one and the same ground (Paris), the narrowest alone.

    Guarantees that others come back as they are: a commune and the département of the same name
    that holds it (Corrèze) stay two.
    """
    if len(entries) < 2:
        return entries
    first = min(entries, key=lambda one: one.level.rank)
    same = all(
        one == first
        or ((one.level, one.code) in first.parents and one.population == first.population)
        for one in entries
    )
    return (first,) if same else entries


_WHY = {
    Form.CODE: "Ce code est celui de ce territoire",
    Form.NAME: "Ce nom est celui d’un seul territoire",
    Form.WORDS: "Ces mots sont ceux d’un seul territoire",
    Form.SOUND: "Un seul territoire du département a un nom qui se prononce ainsi",
    Form.BEGINNING: "Un seul territoire du département a un nom qui commence ainsi",
    Form.LONGER: "Le nom d’un seul territoire du département, suivi d’autres mots",
    Form.ACRONYM: "Une seule intercommunalité du département a ces initiales",
    Form.SPELLING: "Un seul nom du département s’en approche, à une ou deux lettres près",
    Form.INSIDE: "Ce lieu est dans la commune nommée",
    Form.AROUND: "Ce lieu n’a pas de code",
    Form.SEVERAL: "Ce texte nomme plusieurs lieux",
    Form.AMBIGUOUS: "Ce nom peut désigner plusieurs territoires",
    Form.ELSEWHERE: "Ce nom n’est connu que hors du département indiqué",
    Form.BODY: "C’est le nom d’un organisme, qui n’est pas un territoire du code officiel",
    Form.UNKNOWN: "Aucun territoire connu ne porte ce nom",
    Form.UNREADABLE: "Ce texte n’est pas un nom de lieu",
}
