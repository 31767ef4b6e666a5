"""The browser that the journeys use is one that really starts."""

import sys
from pathlib import Path

import pytest

from tests import support
from tests.support import chromium_path, driver_path


def write_command(folder: Path, name: str, body: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where a browser is looked for."""
    monkeypatch.delenv("TERREAU_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(support, "BROWSER_APPLICATIONS", ())
    monkeypatch.setattr(support, "BROWSER_FOLDER", tmp_path / "browsers")
    return tmp_path


def test_a_browser_that_only_says_what_to_install_is_passed_over(folder: Path) -> None:
    write_command(folder, "chromium", "echo install it first >&2; exit 1")
    works = write_command(folder, "google-chrome", "echo Google Chrome 150.0")
    assert chromium_path() == works


def test_a_browser_in_the_environment_is_found(folder: Path) -> None:
    place = folder / "browsers" / "chromium-1200" / "chrome-linux64"
    place.mkdir(parents=True)
    works = write_command(place, "chrome", "echo Chromium 150.0")
    assert chromium_path() == works


def test_without_a_browser_there_is_none(folder: Path) -> None:
    assert chromium_path() is None


def test_a_browser_named_by_hand_must_exist(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_CHROMIUM", "no-such-browser")
    with pytest.raises(FileNotFoundError, match="TERREAU_CHROMIUM"):
        chromium_path()


def test_a_driver_that_lacks_a_library_counts_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "playwright" / "driver").mkdir(parents=True)
    (tmp_path / "playwright" / "__init__.py").touch()
    write_command(tmp_path / "playwright" / "driver", "node", "exit 127")
    monkeypatch.delitem(sys.modules, "playwright", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert driver_path() is None


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("", False)])
def test_continuous_integration_is_known_by_ci(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("CI", value)
    assert support.in_ci() is expected
