"""Bringing files in: nothing lost, nothing twice, nothing half-written."""

import json
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from terreau.collect.errors import CollectError, UnknownAmbition
from terreau.collect.readers.errors import ReaderError
from terreau.portfolio.models import Coding, Document, Participation, Portfolio, Project
from terreau.portfolio.services import document_bytes
from terreau.publish.gathering import gather
from terreau.vocabulary.models import Concept
from tests.db.conftest import EXAMPLES, Bring

pytestmark = pytest.mark.django_db
FICHE = "fiche-ambition-2/fiche-ambition-2.md"


def rows() -> dict[str, int]:
    """How many rows each of our tables has."""
    models = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
    return {model.__name__: model.objects.count() for model in models}


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_the_example_comes_in_once_and_changes_nothing_the_second_time(bring: Bring) -> None:
    first = bring(EXAMPLES / "neo-terra")
    assert (first.read, first.created, first.rejected) == (14, 14, 0)
    assert first.warnings == []
    before = rows()
    second = bring(EXAMPLES / "neo-terra")
    assert (second.read, second.unchanged) == (14, 14)
    assert rows() == before


def test_every_document_is_kept_byte_for_byte(example: Portfolio) -> None:
    for path in (EXAMPLES / "neo-terra" / "documents").iterdir():
        document = Document.objects.get(portfolio=example, name=path.name)
        assert document_bytes(settings.MEDIA_ROOT, document) == path.read_bytes()
        assert document.size == path.stat().st_size


def test_every_role_and_enjeu_of_the_example_rests_on_a_passage(example: Portfolio) -> None:
    codings = Coding.objects.counting().filter(project__portfolio=example)
    assert codings.count() == 14 + 22  # an enjeu a project; 3 + 9 + 10 roles
    for coding in codings:
        passages = [item.passage for item in coding.judgement.evidence.all()]
        assert passages
        assert all(one.quote == one.layer.text[one.start : one.end] for one in passages)


def test_a_trial_run_says_the_same_and_writes_nothing(bring: Bring) -> None:
    before, kept = rows(), files(Path(settings.MEDIA_ROOT))
    report = bring(EXAMPLES / "neo-terra", dry_run=True)
    assert report.created == 14
    assert rows() == before
    assert files(Path(settings.MEDIA_ROOT)) == kept


def test_the_published_fiche_fills_an_empty_portfolio(bring: Bring, test_data: Path) -> None:
    report = bring(test_data / FICHE, portfolio="essai")
    assert (report.read, report.created, report.rejected) == (14, 14, 0)
    portfolio = Portfolio.objects.get(slug="essai")
    ambition = portfolio.scheme.concepts.get(notation="2")
    facts = gather(portfolio, ambition)
    assert [len(enjeu.projects) for enjeu in facts.enjeux] == [3, 2, 4, 5]
    assert [sum(s.type == kind for s in facts.statements) for kind in ("levier", "defi")] == [3, 1]
    passage = Coding.objects.get(
        project__slug="etica", concept__scheme__slug="roles"
    ).judgement.passages.get()
    assert "inspireur" in passage.quote  # the source's own spelling


def test_the_published_fiche_recognises_the_projects_of_the_example(
    example: Portfolio, bring: Bring, test_data: Path
) -> None:
    texts = list(Project.objects.order_by("pk").values_list("name", "title", "summary", "slug"))
    actors = Participation.objects.count()
    concepts = Concept.objects.count()
    first = bring(test_data / FICHE, portfolio="neo-terra")
    assert (first.updated, first.created, first.rejected) == (14, 0, 0)
    assert list(Project.objects.order_by("pk").values_list("name", "title", "summary", "slug")) == (
        texts
    )
    assert Participation.objects.count() == actors
    assert Concept.objects.count() == concepts
    for project in example.projects.all():
        assert {document.kind for document in project.documents.all()} == {"note", "published"}
    before = rows()
    second = bring(test_data / FICHE, portfolio="neo-terra")
    assert (second.unchanged, second.read) == (14, 14)
    assert rows() == before


def test_a_fiche_adds_its_passages_to_what_holds_and_keeps_our_reason(
    example: Portfolio, bring: Bring, test_data: Path
) -> None:
    coding = Coding.objects.counting().get(project__slug="kpa", concept__notation="connecteur")
    bring(test_data / FICHE, portfolio="neo-terra")
    after = Coding.objects.counting().get(project__slug="kpa", concept__notation="connecteur")
    assert after.judgement.supersedes == coding.judgement
    assert after.judgement.reason == coding.judgement.reason
    kinds = [one.passage.layer.document.kind for one in after.judgement.evidence.all()]
    assert kinds == ["note", "published"]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    return Path(shutil.copytree(EXAMPLES / "neo-terra", tmp_path / "copie"))


def spoil(folder: Path, number: int, **changes: object) -> None:
    file = folder / "projects.json"
    projects = json.loads(file.read_text("utf-8"))
    projects[number].update(changes)
    file.write_text(json.dumps(projects), "utf-8")


def test_the_same_name_with_another_holder_waits_for_a_person(
    example: Portfolio, bring: Bring, copied: Path
) -> None:
    spoil(copied, 0, slug="", holder={"name": "Une autre association", "id": None})
    report = bring(copied)
    assert [one.code for one in report.rejections] == ["needs_decision"]
    assert (report.read, report.unchanged, report.rejected) == (14, 13, 1)


def test_a_slug_does_not_change_when_the_name_does(
    example: Portfolio, bring: Bring, copied: Path
) -> None:
    spoil(copied, 0, name="La Gemme, deuxième manière")
    assert bring(copied).updated == 1
    assert Project.objects.get(slug="la-gemme").name == "La Gemme, deuxième manière"


def test_a_record_that_cannot_be_read_is_rejected_with_its_place(
    bring: Bring, copied: Path
) -> None:
    spoil(copied, 2, name=None)
    report = bring(copied)
    assert (report.read, report.created, report.rejected) == (14, 13, 1)
    assert "3" in report.rejections[0].where
    assert "name" in report.rejections[0].message


def test_a_quote_that_moved_is_found_again_and_one_that_went_is_told(
    bring: Bring, copied: Path
) -> None:
    note = copied / "documents" / "la-gemme.md"
    text = note.read_text("utf-8").replace("La Gemme est une association.", "Une phrase de plus.")
    gone = "C’est aussi un connecteur"
    note.write_text(text.replace(gone, "Autre chose"), "utf-8")
    report = bring(copied)
    assert report.created == 14
    assert any("ne se retrouve pas" in one.message for one in report.warnings)
    kept = Coding.objects.counting().get(project__slug="la-gemme", concept__notation="aiguillon")
    passage = kept.judgement.passages.get()
    assert passage.layer.text[passage.start : passage.end] == passage.quote
    lost = Coding.objects.standing().get(project__slug="la-gemme", concept__notation="connecteur")
    assert lost.judgement.status == "proposed"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("fichier.md", b"", "empty_file"),
        ("fichier.md", b"%PDF-1.7 \x00 rest", "damaged_file"),
        ("lettre.docx", b"PK\x03\x04 rest", "damaged_file"),
        ("liste.csv", b"%PDF-1.7 \x00 rest", "unknown_table_format"),
        ("liste.csv", b"x" * 50_000_000, "too_much_text"),
    ],
    ids=["empty", "pdf", "docx", "pdf called csv", "50 MB"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_and_nothing_is_written(
    example: Portfolio, bring: Bring, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    before, kept = rows(), files(Path(settings.MEDIA_ROOT))
    with pytest.raises((ReaderError, CollectError)) as caught:
        bring(file, portfolio="neo-terra")
    assert caught.value.code == code
    assert str(caught.value).endswith(".")
    assert caught.value.hint
    assert rows() == before
    assert files(Path(settings.MEDIA_ROOT)) == kept


def test_one_unreadable_file_among_others_is_one_record_rejected(
    bring: Bring, tmp_path: Path
) -> None:
    empty = tmp_path / "vide.md"
    empty.write_bytes(b"")
    report = bring(EXAMPLES / "neo-terra", empty, portfolio="neo-terra")
    assert (report.read, report.created, report.rejected) == (15, 14, 1)
    assert report.rejections[0].code == "empty_file"


def test_a_fiche_of_an_ambition_that_the_framework_lacks_is_refused(
    bring: Bring, tmp_path: Path, test_data: Path
) -> None:
    text = (test_data / FICHE).read_text("utf-8")
    text = text.replace("Fiche Ambition n°2", "Fiche Ambition n°9")
    file = tmp_path / "fiche.md"
    file.write_text(text, "utf-8")
    with pytest.raises(UnknownAmbition):
        bring(file, portfolio="essai")
    assert not Portfolio.objects.exists()
