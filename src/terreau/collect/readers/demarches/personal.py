"""What is about a person in a question and its answer: told by the label, masked in the text. Pure.

Guarantees caution: a label that may ask for a person's name is taken to do so; a person who maps
the columns may decide otherwise.
"""

from __future__ import annotations

import re

from terreau.collect.readers.demarches.headers import key

_PERSON = re.compile(
    r"\b(nom d(u|e|es|e la|e l) (personne|contact|porteur|porteurs|responsable|representant"
    r"|referent|signataire|mandataire|president|demandeur)|prenoms?|civilite|telephone|portable"
    r"|mail|mel|courriel|contacts?|date de naissance|representant legal|signataire|iban|rib"
    r"|carte d identite|passeport|titre d identite|numero de securite sociale)\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b")


def asks_for_a_person(label: str) -> bool:
    """Whether a question is about a person: name, contact, bank, identity document."""
    return _PERSON.search(key(label)) is not None


def mask(words: str) -> str:
    """The words, with only the last four signs of each IBAN in them."""
    return _IBAN.sub(lambda found: f"IBAN …{re.sub(r'[^A-Z0-9]', '', found.group())[-4:]}", words)
