"""The requirement locks: every package hashed, and every dependency of the project in them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import ROOT

EXTRAS_OF = {
    "core": ("build",),
    "dev": ("build", "dev"),
    "spark": ("build", "spark"),
    "peers": ("build", "peers"),
}
NAME = re.compile(r"^([A-Za-z0-9._-]+)(\[[^\]]*\])?==([^\s;\\]+)")


def entries(lock: str) -> list[str]:
    """The requirements of a lock, each with its continuation lines."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def locked(lock: str) -> dict[str, str]:
    matches = [NAME.match(entry) for entry in entries(lock)]
    return {canonicalize_name(match[1]): match[3] for match in matches if match}


def declared(lock: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = list(project["dependencies"])
    for extra in EXTRAS_OF[lock]:
        texts += project["optional-dependencies"][extra]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", EXTRAS_OF)
def test_every_locked_package_has_one_version_and_a_hash(lock: str) -> None:
    loose = [
        entry.split("--hash")[0].strip()
        for entry in entries(lock)
        if not NAME.match(entry) or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)
    ]
    assert loose == []


@pytest.mark.parametrize("lock", EXTRAS_OF)
def test_every_dependency_is_locked_within_its_bounds(lock: str) -> None:
    versions = locked(lock)
    outside = [
        str(requirement)
        for requirement in declared(lock)
        if not requirement.specifier.contains(
            versions.get(canonicalize_name(requirement.name), "0"), prereleases=True
        )
    ]
    assert outside == []


@pytest.mark.parametrize("lock", [lock for lock in EXTRAS_OF if lock != "core"])
def test_what_is_added_runs_on_the_versions_that_users_get(lock: str) -> None:
    core, more = locked("core"), locked(lock)
    assert {name: more.get(name) for name in core} == core


def test_locks_are_plain_files_of_the_project() -> None:
    assert sorted(path.name for path in Path(ROOT, "requirements").iterdir()) == [
        "core.txt",
        "dev.txt",
        "peers.txt",
        "spark.txt",
    ]
