"""What the tests need is looked for first, brought if it may be, and named if it cannot be."""

from pathlib import Path

import pytest
from scripts import needed_tools
from scripts.needed_tools import Tool, announce, ensure, ways


def tool(found: list[Path | None]) -> Tool:
    """A tool whose successive searches give `found`."""
    answers = iter(found)
    return Tool("Outil", "les essais", lambda: next(answers), apt="outil", brew="outil@2")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands asked for; none of them runs, since they would change the machine."""
    asked: list[tuple[str, ...]] = []

    def remember(command: tuple[str, ...]) -> bool:
        asked.append(tuple(command))
        return True

    monkeypatch.setattr(needed_tools, "quietly", remember)
    return asked


def test_nothing_is_installed_where_all_is_there(
    commands: list[tuple[str, ...]], tmp_path: Path
) -> None:
    assert (ensure([tool([tmp_path])]), commands) == ([], [])


def test_a_missing_tool_is_installed_with_the_rights_at_hand(
    commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed_tools, "apt_get", lambda: ("apt-get",))
    assert ensure([tool([None, tmp_path])]) == []
    assert commands[-1] == ("apt-get", "install", "--yes", "--no-install-recommends", "outil")


def test_a_tool_that_cannot_be_had_is_returned(
    commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed_tools, "apt_get", lambda: ("apt-get",))
    monkeypatch.setattr("shutil.which", lambda name: None)
    absent = tool([None, None])
    assert ensure([absent]) == [absent]


def test_without_the_rights_nothing_of_the_system_is_touched(
    commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed_tools, "apt_get", lambda: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    ensure([tool([None])])
    assert commands == []


def test_no_command_can_ask_for_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(needed_tools, "quietly", lambda command: True)
    found = needed_tools.apt_get()
    assert found is not None
    assert found[:2] == ("sudo", "-n")


def test_a_user_without_passwordless_sudo_has_no_way_through_apt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(needed_tools, "quietly", lambda command: False)
    assert needed_tools.apt_get() is None


def test_on_a_mac_the_tool_comes_from_brew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/opt/{name}" if name == "brew" else None)
    assert ways(tool([]), None) == [("/opt/brew", "install", "--quiet", "outil@2")]


def test_a_missing_tool_is_named_with_what_goes_untested_and_how_to_get_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    announce([tool([])])
    said = capsys.readouterr().err
    assert [part in said for part in ("Outil", "les essais", "apt-get install outil")] == [True] * 3
