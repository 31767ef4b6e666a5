"""Writes what a file says into a portfolio: adds what is new, repeats nothing, loses nothing.

Guarantees that writing the same `Incoming` twice adds no row the second time. Everything runs in
the caller's transaction; the files' bytes are stored by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from terreau.accounts.models import Agent
from terreau.accounts.services import source_agent
from terreau.collect.incoming import (
    Incoming,
    IncomingActor,
    IncomingCoding,
    IncomingDocument,
    IncomingPassage,
    IncomingPlace,
    IncomingProject,
    IncomingStatement,
    Remark,
)
from terreau.collect.matching import ProjectIndex
from terreau.collect.report import ImportReport, Outcome
from terreau.portfolio.directory import Directory
from terreau.portfolio.judgements import (
    Verdict,
    code,
    coding_key,
    head,
    ordered_passages,
    state,
    statement_key,
)
from terreau.portfolio.models import (
    Call,
    Coding,
    Document,
    Grant,
    Judgement,
    Participation,
    Passage,
    Place,
    Portfolio,
    Project,
    TextLayer,
)
from terreau.portfolio.services import cite, new_project_slug
from terreau.territory.services import territory
from terreau.vocabulary.models import Concept

KINDS_SCHEME = "acteurs"
REACH_SCHEME = "portee"
STATEMENT_SCHEME = "enonces"


@dataclass(frozen=True, slots=True)
class Means:
    """Who speaks in a file, through which reader, and when it came in."""

    source: Agent
    reader: Agent
    at: datetime


class Writer:
    """Writes files into one portfolio, within one transaction."""

    def __init__(self, portfolio: Portfolio, means: Means) -> None:
        self.portfolio = portfolio
        self.means = means
        self._index = ProjectIndex(portfolio)
        self._directory = Directory(portfolio)
        self._documents: dict[str, Document] = {}
        self._layers: dict[str, TextLayer] = {}
        self._concepts: dict[tuple[str, str], Concept] = {}

    def write(self, incoming: Incoming) -> ImportReport:
        """Write one file and say what became of each record."""
        report = ImportReport(
            reader=incoming.reader,
            rejections=list(incoming.rejections),
            warnings=list(incoming.warnings),
        )
        for document in incoming.documents:
            self._document(document)
        for project in incoming.projects:
            self._record(incoming, project, report)
        for position, statement in enumerate(incoming.statements):
            self._statement(statement, position)
        return report

    def _record(self, incoming: Incoming, project: IncomingProject, report: ImportReport) -> None:
        match = self._index.find(project)
        if match.doubtful is not None:
            message = (
                f"« {project.name} » porte le nom d’un projet déjà présent, avec un autre porteur : "
                "dites s’il s’agit du même avant de le faire entrer."
            )
            report.rejections.append(
                Remark(incoming.source, project.where, "needs_decision", message)
            )
            return
        if match.project is None:
            self._create(project)
            report.count(Outcome.CREATED)
            return
        changed = self._update(match.project, project, keeps_texts=incoming.keeps_texts)
        report.count(Outcome.UPDATED if changed else Outcome.UNCHANGED)

    def _create(self, incoming: IncomingProject) -> None:
        slug = incoming.slug or new_project_slug(self.portfolio, incoming.name)
        project = Project.objects.create(
            portfolio=self.portfolio,
            slug=slug,
            name=incoming.name,
            title=incoming.title,
            summary=incoming.summary,
            call=self._call(incoming.call),
            year=incoming.year,
            external_id=incoming.external_id,
            position=self.portfolio.projects.count() + 1,
        )
        self._details(project, incoming)
        self._index.add(project)

    def _update(self, project: Project, incoming: IncomingProject, *, keeps_texts: bool) -> bool:
        wanted = {
            "name": incoming.name,
            "title": incoming.title,
            "summary": incoming.summary,
            "year": incoming.year,
            "call": self._call(incoming.call),
            "external_id": incoming.external_id,
        }
        changed = []
        for field, value in wanted.items():
            held = getattr(project, field)
            if value and held != value and not (keeps_texts and held):
                setattr(project, field, value)
                changed.append(field)
        if changed:
            project.save(update_fields=changed)
        return self._details(project, incoming) or bool(changed)

    def _details(self, project: Project, incoming: IncomingProject) -> bool:
        """Add what the project lacks; True when a row was added."""
        added = [self._attach(project, sha256) for sha256 in incoming.documents]
        added += [self._place(project, place) for place in incoming.places]
        added += [
            self._participation(project, actor, position)
            for position, actor in enumerate(incoming.actors)
        ]
        for grant in incoming.grants:
            _, new = Grant.objects.get_or_create(
                project=project,
                amount=grant.amount,
                currency=grant.currency,
                date=grant.date,
                funder=grant.funder,
            )
            added.append(new)
        added += [self._coding(project, coding) for coding in incoming.codings]
        return any(added)

    def _call(self, name: str) -> Call | None:
        if not name:
            return None
        return Call.objects.get_or_create(portfolio=self.portfolio, name=name)[0]

    def _document(self, incoming: IncomingDocument) -> None:
        document, _ = Document.objects.get_or_create(
            portfolio=self.portfolio,
            sha256=incoming.sha256,
            defaults={
                "name": incoming.name,
                "title": incoming.title,
                "kind": incoming.kind,
                "media_type": incoming.media_type,
                "size": len(incoming.data),
            },
        )
        layer, _ = TextLayer.objects.get_or_create(
            document=document,
            extractor=incoming.extractor,
            version=incoming.version,
            defaults={"text": incoming.text},
        )
        self._documents[incoming.sha256] = document
        self._layers[incoming.sha256] = layer

    def _attach(self, project: Project, sha256: str) -> bool:
        document = self._documents[sha256]
        if project.documents.filter(pk=document.pk).exists():
            return False
        project.documents.add(document)
        return True

    def _place(self, project: Project, incoming: IncomingPlace) -> bool:
        where = territory(incoming.level, incoming.code) if incoming.level else None
        if where is None and project.places.filter(words=incoming.words).exists():
            return False
        held = project.places.filter(relation=incoming.relation, territory=where)
        if where is not None and held.exists():
            return False
        Place.objects.create(
            project=project, territory=where, relation=incoming.relation, words=incoming.words
        )
        return True

    def _participation(self, project: Project, actor: IncomingActor, position: int) -> bool:
        if not actor.is_body:
            category = self._concept(KINDS_SCHEME, actor.category)
            if self._directory.has_kind(project, actor.role, actor.name):
                return False
            Participation.objects.create(
                project=project,
                role=actor.role,
                category=category,
                words=actor.name,
                note=actor.note,
                position=position,
            )
            return True
        body = self._directory.organisation(actor.name, actor.identifier)
        _, new = Participation.objects.get_or_create(
            project=project,
            role=actor.role,
            organisation=body,
            defaults={"words": actor.name, "note": actor.note, "position": position},
        )
        return new

    def _concept(self, scheme: str, notation: str) -> Concept:
        key = (scheme, notation)
        if key not in self._concepts:
            self._concepts[key] = Concept.objects.select_related("scheme").get(
                scheme__slug=scheme, notation=notation
            )
        return self._concepts[key]

    def _passages(self, incoming: tuple[IncomingPassage, ...]) -> tuple[Passage, ...]:
        return tuple(
            cite(self._layers[passage.sha256], passage.start, passage.end) for passage in incoming
        )

    def _verdict(self, incoming: IncomingCoding | IncomingStatement, reason: str = "") -> Verdict:
        return Verdict(
            by=source_agent(incoming.by) if incoming.by else self.means.source,
            means=self.means.reader,
            at=incoming.at or self.means.at,
            status=Judgement.Status(incoming.status),
            passages=self._passages(incoming.passages),
            reason=reason,
        )

    def _coding(self, project: Project, incoming: IncomingCoding) -> bool:
        concept = self._concept(incoming.scheme, incoming.notation)
        verdict = self._verdict(incoming, incoming.reason)
        reach = self._concept(REACH_SCHEME, incoming.reach) if incoming.reach else None
        holding = head(coding_key(project, concept))
        if holding is None:
            code(project, concept, verdict, weight=incoming.weight, reach=reach)
            return True
        added = _new_evidence(holding, verdict)
        if added is None:
            return False
        held: Coding = holding.coding
        code(project, concept, added, supersedes=holding, weight=held.weight, reach=held.reach)
        return True

    def _statement(self, incoming: IncomingStatement, position: int) -> bool:
        concept = self._concept(incoming.scheme, incoming.notation)
        kind = self._concept(STATEMENT_SCHEME, incoming.type)
        topic = (
            self._concept(incoming.topic_scheme, incoming.topic) if incoming.topic_scheme else None
        )
        verdict = self._verdict(incoming)
        holding = head(statement_key(self.portfolio, concept, kind, incoming.subject))
        wording = incoming.wording
        if holding is not None:
            added = _new_evidence(holding, verdict)
            if added is None:
                return False
            verdict, wording = added, holding.statement.wording
            position = holding.statement.position
        state(
            self.portfolio,
            concept,
            kind,
            wording,
            verdict,
            subject=incoming.subject,
            topic=topic,
            position=position,
            supersedes=holding,
        )
        return True


def _new_evidence(holding: Judgement, verdict: Verdict) -> Verdict | None:
    """What holds, restated with the passages that `verdict` adds; None when it adds nothing.

    Only what says the same adds evidence: a person's rejection stays, and an accepted coding is
    not weakened by a proposal.
    """
    if holding.status == Judgement.Status.PROPOSED and verdict.status == Judgement.Status.ACCEPTED:
        status = Judgement.Status.ACCEPTED
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
