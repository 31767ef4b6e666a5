"""Writes the documents of an import: bytes named by their SHA-256, a text layer, their project.

Guarantees that a layer already drawn is left alone, that a text drawn again by a newer extractor is
a new layer on which the passages of the former ones are found again, and that a document of which
nobody knows the project is kept all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from terreau.collect.drop.attaching import candidates, owner
from terreau.collect.incoming import IncomingDocument
from terreau.collect.limits import DOCUMENT, document_problem
from terreau.collect.report import Candidate, Change, Outcome
from terreau.collect.writing.folders import UNATTACHED
from terreau.collect.writing.outcome import Doubts
from terreau.collect.writing.session import Loose, Session
from terreau.portfolio.following import follow_passages
from terreau.portfolio.models import Document, Project, TextLayer

OPENING = 4000  # characters: about the first page and a half


@dataclass(slots=True)
class KeptDocument:
    """What became of a document, and the project that it was attached to."""

    document: Document
    outcome: Outcome = Outcome.UNCHANGED
    project: int | None = None
    changes: list[Change] = field(default_factory=list)
    question: list[Candidate] = field(default_factory=list)
    remarks: Doubts = field(default_factory=list)


class DocumentWriter:
    """Writes documents into the portfolio of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, incoming: IncomingDocument) -> KeptDocument:
        """Keep a document and its text."""
        session = self._session
        remarks: Doubts = []
        too_long = document_problem(incoming)
        if too_long is not None:
            remarks.append((incoming.name[:40], "bad_field", too_long))
        document = session.shelf.document(incoming.sha256)
        if document is None:
            kept = KeptDocument(self._made(incoming), Outcome.CREATED, remarks=remarks)
        else:
            kept = KeptDocument(document, remarks=remarks)
            if document.withdrawn:
                kept.outcome = Outcome.CREATED
                document.withdrawn = False
                document.save(update_fields=["withdrawn"])
                session.ledger.updated(document, {"withdrawn": True})
        self._layer(kept, incoming)
        session.documents[incoming.sha256] = kept.document
        return kept

    def _made(self, incoming: IncomingDocument) -> Document:
        document: Document = Document.objects.create(
            portfolio=self._session.portfolio,
            sha256=incoming.sha256,
            name=incoming.name[: DOCUMENT["name"]],
            title=incoming.title[: DOCUMENT["title"]],
            kind=incoming.kind,
            media_type=incoming.media_type,
            size=incoming.body.size,
            pages=len(incoming.page_starts) or None,
        )
        self._session.shelf.keep(document)
        self._session.ledger.created(document)
        return document

    def _layer(self, kept: KeptDocument, incoming: IncomingDocument) -> None:
        if not incoming.extractor:
            return
        shelf = self._session.shelf
        known = shelf.layer(kept.document, incoming.extractor, incoming.version)
        if known is not None:
            self._session.layers.know(incoming.sha256, known)
            return
        layer = TextLayer.objects.create(
            document=kept.document,
            extractor=incoming.extractor,
            version=incoming.version,
            text=incoming.body.text(),
            page_starts=list(incoming.page_starts),
        )
        shelf.keep_layer(layer)
        self._session.layers.know(incoming.sha256, layer.pk)
        if kept.outcome is Outcome.UNCHANGED:
            kept.outcome = Outcome.UPDATED
            kept.changes.append(Change("layer", "Texte", "", layer.label))
            self._follow(kept, incoming, layer)

    def _follow(self, kept: KeptDocument, incoming: IncomingDocument, layer: TextLayer) -> None:
        """Find in a text drawn again what was cited in the former ones."""
        for quote in follow_passages(layer).lost:
            message = (
                f"Le passage « {quote[:60]} » ne se retrouve pas dans le texte tiré par "
                f"{layer.label} : il reste lu dans le texte précédent."
            )
            kept.remarks.append((incoming.name, "quote_not_found", message))

    def bring(self, incoming: IncomingDocument, key: str) -> KeptDocument:
        """Keep a document that is a record by itself, attached to the project it belongs to."""
        kept = self.keep(incoming)
        project = self._owner(incoming, key)
        if project is None or project.withdrawn:
            self._unattached(kept, incoming, key)
            return kept
        kept.project = project.pk
        self._session.folders.setdefault(incoming.folder, set()).add(project.pk)
        if self._session.shelf.attach(kept.document, project):
            self._session.ledger.linked(project, kept.document)
            kept.changes.append(Change("project", "Projet", "", project.name))
            if kept.outcome is Outcome.UNCHANGED:
                kept.outcome = Outcome.UPDATED
        return kept

    def _owner(self, incoming: IncomingDocument, key: str) -> Project | None:
        session = self._session
        choice = session.answers.on(key)
        if choice == "none":
            return None
        if choice.startswith("attach:"):
            slug = choice.removeprefix("attach:")
            chosen: Project | None = session.portfolio.projects.filter(slug=slug).first()
            return chosen
        said = session.owners.get(incoming.name.casefold())
        if said is not None:
            listed: Project = Project.objects.get(pk=said)
            return listed
        return owner(session.index, incoming.folder, incoming.name, opening(incoming))

    def _unattached(self, kept: KeptDocument, incoming: IncomingDocument, key: str) -> None:
        # A table without a row is about no project in particular: that was told already.
        if self._session.shelf.has_project(kept.document) or not incoming.extractor:
            return
        if self._session.answers.on(key) != "none":
            source = incoming.path
            self._session.loose.append(Loose(key, source, incoming.folder, kept.document))
        kept.question = [
            Candidate(project.slug, project.name, why)
            for project, why in candidates(
                self._session.index, incoming.folder, incoming.name, opening(incoming)
            )
        ]
        message = (
            "Gardé, mais rien ne dit de quel projet il parle : "
            "rattachez-le dans le plan, ou rangez-le dans un dossier au numéro du projet."
        )
        kept.remarks.append((incoming.name, UNATTACHED, message))


def opening(incoming: IncomingDocument) -> str:
    """The beginning of a document's text, where it says what it is about."""
    return incoming.body.text()[:OPENING] if incoming.extractor else ""
