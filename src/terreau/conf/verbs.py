"""What each verb of the command line does: asks for the right, calls one service, reports.

Every known failure becomes a UserError with a sentence, a hint and an exit status.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent
from terreau.accounts.permissions import Action, can
from terreau.accounts.services import ensure_owner, person
from terreau.collect.demarches_api import Step, fetch_demarche
from terreau.collect.demarches_api.client import DEFAULT_URL
from terreau.collect.demarches_api.service import TOKEN_VARIABLE, token_in
from terreau.collect.files import read_mapping
from terreau.collect.services import ImportRequest, import_files
from terreau.collect.tasks import take_up_again
from terreau.conf.beside import bring_fictitious, bring_names, fictitious_is_there
from terreau.conf.bootstrap import Progress
from terreau.conf.examples import example
from terreau.conf.failures import known_errors
from terreau.conf.identifying import identify_portfolio
from terreau.conf.instance import Instance
from terreau.conf.server import prepare
from terreau.conf.sign_in import example_people, link_for
from terreau.conf.worker import work_until_stopped
from terreau.explore.site import publish_site
from terreau.identify.tasks import take_up_again as reading_taken_up_again
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.services import portfolio_named
from terreau.publish.exports import ExportRequest, export_standard
from terreau.vocabulary.services import load_shipped

Server = Callable[[], None]
EVERY_FORMAT = ("html", "pdf", "docx")
REAL = "neo-terra"  # the portfolio that the demonstration opens on


def acting(name: str | None, action: Action, portfolio: Portfolio) -> None:
    """Make sure that the person called `name` may do this; NotAllowed where they may not."""
    agent = person(name)
    if not can(agent, action, portfolio):
        raise NotAllowed(agent.name, action.label, f"le portefeuille « {portfolio.slug} »")


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs, on one instance."""

    instance: Instance
    progress: Progress

    def init(self, owner: str | None = None) -> dict[str, Any]:
        """Make an empty instance with the shipped schemes and its owner; keep what is there.

        Without a name, an instance that has an owner keeps that one. The answer holds a link by
        which the owner comes in.
        """
        made = self._prepared(owner)
        with known_errors():
            sign_in = [link_for(made, base=self.instance.public_url, at=timezone.now())]
        return {"instance": str(self.instance.path), "sign_in": sign_in}

    def _prepared(self, owner: str | None = None) -> Agent:
        """The database up to date, the shipped schemes loaded, the owner found or made."""
        with known_errors():
            self.progress.write("Préparation de la base…")
            call_command("migrate", verbosity=0, interactive=False)
            self.progress.write("Chargement des référentiels…")
            load_shipped()
            return ensure_owner(owner)

    def sign_in_link(self, name: str | None) -> dict[str, Any]:
        """A fresh link by which a person comes in: without a name, the owner."""
        with known_errors():
            link = link_for(person(name), base=self.instance.public_url, at=timezone.now())
        return {"sign_in": [link]}

    def import_(
        self,
        sources: tuple[Path, ...],
        *,
        portfolio: str | None,
        reader: str | None = None,
        scheme: str | None = None,
        name: str = "",
        funder: str = "",
        mapping: Path | None = None,
        dry_run: bool = False,
        as_person: str | None = None,
    ) -> dict[str, Any]:
        """Bring files into a portfolio."""
        with known_errors():
            chosen = read_mapping(mapping) if mapping is not None else None
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
                    name=name,
                    funder=funder,
                    mapping=chosen,
                ),
                self.progress.write,
            )
        return {**report.as_json(), "dry_run": dry_run}

    def fetch_demarche(
        self, number: int, to: Path, *, url: str | None, token_file: Path | None
    ) -> dict[str, Any]:
        """Receive the dossiers of a démarche into a folder, which is imported like any other."""
        with known_errors():
            token = token_in(token_file) if token_file else os.environ.get(TOKEN_VARIABLE, "")

            def tell(step: Step) -> None:
                self.progress.write(f"{step.dossiers} dossiers reçus, {step.pieces} pièces…")

            report = fetch_demarche(number, to, token, url or DEFAULT_URL, tell)
        return report.as_json()

    def identify(self, portfolio: str | None, *, as_person: str | None = None) -> dict[str, Any]:
        """Read the names of a portfolio, and propose who and where they are."""
        with known_errors():
            chosen, by = portfolio_named(portfolio), person(as_person)
            return identify_portfolio(chosen, by, timezone.now(), self.progress.write)

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

    def serve(self, port: int | None, *, with_worker: bool = True) -> tuple[str, Server]:
        """The address of the site, and the function that serves it until it is stopped.

        The worker is its child, and stops with it.
        """
        with known_errors():
            return prepare(port, self.instance.path if with_worker else None)

    def worker(self, *, once: bool) -> int:
        """Do what the pages ask for in the background, until stopped; how much was taken up again.

        With `once`, do what waits and stop.
        """
        with known_errors():
            call_command("migrate", verbosity=0, interactive=False)
            taken_up = take_up_again() + reading_taken_up_again()
            work_until_stopped(once=once)
        return taken_up

    def demo(
        self, *, port: int | None, serve: bool, with_fictitious: bool
    ) -> tuple[dict[str, Any], Server | None]:
        """Make the example instance, its fiches and its site; with `serve`, be ready to serve.

        The report speaks of the real portfolio: the fictitious one comes beside it, and nothing
        of the two is added up.
        """
        owner = self._prepared()
        self.progress.write(f"Entrée du portefeuille « {REAL} »…")
        self.import_((example(REAL),), portfolio=REAL)
        self.progress.write("Écriture des fiches et du site…")
        published = self.publish(self.instance.path / "publication" / REAL, portfolio=REAL)
        with known_errors():
            bring_names(portfolio_named(REAL), later=serve)
        if with_fictitious:
            self._bring_fictitious(later=serve)
        url, server = self.serve(port) if serve else ("", None)
        report = {
            "instance": str(self.instance.path),
            "url": url,
            "projects": Project.objects.filter(portfolio__slug=REAL).count(),
            "sheets": published["sheets"],
            "sign_in": self._example_links(owner, url or self.instance.public_url),
        }
        return report, server

    def _bring_fictitious(self, *, later: bool) -> None:
        """The fictitious portfolio beside the real one; `later`, by the worker of the site."""
        with known_errors():
            if fictitious_is_there():
                return
            if later:
                self.progress.write("Le portefeuille fictif arrive pendant que le site est servi…")
                bring_fictitious.enqueue()
            else:
                self.progress.write("Entrée du portefeuille fictif…")
                bring_fictitious.call()

    def _example_links(self, owner: Agent, base: str) -> list[dict[str, Any]]:
        """A link per role, on the real example."""
        with known_errors():
            people = [owner, *example_people(portfolio_named(REAL))]
            return [link_for(one, base=base, at=timezone.now()) for one in people]
