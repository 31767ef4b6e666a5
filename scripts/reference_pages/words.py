"""The French words of the reference, its Markdown, and the error for what no words describe."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("french.toml")
NOTICE = "<!-- Page écrite par scripts/reference : la modifier là-bas, pas ici. -->"
CODE = re.compile(r"(```.*?```|`[^`]*`|<!--.*?-->|\]\([^)]*\))", re.DOTALL)
NB, NARROW = "\u00a0", "\u202f"


class Unworded(Exception):
    """The code has something that the words do not describe, or the contrary."""


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def words(*path: str) -> dict[str, str]:
    """The words of a section: what each name means."""
    found: Any = _words()
    for part in path:
        found = found[part]
    return dict(found)


def sections(name: str) -> dict[str, dict[str, str]]:
    """The subsections of a section, in their order."""
    return {title: dict(content) for title, content in _words()[name].items()}


def text(name: str) -> str:
    """The introduction of a page."""
    return words("texts")[name].strip()


def same(what: str, found: Collection[str], described: Collection[str]) -> None:
    """Raise Unworded unless the code and the words speak of the same things."""
    missing = sorted(set(found) - set(described))
    gone = sorted(set(described) - set(found))
    if missing or gone:
        raise Unworded(f"{FILE.name}: {what}: to describe {missing}; no longer there {gone}")


def french(text: str) -> str:
    """French typography outside code."""
    parts = CODE.split(text)
    for number in range(0, len(parts), 2):
        part = parts[number].replace("'", "’")
        part = re.sub(rf"«[ {NB}]*", f"«{NB}", part)
        part = re.sub(rf"[ {NB}]*»", f"{NB}»", part)
        part = re.sub(rf"[ {NB}]:", f"{NB}:", part)
        parts[number] = re.sub(rf"[ {NB}]([;?!])", rf"{NARROW}\1", part)
    return "".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; cells are on one line."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub("[ \n]+", " ", text.strip()).replace("|", "\\|")


def keys_table(keys: Mapping[str, str], head: str = "clé") -> str:
    """Names with what they mean."""
    return table((head, "sens"), ((f"`{key}`", meaning) for key, meaning in keys.items()))


def page(title: str, *blocks: str) -> str:
    """A page made of blocks, with its notice and French typography."""
    return french("\n\n".join((f"# {title}", NOTICE, *(one for one in blocks if one)))) + "\n"
