"""What the writing of one import shares from file to file: the records, asked for once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent, source_agent
from terreau.collect.incoming import Incoming, IncomingPlace
from terreau.collect.judging import Concepts, Means
from terreau.collect.ledger import Ledger
from terreau.collect.matching import ProjectIndex
from terreau.collect.writing.holdings import Holdings
from terreau.collect.writing.pending import Pending
from terreau.collect.writing.shelf import Shelf
from terreau.portfolio.directory import Directory
from terreau.portfolio.models import Call, Document, Portfolio, TextLayer
from terreau.portfolio.values import ValueHeads
from terreau.territory.gazetteer import Level, load
from terreau.territory.models import Territory
from terreau.territory.services import territories, territory

__all__ = ["Answers", "Means", "Session"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided on the questions of a plan, by key, and who that is."""

    choices: Mapping[str, str] = field(default_factory=dict)
    by: Agent | None = None

    def on(self, key: str) -> str:
        """The choice on a question; blank where nobody answered."""
        return self.choices.get(key, "")


@dataclass(frozen=True, slots=True)
class Loose:
    """A document that nothing ties to a project: the key of its record, its file, its folder."""

    key: str
    source: str
    folder: str
    document: Document


HELD_LAYERS = 16


class Layers(Mapping[str, TextLayer]):
    """The text of each document of an import, by SHA-256, fetched when a passage is cited in it.

    A few are held at a time: a thousand documents cost no more memory than these.
    """

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._held: dict[str, TextLayer] = {}

    def know(self, sha256: str, key: int) -> None:
        """Know the text of a document by its key."""
        self._keys[sha256] = key

    def __getitem__(self, sha256: str) -> TextLayer:
        if sha256 not in self._held:
            if len(self._held) >= HELD_LAYERS:
                self._held.pop(next(iter(self._held)))
            self._held[sha256] = TextLayer.objects.get(pk=self._keys[sha256])
        return self._held[sha256]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Session:
    """The state of one import while it is written, inside one transaction."""

    def __init__(
        self,
        portfolio: Portfolio,
        at: datetime,
        answers: Answers | None = None,
    ) -> None:
        self.portfolio = portfolio
        self.at = at
        self.answers = answers or Answers()
        self.ledger = Ledger()
        self.index = ProjectIndex(portfolio)
        self.directory = Directory(portfolio, self.ledger)
        self.heads = ValueHeads(portfolio)
        self.holdings = Holdings(portfolio)
        self.pending = Pending(self.ledger, self.heads)
        self.concepts = Concepts()
        self.documents: dict[str, Document] = {}
        self.shelf = Shelf(portfolio)
        self.layers = Layers()
        self.owners: dict[str, int] = {}
        """Which project says that a file, by its name in small letters, is its own."""
        self.folders: dict[str, set[int]] = {}
        """The projects that the documents of each folder were attached to."""
        self.loose: list[Loose] = []
        self._means: dict[tuple[str, str, str], Means] = {}
        self._calls: dict[str, Call] = {}
        self._territories: dict[tuple[Level, str], Territory] = {}

    def rename(self, renamed: Mapping[tuple[str, str], str]) -> None:
        """Know from now on entries that a file names otherwise than this instance."""
        self.concepts.rename(renamed)

    def means(self, incoming: Incoming) -> Means:
        """Who speaks in a file, and through which version of which reader."""
        speaker = incoming.speaker or self.portfolio.funder
        if not speaker:
            speaker = self.portfolio.name if incoming.is_document else incoming.source
        key = (speaker, incoming.reader, incoming.version)
        if key not in self._means:
            self._means[key] = Means(
                source=source_agent(speaker),
                reader=model_agent(f"lecteur {incoming.reader}", incoming.version),
                at=self.at,
            )
        return self._means[key]

    def call(self, name: str) -> Call | None:
        """The call of this name, made where it is new; None for a blank name."""
        if not name:
            return None
        if name not in self._calls:
            found, new = Call.objects.get_or_create(portfolio=self.portfolio, name=name)
            if new:
                self.ledger.created(found)
            self._calls[name] = found
        return self._calls[name]

    def ask_territories(self, places: Iterable[IncomingPlace]) -> None:
        """Ask for the rows of many places at once; one that no gazetteer has is left for later."""
        pairs = {(one.level, one.code) for one in places if one.level is not None}
        gazetteer = load()
        known = {pair for pair in pairs if gazetteer.entry(*pair) is not None}
        self._territories |= territories(known - self._territories.keys())

    def territory(self, place: IncomingPlace) -> Territory | None:
        """The row of a place, asked for once; UnknownTerritory where there is none such."""
        if place.level is None:
            return None
        key = (place.level, place.code)
        if key not in self._territories:
            self._territories[key] = territory(place.level, place.code)
        return self._territories[key]
