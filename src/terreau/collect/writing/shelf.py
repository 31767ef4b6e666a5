"""The documents of a portfolio, their texts and their projects, asked for once for an import."""

from __future__ import annotations

from terreau.portfolio.models import Document, Portfolio, Project, TextLayer

Drawn = tuple[int, str, str]
"""A document, and the extractor and version that drew a text from it."""


class Shelf:
    """What a portfolio keeps of documents: a thousand of them cost three questions."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._links = Project.documents.through
        everything = Document.everything.filter(portfolio=portfolio)
        self._documents = {one.sha256: one for one in everything.order_by("pk").iterator()}
        layers = TextLayer.objects.filter(document__portfolio=portfolio).order_by("pk")
        self._layers: dict[Drawn, int] = {
            (document, extractor, version): pk
            for document, extractor, version, pk in layers.values_list(
                "document_id", "extractor", "version", "pk"
            ).iterator()
        }
        linked = self._links.objects.filter(document__portfolio=portfolio)
        self._projects: dict[int, set[int]] = {}
        for document, project in linked.values_list("document_id", "project_id").iterator():
            self._projects.setdefault(document, set()).add(project)

    def document(self, sha256: str) -> Document | None:
        """The document with these bytes, withdrawn ones too."""
        return self._documents.get(sha256)

    def keep(self, document: Document) -> None:
        """Know a document that was just made."""
        self._documents[document.sha256] = document

    def layer(self, document: Document, extractor: str, version: str) -> int | None:
        """The key of the text that this version of an extractor drew from a document."""
        return self._layers.get((document.pk, extractor, version))

    def keep_layer(self, layer: TextLayer) -> None:
        """Know a text that was just drawn."""
        self._layers[layer.document_id, layer.extractor, layer.version] = layer.pk

    def has_project(self, document: Document) -> bool:
        """Whether a document belongs to a project."""
        return bool(self._projects.get(document.pk))

    def attach(self, document: Document, project: Project) -> bool:
        """Attach a document to a project; False where it was already."""
        projects = self._projects.setdefault(document.pk, set())
        if project.pk in projects:
            return False
        projects.add(project.pk)
        self._links.objects.create(document_id=document.pk, project_id=project.pk)
        return True
