"""What the commands really print and write, beside what the reference says of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scripts.reference_pages.words import sections, words

from tests.builders.made_once import said

ROOT = Path(__file__).resolve().parents[2]
Json = dict[str, Any]


def answer(instance: Path, *arguments: str | Path, status: int = 0) -> Json:
    """What `terreau … --json` prints on `instance`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "terreau.cli", *arguments, "--instance", instance, "--json"],
        env={key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        cwd=instance.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == status, done.stderr
    found: Json = json.loads(done.stdout)
    return found


def paths(value: object, prefix: str = "") -> Iterator[str]:
    """The keys of an answer, as the reference writes them: `sheets[].files[]`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{prefix}[]")
    else:
        yield prefix


@pytest.fixture(scope="module")
def built(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Json]:
    """An instance with both examples, and what `demo` said of it."""
    instance = tmp_path_factory.mktemp("docs") / "instance"
    shutil.copytree(demo_made / "instance", instance)
    answer(instance, "import", ROOT / "examples" / "exercice", "--portfolio", "exercice")
    return instance, said(demo_made)


@pytest.mark.slow
def test_demo_prints_the_keys_of_the_reference(built: tuple[Path, Json]) -> None:
    assert set(paths(built[1])) == set(words("keys", "demo"))


@pytest.mark.slow
def test_publish_prints_the_keys_of_the_reference(built: tuple[Path, Json], tmp_path: Path) -> None:
    printed = answer(built[0], "publish", "--to", tmp_path / "out", "--portfolio", "exercice")

    assert set(paths(printed)) == set(words("keys", "publish"))


@pytest.mark.slow
def test_import_prints_the_keys_of_the_reference(built: tuple[Path, Json], tmp_path: Path) -> None:
    (tmp_path / "vide.md").write_text("")
    fiche = next((ROOT / "tests" / "fixtures" / "fiches").glob("ambition-*.md"))
    (tmp_path / "liste.csv").write_text("Nom du projet;Montant voté\nLe Fil vert;12000\n", "utf-8")
    files = (fiche, tmp_path / "vide.md", tmp_path / "liste.csv")
    arguments = ("import", *files, "--portfolio", "essai", "--dry-run")

    printed = answer(built[0], *arguments, status=1)

    assert set(paths(printed)) == set(words("keys", "import"))


@pytest.mark.slow
def test_a_failure_prints_the_keys_of_the_reference(built: tuple[Path, Json]) -> None:
    printed = answer(
        built[0], "export", "inconnu", "--to", "x", "--portfolio", "exercice", status=2
    )

    assert set(paths(printed)) == set(words("keys", "error"))


@pytest.mark.slow
@pytest.mark.parametrize("portfolio", ["neo-terra", "exercice"])
def test_an_export_of_projects_has_the_keys_of_the_reference(
    built: tuple[Path, Json], tmp_path: Path, portfolio: str
) -> None:
    arguments = ("export", "projects", "--all", "--to", tmp_path, "--portfolio", portfolio)
    assert set(paths(answer(built[0], *arguments))) == set(words("keys", "export"))

    described = sections("projects")
    card = json.loads((tmp_path / "portfolio.json").read_text(encoding="utf-8"))
    projects = json.loads((tmp_path / "projects.json").read_text(encoding="utf-8"))
    titled = {title.partition(" (")[0]: set(keys) for title, keys in described.items()}
    wanted = {
        "Un projet": projects,
        "Un acteur": [one for project in projects for one in project["partners"]],
        "Un lieu": [one for project in projects for one in project["territories"]],
        "Un codage": [one for project in projects for one in project["codings"]],
        "Une aide": [one for project in projects for one in project["grants"]],
        "Un document": [one for project in projects for one in project["documents"]],
        "La carte du portefeuille": [card],
        "Une entrée ajoutée": card["concepts"],
        "Un énoncé": card["statements"],
    }
    unsaid = {
        title: sorted({key for one in found for key in one} - titled[title])
        for title, found in wanted.items()
    }
    assert {title: keys for title, keys in unsaid.items() if keys} == {}
