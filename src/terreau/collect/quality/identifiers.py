"""Checks on identifiers: form, key, two names for one, two for one name, a reference twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from terreau.collect.quality.columns import by_column
from terreau.collect.quality.model import Cell, Check, Importance, Record, Spot, Subject
from terreau.collect.quality.reading import identifier
from terreau.collect.quality.wording import quoted, say
from terreau.collect.readers.values import luhn
from terreau.territory.gazetteer import normalise
from terreau.web.typography import accord

ALIKE = 60
"""Token-set similarity (0 to 100) under which two names of one body are quite different."""
_SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en"})
_LEGAL = re.compile(
    r"\b(?:association|assoc|ass|asso|comite|communaute|commune|ville|mairie|syndicat|societe|"
    r"fondation|union|federation|centre|cc|ca|cu|com|epci|agglo|agglomeration|communes|de|du|des|d|la|"
    r"le|les|l|et|a|en|pour)\b"
)


def rounded(subject: Subject) -> Iterator[Spot]:
    """Identifiers that a spreadsheet turned into a number and rounded."""
    for cell in subject.cells("holder.identifier"):
        if identifier(cell.text).doubt == "lost_digits":
            yield Spot(
                cell,
                say("L’identifiant {value} a été arrondi par un tableur.", value=quoted(cell.text)),
                say("Remettez la colonne au format texte et collez les 14 chiffres du SIRET."),
            )


def wrong_form(subject: Subject) -> Iterator[Spot]:
    """Identifiers that are neither a SIREN, a SIRET nor an RNA by their length."""
    doubts = {"wrong_length", "not_an_identifier", "lost_zeros", "letters_for_digits"}
    yield from by_column(
        list(subject.cells("holder.identifier")),
        lambda cell: identifier(cell.text).doubt in doubts,
        _wrong_form_spot,
        "La colonne {header} ne contient guère d’identifiants bien écrits : {count} valeurs sur "
        "{total} ne sont ni un SIREN, ni un SIRET, ni un numéro RNA.",
        None,
    )


def wrong_key(subject: Subject) -> Iterator[Spot]:
    """SIREN and SIRET of the right length whose key is wrong: a digit was mistyped."""
    for cell in subject.cells("holder.identifier"):
        read = identifier(cell.text)
        if read.value is not None and not read.value.valid:
            yield Spot(
                cell,
                say(
                    "Le {kind} {value} a une clé fausse : un chiffre a été mal saisi.",
                    kind=read.value.kind.upper(),
                    value=quoted(cell.text),
                ),
                say("Recopiez le SIRET de la structure depuis son avis de situation INSEE."),
            )


def two_names(subject: Subject) -> Iterator[Spot]:
    """One identifier under two names that have little in common, said once an identifier."""
    seen: dict[str, list[tuple[str, Cell]]] = {}
    for record in subject.records:
        cell = record.first("holder.name")
        read = identifier(record.text("holder.identifier")).value
        if cell is None or read is None or not read.valid:
            continue
        others = seen.setdefault(read.number, [])
        if all(name != cell.text for name, _cell in others):
            others.append((cell.text, cell))
    for number, names in seen.items():
        for (first, at), (second, cell) in pairwise(names):
            if _quite_different(first, second):
                yield Spot(
                    cell,
                    say(
                        "L’identifiant {number} est celui de {first}{at} et de {second}.",
                        number=number,
                        first=quoted(first),
                        at=f" ({at.address})" if at.address else "",
                        second=quoted(second),
                    ),
                    say("Vérifiez lequel des deux porteurs a cet identifiant."),
                )
                break


def two_identifiers(subject: Subject) -> Iterator[Spot]:
    """One name with two SIREN of which one looks mistyped for the other."""
    seen: dict[str, dict[str, Record]] = {}
    for record in subject.records:
        name = normalise(record.text("holder.name"))
        read = identifier(record.text("holder.identifier")).value
        if not _proper(name) or read is None or not read.siren:
            continue
        siren = read.siren
        bearers = seen.setdefault(name, {})
        twin = next((other for other in bearers if _mistyped(siren, other)), None)
        if siren not in bearers and twin is not None:
            yield _two_identifiers_spot(record, bearers[twin])
        bearers.setdefault(siren, record)


def reference_twice(subject: Subject) -> Iterator[Spot]:
    """One reference of the file for two records."""
    seen: dict[str, Cell] = {}
    for cell in subject.cells("external_id"):
        key = cell.text.strip().casefold()
        first = seen.setdefault(key, cell)
        if first.record != cell.record:
            yield Spot(
                cell,
                say(
                    "La référence {value} est déjà celle d’un autre projet{at}.",
                    value=quoted(cell.text),
                    at=say(", en {cell}", cell=first.address) if first.address else "",
                ),
                say("Donnez à chaque projet sa référence, ou supprimez la ligne en trop."),
            )


def _wrong_form_spot(cell: Cell) -> Spot:
    read = identifier(cell.text)
    digits = sum(map(str.isdigit, cell.text))
    if read.value is not None:
        why = say("s’écrit sans doute {number}", number=read.value.number)
    elif not digits or read.doubt == "not_an_identifier":
        why = say("n’est ni un SIREN, ni un SIRET, ni un numéro RNA")
    else:
        noun = accord(digits, "chiffre")
        why = say(
            "a {digits} {noun} au lieu de 9 (SIREN) ou 14 (SIRET)", digits=str(digits), noun=noun
        )
    return Spot(
        cell,
        say("L’identifiant {value} {why}.", value=quoted(cell.text), why=why),
        say("Recopiez le SIRET de la structure depuis son avis de situation INSEE."),
    )


def _two_identifiers_spot(record: Record, other: Record) -> Spot:
    cell = record.first("holder.identifier")
    return Spot(
        cell,
        say(
            "{name} a deux identifiants qui diffèrent d’un ou deux chiffres : {one} et {other}.",
            name=quoted(record.text("holder.name")),
            one=quoted(record.text("holder.identifier")),
            other=quoted(other.text("holder.identifier")),
        ),
        say("Gardez le bon des deux, le même sur toutes les lignes."),
    )


def _quite_different(first: str, second: str) -> bool:
    one, other = _proper(first), _proper(second)
    if not one or not other or _initials(first, second) or _initials(second, first):
        return False
    if fuzz.token_set_ratio(one, other) >= ALIKE or fuzz.partial_ratio(one, other) >= 80:
        return False
    return fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")) < ALIKE


def _proper(name: str) -> str:
    """What is proper to a name, its legal form put aside; blank for « Commune » or « C. »."""
    proper = " ".join(_LEGAL.sub(" ", normalise(name)).split())
    return proper if len(proper) > 2 else ""


def _initials(short: str, long: str) -> bool:
    """Whether a word of `short` is made of initials of `long`, in order."""
    words = normalise(long).split()
    every = _first_letters(words)
    great = _first_letters([word for word in words if word not in _SMALL])
    short_words = [word for word in normalise(short).split() if 2 <= len(word) <= 8]
    return any(word in every or word in great for word in short_words)


def _first_letters(words: list[str]) -> str:
    """The initials of words, where CC, CA and CU stand for two: « CCBI » is « CC Belle-Île »."""
    return "".join(word if word in {"cc", "ca", "cu"} else word[0] for word in words)


def _mistyped(one: str, other: str) -> bool:
    """One or two digits apart, and not two right numbers that happen to be neighbours."""
    if one == other or DamerauLevenshtein.distance(one, other) > 2:
        return False
    return not (luhn(one) and luhn(other)) or DamerauLevenshtein.distance(one, other) == 1


CHECKS: tuple[Check, ...] = (
    Check(
        "identifier_rounded",
        "Identifiant arrondi par un tableur",
        Importance.BLOCKING,
        "Un SIRET gardé comme nombre (7,75E+13) a perdu ses derniers chiffres.",
        rounded,
    ),
    Check(
        "identifier_form",
        "Identifiant mal formé",
        Importance.BLOCKING,
        "Un SIREN a 9 chiffres, un SIRET 14, un numéro RNA la lettre W et 9 caractères.",
        wrong_form,
    ),
    Check(
        "identifier_key",
        "SIRET ou SIREN à clé fausse",
        Importance.BLOCKING,
        "Le dernier chiffre d’un SIREN ou d’un SIRET contrôle les autres (clé de Luhn).",
        wrong_key,
    ),
    Check(
        "identifier_two_names",
        "Un identifiant pour deux noms",
        Importance.SERIOUS,
        "Le même SIRET ou SIREN est donné à deux porteurs dont les noms n’ont rien en commun.",
        two_names,
    ),
    Check(
        "name_two_identifiers",
        "Deux identifiants pour un nom",
        Importance.SERIOUS,
        "Le même porteur a deux SIREN, différents d’un ou deux chiffres.",
        two_identifiers,
    ),
    Check(
        "reference_twice",
        "Référence en double",
        Importance.BLOCKING,
        "La référence d’un projet est donnée à un autre projet du fichier.",
        reference_twice,
    ),
)
