"""How well a column suits a target: what its header says, what its values show, and why.

Guarantees that a target whose words are refused, or whose needed words are missing, scores 0,
and that the reason given is the evidence that was counted. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from rapidfuzz.fuzz import ratio

from terreau.collect.mapping.kinds import are_flags, are_written_as_codes
from terreau.collect.mapping.profile import Profile
from terreau.collect.mapping.targets import Kind, Phrase, Target

#: How much the values alone say, where all of them are of the kind (0 to 1).
TELLING: Mapping[Kind, float] = {
    Kind.AMOUNT: 0.3,
    Kind.NUMBER: 0.1,
    Kind.DATE: 0.3,
    Kind.YEAR: 0.45,
    Kind.IDENTIFIER: 0.75,
    Kind.CODE: 0.15,
    Kind.POSTCODE: 0.3,
    Kind.INSEE: 0.3,
    Kind.DEPARTEMENT: 0.3,
    Kind.RNA: 0.75,
    Kind.PLACE: 0.45,
    Kind.ADDRESS: 0.5,
    Kind.STAGE: 0.6,
    Kind.NOTATION: 0.1,
    Kind.ROLE: 0.9,
    Kind.FILE: 0.6,
    Kind.EMAIL: 0.9,
    Kind.PHONE: 0.8,
    Kind.URL: 0.8,
    Kind.CATEGORY: 0.1,
    Kind.LABEL: 0.1,
    Kind.NAME: 0.15,
    Kind.LONG: 0.4,
}
#: Kinds whose absence speaks against the header.
STRICT = frozenset(
    {
        *(Kind.AMOUNT, Kind.NUMBER, Kind.DATE, Kind.YEAR, Kind.IDENTIFIER, Kind.POSTCODE),
        *(Kind.DEPARTEMENT, Kind.STAGE, Kind.ROLE, Kind.EMAIL, Kind.PHONE, Kind.URL),
        *(Kind.LABEL, Kind.NAME, Kind.CODE, Kind.INSEE, Kind.FILE, Kind.RNA),
    }
)
#: Five digits may be an amount; a zero in front makes them a code.
CODES = frozenset({Kind.POSTCODE, Kind.INSEE})
TELLING_CODES = 0.5
#: Fewer different values than this convince in proportion.
CONVINCING = 3
HEADER_WEIGHT = 0.9
ENOUGH = 0.5
#: What a header keeps of its weight when no value is of the kind; where there is no value at all.
CONTRADICTED, UNSEEN = 0.2, 0.85
PART_OF_PHRASE = 0.6
LIKE = 87
SHORTEST_LIKE, SHORTEST_PREFIX = 6, 4
UNKNOWN_WEIGHT, NUMBER_WEIGHT = 0.8, 0.1


@dataclass(frozen=True, slots=True)
class Score:
    """How well a column suits a target (0 to 1), and why in plain French."""

    value: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores columns against one catalogue, with the weight that each word has in it.

    A word that announces many fields (« nom », « code ») says less than one that announces one.
    """

    targets: Sequence[Target]
    weights: dict[str, float] = field(default_factory=dict)
    _meanings: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for target in self.targets:
            for phrase in target.phrases:
                for word in phrase.words:
                    keys[word].add(target.key)
        self.weights.update({word: 1 / sqrt(len(named)) for word, named in keys.items()})

    def score(self, profile: Profile, target: Target) -> Score:
        """How well the column suits the target."""
        words = profile.words
        if any(word in target.refuses for word in words):
            return Score()
        if target.requires and not any(word in target.requires for word in words):
            return Score()
        said, phrase = self._header(profile, target)
        header = HEADER_WEIGHT * said
        reasons = [f"l’en-tête dit «\u00a0{phrase.text}\u00a0»"] if phrase else []
        if not profile.texts:
            value = header * UNSEEN
            reasons += ["aucune valeur à regarder"]
        else:
            value = self._with_values(profile, target, header, reasons)
        if target.why and reasons:
            reasons.append(target.why)
        return Score(value, ", ".join(reasons))

    def _with_values(
        self, profile: Profile, target: Target, header: float, reasons: list[str]
    ) -> float:
        kind = target.kind
        few = min(1.0, len(set(profile.texts)) / CONVINCING)
        if are_flags(profile.texts) and kind is not Kind.ANY:
            reasons.append("mais les valeurs ne disent que oui ou non")
            return header * CONTRADICTED
        share = profile.share(kind) if kind is not Kind.ANY else 0.0
        percent = f"{round(100 * share)}\u00a0% des valeurs"
        if kind in STRICT and share < ENOUGH:
            reasons.append(f"mais {percent} seulement sont {kind.value}")
            floor = UNSEEN - (UNSEEN - CONTRADICTED) * few
            return header * (floor + (UNSEEN - floor) * share / ENOUGH)
        telling = TELLING.get(kind, 0.0)
        if kind in CODES and are_written_as_codes(profile.texts):
            telling = TELLING_CODES
        told = telling * share * few
        if share >= ENOUGH:
            reasons.append(f"{percent} sont {kind.value}")
        return 1 - (1 - header) * (1 - told)

    def _header(self, profile: Profile, target: Target) -> tuple[float, Phrase | None]:
        """How surely the header announces the target (0 to 1), and by which phrase."""
        best: tuple[float, Phrase | None] = (0.0, None)
        words = profile.words
        total = sum(map(self._weight, words))
        if not total:
            return best
        for phrase in target.phrases:
            said = phrase.strength * self._said(profile, phrase, target, total)
            if said > best[0]:
                best = (said, phrase)
        return best

    def _said(self, profile: Profile, phrase: Phrase, target: Target, total: float) -> float:
        words = profile.words
        met = {
            wanted: word
            for wanted in phrase.words
            if (word := next((one for one in words if wanted in self._meant(one)), None))
        }
        whole = sum(map(self._weight, phrase.words))
        part = sum(map(self._weight, met)) / whole
        if part < PART_OF_PHRASE or profile.own.isdisjoint(met.values()):
            return 0.0
        spoken = set(met.values()) | (target.requires & set(words))
        covered = sum(self._weight(word) for word in words if word in spoken) / total
        return part**3 * (0.35 + 0.65 * covered)

    def _meant(self, word: str) -> frozenset[str]:
        """The words of the catalogue that a word of a header is; worked out once."""
        if word not in self._meanings:
            self._meanings[word] = (
                frozenset({word})
                if word in self.weights
                else frozenset(known for known in self.weights if _alike(word, known))
            )
        return self._meanings[word]

    def _weight(self, word: str) -> float:
        if word.isdigit():
            return NUMBER_WEIGHT
        return self.weights.get(word, UNKNOWN_WEIGHT)


def _alike(word: str, known: str) -> bool:
    """Whether a word is another one cut short or misspelt."""
    if len(word) >= SHORTEST_PREFIX and known.startswith(word):
        return True
    return min(len(word), len(known)) >= SHORTEST_LIKE and ratio(word, known) >= LIKE
