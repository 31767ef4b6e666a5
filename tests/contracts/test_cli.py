"""The command line as a contract: exit statuses, JSON keys, errors that say what to do."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders.made_once import said
from tests.support import ROOT, free_port

TERREAU = Path(sys.executable).parent / "terreau"
PROJECT_KEYS = {
    "slug",
    "name",
    "title",
    "summary",
    "call",
    "year",
    "holder",
    "partners",
    "territories",
    "codings",
    "grants",
    "documents",
}


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object that standard output holds."""
        return json.loads(self.out)


def run(*arguments: object, instance: Path | None = None, cwd: Path | None = None) -> Answer:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    kept.pop("TERREAU_INSTANCE", None)
    if instance is not None:
        kept["TERREAU_INSTANCE"] = str(instance)
    done = subprocess.run(
        [TERREAU, *map(str, arguments)],
        env=kept,
        cwd=cwd or ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def instance(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance made by `demo`."""
    return Path(shutil.copytree(demo_made / "instance", tmp_path_factory.mktemp("cli") / "exemple"))


@pytest.fixture
def empty(new_instance: Path, tmp_path: Path) -> Path:
    """An instance without a portfolio."""
    return Path(shutil.copytree(new_instance, tmp_path / "vide"))


def test_demo_says_where_everything_lies(demo_made: Path) -> None:
    report = said(demo_made)
    assert report["instance"] == str(demo_made / "instance")
    assert report["projects"] == 14
    (sheet,) = report["sheets"]
    assert (sheet["notation"], sheet["projects"]) == ("2", 14)
    assert {Path(path).suffix for path in sheet["files"]} == {".html", ".pdf", ".docx"}
    assert all(Path(path).is_file() for path in sheet["files"])


def test_a_second_demo_on_the_same_folder_changes_nothing(instance: Path) -> None:
    published = instance / "publication"
    before = {path: path.read_bytes() for path in published.rglob("*") if path.is_file()}
    again = run("demo", "--no-serve", "--without-fictitious", "--to", instance, "--json")
    assert again.json["projects"] == 14
    assert {path: path.read_bytes() for path in published.rglob("*") if path.is_file()} == before


def test_an_instance_can_be_named_before_or_after_the_verb_or_by_the_environment(
    instance: Path, tmp_path: Path
) -> None:
    for answer in (
        run("--instance", instance, "check", "--json"),
        run("check", "--instance", instance, "--json"),
        run("check", "--json", instance=instance),
        run("check", "--json", cwd=instance.parent, instance=Path("exemple")),
    ):
        assert (answer.status, answer.json) == (0, {"ok": True, "findings": []}), answer.out


def test_init_twice_keeps_everything(empty: Path) -> None:
    secret = (empty / "secret.key").read_text()
    assert (empty / "secret.key").stat().st_mode & 0o077 == 0
    again = run("init", empty, "--json")
    assert (again.status, again.json["instance"]) == (0, str(empty))
    assert (empty / "secret.key").read_text() == secret


def test_import_counts_add_up_and_a_trial_writes_nothing(empty: Path) -> None:
    source = ROOT / "examples" / "neo-terra"
    trial = run("import", source, "--dry-run", "--json", instance=empty).json
    assert trial["created"] == 14
    report = run("import", source, "--json", instance=empty).json
    keys = {"read", "created", "updated", "unchanged", "rejected", "rejections", "warnings"}
    assert keys | {"reader", "mapping"} <= set(report)
    kept = report["created"] + report["updated"] + report["unchanged"]
    assert kept + report["rejected"] == report["read"] == 14
    assert run("import", source, "--json", instance=empty).json["unchanged"] == 14


def test_a_record_that_is_rejected_gives_status_1_and_says_where(
    empty: Path, tmp_path: Path
) -> None:
    source = tmp_path / "projects.json"
    source.write_text(json.dumps([{"name": "Un projet"}, {"title": "sans nom"}]))
    answer = run("import", source, "--portfolio", "essai", "--json", instance=empty)
    assert answer.status == 1
    (rejection,) = answer.json["rejections"]
    assert set(rejection) == {"source", "where", "code", "message"}
    assert "2" in rejection["where"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("vide.md", b"", "empty_file"),
        ("photo.md", b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_document"),
        ("casse.json", b'[{"name": ', "bad_json"),
        ("projects.json", b'[{"name": ', "not_projects"),
        ("casse.ttl", b"@prefix : <a", "invalid_turtle"),
    ],
)
def test_what_cannot_be_read_at_all_gives_status_3_and_an_error_object(
    empty: Path, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    answer = run("import", source, "--portfolio", "essai", "--json", instance=empty)
    assert answer.status == 3
    error = answer.json["error"]
    assert error["code"] == code
    assert error["message"].endswith(".")
    assert run("export", "projects", "--to", tmp_path, "--json", instance=empty).status == 2


def test_a_path_that_does_not_exist_gives_status_3(empty: Path) -> None:
    answer = run("import", "nulle-part.md", "--portfolio", "essai", "--json", instance=empty)
    assert (answer.status, answer.json["error"]["code"]) == (3, "file_missing")


@pytest.mark.parametrize(
    "arguments",
    [
        ("semer",),
        ("import",),
        ("publish",),
        ("check", "--couleur"),
        ("serve", "--port", "beaucoup"),
        ("publish", "--to", "ailleurs", "--date", "hier"),
        ("publish", "--to", "ailleurs", "--formats", "odt"),
        ("publish", "--to", "ailleurs", "--concept", "42"),
        ("export", "papier", "--to", "ailleurs"),
        ("import", "x.md", "--reader", "personne"),
    ],
    ids=" ".join,
)
def test_wrong_use_gives_status_2_and_a_french_sentence(
    instance: Path, arguments: tuple[str, ...]
) -> None:
    answer = run(*arguments, "--json", instance=instance)
    assert answer.status == 2, answer.out
    error = answer.json["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["message"].endswith(".")
    assert error["hint"]
    for english in ("No such", "Missing", "Invalid", "requires", "not a valid"):
        assert english not in error["message"]
    plain = run(*arguments, instance=instance)
    assert (plain.status, plain.out) == (2, "")
    assert error["message"] in plain.err


def test_a_verb_without_portfolio_takes_the_only_one_and_asks_where_there_are_two(
    empty: Path, tmp_path: Path
) -> None:
    run("import", ROOT / "examples" / "neo-terra", instance=empty)
    assert run("export", "projects", "--to", tmp_path / "un", instance=empty).status == 0
    run("import", ROOT / "examples" / "exercice", instance=empty)
    answer = run("export", "projects", "--to", tmp_path / "deux", "--json", instance=empty)
    assert answer.status == 2
    assert "exercice, neo-terra" in answer.json["error"]["hint"]


def test_a_verb_without_an_instance_says_how_to_make_one(tmp_path: Path) -> None:
    answer = run("publish", "--to", tmp_path, "--json", instance=tmp_path / "rien")
    assert (answer.status, answer.json["error"]["code"]) == (3, "no_instance")
    assert "terreau init" in answer.json["error"]["hint"]
    found = run("check", "--json", instance=tmp_path / "rien")
    assert (found.status, found.json["ok"]) == (1, False)


def test_a_person_without_the_right_is_refused(instance: Path, tmp_path: Path) -> None:
    answer = run("publish", "--to", tmp_path, "--as", "Personne", "--json", instance=instance)
    assert (answer.status, answer.json["error"]["code"]) == (3, "unknown_person")


def test_publish_writes_the_formats_asked_for_with_the_date_asked_for(
    instance: Path, tmp_path: Path
) -> None:
    answer = run(
        "publish", "--to", tmp_path, "--concept", "2", "--formats", "html", "--date", "2025-12-01",
        "--json", instance=instance,
    )  # fmt: skip
    (sheet,) = answer.json["sheets"]
    (file,) = sheet["files"]
    assert "1er\u00a0décembre 2025" in Path(file).read_text("utf-8")


def test_export_projects_has_the_keys_of_the_contract(instance: Path, tmp_path: Path) -> None:
    target = tmp_path / "sortie.json"
    answer = run("export", "projects", "--to", target, "--json", instance=instance)
    assert answer.json["path"] == str(target)
    assert answer.json["records"] == 14
    assert answer.json["validated_with"]
    projects = json.loads(target.read_text("utf-8"))
    for project in projects:
        assert set(project) >= PROJECT_KEYS
        for coding in project["codings"]:
            assert {"scheme", "notation", "label", "status", "rationale", "passages"} <= set(coding)
            assert coding["status"] == "accepted"
            for passage in coding["passages"]:
                keys = {"document", "layer", "page", "start", "end", "quote"}
                assert set(passage) == keys
    assert (tmp_path / "sortie.portfolio.json").is_file()
    assert len(list((tmp_path / "documents").iterdir())) == 15


def test_check_says_what_is_wrong_and_how_to_mend_it(empty: Path) -> None:
    run("import", ROOT / "examples" / "neo-terra", instance=empty)
    (empty / "secret.key").chmod(0o644)
    originals = sorted(path for path in (empty / "media").rglob("*") if path.is_file())
    originals[0].write_bytes(b"autre chose")
    originals[1].unlink()
    answer = run("check", "--json", instance=empty)
    assert answer.status == 1
    codes = [finding["code"] for finding in answer.json["findings"]]
    assert sorted(codes) == ["document_changed", "document_missing", "secret_key"]
    assert all(finding["hint"] for finding in answer.json["findings"])


def test_damaged_settings_and_a_damaged_base_are_told_plainly(empty: Path) -> None:
    with (empty / "terreau.toml").open("a", encoding="utf-8") as file:
        file.write("\nmot sans valeur\n")
    answer = run("check", "--json", instance=empty)
    assert (answer.status, answer.json["error"]["code"]) == (3, "bad_settings")
    (empty / "terreau.toml").write_text("", "utf-8")
    (empty / "terreau.sqlite3").write_bytes(b"ceci n'est pas une base" * 100)
    answer = run("publish", "--to", empty / "x", "--json", instance=empty)
    assert (answer.status, answer.json["error"]["code"]) == (3, "database")
    assert "Traceback" not in answer.err


def test_a_port_already_taken_is_told(instance: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run("serve", "--port", port, "--json", instance=instance)
    assert (answer.status, answer.json["error"]["code"]) == (3, "port_taken")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_serve_answers_on_loopback_and_stops_when_asked(
    instance: Path, number: signal.Signals
) -> None:
    port = free_port()
    server = subprocess.Popen(
        [TERREAU, "serve", "--port", str(port), "--json", "--instance", instance],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                    assert page.status == 200
                break
            except OSError:
                time.sleep(0.1)
        server.send_signal(number)
        out, err = server.communicate(timeout=15)
    finally:
        server.kill()
    assert json.loads(out) == {"url": f"http://127.0.0.1:{port}/"}
    assert (server.returncode, err) == (0, "")


def test_help_comes_quickly_and_in_french() -> None:
    began = time.monotonic()
    answer = run("--help")
    assert time.monotonic() - began < 3  # about 0.2 s; a slow machine is no failure
    assert answer.status == 0
    for verb in ("init", "demo", "import", "publish", "export", "serve", "check"):
        assert f"  {verb} " in answer.out
    for english in ("Usage:", "Options:", "Commands:", "Show this message"):
        assert english not in answer.out


def test_the_base_is_a_single_file_that_is_written_ahead(instance: Path) -> None:
    with sqlite3.connect(instance / "terreau.sqlite3") as base:
        assert base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
