"""The screens of an import up to its columns: who may, what each says, what each costs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terreau.accounts.models import Agent, Membership
from terreau.accounts.people import account_of
from terreau.collect.models import ImportRun
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.values import correct
from tests.builders.imports import (
    COLLECT,
    HOME,
    LAUREATS,
    State,
    applied,
    at,
    drop,
    let_work,
    page_of,
    planned,
    read,
    signed_in,
    with_role,
)
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db

# Who may


def test_a_visitor_is_led_to_the_sign_in_and_sees_no_way_to_collect(
    portfolio: Portfolio, client: Client
) -> None:
    answer = client.get(COLLECT)
    assert answer.status_code == 302
    assert answer.url.startswith("/connexion/")
    assert "Collecte" not in page_of(client, HOME).words


def test_a_reader_is_refused_and_is_shown_no_way_to_collect(portfolio: Portfolio) -> None:
    client = signed_in(with_role("Sacha", Membership.Role.READER, portfolio))
    assert client.get(COLLECT).status_code == 403
    assert client.get(f"{HOME}projets/inconnu/corriger/").status_code == 403
    assert "Collecte" not in page_of(client, HOME).words


def test_an_officer_finds_the_way_to_collect_on_every_page(at_work: Client) -> None:
    for address in (HOME, f"{HOME}projets/", COLLECT):
        assert f"http://testserver{COLLECT}" in page_of(at_work, address).links, address


def test_an_import_of_another_portfolio_is_not_found(at_work: Client, portfolio: Portfolio) -> None:
    other = Portfolio.objects.create(slug="autre", name="Autre", scheme=portfolio.scheme)
    run = ImportRun.objects.create(portfolio=other, by=Agent.objects.first(), at=NOW)
    assert at_work.get(f"{COLLECT}{run.pk}/fichiers/").status_code == 404
    assert at_work.get(f"/portefeuilles/autre/collecte/{run.pk}/").status_code == 403


@pytest.mark.parametrize(
    "name", ["start", "read", "stop", "plan_again", "respond", "apply", "abandon", "undo"]
)
def test_what_changes_something_is_never_done_by_a_link(at_work: Client, name: str) -> None:
    run = drop(at_work)
    arguments = ["essai"] if name == "start" else ["essai", run.pk]
    assert at_work.get(reverse(f"collect:{name}", args=arguments)).status_code == 405


def test_a_form_from_elsewhere_is_refused(officer: Agent) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of(officer))
    assert client.post(f"{COLLECT}nouveau/").status_code == 403


def test_every_form_that_changes_something_carries_its_token(at_work: Client) -> None:
    waiting = drop(at_work, ("a.csv", b"a;b\n1;2\n"))
    done = applied(at_work)
    project = Project.objects.get(external_id="D-102")
    correct(project, "year", "2022", done.by, timezone.now())
    pages = [COLLECT, at(waiting, "fichiers/"), at(planned(at_work), "plan/"), at(done, "bilan/")]
    pages += [f"{HOME}projets/{project.slug}/", f"{HOME}projets/{project.slug}/corriger/"]
    for address in pages:
        page = at_work.get(address).content.decode()
        assert page.count('method="post"') == page.count("csrfmiddlewaretoken"), address


# Files


def test_the_empty_list_says_what_to_do(at_work: Client) -> None:
    words = page_of(at_work, COLLECT).words
    assert "Rien n’est encore entré par ici" in words
    assert "Déposer des fichiers" in words


def test_a_new_import_left_without_a_file_is_taken_up_again(at_work: Client) -> None:
    first = at_work.post(f"{COLLECT}nouveau/").url
    assert at_work.post(f"{COLLECT}nouveau/").url == first


def test_files_are_kept_with_their_path_and_can_be_taken_back(at_work: Client) -> None:
    run = drop(at_work, ("a.csv", b"a;b\n1;2\n"), ("b.txt", b"bonjour"), folder="2024/../D-101")
    assert list(run.files.values_list("name", "folder")) == [
        ("a.csv", "2024/D-101"),
        ("b.txt", "2024/D-101"),
    ]
    at_work.post(at(run, f"fichiers/{run.files.get(name='b.txt').pk}/retirer/"))
    words = page_of(at_work, at(run, "fichiers/")).words
    assert "b.txt" not in words.replace("« b.txt » est retiré", "")
    assert "1 fichier, 8 octets" in words.replace("\u00a0", " ")


def test_a_script_is_given_the_line_of_the_file_or_the_refusal(at_work: Client) -> None:
    run = drop(at_work)
    sent = {"files": SimpleUploadedFile("a.csv", b"a;b"), "folder": "d", "fragment": "1"}
    answer = at_work.post(at(run, "fichiers/"), sent)
    assert answer.status_code == 201
    assert "a.csv" in answer.content.decode()
    assert answer.content.decode().lstrip().startswith("<li")
    assert at_work.post(at(run, "fichiers/"), {"fragment": "1"}).status_code == 422


def test_a_file_over_the_limit_is_said_and_the_others_are_kept(at_work: Client, settings) -> None:
    settings.IMPORT_FILE_BYTES = 1_000
    run = drop(at_work, ("gros.csv", b"x" * 100_000), ("petit.csv", b"a;b\n1;2\n"))
    assert list(run.files.values_list("name", flat=True)) == ["petit.csv"]
    words = page_of(at_work, at(run, "fichiers/")).words
    assert "« gros.csv » dépasse 1 Ko" in words.replace("\u00a0", " ")


def test_an_import_over_its_limit_says_what_to_do(at_work: Client, settings) -> None:
    settings.IMPORT_TOTAL_BYTES = 15
    run = drop(at_work, ("a.csv", b"a;b\n1;2\n"))
    data = {"files": SimpleUploadedFile("b.csv", b"a;b\n1;2\n"), "fragment": "1"}
    answer = at_work.post(at(run, "fichiers/"), data)
    assert answer.status_code == 422
    assert "un import porte 15" in answer.content.decode()
    assert run.files.count() == 1


def test_who_is_not_signed_in_sends_nothing_to_the_disk(at_work: Client) -> None:
    run = drop(at_work)
    sent = {"files": SimpleUploadedFile("a.csv", b"a;b\n1;2\n")}
    answer = Client().post(at(run, "fichiers/"), sent)
    assert answer.status_code == 302
    assert answer.wsgi_request.FILES == {}


def test_reading_nothing_is_refused_in_words(at_work: Client) -> None:
    run = drop(at_work)
    answer = at_work.post(at(run, "lire/"), follow=True)
    assert "n’a encore reçu aucun fichier" in answer.content.decode()


# Reading


def test_the_page_of_progress_follows_the_work_then_leads_on(at_work: Client) -> None:
    run = drop(at_work, ("laureats.csv", LAUREATS.encode()))
    at_work.post(at(run, "lire/"))
    page = at_work.get(at(run, "lecture/")).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "En cours" in page
    assert "X-Terreau-Next" not in at_work.get(at(run, "lecture/?fragment=1"))
    let_work(run)
    answer = at_work.get(at(run, "lecture/?fragment=1"))
    assert answer["X-Terreau-Next"] == at(run, "colonnes/")
    assert at_work.get(at(run, "lecture/?suivre=1")).url == at(run, "colonnes/")


def test_reading_can_be_stopped_and_taken_up_again(at_work: Client) -> None:
    run = drop(at_work, ("laureats.csv", LAUREATS.encode()))
    at_work.post(at(run, "lire/"))
    at_work.post(at(run, "arreter/"))
    assert let_work(run).state == State.STOPPED
    assert "Reprendre" in page_of(at_work, at(run, "lecture/")).words
    assert read(at_work, run).state == State.MAPPING


def test_a_file_that_cannot_be_read_is_listed_with_what_to_do(at_work: Client) -> None:
    run = drop(at_work, ("laureats.csv", LAUREATS.encode()), ("vide.csv", b""))
    read(at_work, run)
    words = page_of(at_work, at(run, "lecture/")).words
    assert "1 fichier illisible" in words
    assert "Le fichier est vide." in words
    assert "Vérifiez que le fichier a bien été enregistré" in words


# Columns


def test_each_column_shows_its_letters_its_values_its_field_and_why(at_work: Client) -> None:
    run = read(at_work, drop(at_work, ("laureats.csv", LAUREATS.encode())))
    table = run.files.get().tables.get()
    assert at_work.get(at(run, "colonnes/")).url == at(run, f"colonnes/{table.pk}/")
    words = page_of(at_work, at(run, f"colonnes/{table.pk}/")).words
    for said in ("Colonne B : Nom du projet", "Radio Vallée", "Identifiant d’origine", "Pourquoi"):
        assert said in words.replace("\u00a0", " "), said
    assert "Les Mitrons" in words
    assert "12 500 €" in words.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_preview_follows_the_fields_chosen_and_keeps_nothing(at_work: Client) -> None:
    run = read(at_work, drop(at_work, ("laureats.csv", LAUREATS.encode())))
    table = run.files.get().tables.get()
    before = list(table.mapping)
    sent = {"act": "preview", "fragment": "1", "colonne-1": "ignore", "colonne-2": "name"}
    answer = at_work.post(at(run, f"colonnes/{table.pk}/"), sent)
    assert "Les Mitrons" in answer.content.decode()
    assert "Radio Vallée" not in answer.content.decode()
    table.refresh_from_db()
    assert table.mapping == before


def test_two_columns_for_one_field_are_refused_in_the_words_of_the_page(at_work: Client) -> None:
    run = read(at_work, drop(at_work, ("laureats.csv", LAUREATS.encode())))
    table = run.files.get().tables.get()
    sent = {"act": "confirm", "colonne-1": "name", "colonne-2": "name"}
    answer = at_work.post(at(run, f"colonnes/{table.pk}/"), sent)
    assert answer.status_code == 422
    assert "Nom du projet" in answer.content.decode()
    assert "vient de deux colonnes" in answer.content.decode()
    run.refresh_from_db()
    assert run.state == State.MAPPING


def test_a_year_that_is_none_is_refused_at_its_field(at_work: Client) -> None:
    run = read(at_work, drop(at_work, ("laureats.csv", LAUREATS.encode())))
    table = run.files.get().tables.get()
    answer = at_work.post(at(run, f"colonnes/{table.pk}/"), {"act": "confirm", "year": "l’an 2"})
    assert answer.status_code == 422
    assert "Écrivez une année" in answer.content.decode()


def test_a_table_of_a_thousand_columns_asks_about_those_it_recognises(at_work: Client) -> None:
    headers = ["Nom du projet", *(f"Réponse {number}" for number in range(1_200)), "Montant voté"]
    row = ["Le puits", *(f"r{number}" for number in range(1_200)), "1 000"]
    data = f"{';'.join(headers)}\n{';'.join(row)}\n".encode()
    run = read(at_work, drop(at_work, ("large.csv", data)))
    table = run.files.get().tables.get()
    page = at_work.get(at(run, f"colonnes/{table.pk}/")).content.decode()
    assert page.count("<select") == 500
    assert 'name="colonne-0"' in page
    assert 'name="colonne-1201"' in page
    at_work.post(at(run, f"colonnes/{table.pk}/"), {"act": "confirm"})
    assert let_work(run).counts["created"] == 1


def test_a_table_left_aside_brings_nothing(at_work: Client) -> None:
    run = read(at_work, drop(at_work, ("laureats.csv", LAUREATS.encode())))
    table = run.files.get().tables.get()
    at_work.post(at(run, f"colonnes/{table.pk}/"), {"act": "skip"})
    assert let_work(run).state == State.PLANNED
    assert not run.records.filter(name="Radio Vallée").exists()


def test_next_year_s_file_is_recognised_and_the_page_says_since_when(at_work: Client) -> None:
    applied(at_work)
    later = LAUREATS.replace("D-10", "D-20").replace("Radio Vallée", "Le Verger")
    run = planned(at_work, later, "laureats-2025.csv")
    assert run.state == State.PLANNED
    table = run.files.get().tables.get()
    words = page_of(at_work, at(run, f"colonnes/{table.pk}/")).words
    assert "Retrouvée de l’import du" in words
    assert "Dominique" in words


# What pages cost


# Six for who is signed in and what they may, one for the portfolio, one for the import.
QUERIES = {"fichiers/": 11, "lecture/": 11, "plan/": 12, "bilan/": 9}


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def many(count: int) -> str:
    lines = [
        f"D-{number};Projet {number};Structure {number};Limoges;5 000;2024"
        for number in range(count)
    ]
    return "\n".join([LAUREATS.splitlines()[0], *lines, ""])


def test_no_page_asks_more_when_records_are_many(at_work: Client) -> None:
    few, lot = applied(at_work, many(3), "a.csv"), applied(at_work, many(60), "b.csv")
    for run in (few, lot):
        assert {end: cost(at_work, at(run, end)) for end in QUERIES} == QUERIES
    assert cost(at_work, COLLECT) == 9
