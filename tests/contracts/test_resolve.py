"""`terreau resolve` from the command line: its report, its figures, what it makes of bad files."""

import io
import json
import sys

import pytest

from terreau.cli import main

ROWS = """nom;dep;siren
Comité des fêtes de Bègles;33;111
COMITE DES FETES DE BEGLES;33;111
Foyer rural de Talence;33;222
Foyer rural de Pessac;33;333
Un nom dont la vérité manque;33;
"""


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]):
    """Runs the verb with --json; its exit status and its answer."""

    def run(*arguments: object) -> tuple[int, dict]:
        status = main(["resolve", *map(str, arguments), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_names_of_one_body_share_a_cluster_named_by_its_first_line(told, names) -> None:
    status, report = told(names, "--name", "nom", "--place", "dep", "--rows")
    assert status == 0
    assert (report["n"], report["clusters"], report["engine"]) == (5, 4, "duckdb")
    assert [(row["row"], row["cluster"]) for row in report["rows"]] == [
        (2, 2), (3, 2), (4, 4), (5, 5), (6, 6),
    ]  # fmt: skip
    assert all(0 <= row["score"] <= 1 for row in report["rows"])
    assert "precision" not in report


def test_pairs_are_measured_where_the_truth_is_filled(told, names) -> None:
    _, report = told(names, "--name", "nom", "--place", "dep", "--truth", "siren")
    figures = [report[key] for key in ("filled", "precision", "recall", "f1")]
    assert figures == [4, 1.0, 1.0, 1.0]
    assert report["seconds"] >= 0


def test_the_truth_changes_nothing_of_the_answer(told, names, tmp_path) -> None:
    _, without = told(names, "--name", "nom", "--place", "dep", "--rows")
    other = tmp_path / "autre.csv"
    other.write_text(ROWS.replace(";111", ";9").replace(";333", ";222"), encoding="utf-8")
    _, measured = told(other, "--name", "nom", "--place", "dep", "--truth", "siren", "--rows")
    assert measured["rows"] == without["rows"]
    assert measured["recall"] < 1


def test_an_identifier_decides_where_names_do_not(told, tmp_path) -> None:
    rows = [
        {"nom": "Les Copeaux", "id": "213300635"},
        {"nom": "Atelier du bois de la rive droite", "id": "21330063500017"},
        {"nom": "Les Copeaux", "id": ""},
    ]
    path = tmp_path / "noms.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    _, report = told(path, "--name", "nom", "--identifier", "id", "--rows")
    clusters = [row["cluster"] for row in report["rows"]]
    assert clusters[0] == clusters[1]


def test_standard_input_is_a_file(told, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(ROWS.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", given)
    status, report = told("-", "--name", "nom")
    assert (status, report["n"]) == (0, 5)


def test_a_column_that_is_not_there_is_wrong_use(told, names) -> None:
    status, report = told(names, "--name", "raison sociale")
    assert (status, report["error"]["code"]) == (2, "no_column")
    assert "nom" in report["error"]["hint"]


def test_an_empty_file_is_told(told, tmp_path) -> None:
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")
    status, report = told(path, "--name", "nom")
    assert status == 3
    assert "error" in report


def test_very_long_names_persons_and_blanks_are_rows_like_others(told, tmp_path) -> None:
    lines = ["nom", "x" * 10_000, "M. Paul Durand", '""', "-", "Mme Léa Petit", "M. Paul Durand"]
    path = tmp_path / "noms.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, report = told(path, "--name", "nom", "--rows")
    assert status == 0
    assert report["n"] == len(report["rows"]) >= 5


def test_spark_that_cannot_start_says_what_to_do(
    told, names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(names.parent))
    status, report = told(names, "--name", "nom", "--engine", "spark")
    assert (status, report["error"]["code"] in {"spark_missing", "java_missing"}) == (3, True)
    assert "--engine duckdb" in report["error"]["hint"]


def test_the_answer_reads_in_french(names, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["resolve", str(names), "--name", "nom", "--place", "dep", "--truth", "siren"]
    assert main(arguments) == 0
    words = capsys.readouterr().out
    assert "organismes\u00a0: 4, dont 1 sur plusieurs lignes" in words
    assert "précision 1,0000 · rappel 1,0000 · F1 1,0000" in words


@pytest.mark.parametrize("line", ['memory_mb = "beaucoup"', "memory_mb = 3", 'spark_master = ""'])
def test_a_setting_of_engines_with_a_wrong_value_is_told(told, names, tmp_path, line) -> None:
    (tmp_path / "terreau.toml").write_text(line + "\n", encoding="utf-8")
    status, report = told(names, "--name", "nom", "--instance", tmp_path)
    assert (status, report["error"]["code"]) == (3, "bad_settings")
