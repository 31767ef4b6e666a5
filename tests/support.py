"""What tests of every kind share: where data, browser and free ports are on this machine."""

import importlib.util
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent

BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
BROWSER_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Where set-up puts a browser that the system's own packages could not give.
BROWSER_FOLDER = ROOT / ".venv" / "browsers"
BROWSER_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)


def in_ci() -> bool:
    """True where a missing piece is an error and not a reason to skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it in CI, saying what this machine lacks."""
    if in_ci():
        pytest.fail(f"{what} (an error under CI=true)", pytrace=False)
    pytest.skip(what)


def test_data_dir() -> Path:
    """The folder of real files: TERREAU_TEST_DATA, else `shared/data` beside the repository.

    The folder may be absent; the `test_data` fixture decides what that means.
    """
    named = os.environ.get("TERREAU_TEST_DATA")
    return Path(named).expanduser() if named else ROOT.parent / "shared" / "data"


test_data_dir.__test__ = False  # type: ignore[attr-defined]  # a helper, whatever its name says


def says(program: Path, word: str) -> bool:
    """Whether a program really runs and names itself: some only say what to install first."""
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, check=False, timeout=60, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and word in done.stdout


def driver_path() -> Path | None:
    """The program by which Playwright drives a browser, or None where it cannot start.

    It comes with the Python package, but needs a library (libatomic) that small systems lack.
    """
    package = importlib.util.find_spec("playwright")
    if package is None or package.origin is None:
        return None
    program = Path(package.origin).parent / "driver" / "node"
    return program if says(program, "v") else None


def chromium_path() -> Path | None:
    """The Chromium (or Chrome) of this machine, or None where there is none.

    TERREAU_CHROMIUM names another one; a name that leads nowhere raises FileNotFoundError.
    """
    named = os.environ.get("TERREAU_CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise FileNotFoundError(f"TERREAU_CHROMIUM={named}: no such browser")
        return Path(found)
    commands = [shutil.which(name) for name in BROWSER_NAMES]
    browsers = [Path(command) for command in commands if command is not None]
    browsers += [Path(path) for path in BROWSER_APPLICATIONS]
    for pattern in BROWSER_PATTERNS:
        browsers += sorted(BROWSER_FOLDER.glob(pattern), reverse=True)
    return next((path for path in browsers if path.is_file() and says(path, "Chrom")), None)


def browser_args() -> list[str]:
    """The arguments Chromium needs here: its sandbox refuses to run as root, as CI does."""
    arguments = ["--disable-dev-shm-usage", "--font-render-hinting=none"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return arguments


def free_port() -> int:
    """A loopback TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
