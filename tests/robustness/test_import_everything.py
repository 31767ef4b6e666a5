"""Every real file, brought into an empty portfolio: its counts add up, it comes in once, it can be
taken back whole; or it is refused with a sentence that says what to do."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from terreau.accounts.models import Agent
from terreau.accounts.services import make_owner
from terreau.collect.errors import CollectError
from terreau.collect.models import ImportRun
from terreau.collect.readers.errors import ReaderError
from terreau.collect.report import ImportReport
from terreau.collect.runs.undoing import undo_run
from terreau.collect.sandbox import Sandbox
from terreau.portfolio.models import Document, FieldValue, Organisation, Project
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.services import load_shipped
from tests.db.conftest import NOW, Bring
from tests.support import test_data_dir

pytestmark = pytest.mark.django_db
KNOWN = (CollectError, ReaderError, VocabularyError)
FOLDERS = {
    "formats-administratifs": "*",
    "scdl-schemas": "*.csv",
    "demarches-simplifiees/csv-encodages": "*",
    "mednum-annuaires": "*.json",
    "360giving": "*",
    "documents-fr": "*",
    "schemas-publics": "*.csv",
    "schemas-publics/data-inclusion-v1": "*",
    "schemas-publics/projets-collectivites-TE": "*",
}


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Agent]:
    """The owner and the shipped frameworks, once for all the files; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped()
        yield make_owner("Camille")
        transaction.set_rollback(True)


@pytest.fixture
def owner(shipped: Agent, db: None) -> Agent:
    return shipped


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


@pytest.fixture(autouse=True)
def one_sandbox(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reading process serves all the files, as it does in one import of them all."""
    monkeypatch.setattr("terreau.collect.services.Sandbox", lambda: nullcontext(sandbox))


def real_files() -> list[str]:
    """Every file that a funder might drop, by its path under the real data."""
    root = test_data_dir()
    return sorted(
        {
            path.relative_to(root).as_posix()
            for folder, pattern in FOLDERS.items()
            for path in (root / folder).rglob(pattern)
            if path.is_file()
        }
    )


def rows() -> dict[str, int]:
    """How many rows each table of the database has."""
    models = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
    return {model.__name__: model._base_manager.count() for model in models}


def assert_adds_up(report: ImportReport) -> None:
    said = report.as_json()
    counts = [said[key] for key in ("created", "updated", "unchanged", "rejected")]
    assert said["read"] == sum(counts)
    assert len(report.rejections) == said["rejected"]
    for remark in (*report.rejections, *report.warnings):
        assert remark.code
        assert remark.where
        assert remark.message.strip().endswith((".", "»", ")")), remark


def assert_told(error: Exception) -> None:
    """A refusal has a code, a whole sentence and what to do next."""
    assert getattr(error, "code", "")
    assert str(error).endswith(".")
    assert getattr(error, "hint", "").endswith(".")


# Long, and beside others of the same kind: a second database would learn nothing from them.
LONG = {"360giving/grants-ab-charitable-trust.json", "mednum-annuaires/hub-lo.json"}


def each_file() -> list[object]:
    marks = {True: [pytest.mark.any_database], False: []}
    names = real_files() or ["README.md"]
    return [pytest.param(name, marks=marks[name in LONG]) for name in names]


@pytest.mark.parametrize("name", each_file())
def test_a_real_file_comes_in_once_and_can_be_taken_back_or_is_refused_with_a_sentence(
    bring: Bring, owner: Agent, test_data: Path, name: str
) -> None:
    file = test_data / name
    before = rows()
    try:
        first = bring(file, portfolio="essai")
    except KNOWN as error:
        assert_told(error)
        assert rows() == before
        return
    assert_adds_up(first)
    assert first.read > 0
    held = rows()
    again = bring(file, portfolio="essai")
    assert_adds_up(again)
    assert (again.created, again.updated) == (0, 0)
    assert (again.read, again.rejected) == (first.read, first.rejected)
    assert rows() == held
    undo_run(ImportRun.objects.get(), owner, NOW)
    assert not Project.objects.exists()
    assert not Document.objects.exists()
    assert not Organisation.objects.exists()
    assert FieldValue.objects.count() >= held["FieldValue"]


SMALL = [
    "formats-administratifs/SCDL.csv",
    "formats-administratifs/test-csv-valid.csv",
    "schemas-publics/data-inclusion-v1/modele_saisie_dataset.xlsx",
    "schemas-publics/projets-collectivites-TE/collectivites__schema.json",
    "documents-fr/qualcoder_ID2.odt",
]


@pytest.mark.parametrize("name", SMALL)
def test_what_was_taken_back_comes_in_again_as_it_was(
    bring: Bring, owner: Agent, test_data: Path, name: str
) -> None:
    first = bring(test_data / name, portfolio="essai")
    slugs = set(Project.objects.values_list("slug", flat=True))
    undo_run(ImportRun.objects.get(), owner, NOW)
    back = bring(test_data / name, portfolio="essai")
    assert (back.created, back.rejected) == (first.created, first.rejected)
    assert set(Project.objects.values_list("slug", flat=True)) == slugs
