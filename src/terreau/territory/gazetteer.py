"""Every commune, EPCI, département and région of the shipped file: by code, name, SIREN, postcode.

Guarantees: read-only, no network, no database; the same question always gives the same answer in
the same order. What was a commune once leads to the commune of today, and is said to be former.
How the file is made and from what: docs/decisions/0003-gazetteer.md.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from terreau.territory.former import Former, FormerKind
from terreau.territory.names import ARTICLES, CONTRACTED, Word, goes_on, leading_words, normalise

__all__ = [
    "CREDIT",
    "Entry",
    "Former",
    "FormerKind",
    "Gazetteer",
    "Level",
    "PrefixMatch",
    "load",
    "normalise",
]

# What a page that shows names or positions owes to their sources.
CREDIT = (
    "Découpage administratif : INSEE et DGCL (Licence Ouverte) ; positions : GeoNames (CC BY 4.0)"
)

FORMAT = "terreau-gazetteer 2"
FILE = "gazetteer.tsv.gz"
LETTERS = "cedr"

# How a key was made from a name, best first; find() answers with the best kind that has a hit.
# PAST is the name of a commune that is no more: it never hides a name in use.
FULL, FORMER, BARE, SHORT, PAST = range(5)

NO_SIREN = "-"
_CORSICA = ("2A", "2B")

# The kinds of intercommunalité, as DGCL writes them.
EPCI_KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole à statut particulier",
    "EPT": "établissement public territorial",
}


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
    `article` (le, la, les, l’…) is part of the name of a commune, not of the other names. `kind` is
    that of an EPCI, as DGCL writes it (a key of EPCI_KINDS); an EPT of Grand Paris is an EPCI here,
    and stands after the métropole among the parents of its communes. `siren` is that of the local
    authority, "" where the source has none (départements, régions, the Pacific, arrondissements);
    `postcodes` are those of a commune, in order.
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
    kind: str = ""
    siren: str = ""
    postcodes: tuple[str, ...] = ()

    @property
    def kind_label(self) -> str:
        """What the territory is, in French: the kind of an EPCI, else the level."""
        return EPCI_KINDS.get(self.kind, self.level.label)


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
        rows, keys, former, sirens = rest.split("\n\n")
        self._rows = rows.split("\n")
        self._by_code = {
            (line[0], line[2 : line.index("\t", 2)]): number
            for number, line in enumerate(self._rows)
        }
        self._keys = _pairs(keys)
        self._past = former.split("\n")
        self._former = {line[:5]: line[-5:] for line in self._past if line[:5] != line[-5:]}
        self._old_sirens = sirens
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

    def former(self, code: str) -> Former | None:
        """Give the former commune of this code, with what it became; None for a code in use.

        « Former » is said of every code that is not that of a commune today: a commune déléguée or
        associée, an arrondissement of Paris, Lyon or Marseille, one that is no more, an old code.
        """
        line = self._former_lines.get(code)
        return None if line is None else self._read_former(line)

    def formers(self, entry: Entry) -> tuple[Former, ...]:
        """Give all that a commune holds or has replaced, its own old names too, by code."""
        lines = self._held.get(entry.code, ()) if entry.level is Level.COMMUNE else ()
        return tuple(self._read_former(line) for line in lines)

    def formerly(self, name: str, entry: Entry) -> Former | None:
        """Give the former commune that `name` names within `entry`, None where it names none.

        With it a reason can say « Arlod, devenue Valserhône ». The name of the commune itself is
        no former name, even where it was that of the seat before.
        """
        key = normalise(name)
        if key == normalise(entry.name):
            return None
        named = (former for former in self.formers(entry) if normalise(former.name) == key)
        return next(named, None)

    def by_siren(self, siren: str) -> Entry | None:
        """Give the local authority of this SIREN; None unless it is that of a commune or an EPCI.

        Spaces do not count. The SIREN of a commune that has merged since 2019 gives the commune of
        today, whose own `siren` then is another.
        """
        siren = "".join(siren.split())
        epci = self.entry(Level.EPCI, siren)
        if epci is not None:
            return epci
        for departement in _CORSICA if siren[2:4] == "20" else (siren[2:4],):
            usual = self.entry(Level.COMMUNE, departement + siren[5:8])
            if usual is not None and usual.siren == siren:
                return usual
        code = self._unusual_sirens.get(siren)
        return None if code is None else self.entry(Level.COMMUNE, code)

    def by_postcode(self, postcode: str) -> tuple[Entry, ...]:
        """Give the communes of a postcode, most peopled first; none for an unknown postcode."""
        found = (self._entry(number) for number in self._postcodes.get(postcode.strip(), ()))
        return tuple(sorted(found, key=_most_peopled_first))

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
        form (« Grand Saint-Émilionnais »), which wins over the name of a commune that is no more.
        `levels` and `within` (a territory that the answer is or lies in) are applied first. No
        match gives an empty tuple; `formerly` says whether the name was a former one.
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
        a name may lack its article (« Havre ») or be that of a commune that is no more.
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
        best_kind = PAST + 1
        for reference in self._keys.get(key, "").split():
            kind = int(reference[0])
            if kind > best_kind or (kind in (BARE, PAST) and not bare):
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

    def _read_former(self, line: str) -> Former:
        code, letter, name, current = line.split("\t")
        number = self._by_code[LETTERS[0], current]
        return Former(code, name, FormerKind(letter), self._entry(number))

    @cached_property
    def _former_lines(self) -> dict[str, str]:
        return {line[:5]: line for line in self._past if line[:5] != line[-5:]}

    @cached_property
    def _held(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = {}
        for line in self._past:
            held.setdefault(line[-5:], []).append(line)
        return held

    @cached_property
    def _unusual_sirens(self) -> dict[str, str]:
        """Those that the commune's code does not give, and those of communes that are no more."""
        columns = (line.split("\t") for line in self._rows if line[0] == LETTERS[0])
        stated = {row[9]: row[1] for row in columns if row[9] not in ("", NO_SIREN)}
        return _pairs(self._old_sirens) | stated

    @cached_property
    def _postcodes(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number, line in enumerate(self._rows):
            if line[0] == LETTERS[0]:
                for postcode in line[line.rindex("\t") + 1 :].split():
                    rows.setdefault(postcode, []).append(number)
        return rows


@cache
def load() -> Gazetteer:
    """Give the shipped gazetteer, read once per process."""
    data = files("terreau.territory").joinpath("data", FILE).read_bytes()
    return Gazetteer(gzip.decompress(data).decode("utf-8"))


def _pairs(block: str) -> dict[str, str]:
    return dict(line.split("\t") for line in block.strip().split("\n"))


def _parse(line: str) -> Entry:
    columns = line.split("\t")
    letter, code, name, article, latitude, longitude, own, population, parents, extra = columns[:10]
    level = _ORDER[LETTERS.index(letter)]
    return Entry(
        level=level,
        code=code,
        name=name,
        parents=tuple((_ORDER[LETTERS.index(p[0])], p[1:]) for p in parents.split()),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        approximate=own != "1",
        population=int(population) if population else None,
        article=article,
        kind=extra if level is Level.EPCI else "",
        siren=_siren(level, code, extra),
        postcodes=tuple(columns[10].split()),
    )


def _siren(level: Level, code: str, extra: str) -> str:
    if level is Level.EPCI:
        return code
    if level is not Level.COMMUNE or extra == NO_SIREN:
        return ""
    return extra or usual_siren(code)


def usual_siren(code: str) -> str:
    """Give the SIREN that INSEE made from a commune's code: 21, département, 0, rank, Luhn's digit.

    Communes made since the 1990s have others, which the file states. Corsica is 20, as it was.
    """
    departement = "20" if code[:2] in _CORSICA else code[:2]
    base = f"21{departement}0{code[2:]}"
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(base))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return base + str(-total % 10)


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
