"""A body written in several ways is one actor to readers: one page, one count, one name."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from terreau.portfolio.models import Organisation, Participation, Portfolio
from terreau.publish.exports import ExportRequest
from terreau.publish.exports.projects import export
from terreau.vocabulary.models import Concept
from tests.builders.imports import signed_in, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice_written(example: Portfolio) -> tuple[Organisation, Organisation]:
    """A partner of the example and another way of writing it, in one and the same project."""
    row = Participation.objects.filter(
        project__portfolio=example, role="partner", organisation__isnull=False
    ).order_by("pk")[0]
    head = row.organisation
    assert head is not None
    other = Organisation.objects.create(
        portfolio=example, slug="autre-ecriture", name="Ecriture d’Été (E.E.)", same_as=head
    )
    Participation.objects.create(
        project=row.project, role="partner", organisation=other, words=other.name, position=99
    )
    return head, other


def address(body: Organisation) -> str:
    return f"/portefeuilles/{body.portfolio.slug}/acteurs/{body.slug}/"


def test_a_body_written_twice_is_one_line_that_tells_both_names(
    twice_written: tuple[Organisation, Organisation], client: Client
) -> None:
    head, other = twice_written

    page = client.get(f"/portefeuilles/{head.portfolio.slug}/acteurs/")

    listed = [body for body in page.context["bodies"] if other.name in body["also"]]
    assert [body["name"] for body in listed] == [head.name]
    assert all(body["name"] != other.name for body in page.context["bodies"])


def test_the_page_of_another_writing_leads_to_the_body(
    twice_written: tuple[Organisation, Organisation], client: Client
) -> None:
    head, other = twice_written

    answer = client.get(address(other))

    assert (answer.status_code, answer["Location"]) == (302, address(head))
    assert other.name in client.get(address(head)).content.decode()


@pytest.mark.parametrize("asked", ["ecriture ete", "ÉCRIT", "d’été (E.E.)"])
def test_a_body_is_found_by_any_of_its_writings(
    twice_written: tuple[Organisation, Organisation], client: Client, asked: str
) -> None:
    head, _ = twice_written

    page = client.get(f"/portefeuilles/{head.portfolio.slug}/acteurs/", {"q": asked})

    assert [body["name"] for body in page.context["bodies"]] == [head.name]


def test_a_name_that_nobody_bears_says_what_to_try(example: Portfolio, client: Client) -> None:
    page = client.get(f"/portefeuilles/{example.slug}/acteurs/", {"q": "<b>zzz</b>"})

    assert "Aucun organisme ne porte ce nom" in page.content.decode()
    assert "<b>zzz" not in page.content.decode()


def test_a_project_and_its_export_name_a_body_once(
    twice_written: tuple[Organisation, Organisation], client: Client, tmp_path: Path
) -> None:
    head, other = twice_written
    project = other.participations.get().project

    page = client.get(f"/portefeuilles/{head.portfolio.slug}/projets/{project.slug}/")
    export(
        ExportRequest(
            standard="projects",
            to=tmp_path,
            media_root=settings.MEDIA_ROOT,
            portfolio=head.portfolio.slug,
            everything=True,
        )
    )

    listed = json.loads((tmp_path / "projects.json").read_text("utf-8"))
    partners = next(one["partners"] for one in listed if one["slug"] == project.slug)
    names = [one["name"] for one in partners]
    assert names.count(head.name) == 1
    assert other.name not in names
    assert other.name not in page.content.decode()


def test_a_branch_and_its_head_lead_to_each_other(
    twice_written: tuple[Organisation, Organisation], client: Client
) -> None:
    head, _ = twice_written
    branch = Organisation.objects.create(
        portfolio=head.portfolio, slug="antenne", name="L’Antenne des Marais", branch_of=head
    )

    assert branch.name in client.get(address(head)).content.decode()


@pytest.fixture
def a_person(twice_written: tuple[Organisation, Organisation]) -> Organisation:
    """A partner of a project who is a person."""
    _, other = twice_written
    body = Organisation.objects.create(
        portfolio=other.portfolio, slug="jeanne-durand", name="Jeanne DURAND"
    )
    project = other.participations.get().project
    Participation.objects.create(
        project=project, role="partner", organisation=body, words=body.name, position=100
    )
    return body


PUBLIC_PAGES = ("", "acteurs/", "projets/", "projets/{project}/", "ambitions/2/")


def read_by_all(client: Client, body: Organisation) -> str:
    project = body.participations.get().project.slug
    home = f"/portefeuilles/{body.portfolio.slug}/"
    return "".join(
        client.get(home + page.format(project=project)).content.decode() for page in PUBLIC_PAGES
    )


def test_a_person_is_named_on_no_public_page_and_in_no_public_export(
    a_person: Organisation, client: Client, tmp_path: Path
) -> None:
    values = {"standard": "projects", "media_root": settings.MEDIA_ROOT}
    export(ExportRequest(to=tmp_path, portfolio=a_person.portfolio.slug, **values))

    exported = (tmp_path / "projects.json").read_text("utf-8")
    assert "DURAND" not in exported
    assert "DURAND" not in read_by_all(client, a_person)
    assert client.get(address(a_person)).status_code == 404


def test_a_person_who_agrees_is_named(a_person: Organisation, client: Client) -> None:
    a_person.kind = Concept.objects.get(scheme__slug="natures", notation="personne-nommee")
    a_person.save(update_fields=["kind"])

    assert "Jeanne DURAND" in read_by_all(client, a_person)
    assert client.get(address(a_person)).status_code == 200


def test_whoever_reads_the_dossiers_sees_a_person_named(a_person: Organisation) -> None:
    reader = signed_in(with_role("Lise", "reader", a_person.portfolio))

    assert "Jeanne DURAND" in reader.get(address(a_person)).content.decode()
