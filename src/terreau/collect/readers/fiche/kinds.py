"""The broad kind of an actor, from the words that name it: the head first, then what it is about.

Guarantees the same answer for the same words and lexicon. The longest label that the words begin
with wins. Where that head says nothing by itself (« organismes … »), or is not known, the topics
that follow decide: the longest, then the nearest to the head, then the first of the scheme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from terreau.collect.readers.fiche.stems import slip, stem
from terreau.collect.readers.fiche.words import LINKS, key

LONGEST_HEAD = 8  # words; no label has more

#: Nouns that open the name of a field: a label made of one and a topic teaches that topic.
FIELDS = frozenset(
    {"acteur", "actrice", "domaine", "filiere", "milieu", "monde", "professionnel",
     "professionnelle", "secteur"}
)  # fmt: skip

#: Nouns that say nothing of a kind of actor until a topic follows.
EMPTY_HEADS = FIELDS | frozenset(
    {"agence", "agent", "atelier", "cabinet", "centre", "chambre", "chef", "club", "cluster",
     "collectif", "comite", "communaute", "conseiller", "conseillere", "coordination",
     "directeur", "directrice", "dispositif", "entite", "equipe", "equipement", "espace",
     "etablissement", "expert", "experte", "federation", "fournisseur", "gestionnaire", "groupe",
     "groupement", "instance", "institut", "institution", "intervenant", "intervenante", "lieu",
     "maison", "membre", "operateur", "operatrice", "organisation", "organisme", "partenaire",
     "personnel", "plateforme", "pole", "porteur", "porteuse", "prestataire", "promoteur",
     "regroupement", "representant", "representante", "reseau", "responsable", "salarie",
     "salariee", "service", "site", "specialiste", "structure", "technicien", "technicienne",
     "tissu", "union"}
)  # fmt: skip

#: Adjectives that may stand between a head and what completes it (« syndicats locaux d’eau »).
OF_A_PLACE = frozenset(
    {"communal", "communale", "communau", "departemental", "departementale", "departementau",
     "europeen", "europeenne", "intercommunal", "intercommunale", "intercommunau", "local",
     "locale", "locau", "municipal", "municipale", "municipau", "national", "nationale",
     "nationau", "regional", "regionale", "regionau", "rural", "rurale", "rurau", "territorial",
     "territoriale", "territoriau", "urbain", "urbaine"}
)  # fmt: skip

#: Adjectives that come before the noun, and words that count.
BEFORE_THE_NOUN = frozenset(
    {"ancien", "ancienne", "autre", "certain", "certaine", "deux", "different", "differente",
     "diver", "diverse", "futur", "future", "grand", "grande", "jeune", "multiple", "nombreu",
     "nombreuse", "nouveau", "nouvelle", "petit", "petite", "plusieur", "premier", "premiere",
     "principal", "principale", "principau", "quelque", "trois"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """How a name begins: the notation of its broad kind if known, and how many words say so.

    `empty`: those words name no kind by themselves. `about`: the same count with the topic that
    directly follows an empty head; `topical`: that topic gave the notation. `field`: the words
    name a field (« santé ») rather than actors.
    """

    broad: str | None
    count: int
    empty: bool = False
    about: int = 0
    topical: bool = False
    field: bool = False


@dataclass(frozen=True, slots=True)
class ActorKinds:
    """The labels of kinds of actor, each with the notation of a broad kind, in scheme order.

    Two labels that teach the same topic: the first one wins.
    """

    heads: Mapping[str, str]
    _keys: dict[tuple[str, ...], str] = field(init=False, repr=False, compare=False)
    _topics: dict[tuple[str, ...], str] = field(init=False, repr=False, compare=False)
    _fields: frozenset[tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _taught: frozenset[tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys: dict[tuple[str, ...], str] = {}
        topics: dict[tuple[str, ...], str] = {}
        fields: set[tuple[str, ...]] = set()
        for label, notation in self.heads.items():
            words = key(label).split()
            if not words:
                continue
            keys.setdefault(tuple(words), notation)
            opens = words[0] in FIELDS
            said = tuple(word for _, word in _meaning(words[1:] if opens else words))
            if opens:
                fields.add(said)
            if said and (opens or len(said) > 1 or words[0] not in EMPTY_HEADS):
                topics.setdefault(tuple(map(stem, said)), notation)
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(self, "_topics", topics)
        object.__setattr__(self, "_fields", frozenset(fields))
        taught = frozenset(tuple(map(stem, said)) for said in fields)
        object.__setattr__(self, "_taught", taught)

    def match(self, words: Sequence[str]) -> Head | None:
        """How these words begin, where they begin with a known or an empty head; else None."""
        keyed = [key(word) for word in words]
        skipped = _before_the_noun(keyed)
        start = 0
        found = self._label(keyed, 0)
        if skipped and (found is None or found[1] <= skipped):
            after = self._label(keyed, skipped)  # « jeunes agriculteurs » are farmers
            start, found = (skipped, after) if after or not found else (0, found)
        if found is None:
            return self._empty(keyed, start, None)
        notation, end = found
        if end == start + 1 and keyed[start] in EMPTY_HEADS:
            return self._empty(keyed, start, notation)
        named = tuple(word for _, word in _meaning(keyed[start:end]))
        told = keyed[start] in FIELDS
        return Head(notation, end, about=end, topical=told, field=named in self._fields)

    def broad(self, words: Sequence[str]) -> str | None:
        """The notation of the broad kind of these words, known to name a kind of actor."""
        head = self.match(words)
        if head is not None:
            return head.broad
        topic = self._topic([key(word) for word in words], 0)
        return topic[0] if topic else None

    def _label(self, keyed: Sequence[str], start: int) -> tuple[str, int] | None:
        """The notation of the longest label that begins here, and where it ends."""
        every = list(range(start, len(keyed)))
        bare = [rank for rank in every if rank == start or keyed[rank] not in OF_A_PLACE]
        for count in range(min(len(every), LONGEST_HEAD), 0, -1):
            for ranks in (every[:count], bare[:count]):
                words = " ".join(keyed[rank] for rank in ranks).split()
                notation = self._keys.get(tuple(words))
                if notation is not None:
                    return notation, ranks[-1] + 1
        return None

    def _empty(self, keyed: Sequence[str], start: int, fallback: str | None) -> Head | None:
        """An empty head with the topic that follows it, if any."""
        if start >= len(keyed) or keyed[start] not in EMPTY_HEADS:
            return None
        topic = self._topic(keyed, start + 1)
        if topic is None:
            return Head(fallback, start + 1, empty=True, about=start + 1)
        notation, first, last = topic
        near = all(word in _JOINING for word in keyed[start + 1 : first])
        about = last + 1 if near else start + 1
        return Head(notation, start + 1, empty=True, about=about, topical=True)

    def _topic(self, keyed: Sequence[str], start: int) -> tuple[str, int, int] | None:
        """The notation of the best topic from this word on, and its first and last word."""
        said = [
            (rank, one)
            for rank, one in _content(keyed)
            if rank >= start and (keyed[rank] not in OF_A_PLACE or (one,) in self._taught)
        ]
        for count in range(min(LONGEST_HEAD, len(said)), 0, -1):
            for first in range(len(said) - count + 1):
                part = said[first : first + count]
                notation = self._topics.get(tuple(one for _, one in part))
                if notation is not None:
                    return notation, part[0][0], part[-1][0]
        for rank, one in said:
            for topic, notation in self._topics.items():
                if len(topic) == 1 and slip(one, topic[0]):
                    return notation, rank, rank
        return None


_JOINING = frozenset(key(link) for link in LINKS)


def _meaning(keyed: Sequence[str]) -> list[tuple[int, str]]:
    """The words that mean something, each with its rank."""
    return [
        (rank, word)
        for rank, words in enumerate(keyed)
        for word in words.split()
        if word not in _JOINING and len(word) > 1
    ]


def _content(keyed: Sequence[str]) -> list[tuple[int, str]]:
    """Their stems."""
    return [(rank, stem(word)) for rank, word in _meaning(keyed)]


def _before_the_noun(keyed: Sequence[str]) -> int:
    """How many words stand before the noun (« petits commerçants »: 1)."""
    count = 0
    while count < min(len(keyed) - 1, 3) and keyed[count] in BEFORE_THE_NOUN:
        count += 1
    return count
