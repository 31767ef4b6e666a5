"""Writes one file of an import: documents, records and statements, each with its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from terreau.collect.incoming import Incoming, IncomingProject, IncomingStatement, Remark
from terreau.collect.judging import REACH_SCHEME, STATEMENT_SCHEME, Judge
from terreau.collect.limits import problem, statement_problem
from terreau.collect.matching import Match
from terreau.collect.report import Candidate, Change, ImportReport, Outcome, RecordReport
from terreau.collect.writing.documents import DocumentWriter
from terreau.collect.writing.projects import KINDS_SCHEME, ProjectWriter, first_changes
from terreau.collect.writing.session import Means, Session
from terreau.portfolio.models import Project
from terreau.territory.errors import UnknownTerritory

WHOLE_FILE = "fichier"


class Writer:
    """Writes one file into the portfolio of a session, within one transaction."""

    def __init__(self, session: Session, means: Means, incoming: Incoming) -> None:
        self._session = session
        self._incoming = incoming
        judge = Judge(
            session.portfolio,
            means,
            session.concepts,
            session.layers,
            session.ledger,
            keeps_texts=incoming.keeps_texts,
        )
        self._judge = judge
        self._documents = DocumentWriter(session)
        self._projects = ProjectWriter(session, means, judge, keeps_texts=incoming.keeps_texts)
        self._report = ImportReport(
            reader=incoming.reader,
            rejections=list(incoming.rejections),
            warnings=list(incoming.warnings),
            records=[
                RecordReport(
                    key=self._key(one.where, number),
                    source=one.source,
                    where=one.where,
                    name="",
                    outcome=Outcome.REJECTED,
                    code=one.code,
                    message=one.message,
                )
                for number, one in enumerate(incoming.rejections)
            ],
        )

    def write(self) -> ImportReport:
        """Write the file and say what became of each record."""
        if self._incoming.is_document:
            self._whole_document()
            return self._report
        for document in self._incoming.documents:
            for remark in self._documents.keep(document).remarks:
                self._warn(*remark)
        projects = self._incoming.projects
        self._session.ask_territories(place for one in projects for place in one.places)
        for project in projects:
            self._record(project)
            self._session.pending.write_many()
        self._session.pending.write()
        self._joined()
        for position, statement in enumerate(self._incoming.statements):
            self._statement(statement, position)
        return self._report

    def _key(self, where: str, number: int = 0) -> str:
        return f"{self._incoming.file[:16] or self._incoming.source[:60]}:{where[:100]}:{number}"

    def _warn(self, where: str, code: str, message: str) -> None:
        self._report.warnings.append(Remark(self._incoming.source, where, code, message))

    def _whole_document(self) -> None:
        """A file that is one record: its document, attached to the project that it speaks of."""
        for document in self._incoming.documents:
            key = self._key(WHOLE_FILE)
            kept = self._documents.bring(document, key)
            for remark in kept.remarks:
                self._warn(*remark)
            self._report.count(kept.outcome)
            self._report.records.append(
                RecordReport(
                    key=key,
                    source=self._incoming.source,
                    where=WHOLE_FILE,
                    name=document.name,
                    outcome=kept.outcome,
                    project=kept.project,
                    changes=kept.changes,
                    question=kept.question,
                )
            )

    def _record(self, project: IncomingProject) -> None:
        key = self._key(project.where)
        found = self._session.index.find(project)
        match = self._answered(key, found)
        if match.doubtful is not None:
            self._ask(key, project, match)
            return
        refused = next(self._problems(project), None)
        if refused is not None:
            self._reject(key, project, *refused)
            return
        written = self._projects.write(project, match, key)
        for remark in written.remarks:
            self._warn(*remark)
        self._report.count(written.outcome)
        self._report.records.append(
            RecordReport(
                key=key,
                source=self._incoming.source,
                where=project.where,
                name=project.name,
                outcome=written.outcome,
                project=written.project.pk,
                changes=written.changes,
                question=self._candidates(found) if self._session.answers.on(key) else [],
                conflicts=written.conflicts,
            )
        )

    def _joined(self) -> None:
        """Count the lines that were made one with a record: what became of it became of them."""
        outcomes = {one.where: one for one in self._report.records}
        for remark in self._incoming.warnings:
            record = outcomes.get(remark.joins) if remark.joins else None
            if record is None:
                continue
            if record.outcome is Outcome.REJECTED:
                self._report.rejections.append(replace(remark, code=record.code))
            else:
                kept = record.outcome is Outcome.UNCHANGED
                self._report.count(Outcome.UNCHANGED if kept else Outcome.UPDATED)
            outcome = Outcome.UPDATED if record.outcome is Outcome.CREATED else record.outcome
            self._report.records.append(
                RecordReport(
                    key=self._key(remark.where),
                    source=remark.source,
                    where=remark.where,
                    name=record.name,
                    outcome=outcome,
                    project=record.project,
                    code=remark.code,
                    message=remark.message,
                )
            )

    def _answered(self, key: str, match: Match) -> Match:
        """The match as a person decided it, where they did."""
        choice = self._session.answers.on(key)
        if choice == "new":
            return Match()
        if choice.startswith("same:"):
            slug = choice.removeprefix("same:")
            chosen = Project.objects.filter(portfolio=self._session.portfolio, slug=slug).first()
            return Match(chosen) if chosen is not None else match
        return match

    def _candidates(self, match: Match) -> list[Candidate]:
        if match.doubtful is None:
            return []
        return [Candidate(match.doubtful.slug, match.doubtful.name, match.why)]

    def _ask(self, key: str, project: IncomingProject, match: Match) -> None:
        held = match.doubtful.name if match.doubtful is not None else ""
        message = (
            f"« {project.name} » ressemble à « {held} », déjà présent, sans "
            f"l’être à coup sûr ({match.why}) : dites s’il s’agit du même avant de le faire "
            "entrer."
        )
        self._reject(key, project, "needs_decision", message, self._candidates(match))
        self._report.records[-1].changes += [
            *first_changes(project),
            *(Change("actor.holder", "Porteur", "", one.name) for one in project.holders),
        ]

    def _reject(
        self,
        key: str,
        project: IncomingProject,
        code: str,
        message: str,
        question: list[Candidate] | None = None,
    ) -> None:
        self._report.rejections.append(Remark(self._incoming.source, project.where, code, message))
        self._report.records.append(
            RecordReport(
                key=key,
                source=self._incoming.source,
                where=project.where,
                name=project.name,
                outcome=Outcome.REJECTED,
                code=code,
                message=message,
                question=question or [],
            )
        )

    def _problems(self, project: IncomingProject) -> Iterator[tuple[str, str]]:
        """What keeps a record from being written whole: a code and a sentence each."""
        too_long = problem(project)
        if too_long is not None:
            yield "bad_field", too_long
        named = [(coding.scheme, coding.notation) for coding in project.codings]
        named += [(REACH_SCHEME, coding.reach) for coding in project.codings if coding.reach]
        named += [(KINDS_SCHEME, actor.category) for actor in project.actors if not actor.is_body]
        for scheme, notation in named:
            if self._session.concepts.find(scheme, notation) is None:
                yield "unknown_concept", _unknown(scheme, notation)
        for place in project.places:
            try:
                self._session.territory(place)
            except UnknownTerritory as error:
                yield error.code, f"{error} {error.hint}"

    def _statement(self, incoming: IncomingStatement, position: int) -> None:
        where = f"énoncé {position + 1}"
        named = [(incoming.scheme, incoming.notation), (STATEMENT_SCHEME, incoming.type)]
        if incoming.topic_scheme:
            named.append((incoming.topic_scheme, incoming.topic))
        unknown = [pair for pair in named if self._session.concepts.find(*pair) is None]
        too_long = statement_problem(incoming)
        if unknown or too_long:
            code = "unknown_concept" if unknown else "bad_field"
            why = _unknown(*unknown[0]) if unknown else too_long
            self._warn(where, code, f"Énoncé laissé de côté. {why}")
            return
        judged = self._judge.statement(incoming, position)
        if judged.otherwise:
            self._warn(where, "other_judgement", f"« {incoming.wording} » : {judged.otherwise}")


def write_incoming(session: Session, incoming: Incoming) -> ImportReport:
    """Write one file, in the name of whoever speaks in it."""
    session.index.begin_file()
    return Writer(session, session.means(incoming), incoming).write()


def _unknown(scheme: str, notation: str) -> str:
    return (
        f"Le référentiel « {scheme} » n’a pas d’entrée « {notation} » dans cette instance : "
        "chargez d’abord ce référentiel."
    )
