"""The verbs about a whole instance: make it, show it, serve it, check it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from terreau.cli.group import DONE, REJECTED, show, terreau
from terreau.conf.bootstrap import UserError, open_instance, start
from terreau.conf.checks import findings
from terreau.conf.instance import Instance
from terreau.conf.options import short_text, verb
from terreau.conf.texts import check_text, demo_text, init_text, sign_in_text


def made(instance: Instance) -> Instance:
    """The instance, its folder made where it was missing."""
    try:
        instance.create()
    except OSError as error:
        raise UserError(
            "file_system",
            f"« {instance.path} » ne peut pas être créé : {error.strerror}.",
            "Choisissez un autre dossier avec --instance, ou rendez celui-ci accessible.",
        ) from error
    return Instance.load(instance.path)


@terreau.command()
@click.argument(
    "folder", metavar="[DOSSIER]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--owner",
    metavar="NOM",
    callback=short_text,
    help="Nom de la propriétaire (sinon « Propriétaire »).",
)
@verb
def init(folder: Path | None, owner: str | None, instance: Path, as_json: bool) -> None:
    """Crée une instance vide, avec les référentiels livrés."""
    report = start(made(Instance.load(folder or instance))).init(owner)
    show(as_json, report, init_text)


@terreau.command()
@click.option("--no-serve", is_flag=True, help="Construit tout, sans servir le site.")
@click.option(
    "--port", metavar="NUMÉRO", type=click.IntRange(0, 65535), help="Port du site (sinon 8000)."
)
@click.option(
    "--to",
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Comme --instance.",
)
@click.option(
    "--with-fictitious/--without-fictitious",
    default=True,
    help="Avec le portefeuille fictif à côté du vrai (oui, sauf demande contraire), ou sans.",
)
@verb
def demo(
    no_serve: bool,
    port: int | None,
    to: Path | None,
    with_fictitious: bool,
    instance: Path,
    as_json: bool,
) -> None:
    """Construit l’instance d’exemple, ses fiches et son site, puis les sert."""
    report, server = start(made(Instance.load(to or instance))).demo(
        port=port, serve=not no_serve, with_fictitious=with_fictitious
    )
    show(as_json, report, demo_text)
    if server is not None:
        sys.stdout.flush()
        server()


@terreau.command()
@click.option("--port", metavar="NUMÉRO", type=click.IntRange(0, 65535), help="Port (sinon 8000).")
@click.option("--no-worker", is_flag=True, help="Sans travaux de fond, lancés à part.")
@verb
def serve(port: int | None, no_worker: bool, instance: Path, as_json: bool) -> None:
    """Sert le site de l’instance, sur cette machine seulement, et fait ses travaux de fond."""
    url, server = open_instance(Instance.load(instance)).serve(port, with_worker=not no_worker)
    show(as_json, {"url": url}, lambda done: f"Le site est servi : {done['url']} (Ctrl-C arrête)")
    sys.stdout.flush()
    server()


@terreau.command()
@click.option("--once", is_flag=True, help="Fait ce qui attend, puis s’arrête.")
@verb
def worker(once: bool, instance: Path, as_json: bool) -> None:
    """Fait les travaux de fond : lecture des fichiers, plans, entrées."""
    taken_up = open_instance(Instance.load(instance)).worker(once=once)
    show(as_json, {"taken_up": taken_up}, lambda done: f"Travaux repris : {done['taken_up']}")


@terreau.command(name="sign-in-link")
@click.option("--as", "person", metavar="NOM", help="Personne qui entrera (sinon la propriétaire).")
@verb
def sign_in_link(person: str | None, instance: Path, as_json: bool) -> None:
    """Donne un lien pour entrer sur le site, qui sert une fois, pendant un jour."""
    report = open_instance(Instance.load(instance)).sign_in_link(person)
    show(as_json, report, sign_in_text)


@terreau.command()
@verb
def check(instance: Path, as_json: bool) -> int:
    """Dit ce qui ne va pas dans cette installation et comment y remédier."""
    found = [finding.as_json() for finding in findings(Instance.load(instance))]
    report = {"ok": not found, "findings": found}
    show(as_json, report, check_text)
    return DONE if report["ok"] else REJECTED
