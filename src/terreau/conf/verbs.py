"""What each verb of the command line does: asks for the right, calls one service, reports.

Every known failure becomes a UserError with a sentence, a hint and an exit status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from terreau.accounts.errors import AccountError, NotAllowed
from terreau.accounts.permissions import Action, Scoped, can
from terreau.accounts.services import make_owner, person
from terreau.collect.errors import CollectError
from terreau.collect.readers.errors import ReaderError
from terreau.collect.services import ImportRequest, import_files
from terreau.conf.bootstrap import Progress, UserError
from terreau.conf.examples import example
from terreau.conf.instance import Instance
from terreau.conf.server import PortTaken, prepare
from terreau.explore.site import publish_site
from terreau.portfolio.errors import PortfolioError
from terreau.portfolio.models import Project
from terreau.portfolio.services import portfolio_named
from terreau.publish.errors import PublishError
from terreau.publish.exports import ExportRequest, export_standard
from terreau.territory.errors import TerritoryError
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.services import load_shipped

Server = Callable[[], None]
KNOWN = (
    AccountError,
    CollectError,
    PortfolioError,
    PublishError,
    ReaderError,
    TerritoryError,
    VocabularyError,
)
EVERY_FORMAT = ("html", "pdf", "docx")


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn the packages' own errors into what a person reads."""
    try:
        yield
    except KNOWN as error:
        status = getattr(error, "exit_status", 3)
        raise UserError(error.code, str(error), getattr(error, "hint", ""), status) from error
    except DatabaseError as error:
        raise UserError(
            "database",
            f"La base de données ne répond pas comme prévu : {error}",
            "Lancez « terreau check », qui dit ce qui manque.",
        ) from error
    except OSError as error:
        raise UserError(
            "file_system",
            f"« {error.filename} » : {error.strerror}",
            "Vérifiez ce chemin, les droits et la place sur le disque.",
        ) from error


def acting(name: str | None, action: Action, target: Scoped | None = None) -> None:
    """Make sure that the person called `name` may do this; NotAllowed where they may not."""
    agent = person(name)
    if not can(agent, action, target):
        scope = target.access_scope if target is not None else "l’instance"
        raise NotAllowed(agent.name, action.value, scope)


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs, on one instance."""

    instance: Instance
    progress: Progress

    def init(self, owner: str) -> dict[str, Any]:
        """Make an empty instance with the shipped schemes and its owner."""
        with known_errors():
            self.progress.write("Préparation de la base…")
            call_command("migrate", verbosity=0, interactive=False)
            self.progress.write("Chargement des référentiels…")
            load_shipped()
            make_owner(owner)
        return {"instance": str(self.instance.path)}

    def import_(
        self,
        sources: tuple[Path, ...],
        *,
        portfolio: str | None,
        reader: str | None = None,
        scheme: str | None = None,
        dry_run: bool = False,
        as_person: str | None = None,
    ) -> dict[str, Any]:
        """Bring files into a portfolio."""
        with known_errors():
            report = import_files(
                ImportRequest(
                    sources=sources,
                    portfolio=portfolio,
                    reader=reader,
                    scheme=scheme or self.instance.default_scheme,
                    media_root=self.instance.media,
                    by=person(as_person),
                    at=timezone.now(),
                    dry_run=dry_run,
                )
            )
        return {**report.as_json(), "dry_run": dry_run}

    def publish(
        self,
        to: Path,
        *,
        portfolio: str | None,
        concept: str | None = None,
        formats: tuple[str, ...] = EVERY_FORMAT,
        on: date | None = None,
        as_person: str | None = None,
    ) -> dict[str, Any]:
        """Write the fiches and the static site of a portfolio into a folder."""
        with known_errors():
            chosen = portfolio_named(portfolio)
            acting(as_person, Action.PUBLISH, chosen)
            report = publish_site(
                chosen,
                to,
                notation=concept,
                formats=formats,
                on=on,
                public_url=self.instance.public_url,
                tell=self.progress.write,
            )
        return report.as_json()

    def export(
        self,
        standard: str,
        to: Path,
        *,
        portfolio: str | None,
        scheme: str | None = None,
        everything: bool = False,
    ) -> dict[str, Any]:
        """Write data in an open format."""
        with known_errors():
            report = export_standard(
                ExportRequest(
                    standard=standard,
                    to=to,
                    portfolio=portfolio,
                    scheme=scheme,
                    everything=everything,
                    media_root=self.instance.media,
                )
            )
        return report.as_json()

    def serve(self, port: int | None) -> tuple[str, Server]:
        """The address of the site, and the function that serves it until it is stopped."""
        try:
            return prepare(port)
        except PortTaken as error:
            raise UserError(
                "port_taken",
                f"Le port {error.port} est déjà pris sur cette machine.",
                "Choisissez-en un autre avec --port, ou laissez Terreau choisir avec --port 0.",
            ) from error

    def demo(
        self, *, port: int | None, serve: bool, with_fictitious: bool
    ) -> tuple[dict[str, Any], Server | None]:
        """Make the example instance, its fiches and its site; with `serve`, be ready to serve."""
        self.init("Propriétaire")
        sheets: list[dict[str, Any]] = []
        for slug in ("neo-terra", "fictif") if with_fictitious else ("neo-terra",):
            self.progress.write(f"Entrée du portefeuille « {slug} »…")
            self.import_((example(slug),), portfolio=slug)
            self.progress.write("Écriture des fiches et du site…")
            published = self.publish(self.instance.path / "publication" / slug, portfolio=slug)
            sheets += published["sheets"]
        url, server = self.serve(port) if serve else ("", None)
        report = {
            "instance": str(self.instance.path),
            "url": url,
            "projects": Project.objects.count(),
            "sheets": sheets,
        }
        return report, server
