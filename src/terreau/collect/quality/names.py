"""Checks on the name of a project: absent, the call's, the holder's, or borne by many others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terreau.collect.quality.columns import gathered
from terreau.collect.quality.model import Check, Importance, Record, Spot, Subject
from terreau.collect.quality.wording import quoted, say
from terreau.territory.gazetteer import normalise
from terreau.web.typography import nombre

SHARED = 4
"""Projects of one name from which the name no longer tells them apart."""
# What may stand around a call's name without making it a project's.
_AROUND_CALL = re.compile(
    r"\b(?:projets?|candidature|dossier|demande|reponse|subvention|aide|appel|a|ami|aap|au|aux|du|"
    r"de|des|d|l|le|la|les|pour|dans|cadre|edition|programme|dispositif|manifestation|interet|"
    r"20\d\d|\d{1,2})\b"
)


def missing(subject: Subject) -> Iterator[Spot]:
    """Projects with neither name nor title."""
    yield from gathered(
        subject,
        [record for record in subject.records if record.lacks("name", "title")],
        say("Ce projet n’a pas de nom."),
        "La plupart des projets n’ont pas de nom : {count} sur {total}.",
        say("Donnez à chaque projet le nom que son porteur emploie."),
    )


def call_as_name(subject: Subject) -> Iterator[Spot]:
    """The call's name, or the funder's programme, where the project's was expected."""
    calls = {key: name for name in subject.call_names if (key := _call_key(name))}
    for named in subject.cells("call"):
        if key := _call_key(named.text):
            calls.setdefault(key, named.text)
    for record in subject.records:
        cell = record.first("name", "title")
        call = "" if cell is None else calls.get(_call_key(cell.text), "")
        if call:
            yield Spot(
                cell,
                say("Le nom du projet est celui de l’appel : {call}.", call=quoted(call)),
                say("Inscrivez le nom que le porteur donne à son projet."),
            )


def holder_as_name(subject: Subject) -> Iterator[Spot]:
    """The holder's name where the project's was expected."""
    for record in subject.records:
        cell = record.first("name", "title")
        holder = normalise(record.text("holder.name"))
        if cell is not None and holder and normalise(cell.text) == holder:
            yield Spot(
                cell,
                say("Le nom du projet est celui de son porteur : {name}.", name=quoted(cell.text)),
                say("Inscrivez le nom du projet, s’il en a un autre que celui de la structure."),
            )


def shared(subject: Subject) -> Iterator[Spot]:
    """A name that many projects bear, said once, at the first of them."""
    bearers: dict[str, list[Record]] = {}
    for record in subject.records:
        if key := normalise(record.text("name", "title")):
            bearers.setdefault(key, []).append(record)
    for records in bearers.values():
        if len(records) < SHARED:
            continue
        cell = records[0].first("name", "title")
        yield Spot(
            cell,
            say(
                "{count} projets portent le même nom, {name}{cells}.",
                count=nombre(len(records)),
                name=quoted(records[0].text("name", "title")),
                cells=_addresses(records[1:]),
            ),
            say("Précisez chaque nom (lieu, public, tranche) pour distinguer les projets."),
        )


def _addresses(records: list[Record], shown: int = 5) -> str:
    cells = [cell.address for record in records if (cell := record.first("name", "title"))]
    told = [address for address in cells if address][:shown]
    if not told:
        return ""
    more = "…" if len(cells) > shown else ""
    return say(" (aussi en {cells}{more})", cells=", ".join(told), more=more)


def _call_key(name: str) -> str:
    """What is proper to a call in its name, its year and the usual words put aside.

    The usual words alone (« appel à projets 2019 ») are kept whole: they name no project either.
    """
    whole = normalise(name)
    return " ".join(_AROUND_CALL.sub(" ", whole).split()) or whole


CHECKS: tuple[Check, ...] = (
    Check(
        "name_missing",
        "Nom absent",
        Importance.BLOCKING,
        "Un projet sans nom ni titre ne peut pas être importé.",
        missing,
    ),
    Check(
        "name_is_call",
        "Nom de l’appel à la place du nom du projet",
        Importance.SERIOUS,
        "Le nom du projet est celui de l’appel ou du programme du financeur, à l’année près.",
        call_as_name,
    ),
    Check(
        "name_is_holder",
        "Nom du porteur à la place du nom du projet",
        Importance.MINOR,
        "Le projet s’appelle comme la structure qui le porte.",
        holder_as_name,
    ),
    Check(
        "name_shared",
        "Nom porté par plusieurs projets",
        Importance.MINOR,
        "Quatre projets ou plus portent le même nom, dit une fois pour tous.",
        shared,
    ),
)
