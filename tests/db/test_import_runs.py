"""An import in its stages: the plan writes nothing, what is applied is the plan, all is undone."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent
from terreau.accounts.people import account_of
from terreau.collect.errors import PlanOutdated, UndoBlocked, WrongStage
from terreau.collect.models import ImportRun, PlannedRecord, SavedMapping
from terreau.collect.runs.planning import apply_run, plan_run
from terreau.collect.runs.receiving import begin, receive
from terreau.collect.runs.stages import (
    answer,
    ask_apply,
    ask_plan,
    ask_reading,
    ask_undo,
    confirm,
    work,
)
from terreau.collect.runs.undoing import undo_run
from terreau.portfolio.models import (
    Document,
    FieldValue,
    Judgement,
    Organisation,
    Portfolio,
    Project,
)
from terreau.portfolio.services import new_portfolio
from terreau.portfolio.values import correct, standing_values, take_back
from terreau.publish.exports import ExportRequest, export_standard
from terreau.vocabulary.models import Scheme
from terreau.web.typography import euros

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
Outcome = PlannedRecord.Outcome
State = ImportRun.State

FIRST = """N° dossier;Nom du projet;Description;Bénéficiaire;SIRET;Commune;Montant voté;Exercice
10021;Le Fil vert;Un atelier de couture ouvert à tous.;Les Aiguilles;;Guéret;12 000,00;2021
10022;Radio Pâquerette;Une radio associative faite par les lycéens.;Ondes courtes;;Limoges;8500;2021
"""
SECOND = FIRST.replace("12 000,00", "15 000,00").replace("faite par les", "tenue par des") + (
    "10023;La Remise;Une ressourcerie de matériel de jardin.;Les Aiguilles;;Tulle;4000;2021\n"
)


@pytest.fixture
def portfolio(owner: Agent) -> Portfolio:
    return new_portfolio("essai", Scheme.objects.get(slug="neo-terra-2023"), name="Essai")


def received(
    portfolio: Portfolio, by: Agent, *files: tuple[str, str], at: dt.datetime = NOW
) -> ImportRun:
    run = begin(portfolio, by, at)
    for name, text in files:
        folder, _, last = name.rpartition("/")
        receive(run, last, [text.encode()], settings.MEDIA_ROOT, folder=folder)
    return run


def read(run: ImportRun, by: Agent, at: dt.datetime = NOW) -> ImportRun:
    """Read the files, take the columns as proposed, and plan."""
    ask_reading(run, by)
    work(run.pk, settings.MEDIA_ROOT, at)
    run.refresh_from_db()
    if run.state == State.MAPPING:
        for file in run.files.all():
            for table in file.tables.all():
                confirm(table, {}, by, at)
        ask_plan(run, by)
        work(run.pk, settings.MEDIA_ROOT, at)
        run.refresh_from_db()
    assert run.state == State.PLANNED, run.error
    return run


def applied(run: ImportRun, by: Agent, at: dt.datetime = NOW) -> ImportRun:
    ask_apply(run, by)
    work(run.pk, settings.MEDIA_ROOT, at)
    run.refresh_from_db()
    assert run.state == State.APPLIED, run.error
    return run


def brought(portfolio: Portfolio, by: Agent, text: str, at: dt.datetime = NOW) -> ImportRun:
    return applied(read(received(portfolio, by, ("laureats.csv", text), at=at), by, at), by, at)


def outcomes(run: ImportRun) -> dict[str, int]:
    return {key: run.counts[key] for key in ("read", "created", "updated", "unchanged", "rejected")}


def rows() -> dict[str, int]:
    """How many rows each table of the portfolio has."""
    models = apps.get_app_config("portfolio").get_models()
    return {model.__name__: model._base_manager.count() for model in models}


def test_a_plan_says_what_would_be_done_and_writes_nothing(
    portfolio: Portfolio, owner: Agent
) -> None:
    before = rows()
    run = read(received(portfolio, owner, ("laureats.csv", FIRST)), owner)
    assert outcomes(run) == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "rejected": 0}
    assert rows() == before
    record = run.records.get(name="Le Fil vert")
    assert {"Nom du projet", "Année", "Montant de l’aide"} <= {
        one["label"] for one in record.changes
    }


def test_an_applied_value_knows_the_file_the_line_and_the_column_it_came_from(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST)
    project = portfolio.projects.get(external_id="10022")
    summary = standing_values(project)["summary"][0]
    assert (summary.document.name, summary.row, summary.column, summary.header) == (
        "laureats.csv",
        3,
        "C",
        "Description",
    )
    assert summary.value == project.summary


def test_the_same_file_again_changes_nothing_and_adds_no_row(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST)
    before = rows()
    run = brought(portfolio, owner, FIRST, LATER)
    assert outcomes(run) == {"read": 2, "created": 0, "updated": 0, "unchanged": 2, "rejected": 0}
    assert rows() == before


def test_next_years_file_is_told_field_by_field_and_its_columns_are_remembered(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST)
    run = received(portfolio, owner, ("suite.csv", SECOND), at=LATER)
    ask_reading(run, owner)
    work(run.pk, settings.MEDIA_ROOT, LATER)
    run.refresh_from_db()
    assert run.state == State.PLANNED  # the columns were known: nobody is asked again
    assert outcomes(run) == {"read": 3, "created": 1, "updated": 2, "unchanged": 0, "rejected": 0}
    changes = run.records.get(name="Radio Pâquerette").changes
    assert [(one["field"], one["before"][:31], one["after"][:31]) for one in changes] == [
        ("summary", "Une radio associative faite par", "Une radio associative tenue par"),
    ]
    amount = run.records.get(name="Le Fil vert").changes
    assert [(one["before"], one["after"]) for one in amount] == [(euros(12000), euros(15000))]


def test_an_import_is_undone_as_one_and_can_come_back(portfolio: Portfolio, owner: Agent) -> None:
    brought(portfolio, owner, FIRST)
    shown = {one.slug: (one.summary, one.year) for one in portfolio.projects.all()}
    run = brought(portfolio, owner, SECOND, LATER)
    ask_undo(run, owner)
    work(run.pk, settings.MEDIA_ROOT, LATER)
    run.refresh_from_db()
    assert run.state == State.UNDONE
    assert {one.slug: (one.summary, one.year) for one in portfolio.projects.all()} == shown
    assert portfolio.projects.get(external_id="10021").grants.get().amount == 12000
    again = brought(portfolio, owner, SECOND, LATER + dt.timedelta(days=1))
    assert outcomes(again) == {"read": 3, "created": 1, "updated": 2, "unchanged": 0, "rejected": 0}
    assert portfolio.projects.get(external_id="10023").slug == "la-remise"


def test_undoing_the_first_import_leaves_an_empty_portfolio_and_keeps_the_evidence(
    portfolio: Portfolio, owner: Agent
) -> None:
    run = brought(portfolio, owner, FIRST)
    said = FieldValue.objects.count()
    undo_run(run, owner, LATER)
    assert not portfolio.projects.exists()
    assert not portfolio.documents.exists()
    assert not Organisation.objects.filter(portfolio=portfolio).exists()
    assert FieldValue.objects.count() >= said


def test_an_import_under_a_later_one_is_not_undone_before_it(
    portfolio: Portfolio, owner: Agent
) -> None:
    first = brought(portfolio, owner, FIRST)
    brought(portfolio, owner, SECOND, LATER)
    with pytest.raises(UndoBlocked):
        undo_run(first, owner, LATER)
    assert portfolio.projects.count() == 3


def test_a_corrected_value_is_a_disagreement_that_a_person_settles(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST)
    project = portfolio.projects.get(external_id="10022")
    correct(project, "summary", "Une radio faite avec les lycéens.", owner, NOW)
    run = read(received(portfolio, owner, ("suite.csv", SECOND), at=LATER), owner, LATER)
    record = run.records.get(name="Radio Pâquerette")
    assert [one["field"] for one in record.conflicts] == ["summary"]
    assert record.outcome == Outcome.UNCHANGED
    assert [one["code"] for one in run.counts["warnings"]] == ["corrected_value"]
    answer(run, {f"{record.key}:summary": "take"}, owner, LATER)
    ask_plan(run, owner)
    work(run.pk, settings.MEDIA_ROOT, LATER)
    applied(run, owner, LATER)
    project.refresh_from_db()
    assert project.summary == "Une radio associative tenue par des lycéens."


def test_a_correction_is_kept_when_nobody_settles_and_when_the_file_only_repeats_itself(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST)
    project = portfolio.projects.get(external_id="10022")
    correct(project, "summary", "Une radio faite avec les lycéens.", owner, NOW)
    same = brought(portfolio, owner, FIRST, LATER)
    assert same.counts["warnings"] == []
    brought(portfolio, owner, SECOND, LATER)
    project.refresh_from_db()
    assert project.summary == "Une radio faite avec les lycéens."


def test_what_is_applied_is_the_plan_that_was_read(portfolio: Portfolio, owner: Agent) -> None:
    run = read(received(portfolio, owner, ("laureats.csv", FIRST)), owner)
    brought(portfolio, owner, SECOND, LATER)
    before = rows()
    with pytest.raises(PlanOutdated):
        apply_run(run, settings.MEDIA_ROOT, owner, LATER)
    assert rows() == before
    run.refresh_from_db()
    assert (run.state, run.counts["created"]) == (State.PLANNED, 0)


def test_an_import_killed_while_it_is_applied_leaves_nothing_and_is_taken_up_again(
    portfolio: Portfolio, owner: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = read(received(portfolio, owner, ("laureats.csv", FIRST)), owner)
    ask_apply(run, owner)
    before = rows()

    def power_cut(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as cut:
        cut.setattr("terreau.collect.runs.planning.keep_done", power_cut)
        with pytest.raises(SystemExit):
            work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    assert (rows(), run.state) == (before, State.APPLYING)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    assert (portfolio.projects.count(), run.state) == (2, State.APPLIED)


def test_a_likely_project_is_a_question_and_the_answer_decides(
    portfolio: Portfolio, owner: Agent
) -> None:
    brought(portfolio, owner, FIRST.replace("10021", "").replace("10022", ""))
    almost = (
        FIRST.replace("10021", "")
        .replace("10022", "")
        .replace("Radio Pâquerette", "Radio Paquerete")
    )
    run = read(received(portfolio, owner, ("suite.csv", almost), at=LATER), owner, LATER)
    record = run.records.get(code="needs_decision")
    assert [one["slug"] for one in record.question] == ["radio-paquerette"]
    answer(run, {record.key: "same:radio-paquerette"}, owner, LATER)
    ask_plan(run, owner)
    work(run.pk, settings.MEDIA_ROOT, LATER)
    run.refresh_from_db()
    assert (run.counts["rejected"], run.counts["updated"]) == (0, 1)
    answer(run, {record.key: "new"}, owner, LATER)
    ask_plan(run, owner)
    work(run.pk, settings.MEDIA_ROOT, LATER)
    run.refresh_from_db()
    assert (run.counts["rejected"], run.counts["created"]) == (0, 1)


def test_a_document_goes_to_the_project_whose_number_is_its_folder(
    portfolio: Portfolio, owner: Agent
) -> None:
    letter = ("pieces/10022/lettre.txt", "Nous demandons une aide pour notre radio.\n")
    lost = ("divers/note.txt", "Une note que rien ne rattache.\n")
    run = received(portfolio, owner, ("laureats.csv", FIRST), letter, lost)
    applied(read(run, owner), owner)
    project = portfolio.projects.get(external_id="10022")
    assert [one.name for one in project.documents.all()] == ["lettre.txt"]
    assert Document.objects.get(name="note.txt").projects.count() == 0
    assert outcomes(ImportRun.objects.get()) == {
        "read": 4,
        "created": 4,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
    }
    assert [one["code"] for one in ImportRun.objects.get().counts["warnings"]] == [
        "unattached_document"
    ]


def test_reading_stops_when_asked_and_goes_on_where_it_was(
    portfolio: Portfolio, owner: Agent
) -> None:
    files = [(f"note-{number}.txt", f"Texte {number}.\n") for number in range(4)]
    run = received(portfolio, owner, *files)
    ask_reading(run, owner)
    ImportRun.objects.filter(pk=run.pk).update(stop_asked=True)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    assert (run.state, run.files.filter(state="waiting").count()) == (State.STOPPED, 4)
    ask_reading(run, owner)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    assert (run.state, run.counts["created"]) == (State.PLANNED, 4)


def test_a_reader_may_not_apply_and_a_plan_is_applied_once(
    portfolio: Portfolio, owner: Agent
) -> None:
    stranger = Agent.objects.create(kind=Agent.Kind.PERSON, name="Dominique")
    run = read(received(portfolio, owner, ("laureats.csv", FIRST)), owner)
    with pytest.raises(NotAllowed):
        ask_apply(run, stranger)
    applied(run, owner)
    with pytest.raises(WrongStage):
        ask_apply(run, owner)
    with pytest.raises(WrongStage):
        apply_run(run, settings.MEDIA_ROOT, owner, LATER)


def test_an_unreadable_file_costs_nothing_but_itself(portfolio: Portfolio, owner: Agent) -> None:
    run = received(portfolio, owner, ("laureats.csv", FIRST), ("vide.csv", ""))
    read(run, owner)
    assert outcomes(run) == {"read": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    refused = run.records.get(outcome=Outcome.REJECTED)
    assert (refused.source, refused.code) == ("vide.csv", "empty_file")


def test_the_plan_of_the_same_files_is_the_same(portfolio: Portfolio, owner: Agent) -> None:
    run = read(received(portfolio, owner, ("laureats.csv", FIRST)), owner)
    digest = run.digest
    plan_run(run, settings.MEDIA_ROOT)
    assert run.digest == digest
    assert Judgement.objects.count() == 0
    assert Project.everything.count() == 0
    assert SavedMapping.objects.count() == 1


def test_a_document_goes_to_the_project_that_its_beginning_names_with_its_holder(
    portfolio: Portfolio, owner: Agent
) -> None:
    demand = "Demande de soutien\nProjet : Radio Pâquerette\nPorté par : Ondes courtes\n"
    cited = "Une lettre qui cite Radio Pâquerette sans dire qui la porte.\n"
    annex = "Des chiffres sans nom.\n"
    run = received(
        portfolio,
        owner,
        ("laureats.csv", FIRST),
        ("dossiers/A/annexe.txt", annex),
        ("dossiers/A/demande.txt", demand),
        ("dossiers/B/lettre.txt", cited),
    )
    read(run, owner)
    asked = run.records.get(name="lettre.txt")
    assert [(one["slug"], one["why"]) for one in asked.question] == [
        ("radio-paquerette", "son nom est cité au début du texte")
    ]
    applied(run, owner)
    project = portfolio.projects.get(external_id="10022")
    assert [one.name for one in project.documents.all()] == ["annexe.txt", "demande.txt"]
    assert [one["source"] for one in run.counts["warnings"]] == ["dossiers/B/lettre.txt"]


def test_the_first_correction_of_a_value_that_no_cell_says_can_be_taken_back(
    example: Portfolio, owner: Agent
) -> None:
    project = example.projects.get(slug="la-gemme")
    before = project.summary
    correct(project, "summary", "Un autre résumé.", owner, NOW)
    assert take_back(project, "summary", owner, LATER) == before
    project.refresh_from_db()
    assert project.summary == before


def test_a_changed_amount_says_the_cell_it_was_read_in(portfolio: Portfolio, owner: Agent) -> None:
    brought(portfolio, owner, FIRST)
    run = read(received(portfolio, owner, ("suite.csv", SECOND), at=LATER), owner, LATER)
    (change,) = run.records.get(name="Le Fil vert").changes
    assert change["cell"] == "ligne 2, colonne G (Montant voté)"


def test_a_list_or_a_framework_dropped_on_the_screen_says_where_it_goes(
    portfolio: Portfolio, owner: Agent
) -> None:
    run = received(
        portfolio, owner, ("laureats.csv", FIRST), ("projects.json", "[]"), ("a.ttl", "@")
    )
    read(run, owner)
    assert outcomes(run)["rejected"] == 2
    refused = run.records.filter(code="for_the_command_line")
    assert {one.source for one in refused} == {"projects.json", "a.ttl"}
    assert all("terreau import" in one.message for one in refused)


def test_a_dossier_refused_shows_on_no_page_of_a_visitor_nor_in_an_export(
    portfolio: Portfolio, owner: Agent, client: Client, tmp_path: Path
) -> None:
    refused = FIRST.replace("Exercice", "Exercice;État").replace(";2021", ";2021;Accepté")
    refused = refused.replace("8500;2021;Accepté", "8500;2021;Refusé")
    brought(portfolio, owner, refused)
    assert set(portfolio.projects.values_list("name", "stage")) == {
        ("Le Fil vert", "accepted"),
        ("Radio Pâquerette", "refused"),
    }
    home = "/portefeuilles/essai/"
    assert client.get(f"{home}projets/le-fil-vert/").status_code == 200
    assert client.get(f"{home}projets/radio-paquerette/").status_code == 404
    assert client.get(f"{home}acteurs/ondes-courtes/").status_code == 404
    assert "Pâquerette" not in client.get(f"{home}projets/").content.decode()
    client.force_login(account_of(owner))
    assert client.get(f"{home}projets/radio-paquerette/").status_code == 200
    for everything, names in ((False, 1), (True, 2)):
        to = tmp_path / f"{names}.json"
        export_standard(
            ExportRequest(
                standard="projects",
                to=to,
                portfolio="essai",
                scheme=None,
                everything=everything,
                media_root=settings.MEDIA_ROOT,
            )
        )
        assert len(json.loads(to.read_text("utf-8"))) == names
