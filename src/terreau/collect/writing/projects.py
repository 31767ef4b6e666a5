"""Writes the records of a file as projects: made, completed or left as they are."""

from __future__ import annotations

from collections.abc import Iterator

from terreau.collect.fields import BY_KEY
from terreau.collect.incoming import IncomingActor, IncomingProject
from terreau.collect.judging import Judge
from terreau.collect.matching import Match
from terreau.collect.report import Change, Outcome
from terreau.collect.writing.grants import write_grants
from terreau.collect.writing.outcome import WrittenProject
from terreau.collect.writing.session import Means, Session
from terreau.collect.writing.values import ValueWriter
from terreau.portfolio.models import Organisation, Participation, Place, Project
from terreau.portfolio.services import free_slug
from terreau.portfolio.values import SINGLE_FIELDS

KINDS_SCHEME = "acteurs"


class ProjectWriter:
    """Writes the records of one file."""

    def __init__(self, session: Session, means: Means, judge: Judge, *, keeps_texts: bool) -> None:
        self._session = session
        self._judge = judge
        self._values = ValueWriter(session, means, keeps_texts=keeps_texts)

    def write(self, incoming: IncomingProject, match: Match, key: str) -> WrittenProject:
        """Make the project, or complete the one that `match` found."""
        if match.project is None:
            return self._create(incoming)
        project = match.project
        self._session.pending.settle(project)
        done = WrittenProject(project, Outcome.UNCHANGED)
        revived = project.withdrawn
        if revived:
            project.withdrawn = False
            project.save(update_fields=["withdrawn"])
            self._session.ledger.updated(project, {"withdrawn": True})
        self._values.update(project, incoming, key, done)
        self._details(project, incoming, done)
        if revived:
            done.outcome = Outcome.CREATED
        elif done.changes:
            done.outcome = Outcome.UPDATED
        return done

    def _create(self, incoming: IncomingProject) -> WrittenProject:
        session = self._session
        project = Project.objects.create(
            portfolio=session.portfolio,
            slug=incoming.slug or free_slug(incoming.name, session.index.slugs, "projet"),
            name=incoming.name,
            title=incoming.title,
            summary=incoming.summary,
            call=session.call(incoming.call),
            year=incoming.year,
            stage=incoming.stage,
            external_id=incoming.external_id,
            position=session.index.last_position + 1,
        )
        session.ledger.created(project)
        done = WrittenProject(project, Outcome.CREATED)
        done.changes += first_changes(incoming)
        self._values.first(project, incoming)
        self._details(project, incoming, done)
        session.index.add(project, self._holders(project, incoming))
        return done

    def _holders(self, project: Project, incoming: IncomingProject) -> list[Organisation]:
        return [self._body(project, actor) for actor in incoming.holders]

    def _details(self, project: Project, incoming: IncomingProject, done: WrittenProject) -> None:
        """Add what the project lacks, and tell each addition."""
        for name in incoming.attachments:
            self._session.owners.setdefault(name.casefold(), project.pk)
        done.changes += self._attachments(project, incoming)
        done.changes += self._places(project, incoming)
        done.changes += self._participations(project, incoming)
        done.changes += write_grants(self._session, project, incoming)
        done.changes += self._values.several(project, incoming)
        for coding in incoming.codings:
            judged = self._judge.coding(project, coding)
            if judged.added:
                done.changes.append(Change("coding", "Codage", "", coding.notation))
            if judged.otherwise:
                said = f"Codage {coding.notation} de « {project.name} » : {judged.otherwise}"
                done.remarks.append((incoming.where, "other_judgement", said))

    def _attachments(self, project: Project, incoming: IncomingProject) -> Iterator[Change]:
        for sha256 in incoming.documents:
            document = self._session.documents[sha256]
            if self._session.shelf.attach(document, project):
                self._session.ledger.linked(project, document)
                yield Change("document", "Document", "", document.name)

    def _places(self, project: Project, incoming: IncomingProject) -> Iterator[Change]:
        for place in incoming.places:
            where = self._session.territory(place)
            added = Place(
                project=project, territory=where, relation=place.relation, words=place.words
            )
            if not self._session.holdings.takes_place(added):
                continue
            self._session.pending.detail(added)
            label = Place.Relation(place.relation).label
            yield Change(f"place.{place.relation}", label.capitalize(), "", str(added))

    def _participations(self, project: Project, incoming: IncomingProject) -> Iterator[Change]:
        for position, actor in enumerate(incoming.actors):
            added = self._participation(project, actor, position)
            if added is not None:
                self._session.pending.detail(added)
                label = Participation.Role(actor.role).label
                yield Change(f"actor.{actor.role}", label.capitalize(), "", actor.name)

    def _participation(
        self, project: Project, actor: IncomingActor, position: int
    ) -> Participation | None:
        session = self._session
        if not actor.is_body:
            if session.directory.has_kind(project, actor.role, actor.name):
                return None
            return Participation(
                project=project,
                role=actor.role,
                category=session.concepts.get(KINDS_SCHEME, actor.category),
                words=actor.name,
                note=actor.note,
                position=position,
            )
        added = Participation(
            project=project,
            role=actor.role,
            organisation=self._body(project, actor),
            words=actor.name,
            note=actor.note,
            position=position,
        )
        return added if session.holdings.takes_body(added) else None

    def _body(self, project: Project, actor: IncomingActor) -> Organisation:
        return self._session.directory.organisation(actor.name, actor.identifier, project)


def first_changes(incoming: IncomingProject) -> Iterator[Change]:
    """What a record says in its fields of one value."""
    for name in SINGLE_FIELDS:
        value = getattr(incoming, name)
        if value:
            yield Change(name, BY_KEY[name].label, "", str(value))
