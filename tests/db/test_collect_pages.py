"""The screens of an import: who may, each state with its page, what each says, what each costs."""

import io

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terreau.accounts.models import Agent, Membership
from terreau.accounts.people import account_of
from terreau.collect.models import ImportRun
from terreau.collect.runs.stages import work
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.values import correct, shown
from terreau.vocabulary.models import Concept, Scheme
from tests.builders.html import ReadPage, read_page
from tests.db.conftest import NOW

pytestmark = pytest.mark.django_db
HOME = "/portefeuilles/essai/"
COLLECT = f"{HOME}collecte/"
State = ImportRun.State

LAUREATS = (
    "N° dossier;Nom du projet;Structure;Commune;Montant voté;Année\n"
    "D-101;Le Fournil partagé;Les Mitrons;Limoges;12 500,00;2024\n"
    "D-102;Radio Vallée;Ondes claires;Tulle;8 000;2024\n"
    "D-103;;;Guéret;3 000;2024\n"
)


@pytest.fixture
def portfolio(db: None) -> Portfolio:
    """A portfolio without projects, read against a strategy of one ambition."""
    scheme = Scheme.objects.create(slug="strategie", title="Stratégie")
    Concept.objects.create(scheme=scheme, notation="1", label="Une ambition")
    return Portfolio.objects.create(slug="essai", name="Essai", scheme=scheme)


@pytest.fixture
def officer(portfolio: Portfolio) -> Agent:
    """Someone who may bring files into the portfolio, and nothing else."""
    return with_role("Dominique", Membership.Role.OFFICER, portfolio)


def with_role(name: str, role: str, portfolio: Portfolio) -> Agent:
    agent = Agent.objects.create(kind=Agent.Kind.PERSON, name=name)
    Membership.objects.create(agent=agent, role=role, scope=portfolio.access_scope)
    return agent


def signed_in(agent: Agent) -> Client:
    client = Client()
    client.force_login(account_of(agent))
    return client


@pytest.fixture
def at_work(officer: Agent) -> Client:
    return signed_in(officer)


def page_of(client: Client, address: str) -> ReadPage:
    answer = client.get(address)
    assert answer.status_code in {200, 422}, (address, answer.status_code, answer.headers)
    return read_page(f"http://testserver{address}", answer.content)


def drop(client: Client, *files: tuple[str, bytes], folder: str = "") -> ImportRun:
    """Begin an import and send it files, as a form without a script does."""
    begun = client.post(f"{COLLECT}nouveau/")
    run = ImportRun.objects.get(pk=int(begun.url.split("/")[4]))
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(begun.url, {"files": sent, "folder": folder})
    assert answer.status_code == 302
    return run


def at(run: ImportRun, end: str) -> str:
    return f"{COLLECT}{run.pk}/{end}"


def let_work(run: ImportRun) -> ImportRun:
    """Do what the worker would."""
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    return run


def read(client: Client, run: ImportRun) -> ImportRun:
    client.post(at(run, "lire/"))
    return let_work(run)


def confirm_all(client: Client, run: ImportRun, **changes: str) -> ImportRun:
    """Confirm the columns of every table as they are proposed, but for `changes`."""
    for file in run.files.all():
        for table in file.tables.all():
            fields = {f"colonne-{one['index']}": one["field"] for one in table.mapping}
            client.post(at(run, f"colonnes/{table.pk}/"), fields | {"act": "confirm"} | changes)
    return let_work(run)


def planned(client: Client, text: str = LAUREATS, name: str = "laureats.csv") -> ImportRun:
    run = read(client, drop(client, (name, text.encode())))
    return confirm_all(client, run) if run.state == State.MAPPING else run


def applied(client: Client, text: str = LAUREATS, name: str = "laureats.csv") -> ImportRun:
    run = planned(client, text, name)
    client.post(at(run, "appliquer/"))
    return let_work(run)


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


# The plan


def test_the_plan_shows_a_sum_that_holds_and_says_that_nothing_is_written(
    at_work: Client, portfolio: Portfolio
) -> None:
    run = planned(at_work)
    counts = run.counts
    assert counts["read"] == 3 == counts["created"] + counts["rejected"]
    words = page_of(at_work, at(run, "plan/")).words.replace("\u00a0", " ")
    assert "Rien n’est encore écrit" in words
    for said in ("lus3", "nouveaux2", "modifié0", "inchangé0", "rejeté1", "ligne 4"):
        assert said in words, said
    assert not Project.objects.filter(name="Radio Vallée").exists()


def test_each_part_of_the_plan_has_its_address(at_work: Client) -> None:
    run = planned(at_work)
    created = page_of(at_work, at(run, "plan/?issue=created")).words
    rejected = page_of(at_work, at(run, "plan/?issue=rejected")).words
    assert "Radio Vallée" in created
    assert "Radio Vallée" not in rejected
    assert "ligne 4" in rejected
    assert "ni nom de projet" in rejected


def test_a_change_says_before_after_and_its_cell(at_work: Client) -> None:
    applied(at_work)
    run = planned(at_work, LAUREATS.replace("D-102;Radio Vallée", "D-102;Radio des Vallées"))
    page = page_of(at_work, at(run, "plan/?issue=updated")).words
    assert "Avant : Radio Vallée" in page.replace("\u00a0", " ")
    assert "Après : Radio des Vallées" in page.replace("\u00a0", " ")
    assert "colonne B" in page


def test_a_question_shows_both_sides_and_its_answer_changes_the_plan(at_work: Client) -> None:
    applied(at_work)
    run = planned(at_work, LAUREATS.replace("D-101", "").replace("Les Mitrons", "Le Pain commun"))
    record = run.records.exclude(question=[]).get()
    words = page_of(at_work, at(run, "plan/?issue=question")).words
    for said in ("C’est le même", "C’est un autre", "Les Mitrons", "Le Pain commun"):
        assert said in words, said
    before = run.counts["rejected"]
    at_work.post(at(run, "repondre/"), {record.key: "new"})
    assert let_work(run).counts["rejected"] == before - 1
    assert "0 question" not in page_of(at_work, at(run, "plan/")).words
    assert run.answers.get().by.name == "Dominique"


def test_a_document_of_an_unknown_project_is_attached_by_an_answer(at_work: Client) -> None:
    applied(at_work)
    run = read(at_work, drop(at_work, ("Vallée, radio : note.txt", b"Une visite.")))
    record = run.records.exclude(question=[]).get()
    words = page_of(at_work, at(run, "plan/")).words.replace("\u00a0", " ")
    assert "De quel projet parle" in words
    assert "« Radio Vallée »" in words
    at_work.post(at(run, "repondre/"), {record.key: "attach:radio-vallee"})
    let_work(run)
    at_work.post(at(run, "appliquer/"))
    let_work(run)
    project = Project.objects.get(slug="radio-vallee")
    document = project.documents.get(kind="dossier", media_type="text/plain")
    assert any(document.sha256 in link for link in page_of(at_work, at(run, "plan/")).links)


def test_an_answer_that_the_question_does_not_offer_is_not_kept(at_work: Client) -> None:
    applied(at_work)
    run = planned(at_work, LAUREATS.replace("D-101", "").replace("Les Mitrons", "Le Pain commun"))
    record = run.records.exclude(question=[]).get()
    at_work.post(at(run, "repondre/"), {record.key: "same:ailleurs", "autre": "new"})
    run.refresh_from_db()
    assert run.state == State.PLANNED
    assert not run.answers.exists()


def test_a_corrected_value_is_a_disagreement_to_settle(at_work: Client, officer: Agent) -> None:
    applied(at_work)
    project = Project.objects.get(external_id="D-102")
    correct(project, "name", "Radio Vallée libre", officer, timezone.now())
    run = planned(at_work, LAUREATS.replace("Radio Vallée", "Radio V."))
    words = page_of(at_work, at(run, "plan/?issue=question")).words.replace("\u00a0", " ")
    assert "Garder « Radio Vallée libre »" in words
    assert "Prendre « Radio V. »" in words
    record = run.records.exclude(conflicts=[]).get()
    at_work.post(at(run, "repondre/"), {f"{record.key}:name": "take"})
    let_work(run)
    at_work.post(at(run, "appliquer/"))
    let_work(run)
    project.refresh_from_db()
    assert project.name == "Radio V."


def test_an_import_can_be_given_up_as_long_as_nothing_is_written(at_work: Client) -> None:
    run = planned(at_work)
    answer = at_work.post(at(run, "abandonner/"), follow=True)
    assert "Import abandonné" in answer.content.decode()
    assert not ImportRun.objects.filter(pk=run.pk).exists()
    done = applied(at_work)
    at_work.post(at(done, "abandonner/"))
    assert ImportRun.objects.filter(pk=done.pk).exists()


def test_the_error_of_a_former_try_is_shown(at_work: Client) -> None:
    run = planned(at_work)
    run.error = {"code": "x", "message": "Le portefeuille a changé.", "hint": "Relisez."}
    run.save()
    assert "Le portefeuille a changé." in page_of(at_work, at(run, "plan/")).words


# Applied, undone


def test_what_was_applied_can_be_read_then_undone(at_work: Client) -> None:
    run = applied(at_work)
    assert run.state == State.APPLIED
    words = page_of(at_work, at(run, "bilan/")).words
    assert "C’est entré" in words
    assert "Radio Vallée" in words
    assert "il suffit de faire entrer les mêmes fichiers de nouveau" in words
    at_work.post(at(run, "defaire/"))
    let_work(run)
    assert "Cet import est défait" in page_of(at_work, at(run, "bilan/")).words
    assert not Project.objects.filter(name="Radio Vallée").exists()


def test_an_import_that_a_later_one_rests_on_says_which_to_undo_first(at_work: Client) -> None:
    first = applied(at_work)
    applied(at_work, LAUREATS.replace("12 500,00", "12 900,00").replace("Radio Vallée", "Radio V"))
    at_work.post(at(first, "defaire/"))
    let_work(first)
    assert "Défaites d’abord" in page_of(at_work, at(first, "bilan/")).words


def test_a_page_that_comes_too_early_leads_to_the_present_one(at_work: Client) -> None:
    run = drop(at_work)
    for end in ("plan/", "bilan/", "qualite/", ""):
        assert at_work.get(at(run, end)).url == at(run, "fichiers/")


# Quality


FAULTY = LAUREATS.replace("8 000", "0").replace("Tulle", "Tulleville-sur-Rien")


def test_the_quality_report_names_the_cells_and_can_be_read_check_by_check(at_work: Client) -> None:
    run = planned(at_work, FAULTY)
    page = page_of(at_work, at(run, "qualite/"))
    assert "colonne E" in page.words
    checks = [link for link in page.links if "?controle=" in link]
    assert checks
    assert "ligne" in page_of(at_work, checks[0].removeprefix("http://testserver")).words
    assert at_work.get(at(run, "qualite/?controle=inconnu")).status_code == 404


def test_the_workbook_to_send_back_opens_in_a_spreadsheet(at_work: Client) -> None:
    run = planned(at_work, FAULTY)
    answer = at_work.get(at(run, "qualite/classeur.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "Constats" in book.sheetnames


# A project's page


def test_a_project_shows_the_cell_of_each_value_to_people_at_work_alone(
    at_work: Client, client: Client
) -> None:
    applied(at_work)
    project = Project.objects.get(external_id="D-102")
    address = f"{HOME}projets/{project.slug}/"
    words = page_of(at_work, address).words.replace("\u00a0", " ")
    assert "laureats.csv, ligne 3, colonne B (« Nom du projet »)" in words
    assert "D’où viennent" not in page_of(client, address).words


def test_a_correction_is_kept_with_its_author_and_can_be_undone(at_work: Client) -> None:
    applied(at_work)
    project = Project.objects.get(external_id="D-102")
    address = f"{HOME}projets/{project.slug}/"
    form = page_fields(at_work, f"{address}corriger/")
    answer = at_work.post(f"{address}corriger/", form | {"year": "2023", "reason": "lu au PV"})
    assert answer.url == address
    words = page_of(at_work, address).words
    assert "Corrigé par Dominique" in words
    assert "lu au PV" in words
    project.refresh_from_db()
    assert project.year == 2023
    at_work.post(f"{address}corriger/year/defaire/")
    project.refresh_from_db()
    assert project.year == 2024
    assert "Défaire cette correction" not in page_of(at_work, address).words


def test_a_value_refused_is_told_at_its_field_and_nothing_is_kept(at_work: Client) -> None:
    applied(at_work)
    project = Project.objects.get(external_id="D-102")
    address = f"{HOME}projets/{project.slug}/corriger/"
    form = page_fields(at_work, address)
    answer = at_work.post(address, form | {"name": "Autre nom", "year": "12"})
    assert answer.status_code == 422
    assert "une année de 1900 à 2200 est attendue" in answer.content.decode()
    project.refresh_from_db()
    assert (project.name, project.year) == ("Radio Vallée", 2024)


def page_fields(client: Client, address: str) -> dict[str, str]:
    """What a browser would send of the page of corrections, left as it is."""
    project = Project.objects.get(slug=address.split("/")[4])
    assert client.get(address).status_code == 200
    return {
        name: shown(project, name)
        for name in ("name", "title", "summary", "call", "year", "stage", "external_id")
    }


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
