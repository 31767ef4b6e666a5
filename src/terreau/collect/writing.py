"""Writes what a file says into a portfolio: adds what is new, repeats nothing, loses nothing.

Guarantees that writing the same `Incoming` twice adds no row the second time, and that a record
which cannot be written whole is rejected before its first row. Everything runs in the caller's
transaction; the files' bytes are stored by the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from terreau.collect.incoming import (
    Incoming,
    IncomingActor,
    IncomingDocument,
    IncomingPlace,
    IncomingProject,
    IncomingStatement,
    Remark,
)
from terreau.collect.judging import REACH_SCHEME, STATEMENT_SCHEME, Concepts, Judge, Means
from terreau.collect.limits import DOCUMENT, document_problem, problem, statement_problem
from terreau.collect.matching import ProjectIndex
from terreau.collect.report import ImportReport, Outcome
from terreau.portfolio.directory import Directory
from terreau.portfolio.models import (
    Call,
    Document,
    Grant,
    Participation,
    Place,
    Portfolio,
    Project,
    TextLayer,
)
from terreau.portfolio.services import free_slug
from terreau.territory.errors import UnknownTerritory
from terreau.territory.gazetteer import Level
from terreau.territory.models import Territory
from terreau.territory.services import territory

KINDS_SCHEME = "acteurs"

__all__ = ["Means", "Writer"]


class Writer:
    """Writes one file into one portfolio, within one transaction."""

    def __init__(
        self,
        portfolio: Portfolio,
        means: Means,
        incoming: Incoming,
        renamed: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.portfolio = portfolio
        self._incoming = incoming
        self._index = ProjectIndex(portfolio)
        self._directory = Directory(portfolio)
        self._concepts = Concepts(renamed or {})
        self._documents: dict[str, Document] = {}
        self._layers: dict[str, TextLayer] = {}
        self._calls: dict[str, Call] = {}
        self._territories: dict[tuple[Level, str], Territory] = {}
        self._judge = Judge(
            portfolio, means, self._concepts, self._layers, keeps_texts=incoming.keeps_texts
        )
        self._report = ImportReport(
            reader=incoming.reader,
            rejections=list(incoming.rejections),
            warnings=list(incoming.warnings),
        )

    def write(self) -> ImportReport:
        """Write the file and say what became of each record."""
        for document in self._incoming.documents:
            self._document(document)
        for project in self._incoming.projects:
            self._record(project)
        for position, statement in enumerate(self._incoming.statements):
            self._statement(statement, position)
        return self._report

    def _reject(self, project: IncomingProject, code: str, message: str) -> None:
        remark = Remark(self._incoming.source, project.where, code, message)
        self._report.rejections.append(remark)

    def _warn(self, where: str, code: str, message: str) -> None:
        self._report.warnings.append(Remark(self._incoming.source, where, code, message))

    def _record(self, project: IncomingProject) -> None:
        match = self._index.find(project)
        if match.doubtful is not None:
            message = (
                f"« {project.name} » ressemble à « {match.doubtful.name} », déjà présent, sans "
                f"l’être à coup sûr ({match.why}) : dites s’il s’agit du même avant de le faire "
                "entrer."
            )
            self._reject(project, "needs_decision", message)
            return
        refused = next(self._problems(project), None)
        if refused is not None:
            self._reject(project, *refused)
            return
        if match.project is None:
            self._create(project)
            self._report.count(Outcome.CREATED)
            return
        changed = self._update(match.project, project)
        self._report.count(Outcome.UPDATED if changed else Outcome.UNCHANGED)

    def _problems(self, project: IncomingProject) -> Iterator[tuple[str, str]]:
        """What keeps a record from being written whole: a code and a sentence each."""
        too_long = problem(project)
        if too_long is not None:
            yield "bad_field", too_long
        named = [(coding.scheme, coding.notation) for coding in project.codings]
        named += [(REACH_SCHEME, coding.reach) for coding in project.codings if coding.reach]
        named += [(KINDS_SCHEME, actor.category) for actor in project.actors if not actor.is_body]
        for scheme, notation in named:
            if self._concepts.find(scheme, notation) is None:
                yield "unknown_concept", _unknown(scheme, notation)
        for place in project.places:
            try:
                self._territory(place)
            except UnknownTerritory as error:
                yield error.code, f"{error} {error.hint}"

    def _create(self, incoming: IncomingProject) -> None:
        project = Project.objects.create(
            portfolio=self.portfolio,
            slug=incoming.slug or free_slug(incoming.name, self._index.slugs, "projet"),
            name=incoming.name,
            title=incoming.title,
            summary=incoming.summary,
            call=self._call(incoming.call),
            year=incoming.year,
            external_id=incoming.external_id,
            position=self._index.last_position + 1,
        )
        self._details(project, incoming)
        self._index.add(project)

    def _update(self, project: Project, incoming: IncomingProject) -> bool:
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
            if value and held != value and not (self._incoming.keeps_texts and held):
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
        added.append(self._grants(project, incoming))
        for coding in incoming.codings:
            judged = self._judge.coding(project, coding)
            added.append(judged.added)
            if judged.otherwise:
                said = f"Codage {coding.notation} de « {project.name} » : {judged.otherwise}"
                self._warn(incoming.where, "other_judgement", said)
        return any(added)

    def _call(self, name: str) -> Call | None:
        if not name:
            return None
        if name not in self._calls:
            found, _ = Call.objects.get_or_create(portfolio=self.portfolio, name=name)
            self._calls[name] = found
        return self._calls[name]

    def _document(self, incoming: IncomingDocument) -> None:
        too_long = document_problem(incoming)
        if too_long is not None:
            self._warn(incoming.name[:40], "bad_field", too_long)
        document, _ = Document.objects.get_or_create(
            portfolio=self.portfolio,
            sha256=incoming.sha256,
            defaults={
                "name": incoming.name[: DOCUMENT["name"]],
                "title": incoming.title[: DOCUMENT["title"]],
                "kind": incoming.kind,
                "media_type": incoming.media_type,
                "size": incoming.body.size,
            },
        )
        layer, _ = TextLayer.objects.get_or_create(
            document=document,
            extractor=incoming.extractor,
            version=incoming.version,
            defaults={"text": incoming.body.text(), "page_starts": list(incoming.page_starts)},
        )
        self._documents[incoming.sha256] = document
        self._layers[incoming.sha256] = layer

    def _attach(self, project: Project, sha256: str) -> bool:
        document = self._documents[sha256]
        if project.documents.filter(pk=document.pk).exists():
            return False
        project.documents.add(document)
        return True

    def _territory(self, place: IncomingPlace) -> Territory | None:
        """The row of a place, asked for once; UnknownTerritory where there is none such."""
        if place.level is None:
            return None
        key = (place.level, place.code)
        if key not in self._territories:
            self._territories[key] = territory(place.level, place.code)
        return self._territories[key]

    def _place(self, project: Project, incoming: IncomingPlace) -> bool:
        where = self._territory(incoming)
        held = project.places.filter(relation=incoming.relation)
        # The words alone say nothing more than a place that was found from the same words.
        same = held.filter(territory=where) if where else held.filter(words=incoming.words)
        if same.exists():
            return False
        Place.objects.create(
            project=project, territory=where, relation=incoming.relation, words=incoming.words
        )
        return True

    def _participation(self, project: Project, actor: IncomingActor, position: int) -> bool:
        if not actor.is_body:
            if self._directory.has_kind(project, actor.role, actor.name):
                return False
            Participation.objects.create(
                project=project,
                role=actor.role,
                category=self._concepts.get(KINDS_SCHEME, actor.category),
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

    def _grants(self, project: Project, incoming: IncomingProject) -> bool:
        """Add the grants that are not there yet; two alike in a file are two grants."""
        held = Counter(
            project.grants.values_list("amount", "currency", "date", "funder").order_by("pk")
        )
        said = Counter((one.amount, one.currency, one.date, one.funder) for one in incoming.grants)
        missing = said - held
        for amount, currency, date, funder in missing.elements():
            Grant.objects.create(
                project=project, amount=amount, currency=currency, date=date, funder=funder
            )
        return bool(missing)

    def _statement(self, incoming: IncomingStatement, position: int) -> None:
        where = f"énoncé {position + 1}"
        named = [(incoming.scheme, incoming.notation), (STATEMENT_SCHEME, incoming.type)]
        if incoming.topic_scheme:
            named.append((incoming.topic_scheme, incoming.topic))
        unknown = [pair for pair in named if self._concepts.find(*pair) is None]
        too_long = statement_problem(incoming)
        if unknown or too_long:
            code = "unknown_concept" if unknown else "bad_field"
            why = _unknown(*unknown[0]) if unknown else too_long
            self._warn(where, code, f"Énoncé laissé de côté. {why}")
            return
        judged = self._judge.statement(incoming, position)
        if judged.otherwise:
            self._warn(where, "other_judgement", f"« {incoming.wording} » : {judged.otherwise}")


def _unknown(scheme: str, notation: str) -> str:
    return (
        f"Le référentiel « {scheme} » n’a pas d’entrée « {notation} » dans cette instance : "
        "chargez d’abord ce référentiel."
    )
