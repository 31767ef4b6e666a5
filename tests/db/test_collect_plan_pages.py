"""The screens of a plan: read, answered, applied, undone, checked; a project's values corrected."""

import io

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from terreau.accounts.models import Agent
from terreau.collect.models import ImportRun
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.values import correct, shown
from tests.builders.imports import (
    HOME,
    LAUREATS,
    State,
    applied,
    at,
    confirm_all,
    drop,
    let_work,
    page_of,
    planned,
    read,
)

pytestmark = pytest.mark.django_db

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
    sent = {record.key: "same:ailleurs", "autre": "new"}
    answer = at_work.post(at(run, "repondre/"), sent, follow=True)
    assert "Le plan a été refait entre-temps" in answer.content.decode().replace("\u00a0", " ")
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


def test_the_same_answer_is_given_at_once_where_one_project_alone_is_alike(at_work: Client) -> None:
    applied(at_work, LAUREATS.replace("D-10", "D-90"))
    run = planned(at_work, LAUREATS, "suite.csv")
    questions = page_of(at_work, at(run, "plan/?issue=question"))
    assert "Répondre « c’est le même » aux 2" in questions.words.replace("\u00a0", " ")
    at_work.post(at(run, "repondre/le-meme/"))
    let_work(run)
    assert (run.counts["created"], run.counts["updated"], run.counts["rejected"]) == (0, 2, 1)
    assert set(run.answers.values_list("choice", flat=True)) == {
        "same:le-fournil-partage",
        "same:radio-vallee",
    }


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


def test_a_report_of_several_files_says_in_which_each_cell_is(at_work: Client) -> None:
    other = FAULTY.replace("D-1", "D-2").replace("Le Fournil", "La Trame")
    files = (("laureats.csv", FAULTY.encode()), ("suite.csv", other.encode()))
    run = confirm_all(at_work, read(at_work, drop(at_work, *files)))
    words = page_of(at_work, at(run, "qualite/")).words.replace("\u00a0", " ")
    assert "« laureats.csv », ligne 3" in words
    assert "« suite.csv », ligne 3" in words


def test_a_report_that_would_take_too_long_says_what_to_do(
    at_work: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = planned(at_work, FAULTY)
    monkeypatch.setattr("terreau.collect.views.quality.MOST_ROWS", 2)
    words = page_of(at_work, at(run, "qualite/")).words
    assert "au-delà de 2 lignes" in words.replace("\u00a0", " ")
    assert at_work.get(at(run, "qualite/classeur.xlsx")).status_code == 404


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
