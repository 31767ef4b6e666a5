"""Which project a document is certainly about, by the names and numbers at its beginning."""

import pytest

from terreau.collect.drop.attaching import candidates, owner
from terreau.collect.matching import ProjectIndex
from terreau.portfolio.models import Organisation, Participation, Portfolio, Project
from terreau.portfolio.services import new_portfolio
from terreau.vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
SIRET = "76411933000013"
HOLDER = "Coopérative Le Fanal des Écharpes longues"


@pytest.fixture
def index(owner: object) -> ProjectIndex:
    """Two projects whose names begin alike, the second one's holder written with a slip."""
    portfolio = new_portfolio("essai", Scheme.objects.get(slug="neo-terra-2023"), name="Essai")
    listed(portfolio, "Mille Mains levées", HOLDER, "")
    listed(portfolio, "Trois mille Mains levées", "Le Fanal des Écharpes lngues", "")
    listed(portfolio, "Le Fil vert", "L’Atelier", SIRET)
    return ProjectIndex(portfolio)


def listed(portfolio: Portfolio, name: str, holder: str, number: str) -> None:
    place = portfolio.projects.count()
    project = Project.objects.create(
        portfolio=portfolio, slug=f"projet-{place}", name=name, position=place
    )
    body = Organisation.objects.create(
        portfolio=portfolio, slug=f"structure-{place}", name=holder, identifier=number
    )
    Participation.objects.create(project=project, organisation=body, role="holder", position=0)


def found(index: ProjectIndex, text: str) -> str:
    """The name of the project of a document without a telling name, blank where it is unsure."""
    project = owner(index, "dossiers", "demande.pdf", text)
    return project.name if project is not None else ""


def asked(index: ProjectIndex, text: str) -> list[str]:
    return [project.name for project, _ in candidates(index, "dossiers", "demande.pdf", text)]


def test_a_name_inside_a_longer_one_is_not_the_one_that_is_meant(index):
    text = f"Trois mille Mains levées\nPorteur : {HOLDER}\n"

    assert found(index, text) == "Trois mille Mains levées"
    assert asked(index, text) == ["Trois mille Mains levées"]


def test_a_short_name_that_stands_by_itself_beside_a_longer_one_is_asked_about(index):
    text = f"Mille Mains levées\nPorteur : {HOLDER}\nÀ la suite de « Trois mille Mains levées ».\n"

    assert found(index, text) == ""
    assert asked(index, text) == ["Mille Mains levées", "Trois mille Mains levées"]


def test_a_holder_is_known_by_its_number_and_a_long_name_despite_a_slip(index):
    assert found(index, f"Le Fil vert\nN° SIRET : {SIRET}\n") == "Le Fil vert"
    assert found(index, "Mille Mains levées, Coopérative Fanal des Écharpes longues\n") != ""


def test_a_project_named_without_its_holder_is_asked_about(index):
    text = "Une lettre pour Le Fil vert, que portent L’Etelier et ses amis.\n"

    assert found(index, text) == ""
    assert asked(index, text) == ["Le Fil vert"]
