"""Checks on dates and years: impossible, far, before the call, not of the same year, missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from terreau.collect.quality.columns import gathered
from terreau.collect.quality.model import Cell, Check, Importance, Record, Spot, Subject
from terreau.collect.quality.reading import day, year
from terreau.collect.quality.wording import quoted, say
from terreau.web.typography import date_fr

EARLIEST = 1990
AHEAD = 2
"""Years beyond today in which a decision may still be dated."""
_YEAR_OF_CALL = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def impossible(subject: Subject) -> Iterator[Spot]:
    """Dates that no calendar has, and cells of a date that write none."""
    for cell in subject.cells("grant.date"):
        read = day(cell.text)
        if read.value is not None or read.doubt == "year_only":
            continue
        in_form = read.doubt == "impossible_date"
        wrong = "n’existe pas au calendrier" if in_form else "n’est pas une date lisible"
        yield Spot(
            cell,
            say("{value} {wrong}.", value=quoted(cell.text), wrong=wrong),
            say("Écrivez la date sous la forme 31/12/2024, ou laissez la cellule vide."),
        )


def far(subject: Subject) -> Iterator[Spot]:
    """Dates and years before 1990, or more than two years ahead."""
    for cell in subject.cells("grant.date"):
        read = day(cell.text).value
        if read is not None and _is_far(read.year, subject.today):
            yield _far_spot(cell, say("La date du {date} est", date=date_fr(read)), read, subject)
    for cell in subject.cells("year"):
        number = year(cell.text).value
        if number is not None and _is_far(number, subject.today):
            start = say("L’année {number} est", number=str(number))
            yield _far_spot(cell, start, date(max(number, 1), 1, 1), subject)


def year_unreadable(subject: Subject) -> Iterator[Spot]:
    """Cells of a year that write none."""
    for cell in subject.cells("year"):
        if year(cell.text).value is None:
            yield Spot(
                cell,
                say("{value} n’est pas une année.", value=quoted(cell.text)),
                say("Écrivez l’année en quatre chiffres."),
            )


def before_call(subject: Subject) -> Iterator[Spot]:
    """Decisions dated before the year that the call's own name bears."""
    for record in subject.records:
        cell, decided = _decision(record)
        found = _YEAR_OF_CALL.findall(record.text("call"))
        if cell is not None and decided is not None and found and decided.year < int(min(found)):
            yield Spot(
                cell,
                say(
                    "La décision du {date} précède l’année de l’appel {call}.",
                    date=date_fr(decided),
                    call=quoted(record.text("call")),
                ),
                say("Vérifiez la date de décision et l’appel."),
            )


def other_year(subject: Subject) -> Iterator[Spot]:
    """Decisions dated in another year than the project's; one year apart is for information."""
    for record in subject.records:
        cell, decided = _decision(record)
        number = year(record.text("year")).value
        if cell is None or decided is None or number is None or decided.year == number:
            continue
        near = abs(decided.year - number) == 1
        yield Spot(
            cell,
            say(
                "La décision est du {date}, mais l’année du projet est {number}.",
                date=date_fr(decided),
                number=str(number),
            ),
            say("Vérifiez l’une et l’autre ; rien à faire si l’aide a été décidée l’année d’après.")
            if near
            else say("Vérifiez l’année et la date de décision."),
            Importance.MINOR if near else None,
        )


def missing(subject: Subject) -> Iterator[Spot]:
    """Projects without a year nor a date; said once where most of the file has none."""
    lacking = [record for record in subject.records if record.lacks("year", "grant.date")]
    yield from gathered(
        subject,
        lacking,
        say("L’année de ce projet n’est pas renseignée."),
        "Le fichier ne donne l’année d’aucun projet ou presque : {count} sur {total}.",
        say("Ajoutez l’année de l’aide, ou choisissez-la pour tout le fichier à l’import."),
    )


def _decision(record: Record) -> tuple[Cell | None, date | None]:
    cell = record.first("grant.date")
    return cell, (None if cell is None else day(cell.text).value)


def _is_far(number: int, today: date) -> bool:
    return not EARLIEST <= number <= today.year + AHEAD


def _far_spot(cell: Cell, start: str, read: date, subject: Subject) -> Spot:
    side = (
        say("antérieure à {year}", year=str(EARLIEST))
        if read.year < EARLIEST
        else say("à plus de deux ans d’ici (rapport du {date})", date=date_fr(subject.today))
    )
    return Spot(cell, f"{start} {side}.", say("Vérifiez les quatre chiffres de l’année."))


CHECKS: tuple[Check, ...] = (
    Check(
        "date_impossible",
        "Date impossible",
        Importance.BLOCKING,
        "La date n’existe pas (31 février) ou ne se lit pas.",
        impossible,
    ),
    Check(
        "date_far",
        "Date lointaine",
        Importance.SERIOUS,
        "La date ou l’année est antérieure à 1990, ou à plus de deux ans dans l’avenir.",
        far,
    ),
    Check(
        "year_unreadable",
        "Année illisible",
        Importance.SERIOUS,
        "La colonne de l’année contient des années en quatre chiffres.",
        year_unreadable,
    ),
    Check(
        "date_before_call",
        "Décision antérieure à l’appel",
        Importance.SERIOUS,
        "La décision est datée d’avant l’année que porte le nom de l’appel.",
        before_call,
    ),
    Check(
        "year_not_of_date",
        "Année et date en désaccord",
        Importance.SERIOUS,
        "L’année du projet n’est pas celle de la décision ; un an d’écart est donné pour "
        "information.",
        other_year,
    ),
    Check(
        "year_missing",
        "Année absente",
        Importance.MINOR,
        "Sans année, un projet ne se range dans aucune chronologie.",
        missing,
    ),
)
