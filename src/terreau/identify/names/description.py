"""What a written name is made of: kind, core words, sigle, places, numbers, identifiers.

Guarantees: pure and deterministic; a description is frozen, of plain fields, cheap to send from one
machine to another. Equal descriptions are the same to the matcher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from terreau.collect.readers.values.identifiers import Kind, identifier
from terreau.identify.names import places
from terreau.identify.names.lexicon import (
    COMMON,
    FAMILIAR,
    FILLER,
    KINDS,
    NETWORKS,
    PUBLIC,
    SHORT,
    SMALL,
)
from terreau.identify.names.words import stem, words

if TYPE_CHECKING:
    from terreau.identify.matching.model import Written

# What a word is in a name: one letter each in `Description.classes`.
CORE, KIND, FILL, PLACE, NUMBER = "ckfpn"


@dataclass(frozen=True, slots=True)
class Description:
    """A name taken apart. `classes` has one letter for each of `tokens`.

    `words` are the words as written, small ones included; `compact` what is left without legal form
    and kind, in one piece; `sigles` the words that may be one; `initials` the sigles that the words
    could be written as; `codes` the places in the name (`c33063`, `d33`); `commune` and
    `departement` the codes of the place beside it.
    """

    name: str
    words: tuple[str, ...]
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
    raw = words(_main(written.name))
    beside = places.place(written.place)
    telling = [word for word in raw if word.isdigit() or (word not in SMALL and len(word) > 1)]
    # « Association Avec »: where nothing else is left, small words are the name.
    bare = all(word in FILLER for word in telling)
    stems = [stem(word) for word in (raw if bare else telling)]
    stems, network = _networks(stems)
    classes = [FILL if token in FILLER else CORE for token in stems]
    kind = _kinds(stems, classes)
    codes = _places(stems, classes, beside.departement)
    kind = _public_at_the_end(stems, classes) or kind
    kind = kind or (_bare_place(codes) if _all_place(classes) else "")
    siren, rna = _identifiers(written.identifier)
    return Description(
        name=written.name[:200],
        words=raw,
        tokens=tuple(stems),
        classes="".join(classes),
        compact=_compact(stems, classes),
        kind=kind,
        network=network,
        sigles=_sigles(raw, stems, classes),
        initials=_initials(raw),
        codes=codes,
        commune=beside.commune,
        departement=beside.departement,
        siren=siren,
        rna=rna,
    )


def _main(name: str) -> str:
    """Leave out what a cell adds to the name of a town: « Précy (CC du Pays), travaux : école »."""
    head, colon, _ = name[:1_000].partition(" : ")
    name = head if colon and head.strip() else name[:1_000]
    head, opened, rest = name.partition("(")
    inside = [stem(word) for word in words(rest) if word not in SMALL][:1]
    if opened and head.strip() and inside and inside[0] in _EPCI_WORDS:
        return head
    return name


_EPCI_WORDS = frozenset({"cc", "ca", "cu", "communaute", "metropole", "agglomeration"})


def _sigles(raw: Sequence[str], stems: Sequence[str], classes: Sequence[str]) -> tuple[str, ...]:
    """Give the words that may be a sigle: short, no common word, no town."""
    known = {token for token, letter in zip(stems, classes, strict=True) if letter != CORE}
    found = {word for word in raw if 3 <= len(word) <= 9 and word.isalpha()}
    common = COMMON | FAMILIAR | FILLER | known
    return tuple(
        sorted(w for w in found - SMALL - set(SHORT) if w not in common and stem(w) not in common)
    )


def _compact(stems: Sequence[str], classes: Sequence[str]) -> str:
    """Join what is left of a name without legal form and kind; the kind alone where it is all."""
    pairs = list(zip(stems, classes, strict=True))
    left = [token for token, letter in pairs if letter not in {FILL, KIND}]
    return "".join(left or [token for token, letter in pairs if letter != FILL])[:80]


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

    A word may be cut or hold one typing error. A name cut at the end of its cell may end inside a
    phrase, once three words of it are there.
    """
    count = min(len(tokens), len(phrase))
    if count < len(phrase) and count < 3:
        return 0
    pairs = zip(tokens[1:count], phrase[1:count], strict=True)
    return count if all(_stands_for(token, word) for token, word in pairs) else 0


def _stands_for(token: str, word: str) -> bool:
    if token == word or (len(token) >= 3 and word.startswith(token)):
        return True
    return len(word) >= 6 and OSA.distance(token, word, score_cutoff=1) <= 1


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
    """Mark the words that say the kind of body; the first that is found names it.

    Words for a public body count at the start only: « la fête de la ville » is no town.
    """
    first = ""
    position = 0
    while position < len(stems):
        opening = all(letter == FILL for letter in classes[:position])
        taken, meaning = _kind_at(stems, position)
        if meaning in PUBLIC and not opening:
            taken, meaning = 0, ""
        first = first or meaning
        for marked in range(position, position + taken):
            classes[marked] = KIND
        position += max(1, taken)
    return first


def _kind_at(stems: list[str], position: int) -> tuple[int, str]:
    for phrase, meaning in _phrases("kinds").get(stems[position], ()):
        if tuple(stems[position : position + len(phrase)]) == phrase:
            return len(phrase), meaning
    return 0, ""


def _public_at_the_end(stems: list[str], classes: list[str]) -> str:
    """Read the kind that follows a place (« Bègles, ville de », « Le Mans métropole »)."""
    if KIND in classes:
        return ""
    for position in range(1, len(stems)):
        taken, meaning = _kind_at(stems, position)
        last = position + taken == len(stems)
        if meaning in PUBLIC and last and (meaning == "epci" or _all_place(classes[:position])):
            classes[position:] = KIND * taken
            return meaning
    return ""


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
                classes[at] = PLACE
    return tuple(sorted(codes))


def _all_place(classes: Sequence[str]) -> bool:
    return bool(classes) and all(letter in PLACE + NUMBER for letter in classes)


def _bare_place(codes: Sequence[str]) -> str:
    """Give the kind of body that a bare place name stands for: its town's or its département's."""
    letters = {code[0] for code in codes}
    if "c" in letters:
        return "commune"
    return "departement" if "d" in letters else "region" if "r" in letters else ""


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
