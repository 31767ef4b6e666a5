"""Checks on whole columns, and the rule that says once what is true of most of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from terreau.collect.quality.model import Cell, Check, Importance, Record, Spot, Subject
from terreau.collect.quality.wording import quoted, say
from terreau.web.typography import nombre

MOST, MANY = 0.5, 20
"""Beyond this share and this number, or everywhere, a fault is the file's habit: said once."""


def empty(subject: Subject) -> Iterator[Spot]:
    """Columns that no row fills."""
    for column in subject.columns:
        if column.rows and not column.filled:
            yield Spot(
                Cell(0, "", "", column.where),
                say(
                    "La colonne {header} est vide sur {rows} lignes.",
                    header=quoted(column.where.header),
                    rows=nombre(column.rows),
                ),
                say("Remplissez-la, ou retirez-la du fichier si elle ne sert pas."),
            )


def gathered(
    subject: Subject,
    lacking: Sequence[Record],
    one: str,
    most: str,
    advice: str,
    importance: Importance | None = None,
) -> Iterator[Spot]:
    """A finding a record that lacks something; one for the file where most records lack it."""
    total = len(subject.records)
    if _is_habit(len(lacking), total):
        yield Spot(
            None,
            say(most, count=nombre(len(lacking)), total=nombre(total)),
            advice,
            importance,
        )
        return
    for record in lacking:
        yield Spot(record.any_cell, one, advice)


def by_column(
    cells: Sequence[Cell],
    is_wrong: Callable[[Cell], bool],
    one: Callable[[Cell], Spot],
    most: str,
    importance: Importance | None = Importance.MINOR,
) -> Iterator[Spot]:
    """A finding a wrong cell; one for the column, at its first wrong cell, where most are wrong.

    `most` is a sentence with the parts {count}, {total} and {header}.
    """
    columns: dict[tuple[str, str, str, str], list[Cell]] = {}
    for cell in cells:
        columns.setdefault(cell.column, []).append(cell)
    for filled in columns.values():
        wrong = [cell for cell in filled if is_wrong(cell)]
        if not _is_habit(len(wrong), len(filled)):
            yield from map(one, wrong)
            continue
        first = one(wrong[0])
        header = wrong[0].origin.header if wrong[0].origin else wrong[0].field
        sentence = say(
            most, count=nombre(len(wrong)), total=nombre(len(filled)), header=quoted(header)
        )
        yield Spot(wrong[0], sentence, first.advice, importance)


def _is_habit(count: int, total: int) -> bool:
    return count > 1 and (count == total or (count >= MANY and count > MOST * total))


CHECKS: tuple[Check, ...] = (
    Check(
        "column_empty",
        "Colonne vide",
        Importance.MINOR,
        "Une colonne sans aucune valeur est souvent un oubli.",
        empty,
    ),
)
