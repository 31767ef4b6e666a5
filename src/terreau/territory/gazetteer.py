"""Every commune, EPCI, département and région of the shipped file, found by code or by name.

Guarantees: read-only, no network, no database; the same question always gives the same answer in
the same order. How the file is made and from what: docs/decisions/0003-gazetteer.md.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from terreau.territory.names import ARTICLES, CONTRACTED, Word, goes_on, leading_words, normalise

__all__ = ["CREDIT", "Entry", "Gazetteer", "Level", "PrefixMatch", "load", "normalise"]

# What a page that shows names or positions owes to their sources.
CREDIT = (
    "Découpage administratif : INSEE et DGCL (Licence Ouverte) ; positions : GeoNames (CC BY 4.0)"
)

FORMAT = "terreau-gazetteer 1"
FILE = "gazetteer.tsv.gz"
LETTERS = "cedr"

# How a key was made from a name, best first; find() answers with the best kind that has a hit.
FULL, FORMER, BARE, SHORT = range(4)


class Level(StrEnum):
    """The four levels of territory, from the nearest to the widest."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"

    @property
    def label(self) -> str:
        """The level in French, in lower case."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for a commune to 3 for a région."""
        return _ORDER.index(self)


_ORDER = tuple(Level)
_LABELS = {
    Level.COMMUNE: "commune",
    Level.EPCI: "intercommunalité",
    Level.DEPARTEMENT: "département",
    Level.REGION: "région",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A territory as the gazetteer knows it.

    `code` is the INSEE code (the SIREN for an EPCI). `parents` goes from the nearest to the widest;
    an EPCI that crosses a limit has several départements, the most peopled first. Positions are in
    degrees (WGS 84); `approximate` is False only where a commune has a position of its own.
    `article` (le, la, les, l’…) is part of the name of a commune, not of the other names.
    """

    level: Level
    code: str
    name: str
    parents: tuple[tuple[Level, str], ...]
    latitude: float | None
    longitude: float | None
    approximate: bool
    population: int | None
    article: str = ""


class PrefixMatch(NamedTuple):
    """What a text begins with: the territories of that name, and the offset where the name ends."""

    entries: tuple[Entry, ...]
    end: int


class Gazetteer:
    """The territories of one file; `load()` gives the shipped one, read once."""

    def __init__(self, text: str) -> None:
        """Read the uncompressed text of a file; ValueError when it is not of the known format."""
        header, _, rest = text.partition("\n")
        if header != FORMAT:
            raise ValueError(f"not a {FORMAT} file: {header[:40]!r}")
        rows, keys, former = rest.split("\n\n")
        self._rows = rows.split("\n")
        self._by_code = {
            (line[0], line[2 : line.index("\t", 2)]): number
            for number, line in enumerate(self._rows)
        }
        self._keys = _pairs(keys)
        self._former = _pairs(former)
        self._longest = 1 + max(key.count(" ") for key in self._keys)
        self._parsed: dict[int, Entry] = {}

    def entry(self, level: Level, code: str) -> Entry | None:
        """Give the territory of this level and code, None when there is none."""
        number = self._by_code.get((LETTERS[level.rank], code))
        return None if number is None else self._entry(number)

    def entries(self, level: Level) -> Iterator[Entry]:
        """Give every territory of a level, by code."""
        letter = LETTERS[level.rank]
        return (self._entry(n) for n, line in enumerate(self._rows) if line[0] == letter)

    def current(self, code: str) -> Entry | None:
        """Give the commune that this commune code means today.

        A code that is no longer in use, a commune déléguée or associée and a municipal
        arrondissement give the commune that holds them now; None for an unknown code.
        """
        return self.entry(Level.COMMUNE, self._former.get(code, code))

    def parents(self, entry: Entry) -> tuple[Entry, ...]:
        """Give the territories that `entry` names as its parents, in the same order."""
        found = (self.entry(level, code) for level, code in entry.parents)
        return tuple(parent for parent in found if parent is not None)

    def find(
        self,
        name: str,
        *,
        levels: Sequence[Level] | None = None,
        within: tuple[Level, str] | None = None,
    ) -> tuple[Entry, ...]:
        """Give the territories that bear this name, most peopled first, then by level and code.

        A full name wins over a former one (a commune déléguée, an arrondissement), which wins over
        a name without its article (« Havre »), which wins over an EPCI's name without its legal
        form (« Grand Saint-Émilionnais »). `levels` and `within` (a territory that the answer is
        or lies in) are applied first. No match gives an empty tuple.
        """
        return self._lookup(normalise(name), levels, within, bare=True)

    def match_prefix(
        self,
        text: str,
        *,
        levels: Sequence[Level] | None = None,
        within: tuple[Level, str] | None = None,
        bare: bool = False,
    ) -> PrefixMatch | None:
        """Find the longest territory name that `text` begins with, whole words only.

        The name begins with a capital; an article before it may be small or contracted (« la
        Rochelle », « au Havre », « les Landes »). A name that goes on is another name
        (« Paris-Saclay », « le Saint Émilionnais »). `end` is an offset into `text`. With `bare`,
        a name may lack its article (« Havre »).
        """
        words = leading_words(text, self._longest + 1)
        if not words or not _begins_with_capital(words):
            return None
        firsts = dict.fromkeys([words[0].key, CONTRACTED.get(words[0].key, words[0].key)])
        for count in range(len(words), 0, -1):
            if goes_on(text, words, count):
                continue
            for first in firsts:
                key = " ".join([first, *(word.key for word in words[1:count])])
                entries = self._lookup(key, levels, within, bare=bare)
                if entries:
                    return PrefixMatch(entries, words[count - 1].end)
        return None

    def _lookup(
        self,
        key: str,
        levels: Sequence[Level] | None,
        within: tuple[Level, str] | None,
        *,
        bare: bool,
    ) -> tuple[Entry, ...]:
        best: list[Entry] = []
        best_kind = SHORT + 1
        for reference in self._keys.get(key, "").split():
            kind = int(reference[0])
            if kind > best_kind or (kind == BARE and not bare):
                continue
            entry = self._entry(int(reference[1:]))
            if not _fits(entry, levels, within):
                continue
            if kind < best_kind:
                best, best_kind = [], kind
            best.append(entry)
        return tuple(sorted(best, key=_most_peopled_first))

    def _entry(self, number: int) -> Entry:
        if number not in self._parsed:
            self._parsed[number] = _parse(self._rows[number])
        return self._parsed[number]


@cache
def load() -> Gazetteer:
    """Give the shipped gazetteer, read once per process."""
    data = files("terreau.territory").joinpath("data", FILE).read_bytes()
    return Gazetteer(gzip.decompress(data).decode("utf-8"))


def _pairs(block: str) -> dict[str, str]:
    return dict(line.split("\t") for line in block.strip().split("\n"))


def _parse(line: str) -> Entry:
    letter, code, name, article, latitude, longitude, own, population, parents = line.split("\t")
    return Entry(
        level=_ORDER[LETTERS.index(letter)],
        code=code,
        name=name,
        parents=tuple((_ORDER[LETTERS.index(p[0])], p[1:]) for p in parents.split()),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        approximate=own != "1",
        population=int(population) if population else None,
        article=article,
    )


def _begins_with_capital(words: Sequence[Word]) -> bool:
    named = (word for word in words if word.key not in ARTICLES and word.key not in CONTRACTED)
    first = next(named, None)
    return first is not None and first.capital


def _fits(entry: Entry, levels: Sequence[Level] | None, within: tuple[Level, str] | None) -> bool:
    if levels is not None and entry.level not in levels:
        return False
    return within is None or within in ((entry.level, entry.code), *entry.parents)


def _most_peopled_first(entry: Entry) -> tuple[int, int, str]:
    return (-(entry.population or 0), entry.level.rank, entry.code)
