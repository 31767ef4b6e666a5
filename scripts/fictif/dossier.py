"""The pieces of a dossier: an application, a report, a letter, each with its own plan and voice.

Every coding of the truth rests on a sentence that stands, word for word, in one of the pieces.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from scripts.fictif.banks import enjeux, frames, names
from scripts.fictif.plan import ROLES, Project
from scripts.fictif.slots import Slots, slots
from scripts.fictif.words import Memory, Told, Writer

DOSSIERS_PER_PROJECT = 1000 / 440
REPORTS, LETTERS = 380 / 440, 180 / 440
FORM_PLANS = (
    ("need", "what", "change", "partners", "model", "follow"),
    ("what", "need", "partners", "model", "follow", "change"),
    ("need", "what", "partners", "change", "model"),
    ("what", "change", "need", "follow", "partners", "model"),
    ("need", "change", "what", "model", "partners", "follow"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty in a letter) and its paragraphs, each a tuple of sentences."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that shows a coding, and the kind of piece it stands in."""

    scheme: str
    notation: str
    sentence: str
    piece: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One document to be written; `kind` is demande, bilan or courrier."""

    project: Project
    kind: str
    title: str
    day: date
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every sentence of the running text, in order."""
        return tuple(s for part in self.sections for group in part.paragraphs for s in group)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All the pieces of a project, and the evidence of its codings."""

    project: Project
    pieces: tuple[Piece, ...]
    evidence: tuple[Evidence, ...]


def dossiers(projects: list[Project], seed: int) -> list[Dossier]:
    """The dossier of each project; nothing said in one is said again in another if it can be."""
    memory = Memory()
    order = random.Random(f"{seed}:pieces")
    ready = [one for one in projects if one.stage != "émergence"] + [
        one for one in projects if one.stage == "émergence"
    ]
    reported = {one.number for one in ready[: round(len(projects) * REPORTS)]}
    total = round(len(projects) * DOSSIERS_PER_PROJECT)
    left = max(0, total - len(projects) - len(reported))
    written_to = {one.number for one in order.sample(projects, min(left, len(projects)))}
    return [
        _Composer(one, memory, seed).dossier(
            report=one.number in reported, letter=one.number in written_to
        )
        for one in projects
    ]


class _Composer:
    def __init__(self, project: Project, memory: Memory, seed: int) -> None:
        self.project = project
        self.rng = random.Random(f"{seed}:{project.number}")
        told = Told()
        self.slots: Slots = slots(project, self.rng, told)
        self.writer = Writer(self.slots, project.voice, memory, self.rng, told)
        self.evidence: list[Evidence] = []
        self.long = self.rng.choice((0, 1, 1, 2))
        self.change: list[str] = []

    def dossier(self, *, report: bool, letter: bool) -> Dossier:
        pieces = [self._form()]
        if report:
            pieces.append(self._report())
        if letter:
            pieces.append(self._letter())
        return Dossier(self.project, tuple(pieces), tuple(self.evidence))

    def say(self, name: str, times: int = 1) -> list[str]:
        return [self.writer.sentence(frames(name)) for _ in range(times)]

    def shown(self, name: str, scheme: str, notation: str, piece: str) -> list[str]:
        """A sentence that is the evidence of a coding."""
        said = self.say(name)
        self.evidence.append(Evidence(scheme, notation, said[0], piece))
        return said

    def _enjeu(self, name: str, notation: str, piece: str, *, evidence: bool = True) -> list[str]:
        """A sentence about an enjeu that need not be the main one."""
        said = enjeux()[notation]
        slot, options = {
            "stake": ("stake", said.stakes),
            "aim": ("aim", said.aims),
            "effect": ("effect", said.effects),
        }[name]
        kept = self.slots[slot]
        self.slots[slot] = partial(self.writer.told.least, options)
        found = self.say(name)
        self.slots[slot] = kept
        if evidence:
            self.evidence.append(Evidence("strategie-fictive", notation, found[0], piece))
        return found

    def _form(self) -> Piece:
        order = self.rng.choice(FORM_PLANS)
        parts = {
            name: getattr(self, f"_{name}")()
            for name in ("need", "what", "partners", "model", "follow", "change")
            if name in order
        }
        sections = [
            Section(
                self.rng.choice(names(f"headings_{name}")), tuple(self._paragraphs(parts[name]))
            )
            for name in order
            if parts[name]
        ]
        if self.rng.random() < 0.5:
            last = sections[-1]
            closing = (tuple(self.say("closing")),)
            sections[-1] = Section(last.heading, last.paragraphs + closing)
        title = self.rng.choice(("Dossier de candidature", "Demande de soutien", "Fiche projet"))
        day = self.project.decided - timedelta(days=self.rng.randint(40, 120))
        return Piece(self.project, "demande", title, day, tuple(sections))

    def _paragraphs(self, sentences: list[str]) -> Iterator[tuple[str, ...]]:
        """The sentences in groups of two to four."""
        rest = list(sentences)
        while rest:
            size = self.rng.choice((2, 3, 3, 4))
            if len(rest) - size == 1:
                size += 1
            yield tuple(rest[:size])
            rest = rest[size:]

    def _need(self) -> list[str]:
        context = self.say(f"context_{self.project.at.setting}", 1 + (self.long > 1))
        before = [context.pop()] if self.rng.random() < 0.35 else []
        said = self.say("need") + self.say("need_more", 1 + (self.long > 0)) + context
        if self.rng.random() < 0.7:
            said += self.say("scale")
        if self.rng.random() < 0.8:
            said += self._enjeu("stake", self.project.enjeu, "demande")
        if "aiguillon" in self.project.roles and self.rng.random() < 0.5:
            said += self.shown("role_aiguillon", "roles", "aiguillon", "demande")
        head, rest = [*before, said[0]], said[1:]
        self.rng.shuffle(rest)
        return head + rest

    def _what(self) -> list[str]:
        said = self.say("what") + self.say("act_inf", 1 + (self.long > 0))
        said += self.say("act_nous") + self.say("act_il", 1 if self.long > 1 else 0)
        said += self.say("public")
        if self.rng.random() < 0.85:
            said += self._enjeu("aim", self.project.enjeu, "demande")
        if self.project.secondary:
            name = self.rng.choice(("aim", "stake"))
            said += self._enjeu(name, self.project.secondary, "demande")
        if self.rng.random() < 0.5:
            said += [self._trajectory()]
        head, rest = said[0], said[1:]
        self.rng.shuffle(rest)
        return [head, *rest]

    def _trajectory(self) -> str:
        mark = f"@{self.project.trajectory}|"
        fitting = [one.removeprefix(mark) for one in frames("trajectory") if one.startswith(mark)]
        return self.writer.sentence(fitting)

    def _partners(self) -> list[str]:
        said = self.say("partner", 2 + (self.long > 1)) + self.say("governance")
        if "connecteur" in self.project.roles:
            said += self.shown("role_connecteur", "roles", "connecteur", "demande")
        self.rng.shuffle(said)
        return said

    def _model(self) -> list[str]:
        return self.say("economy", 1 + (self.long > 0))

    def _follow(self) -> list[str]:
        said = self.say("calendar") + self.say("evaluation", 1 + (self.long > 1))
        if self.rng.random() < 0.5:
            said += self._enjeu("aim", self.project.enjeu, "demande")
        return said

    def _change(self) -> list[str]:
        said: list[str] = []
        shown = {one.notation for one in self.evidence}
        for role in ROLES:
            if role in self.project.roles and role not in shown:
                said += self.shown(f"role_{role}", "roles", role, "demande")
        if self.project.enjeu not in shown:
            said += self._enjeu("aim", self.project.enjeu, "demande")
        if self.rng.random() < 0.6:
            said += self.say("secondary")
        if self.rng.random() < 0.4:
            # A detour that names another ambition than the project's: dossiers are like that.
            name = self.rng.choice(("stake", "aim"))
            said += self._enjeu(name, self.project.decoy, "demande", evidence=False)
        if self.rng.random() < 0.35:
            said += self.say("quote")
        self.rng.shuffle(said)
        return said or self.say("secondary")

    def _report(self) -> Piece:
        done = self.say("done", 2 + (self.long > 1)) + self.say("result", 2 + (self.long > 0))
        if self.rng.random() < 0.85:
            done += self._enjeu("effect", self.project.enjeu, "bilan")
        if self.rng.random() < 0.5:
            done += self.say("quote")
        for role in self.project.roles:
            if self.rng.random() < 0.3:
                done += self.shown(f"role_{role}", "roles", role, "bilan")
        self.rng.shuffle(done)
        hard = self.say("snag", 1 + (self.long > 0)) + self.say("lesson", 1 + (self.long > 1))
        after = self.say("next", 1 + (self.long > 1))
        sections = tuple(
            Section(self.rng.choice(names(f"headings_{name}")), tuple(self._paragraphs(said)))
            for name, said in (("result", done), ("lesson", hard), ("next", after))
        )
        title = self.rng.choice(("Bilan de l’action", "Compte rendu final", "Rapport d’activité"))
        day = self.project.decided + timedelta(days=self.rng.randint(400, 760))
        return Piece(self.project, "bilan", title, day, sections)

    def _letter(self) -> Piece:
        said = self.say("letter_open") + self.say("letter_body", 2 + (self.long > 0))
        if self.rng.random() < 0.5:
            said += self._enjeu("stake", self.project.enjeu, "courrier")
        said += self.say("letter_close")
        signed = self.slots["signataire"]()
        paragraphs = (*self._paragraphs(said), (signed,))
        day = self.project.decided - timedelta(days=self.rng.randint(50, 140))
        return Piece(self.project, "courrier", "Lettre de soutien", day, (Section("", paragraphs),))
