"""Which project an incoming record is: certain, new, or a question that a person answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F

from terreau.accounts.models import Agent
from terreau.collect.models import ImportRun
from terreau.collect.runs.undoing import undo_run
from terreau.portfolio.models import Organisation, Project
from tests.db.conftest import NOW, Bring

pytestmark = pytest.mark.django_db

HELD = {
    "name": "Le Pré commun",
    "slug": "le-pre-commun",
    "external_id": "D-17",
    "call": "Appel vert",
    "year": 2021,
    "holder": {"name": "Association du Pré", "id": "123456789"},
}


def bring_records(bring: Bring, folder: Path, *records: dict[str, Any]) -> Any:
    folder.mkdir(exist_ok=True)
    (folder / "projects.json").write_text(json.dumps(records), "utf-8")
    return bring(folder, portfolio="essai")


# What the second record says differently from HELD (None leaves a field out), and what comes of it.
CASES = {
    "the same again": ({}, "unchanged"),
    "no identifier of our own": ({"slug": None}, "unchanged"),
    "another title": ({"title": "Un titre"}, "updated"),
    "written otherwise": ({"slug": None, "external_id": None, "name": "LE PRE-COMMUN"}, "updated"),
    "renamed, same origin": ({"slug": None, "name": "La Prairie", "holder": None}, "updated"),
    "renamed, same slug and holder": ({"external_id": None, "name": "La Prairie"}, "updated"),
    "renamed, same holder, call and year": (
        {"slug": None, "external_id": None, "name": "La Prairie"},
        "updated",
    ),
    "same holder, another year": (
        {"slug": None, "external_id": None, "name": "La Prairie", "year": 2022},
        "created",
    ),
    "same name, another holder": (
        {"slug": None, "external_id": None, "holder": {"name": "Autre", "id": None}},
        "needs_decision",
    ),
    "same name, no holder": ({"slug": None, "external_id": None, "holder": None}, "needs_decision"),
    "same name and holder, another year": (
        {"slug": None, "external_id": None, "year": 2022},
        "needs_decision",
    ),
    "same name and holder, another origin": (
        {"slug": None, "external_id": "D-18"},
        "needs_decision",
    ),
    "same slug, another origin": ({"external_id": "D-18"}, "needs_decision"),
    "same slug, all else different": (
        {"external_id": None, "name": "La Prairie", "holder": {"name": "Autre", "id": None}},
        "needs_decision",
    ),
    "nothing in common": (
        {"slug": None, "external_id": None, "name": "La Prairie", "holder": None},
        "created",
    ),
}


@pytest.mark.parametrize(("other", "outcome"), CASES.values(), ids=list(CASES))
def test_a_record_is_recognised_by_the_surest_sign_and_never_guessed(
    bring: Bring, tmp_path: Path, other: dict[str, Any], outcome: str
) -> None:
    assert bring_records(bring, tmp_path / "un", HELD).created == 1
    record = {key: value for key, value in {**HELD, **other}.items() if value is not None}
    report = bring_records(bring, tmp_path / "deux", record)
    counts = {name: getattr(report, name) for name in ("created", "updated", "unchanged")}
    if outcome == "needs_decision":
        assert [one.code for one in report.rejections] == [outcome]
        assert counts == {"created": 0, "updated": 0, "unchanged": 0}
    else:
        assert {name for name, count in counts.items() if count} == {outcome}
    assert Project.objects.count() == (2 if outcome == "created" else 1)
    assert Project.objects.filter(slug="le-pre-commun").exists()


def test_two_records_of_one_file_are_recognised_as_one_another(
    bring: Bring, tmp_path: Path
) -> None:
    report = bring_records(bring, tmp_path / "un", HELD, {**HELD, "title": "Un titre"})
    assert (report.created, report.updated) == (1, 1)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["bare first", "bare last"])
def test_a_body_known_by_its_name_takes_the_identifier_that_comes_with_it(
    bring: Bring, tmp_path: Path, order: tuple[int, int]
) -> None:
    records = [
        {"name": f"Projet {n}", "holder": {"name": "Cap Essai", "id": identifier}}
        for n, identifier in enumerate([None, "123456789"])
    ]
    bring_records(bring, tmp_path / "un", *(records[n] for n in order))
    body = Organisation.objects.get()
    assert (body.name, body.identifier, body.participations.count()) == (
        "Cap Essai",
        "123456789",
        2,
    )


def test_two_bodies_of_one_name_stay_two_where_their_identifiers_differ(
    bring: Bring, tmp_path: Path
) -> None:
    records = [
        {"name": f"Projet {n}", "holder": {"name": "Les Amis", "id": identifier}}
        for n, identifier in enumerate(["111111111", "222222222"])
    ]
    bring_records(bring, tmp_path / "un", *records)
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == ["les-amis", "les-amis-2"]


def test_two_names_of_signs_alone_are_two_bodies(bring: Bring, tmp_path: Path) -> None:
    records = [
        {"name": f"Projet {n}", "holder": {"name": name, "id": None}}
        for n, name in enumerate(["***", "!!!"])
    ]
    bring_records(bring, tmp_path / "un", *records)
    assert Organisation.objects.count() == 2


LAUREATES = """Nom du projet;Bénéficiaire;Exercice
Fonctionnement;Les Amis;2021
Fonctionnement;Les Voisins;2021
"""


def test_projects_of_one_name_that_were_undone_come_back_each_under_its_own_address(
    bring: Bring, owner: Agent, tmp_path: Path
) -> None:
    file = tmp_path / "laureats.csv"
    file.write_text(LAUREATES, "utf-8")
    bring(file, portfolio="essai")
    held = {one.holder_name: one.slug for one in holders()}
    undo_run(ImportRun.objects.get(), owner, NOW)
    assert not Project.objects.exists()
    back = bring(file, portfolio="essai")
    assert (back.created, back.rejected) == (2, 0)
    assert {one.holder_name: one.slug for one in holders()} == held


def test_nobody_is_asked_about_a_project_that_was_undone(
    bring: Bring, owner: Agent, tmp_path: Path
) -> None:
    file = tmp_path / "laureats.csv"
    file.write_text(LAUREATES, "utf-8")
    bring(file, portfolio="essai")
    undo_run(ImportRun.objects.get(), owner, NOW)
    file.write_text(LAUREATES.replace("Les Amis", "Les Absents"), "utf-8")
    report = bring(file, portfolio="essai")
    assert (report.created, report.rejected) == (2, 0)


def holders() -> Any:
    """The projects shown, each with the name of its holder."""
    return Project.objects.annotate(holder_name=F("participations__organisation__name"))


LINES = ("Le Pré commun;Association du Pré;2021\n", "Le Pré commun;Association du Pré;2022\n")


def files(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"laureats-{place}.csv" for place in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(f"Nom du projet;Porteur;Année\n{text}", "utf-8")
    return paths


def test_a_project_that_two_years_of_a_list_both_name_is_a_question(
    bring: Bring, tmp_path: Path
) -> None:
    report = bring(*files(tmp_path, *LINES), portfolio="essai")

    assert (report.created, [one.code for one in report.rejections]) == (1, ["needs_decision"])


def test_two_years_of_one_project_in_one_file_are_two_projects(
    bring: Bring, tmp_path: Path
) -> None:
    report = bring(*files(tmp_path, "".join(LINES)), portfolio="essai")

    assert (report.created, report.rejections) == (2, [])
