"""What a column may be sent to: a field, the phrases that announce it, the values it takes. Pure.

Guarantees a catalogue that the proposer can be given for any schema, not only for our fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from terreau.collect.mapping.words import words


class Kind(StrEnum):
    """What the values of a column are, with the words that say it of them in French."""

    AMOUNT = "des montants"
    NUMBER = "des nombres"
    DATE = "des dates"
    YEAR = "des années"
    IDENTIFIER = "des SIRET, SIREN ou RNA"
    CODE = "des codes tous différents"
    POSTCODE = "des codes postaux"
    INSEE = "des codes INSEE"
    DEPARTEMENT = "des départements"
    PLACE = "des noms de communes, d’EPCI, de départements ou de régions"
    ADDRESS = "des adresses"
    STAGE = "des états de dossier"
    NOTATION = "des notations comme 2 ou 2.1"
    ROLE = "des rôles (aiguillon, inspirateur, connecteur)"
    FILE = "des noms de fichiers"
    EMAIL = "des adresses électroniques"
    PHONE = "des numéros de téléphone"
    URL = "des adresses de sites"
    CATEGORY = "des libellés qui reviennent"
    LABEL = "des textes courts"
    NAME = "des intitulés"
    RNA = "des numéros RNA"
    LONG = "des textes longs"
    ANY = "de toute sorte"


class Several(StrEnum):
    """How many columns of one table may fill a field."""

    ONE = "one"
    ALIKE = "alike"
    """Several, where a number alone tells them apart (« Montant 2021 », « Montant 2022 »)."""
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to announce a field in a header: its words, and how surely it does (0 to 1)."""

    text: str
    words: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Target:
    """One way to a field: `key` may come back in several targets of a catalogue.

    A `lane` of its own lets one column of this target stand beside one of another of the same key.
    `refuses` are words that forbid it; one of `requires`, where there are any, must be in the
    header. `why` is said in place of the phrase where it is given.
    """

    key: str
    phrases: tuple[Phrase, ...]
    kind: Kind = Kind.ANY
    several: Several = Several.ONE
    refuses: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    why: str = ""
    lane: str = ""

    @property
    def slot(self) -> str:
        """What columns compete for: the lane, or the field itself."""
        return self.lane or self.key


def phrases(*strong: str, weaker: dict[str, float] | None = None) -> tuple[Phrase, ...]:
    """Phrases of full strength, then weaker ones with theirs; a phrase without words is left."""
    pairs = [(text, 1.0) for text in strong] + list((weaker or {}).items())
    made = (Phrase(text, tuple(dict.fromkeys(words(text))), strength) for text, strength in pairs)
    return tuple(phrase for phrase in made if phrase.words)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as `refuses` and `requires` take them."""
    return frozenset(word for part in text.split() for word in words(part))


def vocabulary_phrases(targets: Iterable[Target]) -> Iterable[str]:
    """The text of every phrase of a catalogue."""
    return (phrase.text for target in targets for phrase in target.phrases)
