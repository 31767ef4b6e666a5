"""What a fiche is made of: accepted decisions that hold, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terreau.accounts.models import Agent
from terreau.portfolio.judgements import Verdict, code, coding_key, head, state, undo
from terreau.portfolio.models import Coding, Judgement, Portfolio, Project
from terreau.publish.facts import SheetFacts
from terreau.publish.gathering import gather, newest_judgement
from terreau.publish.services import ambition
from terreau.vocabulary.models import Concept
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
Status = Judgement.Status
LATER = NOW + dt.timedelta(days=400)


def facts(portfolio: Portfolio, notation: str = "2") -> SheetFacts:
    return gather(portfolio, ambition(portfolio, notation))


def roles(found: SheetFacts, slug: str) -> set[str]:
    return {role.notation for role in found.project(slug).roles}


def role(notation: str) -> Concept:
    return Concept.objects.get(scheme__slug="roles", notation=notation)


def verdict(by: Agent, status: Status = Status.ACCEPTED, reason: str = "Motif.") -> Verdict:
    return Verdict(by=by, at=LATER, status=status, reason=reason)


def test_the_example_gives_its_fourteen_projects_once_each(example: Portfolio) -> None:
    found = facts(example)
    assert len(found.projects) == len({one.slug for one in found.projects}) == 14
    assert [len(enjeu.projects) for enjeu in found.enjeux] == [3, 2, 4, 5]
    assert {one.notation for project in found.projects for one in project.roles} == {
        "aiguillon",
        "inspirateur",
        "connecteur",
    }


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.REJECTED, Status.WITHDRAWN])
def test_what_is_not_accepted_is_not_gathered(
    example: Portfolio, owner: Agent, status: Status
) -> None:
    etica = example.projects.get(slug="etica")
    before = facts(example)
    code(etica, role("aiguillon"), verdict(owner, status))
    state(
        example,
        ambition(example, "2"),
        Concept.objects.get(scheme__slug="enonces", notation="levier"),
        "Un levier de trop",
        verdict(owner, status),
        subject="trop",
    )
    assert facts(example) == before


def test_a_view_is_not_gathered(example: Portfolio, owner: Agent) -> None:
    etica = example.projects.get(slug="etica")
    before = facts(example)
    judgement = Judgement.objects.create(
        kind="coding",
        key=f"view:lectrice:{coding_key(etica, role('aiguillon'))}",
        by=owner,
        at=LATER,
        status=Status.ACCEPTED,
    )
    Coding.objects.create(judgement=judgement, project=etica, concept=role("aiguillon"))
    assert facts(example) == before


def test_a_persons_decision_is_told_with_their_name(example: Portfolio, owner: Agent) -> None:
    code(example.projects.get(slug="etica"), role("aiguillon"), verdict(owner))
    found = facts(example)
    (added,) = [one for one in found.project("etica").roles if one.notation == "aiguillon"]
    assert (added.verdict.by, added.verdict.person) == ("Camille", True)
    assert found.newest == LATER


def test_a_decision_taken_back_counts_no_more(example: Portfolio, owner: Agent) -> None:
    etica = example.projects.get(slug="etica")
    before = facts(example).project("etica")
    coding = code(etica, role("aiguillon"), verdict(owner))
    assert "aiguillon" in roles(facts(example), "etica")
    undo(coding.judgement, owner, LATER)
    assert facts(example).project("etica") == before


def test_a_project_in_two_enjeux_is_one_project(example: Portfolio, owner: Agent) -> None:
    second = Concept.objects.get(scheme=example.scheme, notation="2.4")
    code(example.projects.get(slug="etica"), second, verdict(owner))
    found = facts(example)
    assert len(found.projects) == 14
    assert [len(enjeu.projects) for enjeu in found.enjeux] == [3, 2, 4, 6]


def test_a_project_of_the_ambition_alone_stands_without_enjeu(
    example: Portfolio, owner: Agent
) -> None:
    etica = example.projects.get(slug="etica")
    enjeu = Concept.objects.get(scheme=example.scheme, notation="2.2")
    code(
        etica,
        enjeu,
        verdict(owner, Status.WITHDRAWN),
        supersedes=head(coding_key(etica, enjeu)),
    )
    code(etica, ambition(example, "2"), verdict(owner))
    found = facts(example)
    assert found.enjeux[-1].label == "Sans enjeu précisé"
    assert found.enjeux[-1].projects == ("etica",)
    assert len(found.projects) == 14


def test_a_project_of_the_ambition_and_of_an_enjeu_stands_under_the_enjeu_alone(
    example: Portfolio, owner: Agent
) -> None:
    code(example.projects.get(slug="etica"), ambition(example, "2"), verdict(owner))
    assert {enjeu.notation for enjeu in facts(example).enjeux} == {"2.1", "2.2", "2.3", "2.4"}


def test_a_lever_counts_the_projects_coded_with_it(example: Portfolio, owner: Agent) -> None:
    (lever,) = [
        one
        for one in facts(example).statements
        if one.type == "levier" and "Expérimenter" in one.wording
    ]
    assert lever.projects == 0
    topic = Concept.objects.get(scheme__slug="leviers", notation="experimentation")
    for slug in ("etica", "kpa"):
        code(example.projects.get(slug=slug), topic, verdict(owner))
    code(example.projects.get(slug="maison-24"), topic, verdict(owner, Status.PROPOSED))
    (lever,) = [one for one in facts(example).statements if "Expérimenter" in one.wording]
    assert lever.projects == 2


def test_a_project_without_role_place_or_actor_is_gathered_all_the_same(
    example: Portfolio, owner: Agent
) -> None:
    bare = Project.objects.create(portfolio=example, slug="nu", name="Nu", position=99)
    code(bare, Concept.objects.get(scheme=example.scheme, notation="2.1"), verdict(owner))
    found = facts(example).project("nu")
    assert (found.roles, found.places, found.actors) == ((), (), ())


def test_an_ambition_without_project_has_nothing_to_say(example: Portfolio) -> None:
    found = facts(example, "1")
    assert (found.projects, found.statements, found.newest) == ((), (), None)
    assert not found.established


def test_nothing_judged_gives_no_day(owner: Agent) -> None:
    from terreau.vocabulary.models import Scheme

    empty = Portfolio.objects.create(
        slug="vide", name="Vide", scheme=Scheme.objects.get(slug="neo-terra-2023")
    )
    assert newest_judgement(empty) is None


def test_gathering_costs_the_same_queries_however_many_the_projects(
    example: Portfolio, owner: Agent
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            facts(example)
        return len(counted)

    before = cost()
    enjeu = Concept.objects.get(scheme=example.scheme, notation="2.1")
    for number in range(30):
        project = Project.objects.create(
            portfolio=example, slug=f"plus-{number}", name=f"Plus {number}", position=100 + number
        )
        code(project, enjeu, verdict(owner))
        code(project, role("connecteur"), verdict(owner))
    assert cost() == before
