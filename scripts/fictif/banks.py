"""The text banks, read once from data/: families, frames, the framework and names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of project with its own words; `enjeux` pairs a notation with a weight.

    `settings` are the only settings where it happens; empty, it happens anywhere.
    """

    id: str
    what: str
    enjeux: tuple[tuple[str, int], ...]
    words: tuple[str, ...]
    needs: tuple[str, ...]
    acts: tuple[str, ...]
    snags: tuple[str, ...]
    results: tuple[str, ...]
    quotes: tuple[str, ...]
    worlds: tuple[str, ...]
    blind: str
    model: str
    costs: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enjeu:
    """An enjeu of the invented strategy: what a dossier says of it, as clauses and aims."""

    notation: str
    label: str
    definition: str
    stakes: tuple[str, ...]
    aims: tuple[str, ...]
    effects: tuple[str, ...]

    @property
    def ambition(self) -> str:
        """The notation of the ambition that holds it."""
        return self.notation.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Ambition:
    """An ambition of the invented strategy."""

    notation: str
    label: str
    definition: str


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def families() -> tuple[Family, ...]:
    """Every family, in the order of the files."""
    files = sorted(DATA.glob("families_*.toml"))
    return tuple(_family(item) for path in files for item in _toml(path.stem)["family"])


def _family(item: dict[str, Any]) -> Family:
    given: dict[str, Any] = _frozen(item)
    given["enjeux"] = tuple(
        (notation, int(weight)) for notation, weight in (text.split() for text in item["enjeux"])
    )
    given["kinds"] = tuple(tuple(text.split("|")) for text in item["kinds"])
    return Family(**given)


@cache
def enjeux() -> dict[str, Enjeu]:
    """Every enjeu by its notation."""
    items = _toml("enjeux")["enjeu"]
    return {item["notation"]: Enjeu(**_frozen(item)) for item in items}


def _frozen(item: dict[str, Any]) -> dict[str, Any]:
    """The item with its lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}


@cache
def ambitions() -> tuple[Ambition, ...]:
    """The six ambitions, in order."""
    return tuple(Ambition(**item) for item in _toml("enjeux")["ambition"])


@cache
def frames(name: str) -> tuple[str, ...]:
    """The frames of one kind of sentence; KeyError for an unknown kind."""
    for file in ("frames_form", "frames_report", "frames_enjeu"):
        if name in (bank := _toml_cached(file)):
            return tuple(bank[name])
    raise KeyError(name)


@cache
def _toml_cached(name: str) -> dict[str, Any]:
    return _toml(name)


def names(key: str) -> list[str]:
    """A list of words of names.toml; KeyError for an unknown one."""
    found: list[str] = _toml_cached("names")[key]
    return found
