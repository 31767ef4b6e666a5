"""What kind of body a name and a number tell: a notation of the scheme `natures`, and why.

Guarantees: pure and deterministic; nothing is guessed: where neither the name nor the number says,
the answer is None, and where they contradict each other too, unless the number alone settles it.
The words are those of the shipped scheme. Meaning of the first digits of a SIREN: INSEE (numbers
that begin with 1 or 2 are those of bodies of public law).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from terreau.collect.readers.values import Identifier, identifier
from terreau.territory.gazetteer import Level, load
from terreau.territory.names import fold
from terreau.vocabulary.shipped import shipped_files
from terreau.vocabulary.skos import read
from terreau.vocabulary.words import singular

SCHEME = "natures"
LONGEST_NAME = 1000
"""Characters of a name that are read: a longer one is no name."""

Words = tuple[str, ...]

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.[ ]?){2,12}(?![^\W_])|\b(?:[^\W\d_]\.){1,12}[^\W\d_]\b")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"le", "la", "les", "l"})
_OF = frozenset({"de", "du", "des", "d"})
# As administrative software and hurried hands shorten them.
_SHORTENED = {
    "ass": "association",
    "assoc": "association",
    "assoc°": "association",
    "asso": "association",
    "ctre": "centre",
    "com": "commune",
    "comm": "communaute",
    "synd": "syndicat",
    "interco": "intercommunal",
    "fed": "federation",
    "dept": "departement",
    "dpt": "departement",
    "lyc": "lycee",
    "univ": "universite",
    "st": "saint",
    "ste": "sainte",
}
# Words that name a kind of body only when they say of which place.
_OF_A_PLACE = {
    "ville": Level.COMMUNE,
    "commune": Level.COMMUNE,
    "departement": Level.DEPARTEMENT,
    "region": Level.REGION,
    "agglomeration": Level.EPCI,
    "agglo": Level.EPCI,
    "metropole": Level.EPCI,
    "cd": Level.DEPARTEMENT,
    "ca": Level.EPCI,
    "cu": Level.EPCI,
    "ecole": Level.COMMUNE,
}
# Acronyms that are words too: they count only in capitals, beside small letters.
_WORDS_TOO = frozenset(
    {
        *("mas", "fam", "gem", "face", "sa", "sis", "had", "sem", "ape", "lp", "leg", "ces"),
        *("si", "aci", "ch", "gal", "frac", "epa", "ets", "sca", "fc", "ird", "ebe", "cea", "cae"),
    }
)
# Legal forms that tell wherever they stand in the name.
_ANYWHERE = frozenset(
    {
        *("scic", "scop", "sarl", "sas", "sasu", "eurl", "snc", "earl", "gaec", "scea", "cuma"),
        *("hlm", "oph", "ophlm", "sivu", "sivom", "siaep", "petr"),
    }
)
_EPCI_ENDINGS = frozenset({"agglomeration", "agglo", "metropole", "communaute"})

_LOCAL = frozenset(
    {
        *("commune", "epci", "departement", "region", "syndicat-mixte", "ccas", "bailleur"),
        *("etablissement-local", "sante", "medico-social", "conseil-public", "lieu-culturel"),
        *("formation", "animation", "insertion", "universite", "ecole", "etablissement-national"),
    }
)
_STATE = frozenset(
    {
        *("service-etat", "etablissement-national", "universite", "recherche", "ecole"),
        *("formation", "chambre", "sante", "medico-social", "lieu-culturel", "enseignement"),
        *("etablissement-local", "securite-sociale", "conseil-public", "insertion"),
    }
)
_PUBLIC_ONLY = frozenset(
    {
        *("commune", "epci", "departement", "region", "syndicat-mixte", "ccas"),
        *("service-etat", "etablissement-local"),
    }
)
# What a body registered as an association may be besides.
_ASSOCIATIVE = frozenset(
    {
        *("association", "reseau", "animation", "insertion", "formation", "medico-social"),
        *("sante", "lieu-culturel", "conseil-public", "syndicat-professionnel"),
    }
)
_PREFIXES = {
    "11": ("service-etat", "un service de l’État"),
    "17": ("service-etat", "un service de l’État dans un territoire"),
    "19": ("enseignement", "un établissement public d’enseignement"),
    "21": ("commune", "une commune"),
    "22": ("departement", "un département"),
    "23": ("region", "une région"),
    "25": ("syndicat-mixte", "un syndicat mixte ou intercommunal"),
}
_SETTLED = frozenset({"21", "22", "23"})


class _Told(NamedTuple):
    notation: str
    reason: str


def nature(name: str, identifier: str = "") -> tuple[str, str] | None:
    """Give the notation of the nature of a body and one French sentence that says why.

    `identifier` is a SIREN, a SIRET or an RNA number as typed; one whose key is wrong is put
    aside. None where nothing says, or where the name and the number contradict each other.
    """
    by_name = _of_name(name[:LONGEST_NAME])
    number = _number(identifier)
    if number is None:
        return by_name
    if not number.siren:
        return _with_rna(by_name)
    return _with_siren(by_name, number.siren)


def _number(written: str) -> Identifier | None:
    found = identifier(written).value
    return found if found is not None and found.valid else None


def _with_rna(by_name: _Told | None) -> _Told:
    if by_name is not None and by_name.notation in _ASSOCIATIVE:
        return by_name
    return _Told("association", "Le numéro RNA est celui d’une association.")


def _with_siren(by_name: _Told | None, siren: str) -> _Told | None:
    by_code = _of_siren(siren)
    if by_name is None:
        return by_code
    if by_code is not None and (siren[:2] in _SETTLED or by_code.notation == "epci"):
        return by_code
    if siren[0] == "1":
        allowed = by_name.notation in _STATE
    elif siren[0] == "2":
        allowed = by_name.notation in _LOCAL
    else:
        # A registered body has a legal form: « Collectif » in its name no longer says which.
        allowed = by_name.notation not in _PUBLIC_ONLY | {"collectif"}
    return by_name if allowed else by_code


def _of_siren(siren: str) -> _Told | None:
    entry = load().entry(Level.EPCI, siren)
    if entry is not None:
        return _Told("epci", f"Le SIREN est celui de «\u00a0{entry.name}\u00a0».")
    if siren[:2] not in _PREFIXES:
        return None
    notation, words = _PREFIXES[siren[:2]]
    return _Told(
        notation, f"Le SIREN commence par {siren[:2]}\u00a0: c’est le numéro qu’a {words}."
    )


@cache
def labels() -> dict[Words, str]:
    """The words of the scheme, each in the singular, and the notation they stand for."""
    return {_key(label): notation for label, notation in _scheme()}


@cache
def acronyms() -> frozenset[str]:
    """The words of the scheme that are acronyms, folded."""
    return frozenset(fold(label) for label, _ in _scheme() if label.isupper())


@cache
def _scheme() -> tuple[tuple[str, str], ...]:
    """Each label of the shipped scheme with the notation of its nature."""
    content = dict(shipped_files())[f"{SCHEME}.ttl"]
    return tuple(
        (label, concept.notation)
        for concept in read(content).schemes[0].concepts
        if concept.broader
        for label in (concept.label, *concept.alt_labels)
    )


@cache
def _longest() -> int:
    return max(map(len, labels()))


def _key(label: str) -> Words:
    return tuple(singular(word) for word in _WORD.findall(fold(label)))


def _of_name(name: str) -> _Told | None:
    written = _WORD.findall(_DOTTED.sub(lambda m: _joined(m[0]), name))
    words = [_SHORTENED.get(word, word) for word in map(fold, written)]
    start = 1 if len(words) > 1 and words[0] in _ARTICLES else 0
    whole, head = _whole(name), _head(words, written, start)
    if whole is not None and head is not None and whole.notation != head.notation:
        # « Ars-sur-Moselle », « L’Hôpital-Camfrout »: of one word alone, no one can tell.
        return whole if len(words) - start > 1 else None
    return head or _legal_form(words, written) or whole or _ending(words)


def _joined(dotted: str) -> str:
    return dotted.replace(".", "").replace(" ", "") + " "


def _head(words: list[str], written: list[str], start: int) -> _Told | None:
    """The kind that the name begins with, the longest words first."""
    singulars = tuple(singular(word) for word in words[start : start + _longest()])
    for count in range(len(singulars), 0, -1):
        found = labels().get(singulars[:count])
        if found is None:
            continue
        if count == 1 and not _stands(words, written, start):
            return None
        shown = " ".join(written[start : start + count])
        return _Told(found, f"Le nom commence par «\u00a0{shown}\u00a0».")
    return None


def _stands(words: list[str], written: list[str], at: int) -> bool:
    """Whether one word says a kind of body here: of which place, or in capitals."""
    word, after = words[at], words[at + 1 :]
    if word in _WORDS_TOO:
        return written[at].isupper() and not all(one.isupper() for one in written)
    level = _OF_A_PLACE.get(singular(word))
    if level is None or (not after and word not in {"ecole", "metropole"}):
        return True
    if level is not Level.COMMUNE and after[:1] and after[0] in _OF:
        return True
    if word != "ecole" and after[:1] and after[0] in _OF:
        return True
    place = after[1:] if after[:1] and after[0] in _OF else after
    place = place[1:] if place[:1] and place[0] in _ARTICLES else place
    return bool(place) and bool(load().find(" ".join(place), levels=(level,)))


def _legal_form(words: list[str], written: list[str]) -> _Told | None:
    small = any(one.islower() for one in written)
    for word, as_written in zip(words, written, strict=True):
        if word not in _ANYWHERE or (small and not as_written.isupper()):
            continue
        notation = labels()[(singular(word),)]
        return _Told(notation, f"Le nom contient «\u00a0{as_written}\u00a0».")
    return None


def _whole(name: str) -> _Told | None:
    """A name that is a territory's and nothing more."""
    if len(name) > 100:
        return None
    entries = load().find(name)
    levels = {entry.level for entry in entries}
    if len(levels) != 1:
        return None
    level = levels.pop()
    article = {
        Level.COMMUNE: "d’une commune",
        Level.EPCI: "d’une intercommunalité",
        Level.DEPARTEMENT: "d’un département",
        Level.REGION: "d’une région",
    }[level]
    return _Told(level.value, f"Le nom est celui {article}.")


def _ending(words: list[str]) -> _Told | None:
    if not 2 <= len(words) <= 8 or words[-1] not in _EPCI_ENDINGS:
        return None
    # « Le Mans Métropole », not « Sport santé métropole ».
    if words[-1] != "metropole" or load().find(" ".join(words[:-1])):
        return _Told("epci", f"Le nom finit par «\u00a0{words[-1].capitalize()}\u00a0».")
    return None
