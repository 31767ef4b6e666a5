"""What people fill in about an import and about a project, read from what their browser sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from terreau.collect.fields import BY_KEY
from terreau.collect.models import ReceivedTable
from terreau.portfolio.models import Project
from terreau.portfolio.values import SINGLE_FIELDS, YEARS, shown

COLUMN = "colonne-"
LONGEST_CALL = 200
UNKNOWN_STAGE = ("", "Non renseigné")


@dataclass(frozen=True, slots=True)
class Columns:
    """What was chosen of a table; `problems` are sentences, by field of the form."""

    fields: dict[int, str]
    call: str = ""
    year: int | None = None
    year_text: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: ReceivedTable) -> Columns:
        """What is kept of a table so far."""
        year = table.defaults.get("year")
        return cls(
            fields={one["index"]: one["field"] for one in table.mapping},
            call=table.defaults.get("call", ""),
            year=year,
            year_text="" if year is None else str(year),
        )

    @classmethod
    def read(cls, table: ReceivedTable, sent: QueryDict) -> Columns:
        """What a person sends of a table; a field that does not exist is left as it was."""
        kept = cls.of(table).fields
        chosen = {
            index: asked if asked in BY_KEY else before
            for index, before in kept.items()
            for asked in [sent.get(f"{COLUMN}{index}", before)]
        }
        call = " ".join(sent.get("call", "").split())
        written = sent.get("year", "").strip()
        problems = {}
        if len(call) > LONGEST_CALL:
            problems["call"] = f"Le nom d’un appel tient en {LONGEST_CALL} caractères."
        year = int(written) if written.isascii() and written.isdigit() else None
        if written and (year is None or not YEARS[0] <= year <= YEARS[1]):
            year = None
            problems["year"] = f"Écrivez une année en quatre chiffres, de {YEARS[0]} à {YEARS[1]}."
        twice = _twice(table, chosen)
        if twice:
            problems["fields"] = twice
        return cls(chosen, call, year, written, problems)


def _twice(table: ReceivedTable, chosen: dict[int, str]) -> str:
    """Which field of one value two columns fill, as a sentence; blank where none is."""
    first: dict[str, str] = {}
    for one in table.mapping:
        known = BY_KEY[chosen[one["index"]]]
        if known.many:
            continue
        if known.key in first:
            return (
                f"« {known.label} » vient de deux colonnes, « {first[known.key]} » et "
                f"« {one['header']} ». Gardez-en une, et mettez l’autre à "
                f"« {BY_KEY['extra'].label} »."
            )
        first[known.key] = one["header"]
    return ""


class CorrectionForm(forms.Form):
    """The fields of a project that have one value, each with what the project shows."""

    use_required_attribute = False

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:  # noqa: ANN401
        initial = {name: shown(project, name) for name in SINGLE_FIELDS}
        super().__init__(*args, **({"initial": initial, "label_suffix": ""} | options))
        for name in SINGLE_FIELDS:
            self.fields[name] = _field(name)
        self.fields["reason"] = forms.CharField(
            label="Pourquoi ?",
            required=False,
            max_length=500,
            help_text="Facultatif : d’où vient la bonne valeur. Gardé avec la correction.",
        )


def _field(name: str) -> forms.Field:
    label = BY_KEY[name].label
    if name == "stage":
        choices = [UNKNOWN_STAGE, *((one.value, one.label) for one in Project.Stage)]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    widget = forms.Textarea(attrs={"rows": 6}) if name == "summary" else forms.TextInput()
    if name == "year":
        widget.attrs["inputmode"] = "numeric"
    # Lengths and forms are checked by the service, which says what it expects.
    return forms.CharField(label=label, required=False, widget=widget, strip=True)
