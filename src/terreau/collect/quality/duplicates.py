"""Checks for probable duplicates: inside the file, and with the projects of the portfolio.

Guarantees that each record is compared only with those of the same bearer or of the same rare
words, so that the time grows with the file and not with its square. What a bearer names twice with
other figures in the name (« tranche 2 », « 2021 ») or in another year is no duplicate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from terreau.collect.quality.model import (
    Cell,
    Check,
    Importance,
    KnownProject,
    Record,
    Spot,
    Subject,
)
from terreau.collect.quality.reading import amount, identifier, year
from terreau.collect.quality.wording import quoted, say
from terreau.territory.gazetteer import normalise

NEAR = 93
"""Token-sort similarity (0 to 100) from which two names are one name typed twice."""
SAME_WORD = 70
SAME_BEARER = 88
WINDOW = 40
"""In a block, how many neighbours by name each record is compared with."""
SHORT_NAME = 12
"""Characters of a name under which nothing but the very same name counts."""
_FIGURE = re.compile(r"\d+|\b(?:i{1,3}|iv|vi{0,3}|ix|x)\b")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A project made ready for comparison; `cell` is None for one of the portfolio."""

    number: int
    name: str
    written: str
    holder: str
    siren: str
    place: str
    year: int | None
    amount: Decimal | None
    reference: str
    cell: Cell | None

    @property
    def figures(self) -> list[str]:
        return sorted(_FIGURE.findall(self.name))

    @property
    def bearer(self) -> str:
        return self.siren or self.holder or self.place


def inside(subject: Subject) -> Iterator[Spot]:
    """Records that say again what an earlier one says."""
    entries = [entry for record in subject.records if (entry := _of_record(record)).name]
    told: set[int] = set()
    for first, second in _pairs(entries):
        reason = "" if second.number in told else _reason(first, second)
        if reason:
            told.add(second.number)
            yield Spot(
                second.cell,
                say(
                    "Ce projet est sans doute le même que {name}{at} : {reason}.",
                    name=quoted(first.written),
                    at=f" ({first.cell.address})" if first.cell and first.cell.address else "",
                    reason=reason,
                ),
                say("Supprimez l’un des deux, ou précisez ce qui les distingue."),
                None if first.amount == second.amount else Importance.MINOR,
            )


def known(subject: Subject) -> Iterator[Spot]:
    """Records that a project of the portfolio resembles, without being found again as it."""
    if not subject.known:
        return
    start = len(subject.records)
    held = [_of_known(start + place, project) for place, project in enumerate(subject.known)]
    entries = [entry for record in subject.records if (entry := _of_record(record)).name]
    told: set[int] = set()
    for one, other in _pairs([*entries, *held]):
        if one.cell is None or other.cell is not None or one.number in told:
            continue
        reason = "" if _found_again(one, other) else _reason(other, one)
        if reason:
            told.add(one.number)
            yield Spot(
                one.cell,
                say(
                    "Le portefeuille a déjà {name} : {reason}.",
                    name=quoted(other.written),
                    reason=reason,
                ),
                say("Dites à l’import s’il s’agit du même projet."),
            )


def _of_record(record: Record) -> _Entry:
    places = ("action.code", "seat.code", "action.name", "seat.name")
    return _Entry(
        number=record.index,
        name=normalise(record.text("name", "title")),
        written=record.text("name", "title"),
        holder=normalise(record.text("holder.name")),
        siren=_body(record.text("holder.identifier")),
        place=normalise(record.text(*places)),
        year=year(record.text("year")).value or year(record.text("grant.date")).value,
        amount=amount(record.text("grant.amount")).value,
        reference=record.text("external_id").strip(),
        cell=record.first("name", "title"),
    )


def _of_known(number: int, project: KnownProject) -> _Entry:
    return _Entry(
        number=number,
        name=normalise(project.name),
        written=project.name,
        holder=normalise(project.holder),
        siren=_body(project.identifier),
        place="",
        year=project.year,
        amount=None,
        reference=project.external_id,
        cell=None,
    )


def _body(written: str) -> str:
    """What identifies the body: its SIREN or its RNA number, blank for anything else."""
    found = identifier(written).value
    return "" if found is None else found.siren or found.number


def _pairs(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Each pair worth comparing once, the earlier first, in the order of the later."""
    blocks: dict[str, list[_Entry]] = {}
    for entry, keys in zip(entries, _block_keys(entries), strict=True):
        for key in keys:
            blocks.setdefault(key, []).append(entry)
    pairs: dict[tuple[int, int], tuple[_Entry, _Entry]] = {}
    for block in blocks.values():
        block.sort(key=lambda entry: (" ".join(sorted(entry.name.split())), entry.number))
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + WINDOW]:
                first, second = sorted((one, other), key=lambda entry: entry.number)
                pairs[second.number, first.number] = (first, second)
    return (pairs[key] for key in sorted(pairs))


def _block_keys(entries: Sequence[_Entry]) -> Iterator[Iterable[str]]:
    """Its bearer, and its two rarest words: a bearer typed otherwise is found by the latter."""
    frequency = Counter(word for entry in entries for word in set(entry.name.split()))
    for entry in entries:
        rare = sorted(set(entry.name.split()), key=lambda word: (frequency[word], word))[:2]
        keys = [f"words {' '.join(sorted(rare))}"]
        keys += [f"bearer {key}" for key in (entry.siren, entry.holder, entry.place) if key]
        yield dict.fromkeys(keys)


def _reason(first: _Entry, second: _Entry) -> str:
    """Why two projects are probably one, blank where they are not."""
    if first.year and second.year and first.year != second.year:
        return ""
    if first.amount is not None and second.amount is not None and first.amount != second.amount:
        return ""
    same_name = first.name == second.name
    if not same_name and not _near_names(first, second):
        return ""
    bearer = _same_bearer(first, second)
    if not bearer:
        return ""
    reasons = [say("même nom") if same_name else say("nom presque identique"), bearer]
    if first.year and first.year == second.year:
        reasons.append(say("même année"))
    if first.amount is not None and first.amount == second.amount:
        reasons.append(say("même montant"))
    return ", ".join(reasons)


def _near_names(first: _Entry, second: _Entry) -> bool:
    if min(len(first.name), len(second.name)) < SHORT_NAME or first.figures != second.figures:
        return False
    if fuzz.token_sort_ratio(first.name, second.name) < NEAR:
        return False
    one, other = set(first.name.split()), set(second.name.split())
    return _spelt_alike(one - other, other - one) and _spelt_alike(other - one, one - other)


def _spelt_alike(words: set[str], others: set[str]) -> bool:
    """Whether each word has among the others one that may be it, typed otherwise.

    « Éclairage, Douains » and « Éclairage, Gaillon » differ by one word, and are two projects.
    """
    return not others or all(
        len(word) <= 3 or any(fuzz.ratio(word, other) >= SAME_WORD for other in others)
        for word in words
    )


def _same_bearer(first: _Entry, second: _Entry) -> str:
    if first.siren and second.siren:
        return say("même identifiant de porteur") if first.siren == second.siren else ""
    if first.holder and second.holder:
        if first.place and second.place and first.place != second.place:
            return ""
        if first.holder == second.holder:
            return say("même porteur")
        near = fuzz.token_set_ratio(first.holder, second.holder) >= SAME_BEARER
        return say("porteur presque identique") if near else ""
    if first.place and first.place == second.place:
        return say("même lieu")
    return ""


def _found_again(one: _Entry, other: _Entry) -> bool:
    """Whether an import finds this project again by itself, so that there is no question."""
    if one.reference and other.reference:
        return one.reference == other.reference
    return one.name == other.name and one.holder == other.holder


CHECKS: tuple[Check, ...] = (
    Check(
        "duplicate_inside",
        "Doublon probable dans le fichier",
        Importance.SERIOUS,
        "Même nom ou presque, même porteur (ou même lieu), sans année ni montant qui les sépare.",
        inside,
    ),
    Check(
        "duplicate_known",
        "Doublon probable avec le portefeuille",
        Importance.SERIOUS,
        "Un projet déjà enregistré a presque le même nom et le même porteur.",
        known,
    ),
)
