"""Turns what a file asserts into judgements: adds evidence, repeats nothing, overrules nobody.

Guarantees that a document never takes the place of a person's judgement, that an accepted
judgement is not weakened by a proposal, and that what a file says otherwise than what holds is
reported and not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from terreau.accounts.models import Agent
from terreau.accounts.services import source_agent
from terreau.collect.incoming import IncomingCoding, IncomingPassage, IncomingStatement
from terreau.collect.ledger import Ledger
from terreau.portfolio.judgements import (
    Verdict,
    code,
    coding_key,
    head,
    ordered_passages,
    state,
    statement_key,
)
from terreau.portfolio.models import Judgement, Passage, Portfolio, Project, TextLayer
from terreau.portfolio.services import cite
from terreau.vocabulary.models import Concept

REACH_SCHEME = "portee"
STATEMENT_SCHEME = "enonces"
Status = Judgement.Status
UNDOING = "annulation d’un import"
"""The name of the machine by which an import is taken back."""


@dataclass(frozen=True, slots=True)
class Means:
    """Who speaks in a file, through which reader, and when it came in."""

    source: Agent
    reader: Agent
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one assertion: a row was added, or it says otherwise than what holds."""

    added: bool = False
    otherwise: str = ""


class Concepts:
    """The entries that a file names, each asked for once.

    An entry that a file names by another notation than this instance is told by `rename`.
    """

    def __init__(self) -> None:
        self._renamed: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], Concept | None] = {}

    def rename(self, renamed: Mapping[tuple[str, str], str]) -> None:
        """Know entries by the names that a file gives them."""
        self._renamed |= renamed

    def find(self, scheme: str, notation: str) -> Concept | None:
        """The entry, or None where the framework has none."""
        key = (scheme, self._renamed.get((scheme, notation), notation))
        if key not in self._known:
            wanted = Concept.objects.filter(scheme__slug=scheme, notation=key[1])
            self._known[key] = wanted.select_related("scheme").first()
        return self._known[key]

    def get(self, scheme: str, notation: str) -> Concept:
        """The entry; LookupError where `find` gives none, which the caller has asked before."""
        concept = self.find(scheme, notation)
        if concept is None:
            raise LookupError(f"{scheme}:{notation}")
        return concept


class Judge:
    """Writes the codings and statements of one file into one portfolio."""

    def __init__(
        self,
        portfolio: Portfolio,
        means: Means,
        concepts: Concepts,
        layers: Mapping[str, TextLayer],
        ledger: Ledger,
        *,
        keeps_texts: bool,
    ) -> None:
        self._portfolio = portfolio
        self._means = means
        self._concepts = concepts
        self._layers = layers
        self._ledger = ledger
        self._keeps_texts = keeps_texts
        self._agents: dict[str, Agent] = {}

    def coding(self, project: Project, incoming: IncomingCoding) -> Judged:
        """Write one coding, whose concepts are known to exist."""
        concept = self._concepts.get(incoming.scheme, incoming.notation)
        reach = self._concepts.get(REACH_SCHEME, incoming.reach) if incoming.reach else None
        verdict = self._verdict(incoming, incoming.reason)
        holding = head(coding_key(project, concept))
        if holding is None or _reopened(holding):
            coding = code(
                project,
                concept,
                verdict,
                supersedes=holding,
                weight=incoming.weight,
                reach=reach,
            )
            self._ledger.judged(coding.judgement)
            return Judged(added=True)
        held = holding.coding
        differs = not self._keeps_texts and (
            (bool(incoming.reason) and incoming.reason != holding.reason)
            or held.weight != incoming.weight
            or held.reach != reach
        )
        followed = _follow(holding, verdict)
        if followed is None:
            return Judged(otherwise=_told(holding, verdict, differs=differs))
        coding = code(
            project, concept, followed, supersedes=holding, weight=held.weight, reach=held.reach
        )
        self._ledger.judged(coding.judgement)
        return Judged(added=True, otherwise=_told(holding, verdict, differs=differs))

    def statement(self, incoming: IncomingStatement, position: int) -> Judged:
        """Write one statement, whose concepts are known to exist."""
        concept = self._concepts.get(incoming.scheme, incoming.notation)
        kind = self._concepts.get(STATEMENT_SCHEME, incoming.type)
        topic = (
            self._concepts.get(incoming.topic_scheme, incoming.topic)
            if incoming.topic_scheme
            else None
        )
        verdict = self._verdict(incoming, "")
        holding = head(statement_key(self._portfolio, concept, kind, incoming.subject))
        wording, otherwise = incoming.wording, ""
        if holding is not None and not _reopened(holding):
            held = holding.statement
            differs = not self._keeps_texts and held.wording != wording
            otherwise = _told(holding, verdict, differs=differs)
            followed = _follow(holding, verdict)
            if followed is None:
                return Judged(otherwise=otherwise)
            verdict, wording, topic, position = followed, held.wording, held.topic, held.position
        statement = state(
            self._portfolio,
            concept,
            kind,
            wording,
            verdict,
            subject=incoming.subject,
            topic=topic,
            position=position,
            supersedes=holding,
        )
        self._ledger.judged(statement.judgement)
        return Judged(added=True, otherwise=otherwise)

    def _verdict(self, incoming: IncomingCoding | IncomingStatement, reason: str) -> Verdict:
        return Verdict(
            by=self._agent(incoming.by) if incoming.by else self._means.source,
            means=self._means.reader,
            at=incoming.at or self._means.at,
            status=Status(incoming.status),
            passages=tuple(self._cited(passage) for passage in incoming.passages),
            reason=reason,
        )

    def _cited(self, passage: IncomingPassage) -> Passage:
        return cite(self._layers[passage.sha256], passage.start, passage.end)

    def _agent(self, name: str) -> Agent:
        if name not in self._agents:
            self._agents[name] = source_agent(name)
        return self._agents[name]


def taken_back(holding: Judgement) -> bool:
    """Whether what holds was said only because a whole import was undone."""
    means = holding.means
    return means is not None and (means.kind, means.name) == (Agent.Kind.MODEL, UNDOING)


def _reopened(holding: Judgement) -> bool:
    """Whether an undone import left the question open again."""
    return holding.status == Status.WITHDRAWN and taken_back(holding)


def _follow(holding: Judgement, verdict: Verdict) -> Verdict | None:
    """What holds, restated with the passages that `verdict` adds; None when it adds nothing."""
    if holding.by.kind == Agent.Kind.PERSON:
        return None
    if holding.status == Status.PROPOSED and verdict.status == Status.ACCEPTED:
        status = Status.ACCEPTED
    elif holding.status == verdict.status:
        status = verdict.status
    else:
        return None
    before = ordered_passages(holding)
    fresh = tuple(passage for passage in verdict.passages if passage not in before)
    if not fresh and status == holding.status:
        return None
    return Verdict(
        by=verdict.by,
        means=verdict.means,
        at=verdict.at,
        status=status,
        passages=before + fresh,
        reason=holding.reason or verdict.reason,
    )


def _told(holding: Judgement, verdict: Verdict, *, differs: bool) -> str:
    """How the file says otherwise than what holds, in French; blank where it does not."""
    affirmed = {Status.PROPOSED, Status.ACCEPTED}
    if (holding.status in affirmed) != (verdict.status in affirmed):
        return (
            f"le fichier le dit « {verdict.status.label} », le jugement en vigueur "
            f"« {Status(holding.status).label} » : celui-ci est gardé."
        )
    if differs:
        return "le fichier le dit en d’autres termes : le jugement en vigueur est gardé."
    return ""
