"""Coming in: by password, by link; what is refused, and what is kept out of logs and caches."""

import datetime as dt
import logging
import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.utils import timezone

from terreau.accounts.entering import FREE_TRIES, WAIT
from terreau.accounts.links import INVITATION, make_link, read_link
from terreau.accounts.models import AccessEvent, Agent, EntryLink, FailedSignIns, Membership, User
from terreau.accounts.people import account_of, close_access, invite, set_credentials
from terreau.accounts.services import make_owner

pytestmark = pytest.mark.django_db
PASSWORD = "un mot de passe de phrase"
EMAIL = "camille@exemple.fr"
ENTER = EntryLink.Purpose.ENTER


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Passwords hashed fast: what is tested is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def camille(db: None) -> Agent:
    """The administrator, with an address and a password, who came once."""
    agent = make_owner("Camille")
    user = set_credentials(agent, EMAIL, PASSWORD, at=timezone.now())
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return Agent.objects.select_related("user").get(pk=agent.pk)


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str):
    return client.post("/connexion/", {"email": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def day_link(agent: Agent, at: dt.datetime | None = None) -> str:
    account_of(agent)
    at = at or timezone.now()
    return make_link(agent, ENTER, by=None, at=at, lasts=dt.timedelta(days=1))


def follow(client: Client, token: str):
    return client.get(f"/entrer/{token}/", follow=True)


def test_an_address_and_its_password_open_a_session(camille: Agent, client: Client) -> None:
    answer = sign_in(client, email=" Camille@Exemple.FR")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    assert AccessEvent.objects.get(kind="signed_in").about == camille


def test_a_session_gets_a_new_key_at_sign_in(camille: Agent, client: Client) -> None:
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_session_cookie_is_closed_to_scripts_and_to_other_sites(
    camille: Agent, client: Client
) -> None:
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_address_reads_as_a_wrong_password(camille: Agent, client: Client) -> None:
    def told(email: str) -> str:
        page = sign_in(client, email=email, password="faux").content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert told(EMAIL) == told("personne@exemple.fr")
    assert "ne vont pas ensemble" in told(EMAIL)
    assert not is_in(client)


def test_an_unknown_address_costs_the_same_hashing(
    camille: Agent, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, *args, **options):
        hashed.append(password)
        return encode(self, password, *args, **options)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    invite("Sacha", "sacha@exemple.fr", "reader", "instance", by=camille, at=timezone.now())
    closed = invite("Alix", "alix@exemple.fr", "reader", "instance", by=camille, at=timezone.now())
    close_access(closed.agent, by=camille, at=timezone.now())
    counts = []
    for email in (EMAIL, "personne@exemple.fr", "sacha@exemple.fr", "alix@exemple.fr"):
        hashed.clear()
        sign_in(client, email=email, password="faux")
        counts.append(len(hashed))
    assert counts == [1, 1, 1, 1]


def test_after_five_wrong_passwords_even_the_right_one_waits(
    camille: Agent, client: Client
) -> None:
    for _ in range(FREE_TRIES):
        assert sign_in(client, password="faux").status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Réessayez dans 15\u00a0minutes." in refused.content.decode()
    assert not is_in(client)
    FailedSignIns.objects.update(last_at=timezone.now() - WAIT)
    assert sign_in(client).status_code == 302


def test_waiting_is_the_same_for_an_address_nobody_has(db: None, client: Client) -> None:
    for _ in range(FREE_TRIES):
        sign_in(client, email="personne@exemple.fr")
    assert sign_in(client, email="PERSONNE@exemple.fr").status_code == 429


def test_tries_of_long_ago_leave_no_trace(camille: Agent, client: Client) -> None:
    for number in range(3):
        sign_in(client, email=f"personne{number}@exemple.fr")
    FailedSignIns.objects.update(last_at=timezone.now() - WAIT)
    sign_in(client)
    assert not FailedSignIns.objects.exists()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example/",
        "\\\\ailleurs.example",
        "javascript:alert(1)",
        "http:///ailleurs.example",
        " //ailleurs.example",
        "compte/",
    ],
)
def test_signing_in_never_leads_to_another_site(
    camille: Agent, client: Client, elsewhere: str
) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was_going(camille: Agent, client: Client) -> None:
    asked = client.get("/personnes/?x=1")
    assert asked["Location"] == "/connexion/?next=%2Fpersonnes%2F%3Fx%3D1"
    assert 'name="next" value="/personnes/?x=1"' in client.get(asked["Location"]).content.decode()
    assert sign_in(client, next="/personnes/?x=1")["Location"] == "/personnes/?x=1"


def test_every_form_refuses_what_another_site_sends(camille: Agent) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    strict.force_login(camille.user)
    token = day_link(camille)
    follow(strict, token)
    for address in ("/deconnexion/", "/entrer/", "/compte/", "/personnes/inviter/"):
        assert strict.post(address).status_code == 403, address
    assert read_link(token, timezone.now()) is not None


def test_signing_out_takes_a_form_and_ends_the_session(camille: Agent, client: Client) -> None:
    sign_in(client)
    assert client.get("/deconnexion/").status_code == 405
    assert is_in(client)
    client.post("/deconnexion/")
    assert not is_in(client)


def test_nothing_that_a_signed_in_person_sees_is_kept_in_a_cache(
    camille: Agent, client: Client
) -> None:
    public = client.get("/", follow=True)
    assert "no-store" not in public.get("Cache-Control", "")
    sign_in(client)
    for address in ("/", "/compte/", "/personnes/", "/nulle-part/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_a_link_is_not_used_up_by_being_looked_at(camille: Agent, client: Client) -> None:
    token = day_link(camille)
    for _ in range(3):
        page = follow(Client(), token)
        assert page.status_code == 200
        assert "Entrer" in page.content.decode()
    follow(client, token)
    assert client.post("/entrer/").status_code == 302
    assert is_in(client)


def test_a_link_leaves_the_address_and_the_pages(camille: Agent, client: Client) -> None:
    token = day_link(camille)
    answer = client.get(f"/entrer/{token}/")
    assert answer["Location"] == "/entrer/"
    cookie = answer.cookies["terreau_link"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/entrer/")
    assert token not in client.get("/entrer/").content.decode()


def test_a_link_serves_once(camille: Agent, client: Client) -> None:
    token = day_link(camille)
    first, second = Client(), Client()
    follow(first, token)
    follow(second, token)
    assert first.post("/entrer/").status_code == 302
    assert second.post("/entrer/").status_code == 410
    assert not is_in(second)
    assert follow(client, token).status_code == 410


def forged(token: str) -> list[str]:
    body, _, signature = token.rpartition(":")
    key, _, secret = body.partition(".")
    return [
        f"{int(key) + 1}.{secret}:{signature}",
        f"{body}:{signature[::-1]}",
        f"{body[:-1]}:{signature}",
        body,
        "x",
        ":",
        "\x00",
    ]


def test_a_forged_link_lets_nobody_in(camille: Agent) -> None:
    for token in forged(day_link(camille)):
        assert read_link(token, timezone.now()) is None


def test_a_link_of_one_person_signed_anew_for_another_is_refused(camille: Agent) -> None:
    from django.core import signing

    token = day_link(camille)
    secret = token.rpartition(":")[0].partition(".")[2]
    other = day_link(make_owner("Sacha"))
    key = other.partition(".")[0]
    mixed = signing.Signer(salt="terreau.accounts.links").sign(f"{key}.{secret}")
    assert read_link(mixed, timezone.now()) is None


def test_the_database_does_not_hold_the_secret_of_a_link(camille: Agent) -> None:
    secret = day_link(camille).rpartition(":")[0].partition(".")[2]
    held = EntryLink.objects.values().get(agent=camille)
    assert secret not in str(held)


def test_a_link_expires_to_the_second(camille: Agent) -> None:
    at = timezone.now()
    token = day_link(camille, at)
    day = dt.timedelta(days=1)
    assert read_link(token, at + day - dt.timedelta(seconds=1)) is not None
    assert read_link(token, at + day) is None


def test_a_newer_link_puts_an_end_to_the_one_before(camille: Agent) -> None:
    older = day_link(camille)
    newer = day_link(camille)
    assert read_link(older, timezone.now()) is None
    assert read_link(newer, timezone.now()) is not None


def test_no_log_holds_a_link(
    camille: Agent, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    token = day_link(camille)
    with caplog.at_level(logging.DEBUG):
        follow(client, token)
        client.post("/entrer/")
        follow(Client(), token)
        follow(Client(), token[:-1])
    secret = token.partition(".")[2][:20]
    logged = [one.getMessage() for one in caplog.records if one.name.startswith("django.request")]
    assert logged != []
    assert not any(secret in one for one in logged)


def test_who_comes_by_a_first_link_is_led_to_choose_a_password(client: Client) -> None:
    owner = make_owner("Camille")
    follow(client, day_link(owner))
    assert client.post("/entrer/")["Location"] == "/compte/"
    chosen = {"email": EMAIL, "password": PASSWORD, "again": PASSWORD}
    assert client.post("/compte/", chosen).status_code == 302
    assert is_in(client)
    client.post("/deconnexion/")
    assert sign_in(client).status_code == 302


def test_a_password_is_not_changed_without_the_current_one(camille: Agent, client: Client) -> None:
    sign_in(client)
    wanted = {"email": EMAIL, "password": "une tout autre phrase", "again": "une tout autre phrase"}
    assert "Remplissez ce champ" in client.post("/compte/", wanted).content.decode()
    wrong = client.post("/compte/", wanted | {"current": "faux"})
    assert "pas votre mot de passe actuel" in wrong.content.decode()
    assert client.post("/compte/", wanted | {"current": PASSWORD}).status_code == 302
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password="une tout autre phrase").status_code == 302


def test_another_session_ends_when_the_password_changes(camille: Agent, client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    wanted = {"email": EMAIL, "current": PASSWORD, "password": PASSWORD + "!"}
    client.post("/compte/", wanted | {"again": PASSWORD + "!"})
    assert is_in(client)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("court", "trop court"),
        ("736251498376251", "entièrement numérique"),
        ("1q2w3e4r5t6y7u", "trop courant"),
        ("sacha@exemple.fr", "semblable"),
    ],
)
def test_a_password_too_easy_is_refused_in_french(
    camille: Agent, client: Client, password: str, told: str
) -> None:
    at = timezone.now()
    invited = invite("Sacha", "sacha@exemple.fr", "reader", "instance", by=camille, at=at)
    follow(client, invited.token)
    page = client.post("/entrer/", {"password": password, "again": password})
    assert told in page.content.decode()
    assert "This" not in page.content.decode()
    assert read_link(invited.token, at) is not None


def test_an_invitation_lasts_fourteen_days(camille: Agent) -> None:
    at = timezone.now()
    invited = invite("Sacha", "sacha@exemple.fr", "reader", "instance", by=camille, at=at)
    assert read_link(invited.token, at + dt.timedelta(days=13, hours=23)) is not None
    assert read_link(invited.token, at + INVITATION) is None


def test_an_access_event_is_never_changed(camille: Agent) -> None:
    event = AccessEvent.objects.create(kind="invited", about=camille)
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_behind_https_cookies_are_for_https_only_and_forms_are_taken(camille: Agent) -> None:
    strict = Client(enforce_csrf_checks=True)
    origin = "https://projets.example.fr"
    with override_settings(CSRF_TRUSTED_ORIGINS=[origin]):
        page = strict.get("/connexion/").content.decode()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        data = {"email": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        assert strict.post("/connexion/", data, headers={"origin": origin}).status_code == 302
        other = {"origin": "https://ailleurs.example"}
        assert strict.post("/connexion/", data, headers=other).status_code == 403


def test_a_visitor_s_page_asks_nothing_of_the_sessions(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/connexion/").status_code == 200


def test_who_holds_no_role_may_only_see_what_is_public(camille: Agent, client: Client) -> None:
    sign_in(client)
    Membership.objects.all().delete()
    assert client.get("/personnes/").status_code == 403
    assert "Cette page ne vous est pas ouverte" in client.get("/personnes/").content.decode()
