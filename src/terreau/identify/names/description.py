"""What a written name is made of: kind, core words, sigle, places, numbers, identifiers.

Guarantees: pure and deterministic; a description is frozen, of plain fields, cheap to send from one
machine to another. Equal descriptions are the same to the matcher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from terreau.collect.readers.values.identifiers import Kind, identifier
from terreau.identify.names import places
from terreau.identify.names.lexicon import FILLER, KINDS, NETWORKS, SHORT, SMALL
from terreau.identify.names.words import stem, words

if TYPE_CHECKING:
    from terreau.identify.matching.model import Written

# What a word is in a name: one letter each in `Description.classes`.
CORE, KIND, FILL, PLACE, NUMBER = "ckfpn"


@dataclass(frozen=True, slots=True)
class Description:
    """A name taken apart. `classes` has one letter for each of `tokens`.

    `initials` are sigles that the words could be written as; `codes` the places in the name
    (`c33063`, `d33`), `commune` and `departement` those beside it or sure from the name.
    """

    name: str
    tokens: tuple[str, ...]
    classes: str
    compact: str
    kind: str
    network: str
    sigles: tuple[str, ...]
    initials: tuple[str, ...]
    codes: tuple[str, ...]
    commune: str
    departement: str
    siren: str
    rna: str


def describe(written: Written) -> Description:
    """Take a written name apart; any text is accepted, an empty one gives an empty description."""
    raw = words(written.name)
    beside = places.place(written.place)
    stems = [stem(word) for word in raw if word not in SMALL]
    stems, network = _networks(stems)
    classes = [FILL if token in FILLER else CORE for token in stems]
    kind = _kinds(stems, classes)
    codes = _places(stems, classes, beside.departement)
    kind = kind or ("commune" if _all_place(classes) else "")
    siren, rna = _identifiers(written.identifier)
    return Description(
        name=written.name[:200],
        tokens=tuple(stems),
        classes="".join(classes),
        compact="".join(t for t, c in zip(stems, classes, strict=True) if c != FILL)[:80],
        kind=kind,
        network=network,
        sigles=tuple(sorted({w for w in raw if 3 <= len(w) <= 9 and w.isalpha()} - set(SHORT))),
        initials=_initials(raw),
        codes=codes,
        commune=beside.commune,
        departement=beside.departement,
        siren=siren,
        rna=rna,
    )


@cache
def _phrases(which: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word to the (phrase, what it means) that begin with it, the longest first."""
    table: Mapping[str, Iterable[str]] = KINDS if which == "kinds" else NETWORKS
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, phrases in table.items():
        own = () if which == "kinds" else (meaning,)
        for phrase in (*own, *phrases):
            key = tuple(stem(word) for word in phrase.split())
            rows.setdefault(key[0], []).append((key, meaning))
    return {
        first: tuple(sorted(set(found), key=lambda row: (-len(row[0]), row)))
        for first, found in rows.items()
    }


def _starts(tokens: Sequence[str], phrase: Sequence[str]) -> int:
    """Give how many words of `tokens` the phrase takes, 0 when they do not begin with it.

    A name cut at the end of its cell may end inside a phrase, once three words of it are there.
    """
    count = min(len(tokens), len(phrase))
    if tuple(tokens[:count]) == tuple(phrase[:count]):
        return count if count == len(phrase) or count >= 3 else 0
    if count < 3 or tuple(tokens[: count - 1]) != tuple(phrase[: count - 1]):
        return 0
    cut = len(tokens) == count and phrase[count - 1].startswith(tokens[count - 1])
    return count if cut else 0


def _networks(stems: list[str]) -> tuple[list[str], str]:
    """Write a network's name and its sigle the same way, and name the network."""
    given: list[str] = []
    network = ""
    position = 0
    while position < len(stems):
        taken = 0
        for phrase, meaning in _phrases("networks").get(stems[position], ()):
            taken = _starts(stems[position:], phrase)
            if taken:
                token = meaning.replace(" ", "")
                if token not in given:
                    given.append(token)
                network = network or meaning
                break
        if not taken:
            given.append(stems[position])
        position += max(1, taken)
    return given, network


def _kinds(stems: list[str], classes: list[str]) -> str:
    """Mark the words that say the kind of body; the first that is found names it."""
    first = ""
    position = 0
    while position < len(stems):
        taken = 0
        for phrase, meaning in _phrases("kinds").get(stems[position], ()):
            if tuple(stems[position : position + len(phrase)]) == phrase:
                taken = len(phrase)
                first = first or meaning
                break
        for marked in range(position, position + taken):
            classes[marked] = KIND
        position += max(1, taken)
    return first


def _places(stems: list[str], classes: list[str], departement: str) -> tuple[str, ...]:
    codes: set[str] = set()
    for found in places.find(stems, departement):
        if any(classes[at] == KIND for at in range(found.start, found.end)):
            continue
        codes.update(found.codes)
        classes[found.start : found.end] = PLACE * (found.end - found.start)
    for at, token in enumerate(stems):
        if token[0].isdigit():
            classes[at] = NUMBER
            number = places.place(token).departement if len(token) in {2, 3} else ""
            if number:
                codes.add("d" + number)
    return tuple(sorted(codes))


def _all_place(classes: Sequence[str]) -> bool:
    return bool(classes) and all(letter in PLACE + NUMBER for letter in classes)


def _initials(raw: Sequence[str]) -> tuple[str, ...]:
    """Give the sigles that words could be written as: with and without small and legal words."""
    letters = "".join(word[0] for word in raw)
    big = "".join(word[0] for word in raw if word not in SMALL)
    own = "".join(word[0] for word in raw if word not in SMALL and word not in FILLER)
    return tuple(sorted({found for found in (letters, big, own) if len(found) >= 3}))


def _identifiers(text: str) -> tuple[str, str]:
    """Give the SIREN and the RNA number of a cell, blank where missing or with a wrong key."""
    if not text.strip():
        return "", ""
    found = identifier(text[:60]).value
    if found is None or not found.valid:
        return "", ""
    return found.siren, found.number if found.kind is Kind.RNA else ""
