"""What can be wrong with an instance's database and with the files that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from terreau.accounts.errors import UnknownPerson
from terreau.accounts.services import person
from terreau.conf.checks import Finding, sha256_of
from terreau.conf.failures import database_error
from terreau.conf.instance import Instance
from terreau.portfolio.models import Document
from terreau.portfolio.services import media_path
from terreau.vocabulary.models import Scheme


def findings(instance: Instance) -> Iterator[Finding]:
    """What is wrong with the database and the files it speaks of."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        told = database_error(error)
        yield Finding(told.code, str(told), told.hint)
        return
    if pending:
        yield Finding(
            "migrations",
            "La base n’est pas à jour de cette version de Terreau.",
            "Lancez « terreau init » sur ce dossier : ce qui s’y trouve est gardé.",
        )
        return
    yield from _contents(instance)


def _contents(instance: Instance) -> Iterator[Finding]:
    if not Scheme.objects.exists():
        yield Finding(
            "schemes", "Aucun référentiel n’est chargé.", "Lancez « terreau init » sur ce dossier."
        )
    try:
        person(None)
    except UnknownPerson as error:
        yield Finding("owner", str(error), "Lancez « terreau init » sur ce dossier.")
    for document in Document.objects.order_by("pk"):
        path = media_path(instance.media, document.sha256)
        if not path.is_file():
            yield Finding(
                "document_missing",
                f"Le fichier d’origine de « {document} » manque.",
                f"Remettez-le en place depuis une sauvegarde : {path}",
            )
        elif sha256_of(path) != document.sha256:
            yield Finding(
                "document_changed",
                f"Le fichier d’origine de « {document} » n’est plus celui qui a été reçu.",
                f"Remettez-le en place depuis une sauvegarde : {path}",
            )
