"""Sentences from frames: choices, numbers, and slots joined with the grammar they need.

A frame is text with `[a|b]` (one of), `{3-12}` (a number), `{name}` (a slot; `{Name}` with a
capital), `<sing/plur>` (agreement with the slot `model`) and an optional `amp|` at its head that
names the voices it suits. Choosing prefers what was used least, so that nothing is said twice
while something else can be said.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.fictif.french import capital, is_plural, join, plain, polish, whole

VOICES = "ampt"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_AGREES = re.compile(r"<([^<>/]+)/([^<>/]+)>")
_TOKEN = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_VOICED = re.compile(r"^([ampt]+)\|")
# Slots that are noun groups: « de » and « à » contract before them.
NOUNS = frozenset(
    [
        "porteur",
        "partenaire",
        "partenaire2",
        "kind1",
        "kind2",
        "world1",
        "world2",
        "publics",
        "publics2",
        "model",
        "projet",
        "autre_ville",
    ]
)
TRIES = 12


@dataclass(slots=True)
class Memory:
    """What was already said and how often each frame served, over a whole portfolio."""

    said: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)

    def least(self, options: Sequence[str], rng: random.Random, sample: int = 5) -> str:
        """One of the options, among a few drawn at random the one that served least."""
        drawn = rng.sample(list(options), min(sample, len(options)))
        best = min(drawn, key=lambda option: self.served[option])
        self.served[best] += 1
        return best


@dataclass(slots=True)
class Told:
    """What a project has told of its own: a clause comes back only when all others were told."""

    counts: Counter[str] = field(default_factory=Counter)
    now: list[str] = field(default_factory=list)

    def least(self, options: Sequence[str]) -> str:
        """The option told least, and not yet in the sentence being written if it can be."""
        best = min(options, key=lambda one: (one in self.now, self.counts[one]))
        self.now.append(best)
        return best

    def keep(self) -> None:
        """Count what the sentence just written tells."""
        self.counts.update(self.now)


Slots = Mapping[str, Callable[[], str]]


@dataclass(slots=True)
class Writer:
    """Writes the sentences of one project in one voice, from its slots."""

    slots: Slots
    voice: str
    memory: Memory
    rng: random.Random
    told: Told = field(default_factory=Told)
    used: set[str] = field(default_factory=set)

    def sentence(self, frames: Sequence[str]) -> str:
        """A sentence from one of the frames, redrawn while it repeats one already written."""
        suited = [frame for frame in frames if self.suits(frame)]
        fitting = [frame for frame in suited if frame not in self.used] or suited
        text = frame = ""
        for _ in range(TRIES):
            frame = self.memory.least(fitting, self.rng)
            self.told.now.clear()
            text = self.fill(frame)
            if not self.memory.said[_heard(text)]:
                break
        self.used.add(frame)
        self.told.keep()
        self.memory.said[_heard(text)] += 1
        return text

    def suits(self, frame: str) -> bool:
        """Whether the voice may say this frame."""
        match = _VOICED.match(frame)
        return match is None or self.voice in match[1]

    def fill(self, frame: str) -> str:
        """The frame with its choices made and its slots joined."""
        text = _VOICED.sub("", frame)
        while _CHOICE.search(text):
            text = _CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), text)
        model = ""
        written, last = "", 0
        for match in _TOKEN.finditer(text):
            written += text[last : match.start()]
            name = match[1]
            value = self._value(name)
            if name.lower() == "model":
                model = value
            written = join(written, value, noun=name.lower() in NOUNS)
            last = match.end()
        written += text[last:]
        plural = is_plural(model[:1].lower() + model[1:])
        written = _AGREES.sub(lambda m: m[2] if plural else m[1], written)
        return capital(polish(written))

    def _value(self, name: str) -> str:
        if (match := _RANGE.fullmatch(name)) is not None:
            return whole(number(self.rng, int(match[1]), int(match[2])))
        if name == "000":
            return "000"
        value = self.slots[name.lower()]()
        value = _TOKEN.sub(lambda m: self._value(m[1]), value)
        return capital(value) if name[0].isupper() else value


def _heard(text: str) -> str:
    """What a reader would call the same sentence: another number does not make another one."""
    return re.sub(r"\d+", "0", plain(text))


def number(rng: random.Random, low: int, high: int) -> int:
    """A number between the bounds, rounded as a person would round it."""
    drawn = rng.randint(low, high)
    step = 1 if high < 300 else 5 if high < 2000 else 10 if high < 20_000 else 100
    return max(low, drawn // step * step)
