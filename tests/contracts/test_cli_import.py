"""`terreau import` as a person runs it: a new portfolio named, and two commands at once."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT

TERREAU = Path(sys.executable).parent / "terreau"
FICHE = ROOT / "tests" / "fixtures" / "fiches" / "lignes-fautives.md"
EXAMPLE = ROOT / "examples" / "neo-terra"
TIMEOUT_S = 120


@pytest.fixture
def instance(new_instance: Path, tmp_path: Path) -> Path:
    """An empty instance."""
    return Path(shutil.copytree(new_instance, tmp_path / "i"))


def started(instance: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [str(part) for part in (TERREAU, "import", *arguments, "--json")]
    return subprocess.Popen(
        [*command, "--instance", str(instance)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any]]:
    out, error = process.communicate(timeout=TIMEOUT_S)
    assert error == ""
    return process.returncode, json.loads(out)


def rows(instance: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(instance / "terreau.sqlite3") as base:
        return base.execute(query).fetchall()


def test_a_new_portfolio_takes_the_name_and_the_funder_given(instance: Path) -> None:
    named = ("--portfolio", "m", "--name", " Mobilités ", "--funder", "Collectivité Inventée")
    status, report = ended(started(instance, FICHE, *named))
    assert (status, report["created"], report["rejected"]) == (1, 3, 4)
    found = rows(instance, "SELECT slug, name, funder FROM portfolio_portfolio")
    assert found == [("m", "Mobilités", "Collectivité Inventée")]


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_cannot_be_kept_is_wrong_use(instance: Path, name: str) -> None:
    status, answer = ended(started(instance, FICHE, "--portfolio", "m", "--name", name))
    assert (status, answer["error"]["code"]) == (2, "wrong_use")
    assert rows(instance, "SELECT count(*) FROM portfolio_portfolio") == [(0,)]


def test_two_imports_at_once_end_as_one_after_the_other(instance: Path) -> None:
    both = [ended(one) for one in [started(instance, EXAMPLE), started(instance, EXAMPLE)]]
    assert [status for status, _ in both] == [0, 0]
    assert sorted((said["created"], said["unchanged"]) for _, said in both) == [(0, 14), (14, 0)]
    assert rows(instance, "SELECT count(*) FROM portfolio_project") == [(14,)]


def test_an_import_that_is_killed_leaves_an_instance_that_takes_it_again(instance: Path) -> None:
    process = started(instance, EXAMPLE)
    with suppress(subprocess.TimeoutExpired):  # a fast machine may have ended: no harm
        process.wait(timeout=0.8)
    process.kill()
    process.communicate()
    assert rows(instance, "SELECT count(*) FROM portfolio_project")[0][0] in {0, 14}
    _, report = ended(started(instance, EXAMPLE))
    assert report["created"] + report["unchanged"] == 14
    check = [str(TERREAU), "check", "--instance", str(instance)]
    assert subprocess.run(check, check=False, capture_output=True).returncode == 0
