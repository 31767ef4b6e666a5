"""Checks on places: unknown names and codes, postcodes and names that disagree, far from the rest.

Places are those of the shipped gazetteer; a code no longer in use stands for what holds it now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from terreau.collect.quality.model import Cell, Check, Importance, Record, Spot, Subject
from terreau.collect.quality.reading import identifier, postcode
from terreau.collect.quality.wording import quoted, say
from terreau.territory.gazetteer import Entry, Level, load, normalise
from terreau.web.typography import nombre

RELATIONS = ("seat", "action")
ENOUGH, MOST = 20, 0.9
"""Places from which, and share above which, the région of a file is known."""
# Postcodes served from the next département (La Poste): its two digits, the commune's.
_NEXT_DOOR = """
01-39 01-74 05-04 05-26 06-04 13-83 21-71 33-24 37-86 42-03 43-15 48-07 52-51 94-91
"""
SERVED_FROM_NEXT_DOOR = frozenset(_NEXT_DOOR.split())
# Similarity of names (0 to 100): that of one place, that of a suggestion.
_LIKELY, _PERHAPS = 84, 80
_CODE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\b(?:cedex|cédex)\b.*|\(.*?\)|\b\d+\s*(?:er?|e|ème|eme)\b.*|\b\d{2,5}\b", re.I
)
_SEVERAL = re.compile(r"\s*[;,/\n]\s*|\s+et\s+")
_ANY = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION)


def unknown_code(subject: Subject) -> Iterator[Spot]:
    """INSEE codes that belong to no place."""
    for cell in subject.cells("seat.code", "action.code"):
        # The SIREN of an EPCI that is no more, or of a syndicate, is no INSEE code, yet no error.
        if _place(cell.text) is None and identifier(cell.text).value is None:
            yield Spot(
                cell,
                say("Aucun lieu n’a le code INSEE {value}.", value=quoted(cell.text)),
                say("Reprenez le code sur insee.fr ; ce n’est pas le code postal."),
            )


def unknown_name(subject: Subject) -> Iterator[Spot]:
    """Seats that bear the name of no commune, EPCI, département or région."""
    for record in subject.records:
        if record.first("seat.code") is not None and _place(record.text("seat.code")):
            continue
        for cell in record.cells.get("seat.name", ()):
            if not cell.text.isdigit() and _strangers(cell.text):
                yield _unknown_name(cell, record)


def other_name(subject: Subject) -> Iterator[Spot]:
    """Codes that belong to a commune of another name than the one beside."""
    for record, relation in _relations(subject):
        cell = record.first(f"{relation}.name")
        place = _place(record.text(f"{relation}.code"))
        if cell is None or place is None or place.level is not Level.COMMUNE:
            continue
        if not _same_place(cell.text, place):
            yield Spot(
                record.first(f"{relation}.code"),
                say(
                    "Le code {code} est celui de {place}, pas de {name}.",
                    code=quoted(record.text(f"{relation}.code")),
                    place=quoted(place.name),
                    name=quoted(cell.text),
                ),
                say("Corrigez le code ou le nom de la commune."),
            )


def other_postcode(subject: Subject) -> Iterator[Spot]:
    """Postcodes that are none, or that are not of the commune's département."""
    for record, relation in _relations(subject):
        cell = record.first(f"{relation}.postcode")
        if cell is None:
            continue
        read = postcode(cell.text).value
        if read is None:
            yield Spot(
                cell,
                say("{value} n’est pas un code postal.", value=quoted(cell.text)),
                say("Un code postal français a cinq chiffres."),
            )
            continue
        communes = _communes(record, relation)
        departements = [_departement(one) for one in communes]
        if communes and not any(_serves(read, code) for code in departements):
            if _also_in(record, relation, _departement_code(read[:2])):
                continue
            yield Spot(
                cell,
                say(
                    "Le code postal {value} n’est pas celui de {place}{departement}.",
                    value=quoted(cell.text),
                    place=quoted(communes[0].name),
                    departement=f" ({_departement(communes[0])})",
                ),
                say("Corrigez le code postal ou la commune."),
            )


def other_departement(subject: Subject) -> Iterator[Spot]:
    """Départements that are not the commune's."""
    for record, relation in _relations(subject):
        cell = record.first(f"{relation}.departement")
        communes = _communes(record, relation)
        wanted = None if cell is None else _departement_code(cell.text)
        if cell is None or not wanted or not communes:
            continue
        elsewhere = all(wanted not in {_departement(one), one.code} for one in communes)
        if elsewhere and not _also_in(record, relation, wanted):
            yield Spot(
                cell,
                say(
                    "Le département {value} n’est pas celui de {place} ({code}).",
                    value=quoted(cell.text),
                    place=quoted(communes[0].name),
                    code=_departement(communes[0]),
                ),
                say("Corrigez le département ou la commune."),
            )


def elsewhere(subject: Subject) -> Iterator[Spot]:
    """Places of action, or seats, outside the région of nearly all others."""
    for relation in RELATIONS:
        found = list(_regions(subject, relation))
        if len(found) < ENOUGH:
            continue
        home, count = Counter(region for _cell, region in found).most_common(1)[0]
        if count < MOST * len(found):
            continue
        home_name = _name_of_region(home)
        for cell, region in found:
            if region != home:
                yield Spot(
                    cell,
                    say(
                        "Ce lieu est en région {region} ; {count} lieux sur {total} sont en "
                        "région {home}.",
                        region=_name_of_region(region),
                        count=nombre(count),
                        total=nombre(len(found)),
                        home=home_name,
                    ),
                    say("Rien à faire si le projet s’y déroule ; sinon, corrigez le lieu."),
                )


def _relations(subject: Subject) -> Iterator[tuple[Record, str]]:
    return ((record, relation) for record in subject.records for relation in RELATIONS)


@cache
def _place(text: str) -> Entry | None:
    """The place of a code, at any level; a zero lost at the head is put back."""
    code = re.sub(r"\s|\.0+$", "", text).upper()
    gazetteer = load()
    padded = code.zfill(5)
    if _CODE.fullmatch(padded) and (commune := gazetteer.current(padded)):
        return commune
    found = (
        gazetteer.entry(level, code) for level in (Level.EPCI, Level.DEPARTEMENT, Level.REGION)
    )
    return next((entry for entry in found if entry is not None), None)


def _communes(record: Record, relation: str) -> tuple[Entry, ...]:
    """The communes that a record may mean: that of its code, else all those of its name."""
    if code := record.text(f"{relation}.code"):
        place = _place(code)
        return (place,) if place is not None and place.level is Level.COMMUNE else ()
    return _named(record.text(f"{relation}.name"), (Level.COMMUNE,))


@cache
def _named(text: str, levels: tuple[Level, ...] = _ANY) -> tuple[Entry, ...]:
    """The places of a name, with what people add to it put aside (CEDEX, postcode, number)."""
    for tried in (text, _AFTER_NAME.sub(" ", text)):
        if found := load().find(tried, levels=levels):
            return found
    return ()


def _also_in(record: Record, relation: str, departement: str) -> bool:
    """Whether a place known by its name alone has a namesake, former or longer, in this one.

    « Contres » is in the Cher, and was in the Loir-et-Cher; « Mauléon » says Mauléon-Licharre.
    """
    if record.first(f"{relation}.code") is not None or not departement:
        return False
    name = _AFTER_NAME.sub(" ", record.text(f"{relation}.name"))
    within = (Level.DEPARTEMENT, departement)
    return bool(load().find(name, within=within) or _longer_names(name, departement))


def _longer_names(text: str, departement: str) -> list[str]:
    """The communes of a département whose name goes on from this one."""
    start = f"{normalise(text)} "
    names = _names_by_departement().get(departement, {})
    return [name for name, key in names.items() if key.startswith(start)] if start.strip() else []


def _strangers(text: str) -> bool:
    """Whether no part of a cell, that may list several places, is a known one."""
    if _named(text):
        return False
    return not any(_named(part) for part in _SEVERAL.split(text))


def _unknown_name(cell: Cell, record: Record) -> Spot:
    code = record.text("seat.departement") or record.text("seat.postcode").zfill(5)[:2]
    departement = _departement_code(code)
    longer = _longer_names(_AFTER_NAME.sub(" ", cell.text), departement)
    near = longer[0] if len(longer) == 1 else _nearest(cell.text, departement)
    hint = say(" Peut-être {name} ?", name=quoted(near)) if near else ""
    return Spot(
        cell,
        say("Aucune commune ne s’appelle {value}.", value=quoted(cell.text)) + hint,
        say("Écrivez le nom officiel de la commune, ou ajoutez son code INSEE."),
        Importance.MINOR if longer else None,
    )


@cache
def _names_by_departement() -> Mapping[str, Mapping[str, str]]:
    """The communes of each département: their names, with the key under which they compare."""
    names: dict[str, dict[str, str]] = {}
    for entry in load().entries(Level.COMMUNE):
        names.setdefault(_departement(entry), {})[entry.name] = normalise(entry.name)
    return names


def _nearest(text: str, departement: str) -> str:
    """The commune of nearest name in a département, blank where that is not known."""
    names = _names_by_departement().get(departement, {})
    wanted = normalise(_AFTER_NAME.sub(" ", text))
    found = process.extractOne(wanted, names, scorer=fuzz.ratio, score_cutoff=_PERHAPS)
    return "" if found is None else str(found[2])


@cache
def _same_place(text: str, place: Entry) -> bool:
    if place.code in {entry.code for entry in _named(text)}:
        return True
    one, other = normalise(_AFTER_NAME.sub(" ", text)), normalise(place.name)
    if not one or fuzz.ratio(one, other) >= _LIKELY or fuzz.partial_ratio(one, other) >= 92:
        return True
    # A name that no commune bears today may be what this one was called before a merger.
    elsewhere = _named(text, (Level.COMMUNE,))
    former = load().find(_AFTER_NAME.sub(" ", text), within=(Level.COMMUNE, place.code))
    return bool(former) or not elsewhere


def _departement(entry: Entry) -> str:
    return next((code for level, code in entry.parents if level is Level.DEPARTEMENT), "")


@cache
def _departement_code(text: str) -> str:
    """The code of a département written as a code (« 1 », « 001 », « 2A ») or by its name."""
    written = re.sub(r"\.0+$", "", text.strip()).upper()
    for code in (written, written.zfill(2), written.lstrip("0").zfill(2)):
        if load().entry(Level.DEPARTEMENT, code):
            return code
    found = load().find(text, levels=[Level.DEPARTEMENT])
    return found[0].code if found else ""


def _serves(code: str, departement: str) -> bool:
    if not departement:
        return True
    head = code[:3] if code.startswith(("97", "98")) else code[:2]
    if head == "20":
        return departement in {"2A", "2B"}
    return head == departement or f"{head}-{departement}" in SERVED_FROM_NEXT_DOOR


def _regions(subject: Subject, relation: str) -> Iterator[tuple[Cell, str]]:
    for record in subject.records:
        cell = record.first(f"{relation}.code", f"{relation}.name")
        communes = _communes(record, relation)
        if cell is not None and len(communes) == 1:
            region = next(
                (code for level, code in communes[0].parents if level is Level.REGION), ""
            )
            if region:
                yield cell, region


def _name_of_region(code: str) -> str:
    entry = load().entry(Level.REGION, code)
    return code if entry is None else entry.name


CHECKS: tuple[Check, ...] = (
    Check(
        "code_unknown",
        "Code INSEE inconnu",
        Importance.BLOCKING,
        "Le code n’est celui d’aucune commune, actuelle ou ancienne, ni d’un autre territoire.",
        unknown_code,
    ),
    Check(
        "commune_unknown",
        "Commune inconnue",
        Importance.SERIOUS,
        "Le siège ne porte le nom d’aucune commune, intercommunalité ou département.",
        unknown_name,
    ),
    Check(
        "code_not_of_name",
        "Code INSEE et nom en désaccord",
        Importance.SERIOUS,
        "Le code INSEE est celui d’une autre commune que celle nommée.",
        other_name,
    ),
    Check(
        "postcode_not_of_commune",
        "Code postal et commune en désaccord",
        Importance.SERIOUS,
        "Le code postal n’est pas celui du département de la commune, bureaux de poste voisins "
        "compris.",
        other_postcode,
    ),
    Check(
        "departement_not_of_commune",
        "Département et commune en désaccord",
        Importance.SERIOUS,
        "Le département donné n’est pas celui de la commune.",
        other_departement,
    ),
    Check(
        "place_elsewhere",
        "Lieu hors de la région des autres",
        Importance.MINOR,
        "Plus de neuf lieux sur dix sont dans une région ; celui-ci est dans une autre.",
        elsewhere,
    ),
)
