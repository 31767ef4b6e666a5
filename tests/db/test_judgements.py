"""Judgements are added, never changed: one holds for a question, and history stays."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent
from terreau.portfolio.errors import Conflict, PersonDecided
from terreau.portfolio.judgements import Verdict, code, coding_key, head, ordered_passages, undo
from terreau.portfolio.models import Coding, Judgement, Portfolio, Project, TextLayer
from terreau.portfolio.models.immutable import ImmutableRow
from terreau.portfolio.services import cite
from terreau.vocabulary.models import Concept
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
Status = Judgement.Status


@pytest.fixture
def project(example: Portfolio) -> Project:
    return example.projects.get(slug="etica")


@pytest.fixture
def concept(example: Portfolio) -> Concept:
    """A role that the project does not have."""
    return Concept.objects.get(scheme__slug="roles", notation="aiguillon")


def verdict(by: Agent, status: Status = Status.ACCEPTED, later: int = 0, **more: object) -> Verdict:
    return Verdict(by=by, at=NOW + dt.timedelta(hours=later), status=status, **more)


def test_only_accepted_decisions_that_hold_count(
    project: Project, concept: Concept, owner: Agent
) -> None:
    for number, status in enumerate((Status.PROPOSED, Status.REJECTED, Status.WITHDRAWN)):
        before = head(coding_key(project, concept))
        code(project, concept, verdict(owner, status, number), supersedes=before)
        assert not Coding.objects.counting().filter(project=project, concept=concept).exists()
    before = head(coding_key(project, concept))
    code(project, concept, verdict(owner, later=9), supersedes=before)
    assert Coding.objects.counting().filter(project=project, concept=concept).count() == 1
    assert Coding.objects.filter(project=project, concept=concept).count() == 4


def test_a_view_stands_beside_others_and_never_counts(
    project: Project, concept: Concept, owner: Agent
) -> None:
    for reader in ("lectrice", "lecteur"):
        key = f"view:{reader}:{coding_key(project, concept)}"
        judgement = Judgement.objects.create(
            kind="coding", key=key, by=owner, at=NOW, status=Status.ACCEPTED
        )
        Coding.objects.create(judgement=judgement, project=project, concept=concept)
    assert Judgement.objects.standing().filter(key__startswith="view:").count() == 2
    assert not Coding.objects.counting().filter(project=project, concept=concept).exists()


def test_judging_what_someone_judged_in_the_meantime_is_refused_and_writes_nothing(
    project: Project, concept: Concept, owner: Agent
) -> None:
    first = code(project, concept, verdict(owner)).judgement
    code(project, concept, verdict(owner, Status.REJECTED), supersedes=first)
    rows = Judgement.objects.count()
    with pytest.raises(Conflict):
        code(project, concept, verdict(owner), supersedes=first)
    with pytest.raises(Conflict):
        code(project, concept, verdict(owner))
    assert Judgement.objects.count() == rows


def test_the_database_itself_refuses_a_second_chain_and_a_second_successor(
    project: Project, concept: Concept, owner: Agent
) -> None:
    first = code(project, concept, verdict(owner)).judgement
    values = {"kind": "coding", "key": first.key, "by": owner, "at": NOW, "status": "accepted"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(**values)
    Judgement.objects.create(**values, supersedes=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(**values, supersedes=first)


def test_undo_restates_what_held_before_with_its_passages(
    project: Project, example: Portfolio, owner: Agent
) -> None:
    concept = Concept.objects.get(scheme__slug="roles", notation="inspirateur")
    before = head(coding_key(project, concept))
    assert before is not None
    rejected = code(project, concept, verdict(owner, Status.REJECTED), supersedes=before).judgement
    restated = undo(rejected, owner, NOW)
    assert restated.status == Status.ACCEPTED
    assert restated.reason == before.reason
    assert ordered_passages(restated) == ordered_passages(before)
    assert Coding.objects.counting().filter(project=project, concept=concept).count() == 1
    assert Judgement.objects.filter(key=before.key).count() == 3


def test_undo_of_a_first_judgement_withdraws_it(
    project: Project, concept: Concept, owner: Agent
) -> None:
    first = code(project, concept, verdict(owner)).judgement
    assert undo(first, owner, NOW).status == Status.WITHDRAWN
    assert not Coding.objects.counting().filter(project=project, concept=concept).exists()
    with pytest.raises(Conflict):
        undo(first, owner, NOW)


def test_a_machine_that_proposes_what_holds_adds_nothing(
    project: Project, concept: Concept, owner: Agent
) -> None:
    held = code(project, concept, verdict(owner)).judgement
    machine = model_agent("proposeur", "3")
    rows = Judgement.objects.count()
    again = code(project, concept, verdict(machine, Status.PROPOSED))
    assert again.judgement == held
    assert Judgement.objects.count() == rows


def test_a_machine_never_takes_the_place_of_a_person(
    project: Project, concept: Concept, owner: Agent
) -> None:
    held = code(project, concept, verdict(owner, Status.REJECTED)).judgement
    machine = model_agent("proposeur", "3")
    with pytest.raises(PersonDecided):
        code(project, concept, verdict(machine, Status.PROPOSED), supersedes=held)
    assert head(held.key) == held


@pytest.mark.parametrize("model", [Judgement, Coding, TextLayer])
def test_rows_that_are_evidence_refuse_to_change(example: Portfolio, model: type) -> None:
    row = model.objects.order_by("pk").first()
    with pytest.raises(ImmutableRow):
        row.save()
    with pytest.raises(ImmutableRow):
        row.delete()
    with pytest.raises(ImmutableRow):
        model.objects.update(pk=row.pk)
    with pytest.raises(ImmutableRow):
        model.objects.all().delete()


def test_a_passage_is_the_slice_of_its_text_counted_in_code_points(example: Portfolio) -> None:
    document = example.documents.order_by("pk").first()
    text = "Début 🌱 é, puis « la suite » — et voilà la fin de ce petit texte."
    layer = TextLayer.objects.create(document=document, extractor="essai", version="1", text=text)
    passage = cite(layer, 6, 7)
    assert passage.quote == "🌱"
    assert passage.prefix == "Début "
    assert passage.suffix == text[7 : 7 + 32]
    assert cite(layer, 6, 7) == passage
    for start, end in ((3, 3), (5, 2), (-1, 4), (0, len(text) + 1)):
        with pytest.raises(ValueError, match="no stretch"):
            cite(layer, start, end)
