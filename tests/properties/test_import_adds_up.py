"""Whatever a spreadsheet holds, its import adds up, repeats nothing, and knows its cells."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as instance
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terreau.accounts.models import Agent
from terreau.accounts.services import make_owner
from terreau.collect.errors import CollectError
from terreau.collect.readers.errors import ReaderError
from terreau.collect.report import ImportReport
from terreau.collect.sandbox import Sandbox
from terreau.collect.services import ImportRequest, import_files
from terreau.portfolio.models import FieldValue, Portfolio
from terreau.portfolio.services import new_portfolio
from terreau.vocabulary.models import Scheme
from terreau.vocabulary.services import load_shipped
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
TEXTS = ("name", "title", "summary", "extra")
HEADERS = [
    "Nom du projet",
    "Intitulé",
    "N° dossier",
    "Description",
    "Bénéficiaire",
    "SIRET",
    "Commune",
    "Code postal",
    "Département",
    "Montant voté",
    "Date de décision",
    "Exercice",
    "Dispositif",
    "État",
    "Partenaires",
    "Ambition",
    "Rôle",
    "Pièce jointe",
    "xyzzy",
    "=1+1",
]
CELLS = [
    "",
    "",
    "Le Fil vert",
    "Radio Pâquerette",
    "Les Aiguilles",
    "Total",
    "Nom du projet",
    "10021",
    "10022",
    "35600000000048",
    "3,56E+13",
    "2021",
    "44197",
    "31/12/2021",
    "00/00/0000",
    "12 000,00 €",
    "-5",
    "1e400",
    "Guéret",
    "23000",
    "Saint-Martin",
    "2.1",
    "aiguillon",
    "accepté",
    '=HYPERLINK("http://exemple.invalid")',
    "+33 5 55 00 00 00",
    "@somme",
    "nul\x00nul",
    "\u202eenvers",
    "🌱 astral 𝒳",
    "e\u0301\u0301",
    "deux\nlignes",
    'guillemets " et ; dedans',
    "x" * 400,
    "mot " * 1500,
    "\u00a0",
    "#REF!",
    "NULL",
]
cells = st.one_of(st.sampled_from(CELLS), st.text(max_size=8))


@st.composite
def spreadsheets(draw: st.DrawFn) -> bytes:
    """A table as CSV, with rows that repeat and rows that are blank."""
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(cells, max_size=len(headers) + 1), min_size=1, max_size=6))
    again = draw(st.lists(st.sampled_from(rows), max_size=2))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        [headers, *rows, *again, *draw(st.lists(st.just([]), max_size=1))]
    )
    return out.getvalue().encode("utf-8", "replace")


@pytest.fixture
def owner(db: None) -> Agent:
    load_shipped()
    return make_owner("Camille")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


def rows() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
    return {model.__name__: model._base_manager.count() for model in models}


def bring(file: Path, owner: Agent, *, dry_run: bool = False) -> ImportReport:
    return import_files(
        ImportRequest(
            sources=(file,),
            portfolio="essai",
            reader=None,
            scheme="neo-terra-2023",
            media_root=instance.MEDIA_ROOT,
            by=owner,
            at=NOW,
            dry_run=dry_run,
        )
    )


def plain(text: str) -> str:
    """A text without what is never kept (control characters) and with its blanks as one."""
    kept = (
        sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cs"} or sign in "\t\n\r"
    )
    return " ".join("".join(kept).replace("\ufeff", "").split())


def column(letters: str) -> int:
    """The place of a column from its letters, from 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def check(data: bytes, file: Path, owner: Agent) -> None:
    """Bring a file in for trial, in truth and again, in a portfolio of its own."""
    file.write_bytes(data)
    new_portfolio("essai", Scheme.objects.get(slug="neo-terra-2023"), name="Essai")
    before = rows()
    told: tuple[str, ...] = ()
    try:
        trial = bring(file, owner, dry_run=True)
    except (ReaderError, CollectError) as error:
        told = (error.code, str(error), error.hint)
        trial = None
    if trial is None:
        assert all(told)
        return
    assert rows() == before
    first = bring(file, owner)
    assert trial.as_json() == first.as_json()
    assert first.read == first.created + first.updated + first.unchanged + first.rejected > 0
    assert len(first.records) == first.read
    held = rows()
    again = bring(file, owner)
    assert (again.created, again.updated) == (0, 0), [one for one in again.records if one.changes]
    assert (again.read, again.rejected) == (first.read, first.rejected)
    assert rows() == held
    sheet = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";"))
    said = FieldValue.objects.filter(field__in=TEXTS, row__isnull=False)
    for value in said.exclude(column=""):
        cell = sheet[value.row - 1][column(value.column)]
        assert plain(value.value) in plain(cell)
    assert Portfolio.objects.count() == 1


@given(spreadsheets())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_spreadsheet_adds_up_comes_in_once_and_knows_its_cells(
    owner: Agent, sandbox: Sandbox, tmp_path: Path, data: bytes
) -> None:
    with pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr("terreau.collect.services.Sandbox", lambda: nullcontext(sandbox))
        check(data, tmp_path / "liste.csv", owner)
        transaction.set_rollback(True)
