"""The fiche of the example, once the one that was published has been read on top of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from terreau.portfolio.models import Portfolio
from terreau.publish.compose import compose
from terreau.publish.document import Fiche
from terreau.publish.facts import SheetFacts
from terreau.publish.gathering import gather
from terreau.publish.services import ambition
from tests.db.conftest import Bring

pytestmark = pytest.mark.django_db


def facts_of(portfolio: Portfolio) -> SheetFacts:
    return gather(portfolio, ambition(portfolio, "2"))


@pytest.fixture
def before_and_after(
    example: Portfolio, bring: Bring, test_data: Path
) -> tuple[SheetFacts, SheetFacts]:
    before = facts_of(example)
    bring(test_data / "fiche-ambition-2" / "fiche-ambition-2.md", portfolio="neo-terra")
    return before, facts_of(example)


def bare(facts: SheetFacts) -> SheetFacts:
    """The same facts without their evidence, nor who judged and when."""
    return replace(
        facts,
        projects=tuple(
            replace(
                project,
                roles=tuple(replace(one, passages=(), verdict=None) for one in project.roles),
                enjeux=tuple(replace(one, passages=(), verdict=None) for one in project.enjeux),
            )
            for project in facts.projects
        ),
        statements=tuple(replace(one, passages=(), verdict=None) for one in facts.statements),
        documents=(),
        newest=None,
    )


def test_nothing_that_the_fiche_says_changes_or_comes_twice(
    before_and_after: tuple[SheetFacts, SheetFacts],
) -> None:
    before, after = map(bare, before_and_after)
    assert after == before


def test_every_role_rests_on_our_note_and_on_the_published_source(
    before_and_after: tuple[SheetFacts, SheetFacts],
) -> None:
    before, after = before_and_after
    for old, new in zip(before.projects, after.projects, strict=True):
        for had, has in zip(old.roles, new.roles, strict=True):
            assert has.passages[: len(had.passages)] == had.passages
            added = {one.document_kind for one in has.passages[len(had.passages) :]}
            assert added == {"published"}, f"{new.name}: {has.notation}"


def cited(fiche: Fiche) -> list[tuple[str, str]]:
    return [(note.document_name, note.quote) for note in fiche.notes]


def test_no_passage_is_cited_under_two_numbers(
    before_and_after: tuple[SheetFacts, SheetFacts],
) -> None:
    before, after = (compose(one, on=one.newest.date()) for one in before_and_after)
    assert len(set(cited(after))) == len(after.notes)
    assert set(cited(before)) < set(cited(after))
    assert [note.number for note in after.notes] == list(range(1, len(after.notes) + 1))
