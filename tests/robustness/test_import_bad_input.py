"""Imports that go wrong half-way: a fiche cut or faulty, a disk that refuses, a hand that stops it.

Whatever happens, each row is counted once, and what was not finished leaves nothing behind.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from terreau.collect import services
from terreau.collect.errors import CollectError
from terreau.collect.readers.errors import ReaderError
from terreau.collect.writing import Writer
from terreau.portfolio.models import Participation, Place, Portfolio, Project
from terreau.portfolio.services import store_bytes
from tests.db.conftest import EXAMPLES, Bring
from tests.support import ROOT

pytestmark = pytest.mark.django_db
FICHE = "fiche-ambition-2/fiche-ambition-2.md"
VARIANTS = ROOT / "tests" / "fixtures" / "fiches"


def rows() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
    return {model.__name__: model.objects.count() for model in models}


def kept_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_a_row_without_a_name_is_rejected_where_it_stands_and_the_others_come_in(
    bring: Bring,
) -> None:
    report = bring(VARIANTS / "lignes-fautives.md", portfolio="essai")
    assert (report.read, report.created, report.rejected) == (7, 3, 4)
    assert list(Project.objects.order_by("position").values_list("name", flat=True)) == [
        "Autostop Lent",
        "Rail Doux",
        "Covoit 23",
    ]
    assert [(one.where, one.code) for one in report.rejections] == [
        ("Enjeu 1, ligne 2", "row_without_name"),
        ("Enjeu 1, ligne 3", "row_without_name"),
        ("Enjeu 1, ligne 4", "row_truncated"),
        ("Enjeu 1, ligne 7", "row_truncated"),
    ]
    assert all(one.message.endswith(".") for one in report.rejections)
    assert bring(VARIANTS / "lignes-fautives.md", portfolio="essai").created == 0


@pytest.mark.parametrize("share", [0.35, 0.5, 0.65, 0.8, 0.95])
def test_a_fiche_cut_short_comes_in_as_far_as_it_goes_and_whole_the_next_time(
    bring: Bring, test_data: Path, tmp_path: Path, share: float
) -> None:
    whole = (test_data / FICHE).read_text("utf-8")
    file = tmp_path / "fiche.md"
    file.write_text(whole[: int(len(whole) * share)], "utf-8")
    cut = bring(file, portfolio="essai")
    assert cut.read == cut.created + cut.rejected
    assert 0 < cut.created <= 14
    file.write_text(whole, "utf-8")
    mended = bring(file, portfolio="essai")
    assert (mended.read, mended.rejected) == (14, 0)
    assert Project.objects.count() == 14
    assert Portfolio.objects.get().documents.count() == 2


def test_the_same_row_twice_in_a_fiche_is_one_project(bring: Bring, tmp_path: Path) -> None:
    text = (VARIANTS / "lignes-fautives.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if "Rail Doux" in line)
    file = tmp_path / "fiche.md"
    file.write_text(text.replace(line, f"{line}\n{line}"), "utf-8")
    bring(file, portfolio="essai")
    once = Project.objects.get(name="Rail Doux")
    assert Participation.objects.filter(project=once).count() == 3  # itself, and two actors
    assert Place.objects.filter(project=once).count() == 1


def test_a_disk_that_refuses_the_files_takes_the_whole_import_back(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[bytes] = []

    def full(media_root: Path, data: bytes) -> str:
        """Stands for a disk that fills up at the fourth file."""
        calls.append(data)
        if len(calls) > 3:
            raise OSError(28, "No space left on device")
        return store_bytes(media_root, data)

    monkeypatch.setattr(services, "store_bytes", full)
    before = rows()
    with pytest.raises(OSError, match="No space left"):
        bring(EXAMPLES / "neo-terra")
    assert rows() == before
    monkeypatch.undo()
    assert bring(EXAMPLES / "neo-terra").created == 14


def test_an_import_stopped_by_hand_writes_nothing(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Writer._record

    def stopped(writer: Writer, project: object) -> None:
        """Stands for Ctrl-C at the tenth project."""
        if Project.objects.count() == 9:
            raise KeyboardInterrupt
        whole(writer, project)

    monkeypatch.setattr(Writer, "_record", stopped)
    before = rows()
    with pytest.raises(KeyboardInterrupt):
        bring(EXAMPLES / "neo-terra")
    assert rows() == before
    assert kept_files() == set()


def test_an_unreadable_file_takes_back_nothing_of_the_others_and_leaves_nothing_of_itself(
    bring: Bring, tmp_path: Path
) -> None:
    letter = tmp_path / "lettre.pdf"
    letter.write_text("Une lettre qui n’est pas un PDF.\n", "utf-8")
    alone = rows()
    with pytest.raises((CollectError, ReaderError)):
        bring(letter, portfolio="essai")
    assert rows() == alone  # not even the portfolio that was asked for
    report = bring(letter, VARIANTS / "lignes-fautives.md", portfolio="essai")
    assert report.rejections[0].source == letter.name
    assert report.created > 0
    assert Portfolio.objects.get().documents.get().name == "lignes-fautives.md"


@pytest.mark.parametrize("slug", ["Néo Terra", "../x", "", "x" * 81, "-", "a_b"])
def test_a_portfolio_that_no_address_could_name_is_refused_before_anything(
    bring: Bring, slug: str
) -> None:
    before = rows()
    with pytest.raises(Exception, match=r"portefeuille") as caught:
        bring(VARIANTS / "lignes-fautives.md", portfolio=slug)
    assert getattr(caught.value, "exit_status", None) == 2
    assert rows() == before
