"""The closing total and verdict of the test script."""

import os
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from scripts import run_tests
from scripts.run_tests import (
    Counts,
    Stage,
    check,
    clean_environment,
    close,
    on_postgres,
    read_counts,
    run_stages,
    told,
)

REPORT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"/>
<testcase name="c"><failure/></testcase>
<testcase name="d"><failure/><error/></testcase>
<testcase name="e"><skipped/></testcase>
</testsuite></testsuites>"""


def test_a_test_that_fails_twice_counts_once(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    assert read_counts(report) == Counts(passed=2, failed=2, skipped=1)


@pytest.mark.parametrize("content", [None, "", "<testsuites>"])
def test_a_missing_or_cut_report_is_no_count(tmp_path: Path, content: str | None) -> None:
    report = tmp_path / "report.xml"
    if content is not None:
        report.write_text(content, encoding="utf-8")
    assert read_counts(report) is None


def test_the_last_line_is_the_total_over_both_databases(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stages = [
        Stage("types", True, 1.0),
        Stage("SQLite", True, 1.0, Counts(10, 0, 2)),
        Stage("PostgreSQL", True, 1.0, Counts(4, 0, 1)),
    ]
    status = close(stages)
    last = capsys.readouterr().out.splitlines()[-1]
    assert (status, last) == (0, "14 passed, 0 failed, 3 skipped")


def test_a_failed_check_fails_the_run_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status = close([Stage("types", False, 1.0), Stage("SQLite", True, 1.0, Counts(1, 0, 0))])
    assert (status, "En échec : types" in capsys.readouterr().out) == (1, True)


def test_a_run_without_a_single_test_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert close([Stage("types", True, 1.0), Stage("SQLite", True, 1.0, Counts())]) == 1


def test_what_a_check_says_comes_under_its_name_and_its_failure_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    says = "import sys; print('dehors'); sys.stdout.flush(); sys.exit('une faute')"
    good = check("bonne", (sys.executable, "-c", "print('bien')"), dict(os.environ))
    bad = check("fautive", (sys.executable, "-c", says), dict(os.environ))
    stages = told([good, bad])
    assert [(stage.name, stage.ok) for stage in stages] == [("bonne", True), ("fautive", False)]
    said = capsys.readouterr().out
    assert said == "\n── bonne\nbien\n\n── fautive\ndehors\nune faute\n"


def test_a_check_that_is_told_to_stop_ends_at_once() -> None:
    stop = Event()
    stop.set()
    forever = (sys.executable, "-c", "import time; time.sleep(300)")
    started = time.monotonic()
    checked = check("sans fin", forever, dict(os.environ), stop)
    assert (checked.stage.ok, time.monotonic() - started < 60) == (False, True)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ([], ["une règle", "tests (SQLite)", "PostgreSQL"]),
        (["-k", "x"], ["tests (SQLite)", "PostgreSQL"]),
    ],
    ids=["all", "with arguments"],
)
def test_checks_run_with_the_tests_and_not_when_some_tests_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], names: list[str]
) -> None:
    nothing = (sys.executable, "-c", "")
    monkeypatch.setattr(run_tests, "CHECKS", (("une règle", nothing),))
    monkeypatch.setattr(run_tests, "pytest", lambda name, *_: Stage(name, True, 0.0, Counts(1)))
    monkeypatch.setattr(run_tests, "on_postgres", lambda *_: Stage("PostgreSQL", True, 0.0))
    assert [stage.name for stage in run_stages(arguments, tmp_path)] == names


@pytest.mark.parametrize(("ci", "ok"), [("true", False), ("", True)])
def test_without_postgresql_the_run_is_named_and_fails_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, ok: bool
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(run_tests, "find_server", lambda: None)
    stage = on_postgres([], {}, tmp_path)
    assert (stage.ok, "PostgreSQL manque" in stage.line()) == (ok, True)


def test_the_stages_see_neither_instance_nor_database_of_the_developer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@127.0.0.1/real")
    monkeypatch.setenv("TERREAU_INSTANCE", "real")
    given = clean_environment(tmp_path)
    assert ("DATABASE_URL" in given, given["TERREAU_INSTANCE"]) == (False, str(tmp_path))
