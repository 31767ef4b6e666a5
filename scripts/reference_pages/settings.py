"""The page of settings: names and defaults from the code, variables from the sources."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterator

from scripts.reference_pages import ROOT, words

from terreau.conf.instance import CONFIG_TEMPLATE, Instance

# Where a variable is read: by the program, by the scripts and tests.
PROGRAM = ("src/terreau/**/*.py",)
TOOLS = ("scripts/*.py", "scripts/*.sh", "tests/*.py", "tests/journeys/*.py")
NAMES = re.compile(r"\b(TERREAU_[A-Z_]+|DATABASE_URL)\b")
READ = re.compile(r"environ(?:\.get\(|\[|\.setdefault\()\s*[\"']([A-Z_]+)[\"']|\$\{([A-Z_]+):-")


def _found(patterns: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            source = path.read_text(encoding="utf-8")
            yield from NAMES.findall(source)
            yield from (one or other for one, other in READ.findall(source))


def variables() -> tuple[set[str], set[str]]:
    """The environment variables that the program reads, and those of scripts and tests alone."""
    program = set(_found(PROGRAM))
    return program, set(_found(TOOLS)) - program


def names() -> set[str]:
    """The settings of an instance."""
    fields = {one.name for one in dataclasses.fields(Instance)} - {"path"}
    return fields | set(tomllib.loads(CONFIG_TEMPLATE))


def page() -> str:
    """The whole page."""
    program, tools = variables()
    words.same("[settings]", names(), words.words("settings"))
    words.same("[variables]", program, words.words("variables"))
    words.same("[tools]", tools, words.words("tools"))
    defaults = {one.name: one.default for one in dataclasses.fields(Instance)}
    rows = [
        (f"`{name}`", meaning, f"`{json.dumps(defaults[name], ensure_ascii=False)}`")
        for name, meaning in words.words("settings").items()
    ]
    return words.page(
        "Réglages",
        words.text("settings"),
        "## Le fichier `terreau.toml`",
        words.table(("réglage", "effet", "valeur d'usine"), rows),
        "Le fichier que `init` écrit :",
        f"```toml\n{CONFIG_TEMPLATE.strip()}\n```",
        "## Variables d'environnement",
        words.keys_table(words.words("variables"), "variable"),
        "## Pour les scripts et les essais",
        words.keys_table(words.words("tools"), "variable"),
    )
