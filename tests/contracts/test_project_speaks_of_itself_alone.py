"""What the repository holds names no machine's folder, no package server, no asset elsewhere."""

import re
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests.contracts.test_locks import NAME, entries
from tests.support import ROOT

# Written in pieces, so that this file does not hold what it looks for.
SERVERS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
    )
]
FOLDERS = ["/" + name for name in ("work/", "root/", "tmp/", r"home/\w+/", r"Users/\w+/")]
MARKS = ["TO" + "DO", "FIX" + "ME", "X" * 3]
BINARY = {".whl", ".woff2", ".ttf", ".png", ".jpg", ".pdf", ".docx", ".odt", ".xlsx", ".gz"}
# A word before the slash makes it part of a longer path or address: neo-terra/home/…
MACHINE_PATH = re.compile(r"(?<![\w.*)}\]>~-])(?:" + "|".join(FOLDERS) + ")")
SERVER = re.compile("|".join(map(re.escape, SERVERS)), re.IGNORECASE)
MARK = re.compile(r"\b(?:" + "|".join(MARKS) + r")\b")
ELSEWHERE = re.compile(
    r"""(?:\bsrc\s*=\s*|\bsrcset\s*=\s*|url\(\s*|@import\s+)["']?(?:https?:)?//[^"'\s)]+"""
    r"""|<link\b[^>]*\bhref\s*=\s*["']?(?:https?:)?//[^"'\s>]+""",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\b(?:A?GPL|Affero|GNU General Public)", re.IGNORECASE)
LESSER = re.compile(r"\b(?:LGPL|Lesser General Public|GNU Library)", re.IGNORECASE)


@cache
def tracked() -> tuple[Path, ...]:
    """The files git knows, those about to be added included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = sorted(name for name in listed.decode().split("\0") if name)
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def texts() -> list[Path]:
    return [path for path in tracked() if path.suffix.lower() not in BINARY]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in paths
        if pattern.search(text_of(path))
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_folder_of_some_machine() -> None:
    assert lines_with(MACHINE_PATH, texts()) == []


def test_no_file_names_a_package_server() -> None:
    assert lines_with(SERVER, texts()) == []


def test_no_commit_message_names_a_folder_or_a_package_server() -> None:
    command = ["git", "log", "--format=%h %s%n%b"]
    history = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    wrong = [
        line for line in history.splitlines() if SERVER.search(line) or MACHINE_PATH.search(line)
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", ["work/main", "tmp/x", "root/a", "home/ada/a", "Users/ada/a"])
def test_a_folder_of_a_machine_is_recognised(folder: str) -> None:
    assert MACHINE_PATH.search(f'see "/{folder}"')


@pytest.mark.parametrize("text", ["../shared/data", "/static/home/", "https://example.org/work/"])
def test_an_address_or_a_relative_path_is_not_one(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_no_work_is_left_marked_in_the_code() -> None:
    code = {".py", ".html", ".css", ".js", ".sh", ".toml", ".typ"}
    assert lines_with(MARK, [path for path in texts() if path.suffix in code]) == []


def test_no_page_or_style_asks_another_host_for_an_asset() -> None:
    shown = {".html", ".css", ".js", ".mjs", ".svg", ".typ"}
    pages = [path for path in texts() if path.suffix in shown and "tests" not in path.parts]
    assert lines_with(ELSEWHERE, pages) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://example.org/a.js"></script>',
        "<img src=//example.org/a.png>",
        '@import "http://example.org/a.css";',
        "background: url(https://example.org/a.png)",
        '<link rel="stylesheet" href="https://example.org/a.css">',
    ],
)
def test_an_asset_elsewhere_is_recognised(line: str) -> None:
    assert ELSEWHERE.search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<a href="https://example.org/">un site</a>',
        '<img src="/static/a.png">',
        "url(#motif)",
        '<svg xmlns="http://www.w3.org/2000/svg">',
    ],
)
def test_a_link_or_an_own_asset_is_not_one(line: str) -> None:
    assert not ELSEWHERE.search(line)


def run_time_packages() -> list[str]:
    """The packages of the core lock that this system installs."""
    names = []
    for entry in entries("core"):
        match = NAME.match(entry)
        marker = entry.split(";", 1)[1].split("--hash")[0].strip() if ";" in entry else ""
        if match and (not marker or Marker(marker).evaluate()):
            names.append(match[1])
    return names


def licence_of(name: str) -> str:
    """The licence a package declares: its SPDX expression, else its field and classifiers."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = [
        value.rsplit("::", 1)[1].strip()
        for value in about.get_all("Classifier") or []
        if value.startswith("License ::")
    ]
    # Some packages paste the whole text in the field: its title is enough.
    stated = str(about.get("License") or "").strip().splitlines()[:1]
    return " ; ".join([*classifiers, *stated])


@pytest.mark.parametrize("name", run_time_packages())
def test_a_run_time_package_states_a_licence_that_is_not_gpl(name: str) -> None:
    licence = licence_of(name)
    assert licence, f"{name} states no licence"
    assert not COPYLEFT.search(LESSER.sub("", licence)), f"{name}: {licence}"
