"""What reading a portfolio's names proposes, and that decisions hold through every import."""

import datetime as dt
from pathlib import Path

import pytest

from terreau.accounts.models import Agent
from terreau.collect.models import ImportRun
from terreau.collect.runs.undoing import undo_run
from terreau.identify.deciding import decide_bodies, decide_place, split, undo_last
from terreau.identify.desk.model import Answer
from terreau.identify.desk.queue import body_cases, named_cases, place_cases
from terreau.identify.errors import AlreadyWorking
from terreau.identify.models import IdentifyRun
from terreau.identify.running import ask, identify, work
from terreau.identify.tasks import read_names
from terreau.portfolio.models import (
    Judgement,
    Location,
    Mention,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Resolution,
)
from terreau.territory.gazetteer import Level
from tests.db.conftest import Bring

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 3, 9, 30, tzinfo=dt.UTC)
TABLE = """\
N° dossier;Nom du projet;Structure;Partenaires;Commune;Description;Financeur;Montant voté;Année
D-1;Le Fournil;Association Les Mitrons de la Boucle;Ville de Bègles;Bègles;Un four.;ADEME;12500;2024
D-2;La Radio;Les Mitrons de la Boucle;Mairie de Bègles;St-Denis;Une radio.;ADEME;8000;2023
D-3;Le Jardin;Les Amis;Mme Lise Dubois;Bègles;Avec la Mission locale des Graves.;;1;2024
D-4;Le Verger;Les Amis;;Bègles;Un verger.;;2;2024
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "lauréats.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.fixture
def read(bring: Bring, table: Path) -> Portfolio:
    """A portfolio of four projects, their names read."""
    bring(table, portfolio="essai")
    portfolio = Portfolio.objects.get(slug="essai")
    identify(portfolio, AT)
    return portfolio


def test_two_ways_of_writing_a_body_are_proposed_with_reasons(read: Portfolio) -> None:
    shown = {
        frozenset((one.left.name, one.right.name)): one
        for one in body_cases(read, agent_reads_dossiers=True)
    }
    holder = shown[frozenset(("Association Les Mitrons de la Boucle", "Les Mitrons de la Boucle"))]
    assert holder.probability > 0.5
    assert holder.reasons
    assert holder.projects == 2
    quoted = holder.left.quoted[0]
    assert (quoted.where, quoted.role) == (
        "ligne\u00a02, colonne\u00a0C",
        "porteur",
    )
    assert frozenset(("Ville de Bègles", "Mairie de Bègles")) in shown


def test_reading_again_writes_nothing(read: Portfolio) -> None:
    before = (Judgement.objects.count(), Mention.objects.count())
    again = identify(read, AT + dt.timedelta(days=1))
    assert again.as_json()["written"] == 0
    assert again.gathered.written == 0
    assert (Judgement.objects.count(), Mention.objects.count()) == before


def test_a_person_is_never_proposed_and_is_shown_to_those_who_read_dossiers_alone(
    read: Portfolio,
) -> None:
    person = Mention.objects.get(words="Mme Lise Dubois")
    assert person.person
    assert not Resolution.objects.filter(body=person.organisation).exists()
    assert not Resolution.objects.filter(organisation=person.organisation).exists()


def test_a_column_that_names_a_funder_makes_it_take_part(read: Portfolio) -> None:
    parts = Participation.objects.filter(role="funder").order_by("project__name")
    assert [(one.project.name, one.words) for one in parts] == [
        ("La Radio", "ADEME"),
        ("Le Fournil", "ADEME"),
    ]
    assert Mention.objects.filter(role="funder", column="G").count() == 2


def test_a_body_named_in_a_text_is_a_question_and_takes_no_part_yet(read: Portfolio) -> None:
    (shown,) = named_cases(read, agent_reads_dossiers=True)
    assert shown.words == "Mission locale des Graves"
    assert shown.role == "partner"
    assert shown.quoted.project == "Le Jardin"
    assert (shown.quoted.before, shown.quoted.after) == ("Avec la ", ".")
    assert named_cases(read, agent_reads_dossiers=False) == []
    assert not Participation.objects.filter(words=shown.words).exists()


def test_a_text_that_names_a_body_of_its_project_otherwise_asks_nothing(
    read: Portfolio, owner: Agent
) -> None:
    project = read.projects.get(name="Le Fournil")
    project.summary = "Porté par l’association Mitrons de la Boucle, avec l’association Le Fournil."
    project.save()
    identify(read, AT)
    found = Mention.objects.get(project=project, key__startswith="texte:")
    assert found.words == "Mitrons de la Boucle"
    assert found.organisation is not None
    assert found.organisation.name == "Association Les Mitrons de la Boucle"
    assert identify(read, AT).gathered.written == 0


def test_an_ambiguous_place_is_asked_with_its_candidates(read: Portfolio) -> None:
    (shown,) = place_cases(read)
    assert shown.words == "St-Denis"
    assert shown.proposed is None
    assert {"93066", "97411"} <= {one.code for one in shown.candidates}
    assert Location.objects.get().territory is None


def test_decisions_hold_through_imports_and_through_undoing_one(
    read: Portfolio, owner: Agent, bring: Bring, table: Path
) -> None:
    for shown in body_cases(read, agent_reads_dossiers=True):
        decide_bodies(read, shown.key, Answer.SAME, owner, AT)
    (place,) = place_cases(read)
    decide_place(read, place.key, (Level.COMMUNE, "97411"), owner, AT)
    mention = Mention.objects.get(words="Les Amis", project__name="Le Verger")
    apart = split(mention.pk, owner, AT)

    def state() -> tuple[object, ...]:
        return (
            set(Organisation.objects.exclude(same_as=None).values_list("name", "same_as__name")),
            Place.objects.get(words="St-Denis").territory,
            Participation.objects.get(project__name="Le Verger", role="holder").organisation,
        )

    held = state()
    assert len(held[0]) == 2  # type: ignore[arg-type]
    assert held[2] == apart
    again = bring(table, portfolio="essai")
    assert (again.unchanged, again.created, again.updated) == (4, 0, 0)
    assert state() == held
    undo_run(ImportRun.objects.order_by("pk").first(), owner, AT)  # type: ignore[arg-type]
    assert not Participation.objects.filter(mention=None).exists()
    back = bring(table, portfolio="essai")
    assert back.created == 4
    assert state() == held
    identify(read, AT)
    assert body_cases(read, agent_reads_dossiers=True) == []
    assert place_cases(read) == []


def test_unsure_comes_back_only_on_other_grounds(read: Portfolio, owner: Agent) -> None:
    shown = body_cases(read, agent_reads_dossiers=True)[0]
    decide_bodies(read, shown.key, Answer.UNSURE, owner, AT)
    identify(read, AT)
    assert shown.key not in {one.key for one in body_cases(read, agent_reads_dossiers=True)}
    for side, number in ((shown.left, "130025265"), (shown.right, "13002526500013")):
        Organisation.objects.filter(pk=side.pk).update(identifier=number)
    identify(read, AT)
    assert shown.key in {one.key for one in body_cases(read, agent_reads_dossiers=True)}


def test_a_proposal_that_is_no_longer_made_is_withdrawn_and_answers_stay(
    read: Portfolio, owner: Agent
) -> None:
    first, second = body_cases(read, agent_reads_dossiers=True)
    decide_bodies(read, first.key, Answer.DIFFERENT, owner, AT)
    for case, name in ((first, "Zythologie vosgienne"), (second, "Quincaillerie Baudrier")):
        Organisation.objects.filter(pk=case.left.pk).update(name=name)
    identify(read, AT)
    assert body_cases(read, agent_reads_dossiers=True) == []
    standing = dict(
        Judgement.objects.standing()
        .filter(kind="resolution", resolution__body__isnull=False)
        .values_list("key", "status")
    )
    assert standing == {first.key: "accepted", second.key: "withdrawn"}
    undo_last(read, owner, AT)


def test_one_reading_at_a_time_and_its_report_is_kept(portfolio: Portfolio, officer: Agent) -> None:
    run = ask(portfolio, officer, AT)
    with pytest.raises(AlreadyWorking):
        ask(portfolio, officer, AT)
    read_names.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.counts["organisations"]["bodies"]) == (IdentifyRun.State.DONE, 0)
    assert ask(portfolio, officer, AT).state == IdentifyRun.State.WAITING


def test_a_reading_that_fails_says_so(
    portfolio: Portfolio, officer: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr("terreau.identify.running.gather", broken)
    run = ask(portfolio, officer, AT)
    with pytest.raises(OSError, match="disk"):
        work(run, AT)
    assert (run.state, run.error["code"]) == (IdentifyRun.State.FAILED, "unexpected")
