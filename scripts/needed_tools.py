"""Installs what the tests need beside Python packages, where it has the rights, and names the rest.

Guarantees that nothing asks for a password and that what is already there is left alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.throwaway_postgres import find_server
from tests.support import BROWSER_FOLDER, chromium_path, driver_path


@dataclass(frozen=True, slots=True)
class Tool:
    """Something the tests need: how to find it, and the commands that may bring it."""

    name: str
    used_for: str
    find: Callable[[], Path | None]
    apt: str
    brew: str | None
    otherwise: tuple[str, ...] = ()


# Playwright's own build, with the system's libraries where it may install them.
WITH_LIBRARIES = ("--with-deps",) if os.geteuid() == 0 else ()

TOOLS = (
    Tool(
        name="Chromium",
        used_for="les parcours dans un navigateur",
        find=chromium_path,
        apt="chromium",
        brew=None,
        otherwise=(sys.executable, "-m", "playwright", "install", *WITH_LIBRARIES, "chromium"),
    ),
    Tool(
        name="libatomic (pilote du navigateur)",
        used_for="les parcours dans un navigateur",
        find=driver_path,
        apt="libatomic1",
        brew=None,
    ),
    Tool(
        name="PostgreSQL (serveur)",
        used_for="les tests de base de données, une seconde fois",
        find=find_server,
        apt="postgresql",
        brew="postgresql@17",
    ),
)


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def quietly(command: Sequence[str]) -> bool:
    """Run a command without input nor output; whether it went well."""
    environment = os.environ | {
        "DEBIAN_FRONTEND": "noninteractive",
        "HOMEBREW_NO_AUTO_UPDATE": "1",
        "PLAYWRIGHT_BROWSERS_PATH": str(BROWSER_FOLDER),
    }
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0


def apt_get() -> tuple[str, ...] | None:
    """How to call apt-get with the rights to install, or None where there is no such way."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ("apt-get",)
    if shutil.which("sudo") is not None and quietly(("sudo", "-n", "true")):
        return ("sudo", "-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get")
    return None


def ways(tool: Tool, apt: tuple[str, ...] | None) -> list[tuple[str, ...]]:
    """The commands to try for a tool, in order."""
    commands: list[tuple[str, ...]] = []
    if apt is not None:
        commands.append((*apt, "install", "--yes", "--no-install-recommends", tool.apt))
    if tool.brew is not None and (brew := shutil.which("brew")) is not None:
        commands.append((brew, "install", "--quiet", tool.brew))
    if tool.otherwise:
        commands.append(tool.otherwise)
    return commands


def bring(tool: Tool, apt: tuple[str, ...] | None) -> bool:
    """Try each way in turn; whether the tool is there in the end."""
    for command in ways(tool, apt):
        say(f"Installation de {tool.name} : {' '.join(command)}")
        if quietly(command) and tool.find() is not None:
            return True
    return False


def ensure(tools: Sequence[Tool] = TOOLS) -> list[Tool]:
    """Install the tools that are missing, as far as can be; return those that still are."""
    absent = [tool for tool in tools if tool.find() is None]
    if not absent:
        return []
    apt = apt_get()
    if apt is not None:
        quietly((*apt, "update", "--quiet"))
    return [tool for tool in absent if not bring(tool, apt)]


def announce(absent: Sequence[Tool]) -> None:
    """Name what is missing, what goes untested for it, and how to install it."""
    for tool in absent:
        hint = f"sudo apt-get install {tool.apt}"
        if tool.brew is not None:
            hint += f" ; macOS : brew install {tool.brew}"
        say(f"Manque : {tool.name}. Sans lui sont laissés de côté {tool.used_for}.")
        say(f"  Pour l’installer : {hint}")
