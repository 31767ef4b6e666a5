"""An incoming project is recognised by what is certain, in order; anything less is a question."""

import pytest

from terreau.collect.incoming import IncomingActor, IncomingProject
from terreau.collect.matching import (
    OTHER_HOLDER,
    OTHER_IDENTIFIER,
    OTHER_NAMES,
    OTHER_YEAR,
    Match,
    ProjectIndex,
)
from terreau.portfolio.models import Call, Organisation, Participation, Portfolio, Project
from terreau.vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
SIREN = "000000017"
CALL = "Appel inventé"
HOLDER = "Coopérative Imaginaire"


@pytest.fixture
def portfolio(db: None) -> Portfolio:
    scheme = Scheme.objects.create(slug="essai", title="Essai", iri="urn:essai")
    return Portfolio.objects.create(slug="essai", name="Essai", scheme=scheme)


@pytest.fixture
def known(portfolio: Portfolio) -> Project:
    """A project of which everything is known."""
    call = Call.objects.create(portfolio=portfolio, name=CALL)
    project = Project.objects.create(
        portfolio=portfolio,
        slug="l-atelier-cycles",
        name="L’Atelier Cycles",
        call=call,
        year=2021,
        external_id="D-1",
        position=1,
    )
    held_by(project, HOLDER, SIREN)
    return project


def held_by(project: Project, name: str, identifier: str = "") -> None:
    body, _ = Organisation.objects.get_or_create(
        portfolio=project.portfolio, name=name, identifier=identifier, slug=f"acteur-{len(name)}"
    )
    Participation.objects.create(project=project, organisation=body, role="holder", words=name)


def holder(name: str = HOLDER, identifier: str = "") -> tuple[IncomingActor, ...]:
    return (IncomingActor(name=name, role="holder", identifier=identifier),)


def incoming(name: str = "Un tout autre nom", **values: object) -> IncomingProject:
    return IncomingProject(where="projet 1", name=name, **values)


def find(portfolio: Portfolio, project: IncomingProject) -> Match:
    return ProjectIndex(portfolio).find(project)


@pytest.mark.parametrize(
    "said",
    [
        incoming(external_id="D-1", year=1999, actors=holder("Une autre")),
        incoming("Atelier renommé", slug="l-atelier-cycles", actors=holder()),
        incoming("L’atelier cycles", slug="l-atelier-cycles", actors=holder("Une autre")),
        incoming(call=CALL, year=2021, actors=holder("Sous un autre nom", SIREN)),
        incoming("l'atelier CYCLES", actors=holder("coopérative imaginaire")),
        incoming("L’Atelier   Cycles", year=2021, actors=holder()),
    ],
    ids=[
        "external identifier, whatever else",
        "slug and holder, renamed",
        "slug and name, another holder",
        "holder's identifier with call and year",
        "name and holder, written otherwise",
        "name, holder and year",
    ],
)
def test_a_project_is_recognised_by_what_is_certain(
    portfolio: Portfolio, known: Project, said: IncomingProject
) -> None:
    assert find(portfolio, said) == Match(known)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (incoming("L’Atelier Cycles", actors=holder("Une autre")), OTHER_HOLDER),
        (incoming("L’Atelier Cycles"), OTHER_HOLDER),
        (incoming("L’Atelier Cycles", external_id="D-2", actors=holder()), OTHER_IDENTIFIER),
        (incoming("L’Atelier Cycles", year=2022, actors=holder()), OTHER_YEAR),
        (incoming(slug="l-atelier-cycles", actors=holder("Une autre")), OTHER_NAMES),
        (
            incoming("L’Atelier Cycles", slug="l-atelier-cycles", external_id="D-2"),
            OTHER_IDENTIFIER,
        ),
    ],
    ids=[
        "name, another holder",
        "name, no holder said",
        "name and holder, another identifier",
        "name and holder, another year",
        "slug alone",
        "slug and name, another identifier",
    ],
)
def test_anything_less_is_a_question_with_its_reason(
    portfolio: Portfolio, known: Project, said: IncomingProject, why: str
) -> None:
    assert find(portfolio, said) == Match(doubtful=known, why=why)


@pytest.mark.parametrize(
    "said",
    [
        incoming(),
        incoming(external_id="D-2", actors=holder()),
        incoming(call=CALL, year=2022, actors=holder(identifier=SIREN)),
        incoming(call=CALL, year=2021, external_id="D-2", actors=holder(identifier=SIREN)),
        incoming("L’Atelier Cycles d’Angoulême", actors=holder()),
    ],
    ids=[
        "nothing in common",
        "holder alone",
        "holder's identifier, another year",
        "holder's identifier, another identifier of its own",
        "a longer name",
    ],
)
def test_what_has_nothing_certain_in_common_is_new(
    portfolio: Portfolio, known: Project, said: IncomingProject
) -> None:
    assert find(portfolio, said) == Match()


def test_two_projects_of_one_holder_in_one_call_are_told_apart_by_name_only(
    portfolio: Portfolio, known: Project
) -> None:
    second = Project.objects.create(
        portfolio=portfolio, slug="second", name="Second", call=known.call, year=2021
    )
    held_by(second, HOLDER, SIREN)
    same_year = {"call": CALL, "year": 2021, "actors": holder(identifier=SIREN)}
    assert find(portfolio, incoming("Troisième", **same_year)) == Match()
    assert find(portfolio, incoming("Second", **same_year)) == Match(second)


def test_among_namesakes_the_one_with_the_same_holder_is_meant(portfolio: Portfolio) -> None:
    made = []
    for number, name in enumerate(("Première Régie", "Seconde Association")):
        project = Project.objects.create(portfolio=portfolio, slug=f"n-{number}", name="La Halle")
        held_by(project, name)
        made.append(project)
    assert find(portfolio, incoming("La Halle", actors=holder("Seconde Association"))) == (
        Match(made[1])
    )
    assert find(portfolio, incoming("La Halle", actors=holder("Troisième"))) == (
        Match(doubtful=made[0], why=OTHER_HOLDER)
    )


def test_a_project_of_another_portfolio_is_never_meant(
    portfolio: Portfolio, known: Project
) -> None:
    other = Portfolio.objects.create(slug="autre", name="Autre", scheme=portfolio.scheme)
    said = incoming(known.name, slug=known.slug, external_id="D-1", actors=holder())
    assert find(other, said) == Match()


def test_a_project_just_made_is_recognised_later_in_the_same_file(portfolio: Portfolio) -> None:
    index = ProjectIndex(portfolio)
    said = incoming("La Halle", actors=holder())
    assert index.find(said) == Match()
    project = Project.objects.create(portfolio=portfolio, slug="la-halle", name="La Halle")
    held_by(project, HOLDER)
    index.add(project)
    assert index.find(said) == Match(project)


def test_what_it_costs_does_not_grow_with_the_portfolio(
    portfolio: Portfolio, django_assert_num_queries: object
) -> None:
    Project.objects.bulk_create(
        Project(portfolio=portfolio, slug=f"p-{n}", name=f"Projet {n}") for n in range(50)
    )
    with django_assert_num_queries(2):  # its holders, its projects with their calls
        index = ProjectIndex(portfolio)
        for number in range(50):
            assert index.find(incoming(f"Projet {number}")).project is not None
