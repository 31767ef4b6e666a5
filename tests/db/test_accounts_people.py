"""Inviting people, roles given and taken, access closed: on pages, and at once."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from terreau.accounts.errors import LastAdministrator, NameTaken, UnknownScope
from terreau.accounts.models import AccessEvent, Agent, Membership, User
from terreau.accounts.people import (
    account_of,
    close_access,
    give_role,
    invite,
    invite_holder,
    take_role,
)
from terreau.accounts.permissions import Action, Part, can
from terreau.accounts.services import make_owner
from terreau.explore.site import publish_site
from terreau.portfolio.models import Document, Portfolio

pytestmark = pytest.mark.django_db
PASSWORD = "un mot de passe de phrase"
LINK = re.compile(r'value="[^"]*(/entrer/[^"]+)"')


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Passwords hashed fast: what is tested is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def came_in(agent: Agent) -> Agent:
    """The person, as if they had signed in once."""
    User.objects.filter(pk=account_of(agent).pk).update(last_login=timezone.now())
    return Agent.objects.select_related("user").get(pk=agent.pk)


def browser_of(agent: Agent) -> Client:
    client = Client()
    client.force_login(account_of(agent))
    return client


def someone(name: str, role: str, scope: str) -> Agent:
    agent = Agent.objects.create(kind=Agent.Kind.PERSON, name=name)
    Membership.objects.create(agent=agent, role=role, scope=scope)
    return came_in(agent)


def link_in(page: bytes) -> str:
    found = LINK.search(html.unescape(page.decode()))
    assert found is not None
    return found[1]


@pytest.fixture
def camille(db: None) -> Agent:
    """The administrator of the instance."""
    return came_in(make_owner("Camille"))


@pytest.fixture
def private(example: Portfolio, camille: Agent) -> Portfolio:
    """The example portfolio, no longer public."""
    Portfolio.objects.filter(pk=example.pk).update(public=False)
    return Portfolio.objects.get(pk=example.pk)


def test_an_invitation_gives_a_link_a_password_and_a_role(
    private: Portfolio, camille: Agent
) -> None:
    asked = {
        "name": "Sacha Petit",
        "email": "Sacha@Exemple.fr",
        "role": "reader",
        "scope": private.access_scope,
    }
    shown = browser_of(camille).post("/personnes/inviter/", asked)
    page = html.unescape(shown.content.decode())
    assert "Terreau n’envoie pas de courriel" in page
    assert "mailto:sacha@exemple.fr?subject=" in page
    invited = Client()
    said = html.unescape(invited.get(link_in(shown.content), follow=True).content.decode())
    assert "Invitation de Camille" in said
    assert "Lectrice ou lecteur, le portefeuille" in said
    chosen = {"password": PASSWORD, "again": PASSWORD}
    assert invited.post("/entrer/", chosen)["Location"] == "/compte/"
    assert invited.get(f"/portefeuilles/{private.slug}/").status_code == 200
    again = Client()
    again.post("/connexion/", {"email": "sacha@exemple.fr", "password": PASSWORD})
    assert "Lectrice ou lecteur" in again.get("/compte/").content.decode()


def test_passwords_that_differ_leave_the_invitation_as_it_was(camille: Agent) -> None:
    at = timezone.now()
    invited = invite("Sacha", "sacha@exemple.fr", "reader", "instance", by=camille, at=at)
    client = Client()
    client.get(f"/entrer/{invited.token}/", follow=True)
    page = client.post("/entrer/", {"password": PASSWORD, "again": "autre"})
    assert "pas le même mot de passe" in page.content.decode()
    assert client.post("/entrer/", {"password": PASSWORD, "again": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "camille"}, "Quelqu’un s’appelle déjà"),
        ({"email": "pas une adresse"}, "Écrivez une adresse complète"),
        ({"email": ""}, "Remplissez ce champ"),
        ({"role": "holder"}, ""),
        ({"scope": "portfolio:inconnu"}, ""),
    ],
)
def test_an_invitation_that_cannot_be_made_writes_nothing(
    camille: Agent, changed: dict[str, str], told: str
) -> None:
    fine = {"name": "Sacha", "email": "s@exemple.fr", "role": "reader", "scope": "instance"}
    page = browser_of(camille).post("/personnes/inviter/", fine | changed)
    assert page.status_code == 200
    assert told in html.unescape(page.content.decode())
    assert list(Agent.objects.filter(kind="person")) == [camille]
    assert not AccessEvent.objects.exists()


def test_an_address_taken_writes_no_second_person(camille: Agent) -> None:
    at = timezone.now()
    invite("Sacha", "sacha@exemple.fr", "reader", "instance", by=camille, at=at)
    fine = {"name": "Alix", "email": "SACHA@exemple.fr", "role": "reader", "scope": "instance"}
    page = browser_of(camille).post("/personnes/inviter/", fine)
    assert "déjà celle d’une autre personne" in html.unescape(page.content.decode())
    assert not Agent.objects.filter(name="Alix").exists()


def test_nobody_takes_the_name_of_someone_who_judged(camille: Agent) -> None:
    Agent.objects.create(kind=Agent.Kind.PERSON, name="Dominique")
    with pytest.raises(NameTaken):
        invite("DOMINIQUE", "d@exemple.fr", "owner", "instance", by=camille, at=timezone.now())


@pytest.mark.parametrize("role", ["officer", "panellist", "reader"])
def test_only_those_who_administer_the_instance_see_and_change_people(
    private: Portfolio, camille: Agent, role: str
) -> None:
    key = camille.pk
    pages = ["/personnes/", "/personnes/inviter/", f"/personnes/{key}/"]
    acts = [f"/personnes/{key}/{act}/" for act in ("role", "lien", "fermer", "rouvrir")]
    acts.append(f"/personnes/{key}/role/{camille.memberships.get().pk}/retirer/")
    for scope in (private.access_scope, "instance"):
        client = browser_of(someone(f"Sacha {role} {scope}", role, scope))
        assert {client.get(page).status_code for page in pages} == {403}
        assert {client.post(act).status_code for act in acts} == {403}
    assert {Client().post(act).status_code for act in acts} == {302}
    owner_there = browser_of(someone("Alix", "owner", private.access_scope))
    assert owner_there.get("/personnes/").status_code == 403
    assert can(camille, Action.ADMINISTER)


def test_a_role_holds_from_the_moment_it_is_given_and_no_longer(
    private: Portfolio, camille: Agent
) -> None:
    sacha = someone("Sacha", "reader", "portfolio:autre")
    client, admin = browser_of(sacha), browser_of(camille)
    address = f"/portefeuilles/{private.slug}/"
    assert client.get(address).status_code == 404
    given = {"role": "reader", "scope": private.access_scope}
    admin.post(f"/personnes/{sacha.pk}/role/", given)
    assert client.get(address).status_code == 200
    held = sacha.memberships.get(scope=private.access_scope)
    admin.post(f"/personnes/{sacha.pk}/role/{held.pk}/retirer/")
    assert client.get(address).status_code == 404


def test_a_role_takes_the_place_of_the_one_held_there(private: Portfolio, camille: Agent) -> None:
    sacha = someone("Sacha", "reader", private.access_scope)
    give_role(sacha, "officer", private.access_scope, by=camille, at=timezone.now())
    assert [one.role for one in sacha.memberships.all()] == ["officer"]
    kinds = AccessEvent.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["role_taken", "role_given"]


def test_a_role_is_given_on_what_exists_and_never_as_a_holder(camille: Agent) -> None:
    for role, scope in (("reader", "portfolio:inconnu"), ("holder", "instance"), ("roi", "x")):
        with pytest.raises(UnknownScope):
            give_role(camille, role, scope, by=camille, at=timezone.now())


def test_the_last_who_administers_keeps_role_and_access(camille: Agent) -> None:
    admin = browser_of(camille)
    held = camille.memberships.get()
    someone("Sacha", "owner", "portfolio:autre")
    invited = invite("Alix", "a@exemple.fr", "owner", "instance", by=camille, at=timezone.now())
    for address in (
        f"/personnes/{camille.pk}/role/{held.pk}/retirer/",
        f"/personnes/{camille.pk}/fermer/",
    ):
        page = admin.post(address, follow=True).content.decode()
        assert "est la seule personne qui administre" in html.unescape(page)
    with pytest.raises(LastAdministrator):
        give_role(camille, "reader", "instance", by=camille, at=timezone.now())
    assert can(camille, Action.ADMINISTER)
    came_in(invited.agent)
    take_role(held, by=camille, at=timezone.now())
    assert not can(camille, Action.ADMINISTER)


def test_of_two_who_administer_one_closed_out_does_not_count(camille: Agent) -> None:
    sacha = someone("Sacha", "owner", "instance")
    close_access(sacha, by=camille, at=timezone.now())
    with pytest.raises(LastAdministrator):
        close_access(camille, by=sacha, at=timezone.now())


def test_who_is_closed_out_loses_sessions_links_and_rights_at_once(
    private: Portfolio, camille: Agent
) -> None:
    at = timezone.now()
    invited = invite("Sacha", "s@exemple.fr", "reader", private.access_scope, by=camille, at=at)
    client = browser_of(invited.agent)
    admin = browser_of(camille)
    assert client.get("/compte/").status_code == 200
    admin.post(f"/personnes/{invited.agent.pk}/fermer/")
    assert client.get("/compte/").status_code == 302
    assert Client().get(f"/entrer/{invited.token}/", follow=True).status_code == 410
    assert not can(invited.agent, Action.VIEW, private)
    refused = admin.post(f"/personnes/{invited.agent.pk}/lien/", follow=True)
    assert "est fermé" in refused.content.decode()
    admin.post(f"/personnes/{invited.agent.pk}/rouvrir/")
    assert client.get("/compte/").status_code == 302  # a session once ended stays so
    assert can(invited.agent, Action.VIEW, private)


def test_a_new_link_lets_someone_choose_another_password(camille: Agent) -> None:
    at = timezone.now()
    invited = invite("Sacha", "s@exemple.fr", "reader", "instance", by=camille, at=at)
    shown = browser_of(camille).post(f"/personnes/{invited.agent.pk}/lien/")
    client = Client()
    assert client.get(f"/entrer/{invited.token}/", follow=True).status_code == 410
    client.get(link_in(shown.content), follow=True)
    client.post("/entrer/", {"password": PASSWORD, "again": PASSWORD})
    assert client.get("/compte/").status_code == 200


def test_the_list_of_people_asks_the_same_however_many(
    camille: Agent, private: Portfolio, django_assert_num_queries
) -> None:
    admin = browser_of(camille)
    for number in range(12):
        someone(f"Sacha {number}", "reader", private.access_scope)
    project = private.projects.all()[0]
    someone("Alix", "holder", Part(private, project.slug).access_scope)
    # The session, the user, the agent, the right asked for; people, roles, links, two kinds of
    # scope; then the right to see the entry of the menu.
    with django_assert_num_queries(10):
        page = admin.get("/personnes/")
    said = html.unescape(page.content.decode())
    assert said.count('class="person"') == 14
    assert f"le projet «\u00a0{project.name}\u00a0»" in said


@pytest.fixture
def holder(private: Portfolio, camille: Agent) -> tuple[Client, Part, str]:
    """The browser of someone who came by the link of a project, the project, the token."""
    project = Part(private, private.projects.order_by("position")[0].slug)
    invited = invite_holder("Noa", project, by=camille, at=timezone.now())
    client = Client()
    client.get(f"/entrer/{invited.token}/", follow=True)
    first = client.post("/entrer/")
    assert first["Location"] == f"/portefeuilles/{private.slug}/projets/{project.slug}/"
    return client, project, invited.token


def test_a_holder_sees_their_project_and_nothing_else(
    holder: tuple[Client, Part, str], private: Portfolio
) -> None:
    client, project, _ = holder
    base = f"/portefeuilles/{private.slug}/"
    page = client.get(f"{base}projets/{project.slug}/")
    assert page.status_code == 200
    assert f'href="{base}' not in page.content.decode()
    other = private.projects.exclude(slug=project.slug)[0].slug
    document = private.documents.all()[0].sha256
    for address in (
        "",
        "projets/",
        f"projets/{other}/",
        "acteurs/",
        "ambitions/2/",
        f"documents/{document}/",
        f"documents/{document}/original",
    ):
        assert client.get(base + address).status_code == 404, address
    assert client.get("/personnes/").status_code == 403
    assert client.get(f"/porteurs/{project.access_scope}/").status_code == 403
    assert client.get("/")["Location"] == f"{base}projets/{project.slug}/"
    assert "mot de passe" not in client.get("/compte/").content.decode()


def test_a_holder_s_link_serves_again_until_it_is_taken_back(
    holder: tuple[Client, Part, str], camille: Agent
) -> None:
    client, project, token = holder
    again = Client()
    again.get(f"/entrer/{token}/", follow=True)
    assert again.post("/entrer/").status_code == 302
    noa = Agent.objects.get(name="Noa")
    address = f"/porteurs/{project.access_scope}/{noa.pk}/"
    browser_of(camille).post(f"{address}retirer/")
    assert {one.get("/compte/").status_code for one in (client, again)} == {302}
    assert Client().get(f"/entrer/{token}/", follow=True).status_code == 410
    renewed = link_in(browser_of(camille).post(f"{address}lien/").content)
    assert client.get(renewed, follow=True).status_code == 200
    client.post("/entrer/")
    assert client.get("/compte/").status_code == 200
    browser_of(camille).post(f"{address}lien/")
    assert client.get("/compte/").status_code == 302


def test_a_holder_s_session_never_outlives_the_link(private: Portfolio, camille: Agent) -> None:
    project = Part(private, private.projects.all()[0].slug)
    long_ago = timezone.now() - dt.timedelta(days=90) + dt.timedelta(hours=1)
    invited = invite_holder("Noa", project, by=camille, at=long_ago)
    client = Client()
    client.get(f"/entrer/{invited.token}/", follow=True)
    client.post("/entrer/")
    assert client.session.get_expiry_age() <= 3600


def test_an_officer_invites_holders_on_their_portfolio_alone(
    private: Portfolio, camille: Agent
) -> None:
    project = Part(private, private.projects.all()[0].slug)
    address = f"/porteurs/{project.access_scope}/"
    here = browser_of(someone("Sacha", "officer", private.access_scope))
    assert LINK.search(html.unescape(here.post(address, {"name": "Noa"}).content.decode()))
    elsewhere = browser_of(someone("Alix", "officer", "portfolio:autre"))
    assert elsewhere.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert here.get("/porteurs/project:neo-terra:inconnu/").status_code == 404
    assert here.get(f"/porteurs/{private.access_scope}/").status_code == 404


def test_an_officer_gets_no_link_of_someone_who_holds_more_than_a_project(
    holder: tuple[Client, Part, str], private: Portfolio, camille: Agent
) -> None:
    client, project, token = holder
    noa = Agent.objects.get(name="Noa")
    give_role(noa, "owner", "instance", by=camille, at=timezone.now())
    assert client.get("/personnes/").status_code == 302
    assert Client().get(f"/entrer/{token}/", follow=True).status_code == 410
    officer = browser_of(someone("Sacha", "officer", private.access_scope))
    for act in ("lien", "retirer"):
        page = officer.post(f"/porteurs/{project.access_scope}/{noa.pk}/{act}/", follow=True)
        assert "n’a pas ce droit" in html.unescape(page.content.decode())
        assert "/entrer/" not in page.content.decode()


def test_a_dossier_is_read_by_a_role_and_by_no_visitor(example: Portfolio, camille: Agent) -> None:
    document = example.documents.all()[0]
    Document.objects.filter(pk=document.pk).update(kind=Document.Kind.DOSSIER)
    address = f"/portefeuilles/{example.slug}/documents/{document.sha256}/"
    reader = browser_of(someone("Sacha", "reader", example.access_scope))
    stranger = browser_of(someone("Alix", "reader", "portfolio:autre"))
    for page in (address, f"{address}original"):
        assert Client().get(page).status_code == 404
        assert stranger.get(page).status_code == 404
        assert reader.get(page).status_code == 200
    project = document.projects.all()[0]
    linked = f"/portefeuilles/{example.slug}/projets/{project.slug}/"
    assert address in reader.get(linked).content.decode()
    assert document.sha256 not in Client().get(linked).content.decode()


@pytest.mark.any_database
def test_the_static_site_knows_nothing_of_signing_in(example: Portfolio, tmp_path: Path) -> None:
    options = {"notation": None, "on": None, "public_url": "", "tell": lambda _: None}
    publish_site(example, tmp_path, formats=("html",), **options)
    pages = [path.read_text("utf-8") for path in tmp_path.rglob("*.html")]
    assert len(pages) > 20
    assert not any("connexion" in page or "Votre compte" in page for page in pages)


def test_a_private_portfolio_reads_as_none_to_who_may_not_see_it(private: Portfolio) -> None:
    stranger = browser_of(someone("Alix", "officer", "portfolio:autre"))
    for client in (Client(), stranger):
        hidden = client.get(f"/portefeuilles/{private.slug}/")
        nowhere = client.get("/portefeuilles/inconnu/")
        assert (hidden.status_code, nowhere.status_code) == (404, 404)
