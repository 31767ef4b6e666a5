"""`terreau locate`: any table in, codes out; figures only against a truth that is given."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from scripts.reference_pages.words import words

from terreau.cli import main
from terreau.conf.locating import is_right, meant
from terreau.territory.gazetteer import Level, load

ROWS = """lieu;dep;code
Ville de Bègles;33;33039
Fontenelle (la);035;35113
Berck-sur-mer;62;62108
Pau;64;64444
Vienne;;38544
Bacalan;33;NULL
CC de Petite Camargue;30;243000593
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "lieux.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    status = main(["locate", *map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_figures_are_over_the_rows_whose_truth_is_filled(table, capsys):
    status, report = asked(
        capsys, table, "--place", "lieu", "--departement", "dep", "--truth", "code"
    )

    assert status == 0
    # All but « Vienne », a commune and a département, and « Bacalan », which is no territory.
    assert (report["n"], report["matched"]) == (7, 5)
    # Pau is 64445: its truth is wrong, and is counted as an error of ours.
    assert (report["filled"], report["answered"], report["right"]) == (6, 5, 4)
    assert (report["precision"], report["recall"]) == (4 / 5, 4 / 6)
    assert "rows" not in report


def test_each_row_says_its_line_its_code_and_why(table, capsys):
    _, report = asked(capsys, table, "--place", "Lieu", "--departement", "dep", "--rows")

    first, *_, vienne, bacalan, _ = report["rows"]
    assert (first["row"], first["code"], first["level"]) == (2, "33039", "commune")
    assert "Bègles (commune, 33039)" in first["reason"]
    assert vienne["code"] is None
    assert [one["code"] for one in vienne["candidates"]] == ["86", "38544"]
    assert (bacalan["code"], bacalan["form"], bacalan["candidates"]) == (None, "unknown", [])
    assert [one["place"] for one in report["doubtful"]] == ["Vienne"]
    assert {"precision", "recall"}.isdisjoint(report)


def paths(value: object, prefix: str = "") -> set[str]:
    """The keys of an answer, as the reference writes them."""
    if isinstance(value, dict):
        inner = ((f"{prefix}.{key}".lstrip("."), one) for key, one in value.items())
    elif isinstance(value, list):
        inner = ((f"{prefix}[]", one) for one in value)
    else:
        return {prefix}
    return {path for key, one in inner for path in paths(one, key)}


def test_the_answer_has_the_keys_of_the_reference(table, capsys):
    columns = ("--place", "lieu", "--departement", "dep", "--truth", "code", "--rows")
    _, report = asked(capsys, table, *columns)
    report["doubtful"] = [{"row": one["row"]} for one in report["doubtful"]]  # the rest as rows[]

    assert paths(report) - {"rows[].candidates[]"} == set(words("keys", "locate"))


def test_the_truth_changes_no_answer(table, capsys):
    columns = ("--place", "lieu", "--departement", "dep", "--rows")
    _, without = asked(capsys, table, *columns)
    _, with_truth = asked(capsys, table, *columns, "--truth", "code")

    assert with_truth["rows"] == without["rows"]


def test_only_the_levels_asked_for_are_given(table, capsys):
    _, report = asked(capsys, table, "--place", "lieu", "--level", "commune", "--rows")

    codes = {row["place"]: row["code"] for row in report["rows"]}
    assert codes["Vienne"] == "38544"
    assert codes["CC de Petite Camargue"] is None


def test_standard_input_is_a_file_like_another(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))

    assert asked(capsys, "-", "--place", "lieu", "--departement", "dep")[1]["n"] == 7


def test_a_column_that_is_not_there_is_told_with_those_that_are(table, capsys):
    status, report = asked(capsys, table, "--place", "commune")

    assert (status, report["error"]["code"]) == (2, "no_column")
    assert "lieu, dep, code" in report["error"]["hint"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "file_system"),
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n....", "unknown_table_format"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, capsys, content, code):
    path = tmp_path / "lieux.csv"
    if content is not None:
        path.write_bytes(content)

    status, report = asked(capsys, path, "--place", "lieu")

    assert status == 3
    assert report["error"]["code"] == code


def test_what_is_told_in_french_has_the_figures_and_what_to_decide(table, capsys):
    main(["locate", str(table), "--place", "lieu", "--truth", "code"])

    said = capsys.readouterr().out
    assert "lieux trouvés" in said
    assert "rappel" in said
    assert "«\u00a0Vienne\u00a0»" in said


def test_codes_are_compared_as_of_today():
    val_couesnon = load().entry(Level.COMMUNE, "35004")

    assert is_right(val_couesnon, "35113")  # La Fontenelle, a part of it now
    assert is_right(load().entry(Level.COMMUNE, "01004"), "1004")  # the zero that sheets drop
    assert is_right(load().entry(Level.COMMUNE, "75056"), "75112")
    assert not is_right(val_couesnon, "35238")
    assert not is_right(None, "35113")
    assert meant("no code") == frozenset()


def test_real_names_are_found_far_more_often_than_by_the_name_alone(test_data, tmp_path, capsys):
    """Two départements whose names are hard; wrong truths of the file count as errors here."""
    source = test_data / "dgcl-dotations" / "dgcl-2019.csv"
    with source.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter=";")
        rows = [row for row in reader if row["beneficiaire_dep"] in ("005", "057")]
        kept = io.StringIO()
        writer = csv.DictWriter(kept, reader.fieldnames, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    path = tmp_path / "extrait.csv"
    path.write_text(kept.getvalue(), encoding="utf-8")

    columns = ("--place", "beneficiaire_nom", "--departement", "beneficiaire_dep")
    _, report = asked(capsys, path, *columns, "--truth", "beneficiaire_code_insee")
    plain = sum(
        is_right(found[0], row["beneficiaire_code_insee"])
        for row in rows
        if row["beneficiaire_code_insee"]
        for found in [
            load().find(
                row["beneficiaire_nom"],
                levels=[Level.COMMUNE],
                within=(Level.DEPARTEMENT, row["beneficiaire_dep"][1:]),
            )
        ]
        if len(found) == 1
    )

    assert report["filled"] > 300
    assert report["precision"] > 0.97
    assert report["recall"] > 0.97
    # Of the rows that the name alone leaves without their code, most have it.
    assert 1 - report["recall"] < 0.4 * (1 - plain / report["filled"])
