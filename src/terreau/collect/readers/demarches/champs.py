"""Each kind of champ of the API as the values that a dossier says, with its places by their codes.

Guarantees: an identity document leaves nothing but its label, an IBAN only its last four signs,
titles and explanations of the form nothing at all; a kind of champ that is not known yet is kept
by its text. Kinds: the interface `Champ` of the platform's published GraphQL schema. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from terreau.collect.demarches_api.shape import Node, at, objects
from terreau.collect.mapping import KEPT
from terreau.collect.readers.demarches.blocks import speaks_of_partners
from terreau.collect.readers.demarches.headers import key
from terreau.collect.readers.demarches.personal import asks_for_a_person, mask
from terreau.collect.readers.tables.model import Value
from terreau.territory.gazetteer import Level

Champ = Node

#: Kinds that only lay out the form.
SILENT = frozenset({"HeaderSectionChamp", "ExplicationChamp"})
_SEAT = re.compile(r"\b(siege|porteur|demandeur|structure|association|organisme|beneficiaire)\b")
#: Lists of choices that may say where, with whom, or under what; the others are answers to keep.
_OPEN = re.compile(
    r"\b(territoires?|departements?|communes?|epci|lieux?|partenaires?|ambitions?|enjeux?|roles?)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a champ says: its header, value, path in the champ, field where it is known.

    `place` holds the level, code and words of a place known by its code, and whether it is a seat.
    """

    header: str
    value: Value
    path: str
    field: str | None = None
    place: tuple[Level, str, str, bool] | None = None


def said(champ: Champ) -> tuple[Said, ...]:
    """What a champ says, blank values left out; nothing from the champs that only lay out."""
    kind = str(champ.get("__typename"))
    if kind in SILENT or kind == "RepetitionChamp":
        return ()
    label = str(champ.get("label") or "").strip()
    told = _KINDS.get(kind, _text)(champ, label)
    return tuple(one for one in told if isinstance(one.value, str | Decimal) and one.value != "")


def _text(champ: Champ, label: str) -> Iterator[Said]:
    value = champ.get("stringValue")
    words = value.strip() if isinstance(value, str) else ""
    masked = mask(words)
    personal = masked != words or asks_for_a_person(label)
    yield Said(label, masked, "stringValue", KEPT if personal else None)


def _identity(champ: Champ, label: str) -> Iterator[Said]:
    if champ.get("filled") is True:
        yield Said(label, "pièce fournie, non conservée", "filled", KEPT)


def _flag(champ: Champ, label: str) -> Iterator[Said]:
    value = champ.get("stringValue")
    answers = {"true": "oui", "false": "non"}
    yield Said(label, answers.get(str(value), ""), "stringValue", KEPT)


def _kept(champ: Champ, label: str) -> Iterator[Said]:
    yield Said(label, champ.get("stringValue"), "stringValue", KEPT)


def _number(champ: Champ, label: str) -> Iterator[Said]:
    written = champ.get("stringValue")
    try:
        number = Decimal(str(written).replace(",", ".")) if written else None
    except InvalidOperation:
        yield Said(label, str(written), "stringValue", KEPT)
        return
    yield Said(label, number, "stringValue")


def _date(champ: Champ, label: str) -> Iterator[Said]:
    path = "date" if champ.get("date") else "datetime" if champ.get("datetime") else "stringValue"
    value = champ.get(path)
    yield Said(label, value if isinstance(value, str) else None, path)


def _values(champ: Champ, label: str) -> Iterator[Said]:
    values = champ.get("values")
    chosen = [str(one) for one in values] if isinstance(values, list) else []
    field = None if _OPEN.search(key(label)) else KEPT
    yield Said(label, " ; ".join(chosen) or champ.get("stringValue"), "values", field)


def _files(champ: Champ, label: str) -> Iterator[Said]:
    for place, held in enumerate(objects(champ.get("files"))):
        header = label if place == 0 else f"{label} ({place + 1})"
        yield Said(header, held.get("filename"), f"files[{place}].filename", "document")


def _map(champ: Champ, label: str) -> Iterator[Said]:
    for place, area in enumerate(objects(champ.get("geoAreas"))):
        parcel = " ".join(str(area[name]) for name in ("section", "numero") if area.get(name))
        words = ", ".join(str(one) for one in (parcel, area.get("description")) if one)
        header = label if place == 0 else f"{label} ({place + 1})"
        yield Said(header, words, f"geoAreas[{place}]", KEPT)


def _body(champ: Champ, label: str) -> Iterator[Said]:
    yield Said(label, champ.get("stringValue"), "stringValue", KEPT)
    for path in ("etablissement.entreprise.raisonSociale", "rna.title", "rnf.title"):
        name = at(champ, path)
        if isinstance(name, str) and name.strip():
            partner = "partner.name" if speaks_of_partners(label) else KEPT
            yield Said(f"{label} › nom", name.strip(), path, partner)


def _address(champ: Champ, label: str) -> Iterator[Said]:
    """The address as written is kept and not published; its commune is a place by its code."""
    yield Said(label, champ.get("stringValue"), "stringValue", KEPT)
    for path, code, name in (
        ("commune", "code", "name"),
        ("address", "cityCode", "cityName"),
    ):
        if at(champ, f"{path}.{code}"):
            yield from _place(champ, label, Level.COMMUNE, path, code, name)
            return


def _commune(champ: Champ, label: str) -> Iterator[Said]:
    yield from _place(champ, label, Level.COMMUNE, "commune")


def _departement(champ: Champ, label: str) -> Iterator[Said]:
    yield from _place(champ, label, Level.DEPARTEMENT, "departement")


def _epci(champ: Champ, label: str) -> Iterator[Said]:
    yield from _place(champ, label, Level.EPCI, "epci")


def _region(champ: Champ, label: str) -> Iterator[Said]:
    yield from _place(champ, label, Level.REGION, "region")


def _place(
    champ: Champ, label: str, level: Level, path: str, code: str = "code", name: str = "name"
) -> Iterator[Said]:
    """A place by its code; by its text alone, for the mapping to read, without a code."""
    found, words = at(champ, f"{path}.{code}"), at(champ, f"{path}.{name}")
    if not isinstance(found, str) or not found:
        yield Said(label, champ.get("stringValue"), "stringValue")
        return
    is_seat = _SEAT.search(key(label)) is not None and "projet" not in key(label).split()
    named = words if isinstance(words, str) else ""
    place = (level, found, named, is_seat)
    yield Said(label, f"{named} ({found})", f"{path}.{code}", KEPT, place)


_KINDS: dict[str, Callable[[Champ, str], Iterator[Said]]] = {
    "AddressChamp": _address,
    "CarteChamp": _map,
    "CheckboxChamp": _flag,
    "CiviliteChamp": _kept,
    "CommuneChamp": _commune,
    "DateChamp": _date,
    "DatetimeChamp": _date,
    "DecimalNumberChamp": _number,
    "DepartementChamp": _departement,
    "DossierLinkChamp": _kept,
    "DropDownListChamp": _text,
    "EngagementJuridiqueChamp": _kept,
    "EpciChamp": _epci,
    "IntegerNumberChamp": _number,
    "LinkedDropDownListChamp": _text,
    "MultipleDropDownListChamp": _values,
    "PaysChamp": _kept,
    "PieceJustificativeChamp": _files,
    "RNAChamp": _body,
    "RNFChamp": _body,
    "RegionChamp": _region,
    "SiretChamp": _body,
    "TextChamp": _text,
    "TitreIdentiteChamp": _identity,
    "YesNoChamp": _flag,
}

#: Every kind of champ that is read or set aside on purpose.
KNOWN = frozenset(_KINDS) | SILENT | {"RepetitionChamp"}
