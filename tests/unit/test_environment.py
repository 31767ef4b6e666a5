"""Set-up's decisions: what is reused, what is made again, what is said when it fails."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scripts.environment import (
    Record,
    SetUpError,
    explain,
    lines_of,
    main,
    make,
    pip_environment,
    python_of,
    reusable,
    set_up,
    vendored_pip,
)

from tests.support import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with all that set-up reads, and a space in its name."""
    folder = tmp_path / "un clone"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copytree(ROOT / "scripts" / "vendor", folder / "scripts" / "vendor")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def environment(project: Path) -> Path:
    """A real, empty environment, just made."""
    make(project / ".venv", Record.wanted(project, "core"))
    return project / ".venv"


def test_an_environment_for_the_tests_also_serves_the_main_job(project: Path) -> None:
    assert Record.wanted(project, "dev").serves(Record.wanted(project, "core"))


def test_an_environment_for_the_main_job_does_not_serve_the_tests(project: Path) -> None:
    assert not Record.wanted(project, "core").serves(Record.wanted(project, "dev"))


def test_an_extra_put_beside_the_tests_leaves_them_served(project: Path) -> None:
    dev, spark = Record.wanted(project, "dev"), Record.wanted(project, "spark")
    assert spark.keeping(dev).serves(dev)
    assert spark.keeping(dev).serves(spark)


def test_an_interrupted_installation_leaves_nothing_to_keep(project: Path) -> None:
    dev, spark = Record.wanted(project, "dev"), Record.wanted(project, "spark")
    assert not spark.keeping(replace(dev, complete=False)).serves(dev)


def test_the_builder_of_a_source_package_is_taken_from_the_lock_with_its_hashes(
    project: Path,
) -> None:
    entry = lines_of(project / "requirements" / "spark.txt", "setuptools")
    assert entry.startswith("setuptools==")
    assert entry.count("--hash=sha256:") == 2
    assert entry.count("==") == 1


@pytest.mark.parametrize(
    "file", ["requirements/core.txt", "pyproject.toml", "scripts/vendor/MANIFEST.json"]
)
def test_a_change_of_what_is_installed_asks_for_set_up_again(project: Path, file: str) -> None:
    before = Record.wanted(project, "core")
    with (project / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert not before.serves(Record.wanted(project, "core"))


@pytest.mark.parametrize("change", [{"root": "elsewhere"}, {"python": "3.99"}, {"machine": "vax"}])
def test_a_moved_clone_or_another_python_asks_for_set_up_again(
    project: Path, change: dict[str, str]
) -> None:
    wanted = Record.wanted(project, "core")
    assert not replace(wanted, **change).serves(wanted)


def test_an_incomplete_environment_serves_nobody(project: Path) -> None:
    wanted = Record.wanted(project, "core")
    assert not replace(wanted, complete=False).serves(wanted)


def test_a_record_is_read_as_it_was_written(project: Path, tmp_path: Path) -> None:
    record = Record.wanted(project, "dev")
    record.write(tmp_path)
    assert Record.read(tmp_path) == record


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}'])
def test_a_spoilt_record_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "terreau-setup.json").write_text(content, encoding="utf-8")
    assert Record.read(tmp_path) is None


def test_an_environment_being_made_is_marked_incomplete(environment: Path) -> None:
    record = Record.read(environment)
    assert record is not None
    assert not record.complete


def test_an_interrupted_environment_is_made_again(project: Path, environment: Path) -> None:
    assert not reusable(environment, Record.wanted(project, "core"))


def test_a_complete_environment_is_updated_in_place(project: Path, environment: Path) -> None:
    wanted = Record.wanted(project, "core")
    replace(wanted, locks={"core": "an older lock"}).write(environment)
    assert reusable(environment, wanted)


def test_an_environment_made_by_hand_is_completed_and_kept(
    project: Path, environment: Path
) -> None:
    (environment / "terreau-setup.json").unlink()
    assert reusable(environment, Record.wanted(project, "core"))


def test_an_environment_whose_python_is_gone_is_made_again(
    project: Path, environment: Path
) -> None:
    wanted = Record.wanted(project, "core")
    wanted.write(environment)
    python_of(environment).unlink()
    assert not reusable(environment, wanted)


def test_an_environment_has_no_pip_of_the_system(environment: Path) -> None:
    command = [python_of(environment), "-c", "import pip"]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_vendored_pip_runs_in_an_environment_without_one(
    project: Path, environment: Path
) -> None:
    command = [python_of(environment), vendored_pip(project) / "pip", "--version"]
    words = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert words.startswith("pip 2")


def test_what_was_left_of_an_old_environment_is_gone(project: Path) -> None:
    left = project / ".venv" / "lib" / "left.py"
    left.parent.mkdir(parents=True)
    left.touch()
    make(project / ".venv", Record.wanted(project, "core"))
    assert not left.exists()


def test_a_link_in_the_place_of_the_environment_is_not_followed(
    project: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (project / ".venv").symlink_to(kept)
    with pytest.raises(SetUpError, match="lien"):
        make(project / ".venv", Record.wanted(project, "core"))
    assert kept.is_dir()


def test_a_changed_pip_wheel_is_refused(project: Path) -> None:
    wheel = next((project / "scripts" / "vendor").glob("pip-*.whl"))
    with wheel.open("ab") as changed:
        changed.write(b"x")
    with pytest.raises(SetUpError, match="SHA-256"):
        set_up(project, "core")
    assert not (project / ".venv").exists()


def test_set_up_does_nothing_where_all_is_ready(project: Path, environment: Path) -> None:
    Record.wanted(project, "core").write(environment)
    assert set_up(project, "core") is False


def test_without_the_package_server_set_up_says_so_and_stays_incomplete(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A loopback port where nobody listens, in the place of the user's own settings.
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(SetUpError, match="serveur de paquets ne répond pas"):
        set_up(project, "core")
    record = Record.read(project / ".venv")
    assert record is not None
    assert not record.complete


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "verrouillé"),
        ("ERROR: No matching distribution found for lxml==6.1.3", "tout fait pour ce Python"),
        ("Temporary failure in name resolution\nNo matching distribution found", "proxy"),
        ("Killed", "échoué"),
    ],
)
def test_a_failure_of_pip_is_explained(log: str, said: str) -> None:
    assert said in explain(log)


def test_settings_of_pip_are_kept_less_those_that_install_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    given = pip_environment()
    assert (given["PIP_INDEX_URL"], "PIP_TARGET" in given) == ("http://127.0.0.1:9/simple", False)


@pytest.mark.parametrize("arguments", [[], ["all"], ["core", "dev"]])
def test_wrong_use_ends_with_status_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


def shell(script: str, path: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `script` after python.sh in a plain shell where `PATH` holds what is given."""
    command = ["/bin/sh", "-euc", f'root=$1; . "$2/scripts/python.sh"; {script}', "sh"]
    return subprocess.run(
        [*command, path, ROOT],
        env={"PATH": path, **environment},
        capture_output=True,
        check=False,
        text=True,
    )


def write_command(folder: Path, name: str, body: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


def test_a_python_that_cannot_run_is_passed_over(tmp_path: Path) -> None:
    write_command(tmp_path, "python3.13", "exit 127")
    write_command(tmp_path, "python3", f'exec "{sys.executable}" "$@"')
    write_command(tmp_path, "cat", "exec /bin/cat")
    assert shell('echo "$PYTHON"', str(tmp_path)).stdout == "python3\n"


def test_without_a_recent_python_the_message_says_what_to_install(tmp_path: Path) -> None:
    write_command(tmp_path, "python3", "exit 1")
    write_command(tmp_path, "cat", "exec /bin/cat")
    done = shell('echo "$PYTHON"', str(tmp_path))
    assert (done.returncode, "apt-get install python3" in done.stderr) == (3, True)


def test_a_python_named_by_hand_that_is_too_old_is_refused(tmp_path: Path) -> None:
    write_command(tmp_path, "old", "exit 1")
    write_command(tmp_path, "python3", f'exec "{sys.executable}" "$@"')
    write_command(tmp_path, "cat", "exec /bin/cat")
    assert shell("true", str(tmp_path), PYTHON=str(tmp_path / "old")).returncode == 3


def test_the_record_holds_no_secret_nor_date(project: Path, tmp_path: Path) -> None:
    Record.wanted(project, "core").write(tmp_path)
    keys = set(json.loads((tmp_path / "terreau-setup.json").read_text(encoding="utf-8")))
    assert keys == {"root", "python", "machine", "complete", "locks"}
