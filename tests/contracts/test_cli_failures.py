"""What the command line answers when something around it is broken, and how it speaks French."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import click
import pytest

from terreau import cli
from terreau.conf import bootstrap
from terreau.conf.usage import sentence
from tests.contracts.test_cli import TERREAU, Answer, run
from tests.support import ROOT

ENGLISH = ("Usage", "Error", "Missing", "Invalid", "No such", "Show this", "option ", "value ")
NBSP = chr(0xA0)


@pytest.fixture(scope="module")
def made(new_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance without a portfolio, that no test here changes."""
    return Path(shutil.copytree(new_instance, tmp_path_factory.mktemp("pannes") / "instance"))


@pytest.fixture
def own(new_instance: Path, tmp_path: Path) -> Path:
    """An instance of the test's own, that Camille owns, to break."""
    return Path(shutil.copytree(new_instance, tmp_path / "instance"))


def error(answer: Answer) -> dict[str, str]:
    found = answer.json["error"]
    assert set(found) == {"code", "message", "hint"}
    assert found["message"].endswith(".")
    assert found["hint"].endswith(".")
    assert answer.err == ""
    return found


def owners(instance: Path) -> list[str]:
    with sqlite3.connect(instance / "terreau.sqlite3") as base:
        held = "SELECT name FROM accounts_agent JOIN accounts_membership m ON m.agent_id = "
        return [name for (name,) in base.execute(f"{held} accounts_agent.id ORDER BY m.id")]


@pytest.mark.parametrize("verb", ["init", "demo", "import", "publish", "export", "serve", "check"])
def test_the_help_of_a_verb_is_in_french(verb: str) -> None:
    answer = run(verb, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"Utilisation{NBSP}: terreau {verb} [OPTIONS]")
    assert [word for word in ENGLISH if word in answer.out] == []


def test_no_verb_at_all_shows_the_verbs_and_is_wrong_use() -> None:
    plain = run()
    assert (plain.status, plain.out) == (2, "")
    assert "publish" in plain.err
    assert error(run("--json"))["message"] == "L’option «\u00a0--json\u00a0» n’existe pas."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "--port", "99999"), "un nombre entier de 0 à 65535"),
        (("init", "un", "deux"), "«\u00a0deux\u00a0»"),
        (("check", "--instance", ROOT / "README.md"), "un dossier est attendu"),
        (("export", "projects"), "--to"),
        (("init", "--owner", "  "), "de 1 à 200 caractères"),
    ],
    ids=["port", "extra", "file", "missing", "owner"],
)
def test_wrong_use_says_what_is_expected(arguments: tuple, said: str) -> None:
    answer = run(*arguments, "--json")
    assert answer.status == 2
    assert said in error(answer)["message"]


def test_init_says_what_to_do_next(tmp_path: Path) -> None:
    answer = run("init", tmp_path / "mon instance")
    assert "terreau import" in answer.out
    assert f"--instance '{tmp_path / 'mon instance'}'" in answer.out


def test_init_again_leaves_the_owner_who_is_there(own: Path) -> None:
    assert run("init", own).status == 0
    assert owners(own) == ["Camille"]


def test_init_again_with_another_name_adds_that_person_and_the_first_still_acts(own: Path) -> None:
    assert run("init", own, "--owner", "Dominique").status == 0
    assert owners(own) == ["Camille", "Dominique"]


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    answer = run("init", tmp_path / "fichier" / "instance", "--json")
    assert (answer.status, error(answer)["code"]) == (3, "file_system")


@pytest.mark.parametrize("verb", [("publish", "--to", "x"), ("serve", "--port", "0"), ("init",)])
def test_a_damaged_base_is_told_in_french_by_every_verb(
    own: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    (own / "terreau.sqlite3").write_bytes(b"ceci n'est pas une base" * 100)
    answer = run(*verb, "--json", instance=own, cwd=tmp_path)
    assert (answer.status, error(answer)["code"]) == (3, "database")
    assert "n’est pas une base SQLite" in error(answer)["message"]


def test_check_finds_a_damaged_base(own: Path) -> None:
    (own / "terreau.sqlite3").write_bytes(b"ceci n'est pas une base" * 100)
    answer = run("check", "--json", instance=own)
    assert answer.status == 1
    assert [finding["code"] for finding in answer.json["findings"]] == ["database"]


def test_check_finds_a_base_of_an_older_version(own: Path) -> None:
    with sqlite3.connect(own / "terreau.sqlite3") as base:
        base.execute("DELETE FROM django_migrations WHERE app = 'publish'")
    answer = run("check", "--json", instance=own)
    assert answer.status == 1
    assert [finding["code"] for finding in answer.json["findings"]] == ["migrations"]


def test_check_finds_that_nobody_owns_the_instance(own: Path) -> None:
    with sqlite3.connect(own / "terreau.sqlite3") as base:
        base.execute("DELETE FROM accounts_membership")
    answer = run("check", "--json", instance=own)
    assert answer.status == 1
    assert [finding["code"] for finding in answer.json["findings"]] == ["owner"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("public_url = \n", "ligne 1, colonne"),
        ('public_url = "\n', "ligne 1, colonne"),
        ("public_url = 3\n", "sont des textes"),
        ('allowed_hosts = "localhost"\n', "liste de textes"),
    ],
)
def test_damaged_settings_are_told_with_their_place(own: Path, content: str, said: str) -> None:
    (own / "terreau.toml").write_text(content, "utf-8")
    answer = run("check", "--json", instance=own)
    assert (answer.status, error(answer)["code"]) == (3, "bad_settings")
    assert said in error(answer)["message"]


@pytest.mark.parametrize(
    ("address", "code"),
    [("papier://classeur", "database_url"), ("postgres://a:b@127.0.0.1:1/x", "database")],
)
def test_a_database_that_cannot_be_reached_is_told(
    made: Path, tmp_path: Path, address: str, code: str
) -> None:
    done = subprocess.run(
        [TERREAU, "publish", "--to", tmp_path, "--instance", made, "--json"],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    answer = Answer(done.returncode, done.stdout, done.stderr)
    assert (answer.status, error(answer)["code"]) == (3, code)
    assert "DATABASE_URL" in error(answer)["message"]


def test_a_person_without_the_right_is_refused_by_code(own: Path) -> None:
    with sqlite3.connect(own / "terreau.sqlite3") as base:
        base.execute(
            "INSERT INTO accounts_agent (kind, name, version) VALUES ('person', 'Passante', '')"
        )
    source = ROOT / "examples" / "neo-terra"
    answer = run("import", source, "--as", "Passante", "--json", instance=own)
    assert (answer.status, error(answer)["code"]) == (3, "not_allowed")
    with sqlite3.connect(own / "terreau.sqlite3") as base:
        assert base.execute("SELECT count(*) FROM portfolio_project").fetchone() == (0,)


def test_a_framework_that_is_no_turtle_is_refused_with_its_line(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "cadre.ttl"
    file.write_text("<urn:a> a <urn:b>\nnon plus\n", "utf-8")
    answer = run("import", file, "--json", instance=own)
    assert answer.status == 3
    assert "ligne" in answer.json["error"]["message"]


def test_what_nobody_foresaw_is_status_3_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.instance, "findings", breaks)
    assert cli.main(["check", "--json", "--instance", str(tmp_path)]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unexpected"
    monkeypatch.setenv("TERREAU_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["check", "--json", "--instance", str(tmp_path)])


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    command = f"set -o pipefail; '{TERREAU}' import --help | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.returncode in {0, 128 + signal.SIGPIPE}
    assert b"Traceback" not in done.stderr


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap.Progress.on_terminal().write("en cours")
    assert capsys.readouterr().err == ""


def test_every_complaint_of_click_that_a_verb_can_meet_has_its_french() -> None:
    """Each type of parameter that the verbs use, given what it refuses."""
    wrong = {click.IntRange: "beaucoup", click.Path: str(ROOT / "README.md")}
    for name, verb in cli.terreau.commands.items():
        for option in verb.params:
            kind = type(option.type)
            if kind not in wrong or (kind is click.Path and option.type.file_okay):
                continue
            spelled = [wrong[kind]] if option.param_type_name == "argument" else []
            spelled = spelled or [option.opts[-1], wrong[kind]]
            try:
                cli.terreau.main([name, *spelled], standalone_mode=False)
            except click.UsageError as failure:
                told = sentence(failure)
                assert "attendu" in told, (name, option.name, told)
            else:
                pytest.fail(f"{name} {spelled} was accepted")
