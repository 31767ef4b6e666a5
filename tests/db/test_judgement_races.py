"""Two people who judge the same question at the same moment: one is heard, the other is told."""

import threading

import pytest
from django.db import connection, transaction

from terreau.accounts.models import Agent
from terreau.portfolio import judgements
from terreau.portfolio.errors import Conflict
from terreau.portfolio.judgements import Verdict, code, coding_key, ordered_passages, undo
from terreau.portfolio.models import Judgement, Portfolio, Project
from terreau.portfolio.models.immutable import ImmutableRow
from terreau.vocabulary.models import Concept, Scheme
from tests.db.conftest import NOW

Status = Judgement.Status


def verdict(by: Agent, status: Status = Status.ACCEPTED) -> Verdict:
    return Verdict(by=by, at=NOW, status=status)


@pytest.mark.django_db
@pytest.mark.parametrize("first_time", [True, False], ids=["first", "next"])
def test_what_was_written_after_the_reading_makes_a_conflict_and_no_row(
    example: Portfolio, owner: Agent, monkeypatch: pytest.MonkeyPatch, *, first_time: bool
) -> None:
    """The reading is made to come before the other's writing: that is the race."""
    project = example.projects.get(slug="etica")
    concept = Concept.objects.get(scheme__slug="roles", notation="aiguillon")
    seen = None if first_time else code(project, concept, verdict(owner)).judgement
    other = code(project, concept, verdict(owner, Status.REJECTED), supersedes=seen).judgement
    monkeypatch.setattr(judgements, "head", lambda _key: seen)
    with pytest.raises(Conflict):
        code(project, concept, verdict(owner), supersedes=seen)
    standing = Judgement.objects.standing().filter(key=coding_key(project, concept))
    assert list(standing) == [other]


@pytest.mark.django_db
def test_undoing_what_was_undone_is_a_conflict_and_adds_no_row(
    example: Portfolio, owner: Agent
) -> None:
    project = example.projects.get(slug="etica")
    concept = Concept.objects.get(scheme__slug="roles", notation="aiguillon")
    judged = code(project, concept, verdict(owner)).judgement
    undo(judged, owner, NOW)
    rows = Judgement.objects.count()
    with pytest.raises(Conflict):
        undo(judged, owner, NOW)
    assert Judgement.objects.count() == rows


# The SQLite base of the tests lies in memory, where two threads cannot write.
if connection.vendor != "sqlite":

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_the_same_moment_one_is_written() -> None:
        scheme = Scheme.objects.create(slug="essai", title="Essai", iri="urn:essai")
        concept = Concept.objects.create(scheme=scheme, notation="1", iri="urn:essai:1")
        portfolio = Portfolio.objects.create(slug="p", name="P", scheme=scheme)
        project = Project.objects.create(portfolio=portfolio, slug="un", name="Un")
        people = [Agent.objects.create(kind="person", name=f"Personne {n}") for n in range(4)]
        together = threading.Barrier(len(people))
        told: list[str] = []

        def judge(person: Agent) -> None:
            together.wait(timeout=20)
            try:
                code(project, concept, verdict(person))
                told.append("written")
            except Conflict:
                told.append("conflict")
            finally:
                connection.close()

        threads = [threading.Thread(target=judge, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert sorted(told) == ["conflict"] * 3 + ["written"]
        assert Judgement.objects.filter(key=coding_key(project, concept)).count() == 1


@pytest.mark.django_db
def test_no_passage_is_added_to_a_judgement_afterwards(example: Portfolio) -> None:
    judged = Judgement.objects.counting().filter(passages__isnull=False).first()
    assert judged is not None
    before = ordered_passages(judged)
    other = type(before[0]).objects.exclude(pk__in=[one.pk for one in before]).first()
    for change in (
        lambda: judged.passages.add(other, through_defaults={"position": 9}),
        lambda: judged.passages.remove(before[0]),
        lambda: judged.passages.set([other], through_defaults={"position": 9}),
        judged.passages.clear,
    ):
        with pytest.raises(ImmutableRow), transaction.atomic():
            change()
    assert ordered_passages(judged) == before


@pytest.mark.django_db
def test_a_row_made_by_hand_with_the_key_of_another_does_not_replace_it(
    example: Portfolio, owner: Agent
) -> None:
    held = Judgement.objects.counting().first()
    assert held is not None
    forged = Judgement(
        pk=held.pk, kind=held.kind, key=held.key, by=owner, at=NOW, status=Status.REJECTED
    )
    rows = [Judgement(pk=held.pk, kind=held.kind, key="autre", by=owner, at=NOW, status="rejected")]
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        forged.save()
    with pytest.raises(ImmutableRow):
        Judgement.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["status"], unique_fields=["id"]
        )
