"""Invented organisations and people: identities, the ways their names are written, identifiers.

No identifier can be a real one: SIREN numbers begin with 0, which is never allotted (their
key is right all the same), addresses end in .example, and telephone numbers are of the ranges that
the French regulator keeps for fiction (05 36 49, 06 39 98).
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from scripts.fictif.banks import names
from scripts.fictif.french import contract
from scripts.fictif.places import Place


@dataclass(frozen=True, slots=True)
class Organisation:
    """An invented body; `variants` are all the ways a file may write its name, the first exact."""

    id: str
    form: str
    name: str
    group: str
    siret: str
    place: Place
    email: str
    phone: str
    variants: tuple[str, ...]

    @property
    def of(self) -> str:
        """« de l’association … », « du collectif … »."""
        return contract("de", self.group)


def luhn_digit(digits: str) -> str:
    """The last digit that makes the whole number pass the Luhn key of SIREN and SIRET."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def siret(rng: random.Random) -> str:
    """A SIRET with right keys whose SIREN begins with 0."""
    siren = "0" + "".join(str(rng.randint(0, 9)) for _ in range(7))
    siren += luhn_digit(siren)
    nic = "0001" if rng.random() < 0.7 else f"000{rng.randint(2, 5)}"
    return siren + nic + luhn_digit(siren + nic)


def ascii_slug(text: str) -> str:
    """The text as a slug: ASCII letters, digits and single hyphens."""
    folded = text.lower().replace("œ", "oe").replace("æ", "ae")
    bare = unicodedata.normalize("NFD", folded)
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def organisations(rng: random.Random, where: list[Place]) -> list[Organisation]:
    """One organisation per place, every name once."""
    pairs = [(head, tail) for head in names("heads") for tail in names("tails")]
    drawn = rng.sample(pairs, len(where))
    return [
        _organisation(rng, number, f"{head} {tail}", place)
        for number, ((head, tail), place) in enumerate(zip(drawn, where, strict=True), start=1)
    ]


def _organisation(rng: random.Random, number: int, name: str, place: Place) -> Organisation:
    form, article, written = rng.choice(names("forms")).split("|")
    label = name if form == "association" else f"{written} {name}"
    slug = ascii_slug(name)
    return Organisation(
        id=f"O{number:04d}",
        form=form,
        name=label,
        group=f"{article} {name}",
        siret=siret(rng),
        place=place,
        email=f"contact@{slug}.example",
        phone=_phone(rng),
        variants=_variants(rng, label, name, written, place),
    )


def _phone(rng: random.Random) -> str:
    prefix = rng.choice(("05 36 49", "06 39 98"))
    return f"{prefix} {rng.randint(0, 99):02d} {rng.randint(0, 99):02d}"


def _variants(
    rng: random.Random, label: str, name: str, written: str, place: Place
) -> tuple[str, ...]:
    bare = re.sub(r"^(?:Les|La|Le) |^L’", "", name)
    typo_at = rng.randrange(3, len(name) - 2)
    found = [
        label,
        name.upper(),
        name.replace("’", "'"),
        f"{written} {bare}",
        f"Asso. {bare}" if written == "Association" else f"{name} ({written})",
        f"{name} - {place.name}",
        ascii_slug(name).replace("-", " ").title(),
        name[:typo_at] + name[typo_at + 1 :],
    ]
    return tuple(dict.fromkeys(found))


def person(rng: random.Random) -> str:
    """A first name and an invented family name."""
    first = rng.choice(names("women") + names("men"))
    return f"{first} {rng.choice(names('last_names'))}"
