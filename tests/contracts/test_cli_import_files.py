"""`terreau import` on files of every kind: exit statuses, trials, mappings, folders, kills."""

import json
import random
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.test_cli_import import TERREAU, ended, rows, started

LAUREATES = """N° dossier;Nom du projet;Bénéficiaire;Commune;Montant voté;Exercice
10021;Le Fil vert;Les Aiguilles;Guéret;12 000,00;2021
10022;Radio Pâquerette;Ondes courtes;Limoges;8500;2021
"""
COUNT = "SELECT count(*) FROM portfolio_project"


@pytest.fixture
def instance(new_instance: Path, tmp_path: Path) -> Path:
    """An empty instance."""
    return Path(shutil.copytree(new_instance, tmp_path / "i"))


def media(instance: Path) -> list[Path]:
    return [one for one in (instance / "media").rglob("*") if one.is_file()]


@pytest.fixture
def laureates(tmp_path: Path) -> Path:
    file = tmp_path / "laureats.csv"
    file.write_text(LAUREATES, "utf-8")
    return file


def test_a_trial_writes_no_row_and_no_file_and_says_what_would_be(
    instance: Path, laureates: Path
) -> None:
    arguments = (laureates, "--portfolio", "essai")
    status, trial = ended(started(instance, *arguments, "--dry-run"))
    assert (status, trial["created"], trial["dry_run"]) == (0, 2, True)
    assert rows(instance, COUNT) == [(0,)]
    assert rows(instance, "SELECT count(*) FROM portfolio_portfolio") == [(0,)]
    assert media(instance) == []
    status, real = ended(started(instance, *arguments))
    assert (status, real) == (0, {**trial, "dry_run": False})
    status, again = ended(started(instance, *arguments))
    assert (status, again["unchanged"], again["read"]) == (0, 2, 2)


def test_the_exit_status_says_how_it_went(instance: Path, laureates: Path, tmp_path: Path) -> None:
    nameless = tmp_path / "sans-nom.csv"
    nameless.write_text("Commune;Montant voté\nTulle;500\n", "utf-8")
    broken = tmp_path / "lettre.docx"
    broken.write_bytes(b"PK\x03\x04")
    portfolio = ("--portfolio", "essai")
    status, report = ended(started(instance, laureates, nameless, broken, *portfolio))
    assert (status, report["read"], report["created"], report["rejected"]) == (1, 4, 2, 2)
    assert {(one["source"], one["code"]) for one in report["rejections"]} == {
        ("sans-nom.csv", "no_name"),
        ("lettre.docx", "damaged_file"),
    }
    assert ended(started(instance, broken, *portfolio))[0] == 3
    assert ended(started(instance, tmp_path / "absent.csv", *portfolio))[0] == 3
    status, wrong = ended(started(instance, laureates, "--reader", "inconnu", *portfolio))
    assert (status, wrong["error"]["code"]) == (2, "unknown_reader")
    status, wrong = ended(started(instance, laureates, "--as", "Personne", *portfolio))
    assert status in {2, 3}
    assert wrong["error"]["hint"]


def test_a_mapping_says_what_the_columns_mean(instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("A1;B2;C3\nLe Fil vert;Les Aiguilles;500\n", "utf-8")
    mapping = tmp_path / "colonnes.json"
    columns = {"A1": "name", "B2": "holder.name", "C3": "grant.amount"}
    told = [{"header": header, "field": field} for header, field in columns.items()]
    mapping.write_text(json.dumps({"columns": told}), "utf-8")
    arguments = (file, "--portfolio", "essai", "--mapping", mapping)
    status, report = ended(started(instance, *arguments))
    assert (status, report["created"]) == (0, 1)
    assert {one["header"]: one["field"] for one in report["mapping"]} == columns
    assert rows(instance, "SELECT name FROM portfolio_project") == [("Le Fil vert",)]
    assert rows(instance, "SELECT CAST(amount AS INTEGER) FROM portfolio_grant") == [(500,)]
    mapping.write_text("{", "utf-8")
    status, report = ended(started(instance, *arguments))
    assert (status, report["error"]["code"]) != (0, "unexpected")
    assert report["error"]["hint"]


def test_a_folder_and_an_archive_bring_in_all_that_they_hold(
    instance: Path, laureates: Path, tmp_path: Path
) -> None:
    drop = tmp_path / "dépôt"
    (drop / "pieces" / "10022").mkdir(parents=True)
    (drop / "2021.csv").write_text(LAUREATES, "utf-8")
    letter = drop / "pieces" / "10022" / "lettre.txt"
    letter.write_text("Nous demandons une aide.\n", "utf-8")
    archive = tmp_path / "depot.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in (drop / "2021.csv", letter):
            zipped.write(file, file.relative_to(drop).as_posix())
    for slug, source in (("dossier", drop), ("archive", archive)):
        status, report = ended(started(instance, source, "--portfolio", slug))
        assert (status, report["read"], report["created"]) == (0, 3, 3)
    attached = "SELECT d.name FROM portfolio_project_documents l JOIN portfolio_document d"
    assert rows(instance, f"{attached} ON d.id = l.document_id") == [("lettre.txt",)] * 2


def test_a_file_without_a_record_is_one(instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "vide.csv"
    file.write_text("Nom du projet;Commune\n", "utf-8")
    status, report = ended(started(instance, file, "--portfolio", "essai"))
    assert (status, report["read"], report["created"]) == (0, 1, 1)
    assert "no_row" in {one["code"] for one in report["warnings"]}


def many(file: Path, count: int) -> Path:
    lines = [
        f"{50_000 + n};Projet {n};Association {n % 50};Guéret;{100 * n + 500};2021"
        for n in range(count)
    ]
    file.write_text(LAUREATES.splitlines()[0] + "\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def test_an_import_of_many_rows_killed_at_any_moment_is_all_or_nothing(
    instance: Path, tmp_path: Path
) -> None:
    count = 300
    file = many(tmp_path / "beaucoup.csv", count)
    moments = random.Random(20_261_124)
    began = time.monotonic()
    ended(started(instance, file, "--portfolio", "entier"))
    whole = time.monotonic() - began
    held = "SELECT count(*) FROM portfolio_project p JOIN portfolio_portfolio f "
    held += "ON f.id = p.portfolio_id WHERE f.slug = 'coupe'"
    for _ in range(4):
        process = started(instance, file, "--portfolio", "coupe")
        with suppress(subprocess.TimeoutExpired):  # it may have ended: no harm
            process.wait(timeout=moments.uniform(0.4, 1.0) * whole)
        process.kill()
        process.communicate()
        assert rows(instance, held)[0][0] in {0, count}
    status, report = ended(started(instance, file, "--portfolio", "coupe"))
    assert (status, report["created"] + report["unchanged"]) == (0, count)
    assert rows(instance, held) == [(count,)]
    assert rows(instance, "PRAGMA integrity_check") == [("ok",)]
    check = [str(TERREAU), "check", "--instance", str(instance)]
    assert subprocess.run(check, check=False, capture_output=True).returncode == 0


def test_two_imports_and_the_worker_at_once_spoil_nothing(
    instance: Path, laureates: Path, tmp_path: Path
) -> None:
    other = many(tmp_path / "autres.csv", 60)
    command = [str(TERREAU), "worker", "--instance", str(instance)]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        both = [started(instance, one, "--portfolio", "essai") for one in (laureates, other)]
        reports = [ended(one) for one in both]
        assert worker.poll() is None
    finally:
        worker.terminate()
        told = worker.communicate(timeout=30)[1]
    assert "Traceback" not in told
    assert [status for status, _ in reports] == [0, 0]
    assert rows(instance, COUNT) == [(62,)]
    assert rows(instance, "SELECT count(*) FROM portfolio_portfolio") == [(1,)]
    assert rows(instance, "PRAGMA integrity_check") == [("ok",)]


def test_a_name_that_is_no_text_is_told_and_brought_in(instance: Path, tmp_path: Path) -> None:
    if sys.platform == "darwin":
        pytest.skip("this system refuses such names")
    name = b"laur\xe9ats.csv".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text(LAUREATES, "utf-8")
    status, report = ended(started(instance, tmp_path / name, "--portfolio", "essai"))
    assert (status, report["created"]) == (0, 2)
    absent = tmp_path / b"absent\xe9.csv".decode("utf-8", "surrogateescape")
    status, answer = ended(started(instance, absent, "--portfolio", "essai"))
    assert (status, answer["error"]["code"]) == (3, "file_missing")


def words(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def test_the_report_in_words_names_each_file_and_place(instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "sans-nom.csv"
    file.write_text("Commune;Montant voté\nTulle;500\n", "utf-8")
    command = [str(TERREAU), "import", str(file), "--portfolio", "essai"]
    command += ["--instance", str(instance)]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert said.returncode == 1
    assert "sans-nom.csv, ligne 2" in said.stdout
    assert "'" not in said.stdout
