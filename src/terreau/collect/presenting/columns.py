"""The columns of a table as a person confirms them, and its first rows as projects would look.

The preview is what the real reader makes of the sample: nothing here imitates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from terreau.collect.fields import FIELDS, Field, Group
from terreau.collect.incoming import IncomingProject
from terreau.collect.mapping import KEPT, MappedColumn
from terreau.collect.mapping import Mapping as ColumnMapping
from terreau.collect.models import ReceivedTable, SavedMapping
from terreau.collect.presenting import words
from terreau.collect.readers.tables.model import Column, Row, Table, letters
from terreau.collect.records import Defaults, read_records
from terreau.collect.tabular import concept_words, signature
from terreau.web.typography import euros, nombre

EXAMPLES = 3
MOST = 500  # columns that are asked about: a form has a thousand fields at most
CHOSEN = "choisi par une personne"
Sample = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: what it holds, the field proposed, how sure that is and why."""

    index: int
    letters: str
    header: str
    values: tuple[str, ...]
    field: str
    certainty: str
    why: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the sample as a project; `refused` says why it would be none."""

    number: str
    name: str = ""
    holder: str = ""
    place: str = ""
    amount: str = ""
    year: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class TableLink:
    """A table of the import in the list of them."""

    key: int
    label: str
    rows: int
    state: str
    current: bool


def groups() -> list[tuple[str, list[Field]]]:
    """The fields, in the groups in which they are offered."""
    return [(group.value, [one for one in FIELDS if one.group is group]) for group in Group]


def lines(table: ReceivedTable, fields: Mapping[int, str]) -> list[ColumnLine]:
    """The columns of a table; `fields` holds what was just chosen, by place.

    Of a table that has more than `MOST`, those that nothing recognised are left out last to first.
    """
    asked = list(enumerate(table.mapping))
    if len(asked) > MOST:
        known = sorted(asked, key=lambda one: (one[1]["field"] in {KEPT, "ignore"}, one[0]))
        asked = sorted(known[:MOST], key=lambda one: one[0])
    return [_line(place, one, table.sample, fields) for place, one in asked]


def _line(
    place: int, one: Mapping[str, object], sample: Sample, fields: Mapping[int, str]
) -> ColumnLine:
    index, proposed = int(str(one["index"])), str(one["field"])
    field = fields.get(index, proposed)
    changed = field != proposed
    return ColumnLine(
        index=index,
        letters=letters(index),
        header=str(one["header"]),
        values=_examples(place, sample),
        field=field,
        certainty=words.certainty(1.0 if changed else float(str(one["confidence"]))),
        why=CHOSEN if changed else str(one["why"]),
    )


def _examples(place: int, sample: Sample) -> tuple[str, ...]:
    """The first different values of a column, as they are written."""
    found: dict[str, None] = {}
    for row in sample:
        values = row["values"]
        if isinstance(values, list) and place < len(values) and str(values[place]).strip():
            found.setdefault(words.value("", str(values[place]).strip()))
    return tuple(found)[:EXAMPLES]


def preview(
    table: ReceivedTable, fields: Mapping[int, str], defaults: Defaults
) -> tuple[list[PreviewRow], ...]:
    """The first rows read with these fields: those that are projects, and those that are not.

    No two columns fill a field of one value.
    """
    mapping = ColumnMapping(
        tuple(
            MappedColumn(one["index"], one["header"], fields.get(one["index"], one["field"]))
            for one in table.mapping
        )
    )
    concepts = concept_words(table.file.run.portfolio)
    said = read_records(_sample(table), mapping, "", table.file.name, defaults, concepts)
    kept = [_project(project) for project in said.projects]
    return kept, [PreviewRow(one.where, refused=one.message) for one in said.rejections]


def _sample(table: ReceivedTable) -> Table:
    columns = tuple(Column(one["index"], one["header"]) for one in table.columns)
    rows = tuple(Row(one["number"], tuple(one["values"])) for one in table.sample)
    return Table(table.sheet, table.header_row, columns, rows)


def _project(project: IncomingProject) -> PreviewRow:
    amounts = (_amount(grant.amount, grant.currency) for grant in project.grants)
    return PreviewRow(
        number=project.where,
        name=words.value("", project.name),
        holder=_joined(one.name for one in project.holders),
        place=_joined(place.words or place.code for place in project.places),
        amount=_joined(amounts),
        year="" if project.year is None else str(project.year),
    )


def _amount(amount: Decimal, currency: str) -> str:
    return euros(amount) if currency == "EUR" else f"{nombre(amount, 2)} {currency}"


def _joined(parts: Iterable[str]) -> str:
    return " ; ".join(dict.fromkeys(part for part in parts if part))


def table_links(tables: Iterable[ReceivedTable], current: int) -> list[TableLink]:
    """The tables of an import, with what was decided of each."""
    return [
        TableLink(
            key=table.pk,
            label=label(table),
            rows=table.rows,
            state=_state(table),
            current=table.pk == current,
        )
        for table in tables
    ]


def label(table: ReceivedTable) -> str:
    """How a table is called: its file, and its sheet where it has one."""
    return f"{table.file.name}, feuille « {table.sheet} »" if table.sheet else table.file.name


def _state(table: ReceivedTable) -> str:
    if table.standard:
        return f"format reconnu : {table.standard}"
    if table.skipped:
        return "laissé de côté"
    if not table.confirmed:
        return "à confirmer"
    return "colonnes retrouvées" if table.remembered else "colonnes confirmées"


def found_again(table: ReceivedTable) -> str:
    """Which earlier import the fields come from, as a sentence; blank where they are proposed."""
    if not table.remembered:
        return ""
    headers = [one["header"] for one in table.columns]
    saved = SavedMapping.objects.filter(
        portfolio=table.file.run.portfolio, signature=signature(headers)
    ).select_related("by")
    known = saved.first()
    if known is None:
        return ""
    return (
        f"Retrouvée de l’import du {words.day(known.at)} : {known.by.name} avait confirmé ces "
        f"colonnes pour « {known.label} »."
    )
