"""The names of one area (some départements, or all), under the keys that loose rules look up.

Guarantees that a name in use comes before a former one of the same key, and that what is built for
an area is built once per process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.matching import keys
from terreau.territory.matching.forms import EPCI_WORDS, LEGAL
from terreau.territory.matching.keys import Tokens
from terreau.territory.matching.model import rank
from terreau.territory.names import normalise

Area = tuple[str, ...]

#: Letters that an acronym has at least.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a commune, in use or former, under the keys that the rules compare."""

    entry: Entry
    former: bool
    tokens: Tokens
    telling: Tokens
    tight: str
    whole: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """An EPCI: the words that tell it, in order and as a set, and its initials in short."""

    entry: Entry
    telling: Tokens
    words: frozenset[str]
    acronyms: frozenset[str]


class Shelf:
    """The communes and EPCI of an area; no code means all of the country."""

    def __init__(self, area: Area) -> None:
        wanted = area or tuple(_communes())
        self.names: tuple[Name, ...] = tuple(
            name for code in wanted for name in _communes().get(code, ())
        )
        inside = {(Level.DEPARTEMENT, code) for code in area}
        self.groupings: tuple[Grouping, ...] = tuple(
            one for one in _groupings() if not area or inside & set(one.entry.parents)
        )

    @cached_property
    def masks(self) -> tuple[tuple[int, Name], ...]:
        """Names with the masks of their letters."""
        return tuple((letters(name.tight), name) for name in self.names)

    @cached_property
    def tight(self) -> dict[str, tuple[Name, ...]]:
        """Names by their telling words in one piece."""
        return _by(self.names, lambda name: name.tight)

    @cached_property
    def whole(self) -> dict[str, tuple[Name, ...]]:
        """Names by all their words in one piece, articles and all."""
        return _by(self.names, lambda name: name.whole)

    @cached_property
    def tightest(self) -> dict[str, tuple[Name, ...]]:
        """Names by their telling words in one piece, without « sur », « sous », « en »."""
        return _by(self.names, lambda name: keys.tightest(name.tokens))

    @cached_property
    def sounds(self) -> dict[str, tuple[Name, ...]]:
        """Names by how they are said, roughly."""
        return _by(self.names, lambda name: keys.sound(name.tokens))

    @cached_property
    def starts(self) -> dict[str, tuple[Name, ...]]:
        """Names by their first telling word."""
        return _by(self.names, lambda name: name.telling[0])

    @cached_property
    def ends(self) -> dict[str, tuple[Name, ...]]:
        """Names of several words, by their last one."""
        several = [name for name in self.names if len(name.telling) > 1]
        return _by(several, lambda name: name.telling[-1])


@cache
def shelf(area: Area) -> Shelf:
    """The shelf of an area, built once."""
    return Shelf(area)


def letters(text: str) -> int:
    """A mask of the letters of a key: two keys one letter apart differ by two bits at most."""
    mask = 0
    for sign in set(text):
        mask |= 1 << (ord(sign) & 31)
    return mask


def in_use(names: Iterable[Name]) -> tuple[Entry, ...]:
    """The territories of names, each once, most peopled first: of those in use where one is."""
    names = tuple(names)
    current = [name.entry for name in names if not name.former]
    chosen = current or [name.entry for name in names]
    return tuple(sorted({(one.level, one.code): one for one in chosen}.values(), key=rank))


@cache
def _communes() -> dict[str, tuple[Name, ...]]:
    by_code: dict[str, list[Name]] = {}
    for entry in load().entries(Level.COMMUNE):
        area = next((code for level, code in entry.parents if level is Level.DEPARTEMENT), "")
        by_code.setdefault(area, []).extend(_names(entry))
    return {code: tuple(names) for code, names in by_code.items()}


def _names(entry: Entry) -> Iterator[Name]:
    yield _name(entry, entry.name, former=False)
    for former in load().formers(entry):
        if former.name:
            yield _name(entry, former.name, former=True)


def _name(entry: Entry, name: str, *, former: bool) -> Name:
    written = keys.written_out(keys.key(name).split())
    tokens = keys.bare(written)
    tight = keys.tight(tokens)
    whole = "".join(written)
    return Name(entry, former, tokens, keys.telling(tokens), tight, whole)


@cache
def _groupings() -> tuple[Grouping, ...]:
    return tuple(_grouping(entry) for entry in load().entries(Level.EPCI))


def _grouping(entry: Entry) -> Grouping:
    name, _, stated = entry.name.partition("(")
    tokens = keys.written_out(keys.key(name).split())
    telling = telling_of_epci(tokens)
    while len(tokens) > 1 and tokens[0] in LEGAL:
        tokens = tokens[1:]
    said = tuple(token for token in tokens if token not in LEGAL)
    initials = {_initials(words) for words in (said, keys.telling(said), telling)}
    acronyms = {prefix + one for one in initials for prefix in ("", *_prefixes(entry.kind))}
    acronyms |= {
        _initials(tokens),
        _initials(keys.telling(tokens)),
        keys.tight((normalise(stated),)),
    }
    acronyms = {one for one in acronyms if len(one) >= SHORTEST and " " not in one}
    return Grouping(entry, telling, frozenset(telling), frozenset(acronyms))


def _prefixes(kind: str) -> tuple[str, ...]:
    """The letters of the legal form that an acronym may begin with."""
    return {"CC": ("cc", "cdc"), "CA": ("ca", "cda"), "CU": ("cu",)}.get(kind, ())


def telling_of_epci(tokens: Tokens) -> Tokens:
    """The words that tell which EPCI: no article, no preposition, no legal form."""
    return tuple(t for t in tokens if t not in EPCI_WORDS and t not in keys.SMALL)


def _initials(tokens: Tokens) -> str:
    return "".join(token[0] for token in tokens)


def _by(names: Iterable[Name], key: Callable[[Name], str]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = {}
    for name in names:
        found.setdefault(key(name), []).append(name)
    return {one: tuple(several) for one, several in found.items()}
