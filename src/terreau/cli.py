"""The command line: one function per verb, no logic of its own.

Exit status: 0 done; 1 done, but something was rejected or a check failed; 2 wrong use; 3 could
not be done. With `--json`, standard output is one JSON object and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from terreau import __version__
from terreau.conf.bootstrap import UserError, open_instance, start
from terreau.conf.checks import findings
from terreau.conf.instance import Instance, InstanceError
from terreau.conf.options import acting_option, portfolio_option, short_text, verb
from terreau.conf.texts import (
    check_text,
    demo_text,
    fetch_text,
    import_text,
    init_text,
    publish_text,
    sign_in_text,
)
from terreau.conf.usage import FrenchGroup, sentence

DONE, REJECTED, WRONG_USE, IMPOSSIBLE = 0, 1, 2, 3


def run() -> NoReturn:
    """Entry point of the `terreau` command."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run one verb and return its exit status."""
    try:
        status = terreau.main(arguments, prog_name="terreau", standalone_mode=False)
    except BrokenPipeError:
        # Whoever read the answer stopped reading: there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("TERREAU_DEBUG") == "1":
            raise
        return _explain("--json" in arguments, error)
    return status if isinstance(status, int) else DONE


def _explain(as_json: bool, error: Exception) -> int:
    """Say what went wrong, and return the exit status that goes with it."""
    match error:
        case click.exceptions.NoArgsIsHelpError() if not as_json:
            click.echo(error.format_message(), err=True)
            return WRONG_USE
        case click.UsageError():
            hint = "Lancez « terreau --help » pour voir les verbes et leurs options."
            return _fail(as_json, WRONG_USE, "wrong_use", sentence(error), hint)
        case click.Abort():
            return _fail(as_json, IMPOSSIBLE, "interrupted", "Interrompu.", "")
        case UserError():
            return _fail(as_json, error.exit_status, error.code, str(error), error.hint)
        case InstanceError():
            hint = "Corrigez ce fichier, ou supprimez-le pour revenir aux réglages d’usine."
            return _fail(as_json, IMPOSSIBLE, "bad_settings", str(error), hint)
    hint = "Relancez avec TERREAU_DEBUG=1 et joignez ce qui s’affiche à un signalement."
    message = f"Terreau s’est arrêté sur une erreur imprévue ({type(error).__name__})."
    return _fail(as_json, IMPOSSIBLE, "unexpected", message, hint)


def _fail(as_json: bool, status: int, code: str, message: str, hint: str) -> int:
    if as_json:
        _print({"error": {"code": code, "message": message, "hint": hint}})
    else:
        click.echo(message, err=True)
        if hint:
            click.echo(hint, err=True)
    return status


def _print(report: dict[str, Any]) -> None:
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))


def _show(as_json: bool, report: dict[str, Any], text: Callable[[dict[str, Any]], str]) -> None:
    if as_json:
        _print(report)
    else:
        click.echo(text(report))


def _made(instance: Instance) -> Instance:
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


@click.group(cls=FrenchGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="terreau", help="Affiche la version et s’arrête.")
@click.option("--instance", type=click.Path(path_type=Path, file_okay=False), hidden=True)
def terreau(instance: Path | None) -> None:
    """Terreau : des projets soutenus aux connaissances partagées."""


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
    report = start(_made(Instance.load(folder or instance))).init(owner)
    _show(as_json, report, init_text)


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
    report, server = start(_made(Instance.load(to or instance))).demo(
        port=port, serve=not no_serve, with_fictitious=with_fictitious
    )
    _show(as_json, report, demo_text)
    if server is not None:
        sys.stdout.flush()
        server()


@terreau.command(name="import")
@click.argument(
    "sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--reader", metavar="NOM", help="Lecteur à employer (sinon reconnu au contenu).")
@click.option("--scheme", metavar="SLUG", help="Stratégie d’un portefeuille nouveau.")
@click.option("--name", metavar="NOM", callback=short_text, help="Nom d’un portefeuille nouveau.")
@click.option(
    "--funder", metavar="NOM", callback=short_text, help="Financeur d’un portefeuille nouveau."
)
@click.option(
    "--mapping",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Correspondance des colonnes.",
)
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, sans rien écrire.")
@acting_option
@portfolio_option
@verb
def import_(
    sources: tuple[Path, ...],
    reader: str | None,
    scheme: str | None,
    name: str | None,
    funder: str | None,
    mapping: Path | None,
    dry_run: bool,
    person: str | None,
    portfolio: str | None,
    instance: Path,
    as_json: bool,
) -> int:
    """Fait entrer des fichiers dans un portefeuille."""
    report = open_instance(Instance.load(instance)).import_(
        sources,
        portfolio=portfolio,
        reader=reader,
        scheme=scheme,
        name=name or "",
        funder=funder or "",
        mapping=mapping,
        dry_run=dry_run,
        as_person=person,
    )
    _show(as_json, report, import_text)
    return REJECTED if report["rejected"] else DONE


@terreau.command(name="fetch-demarche")
@click.argument("number", metavar="NUMÉRO", type=click.IntRange(min=1))
@click.option(
    "--to",
    required=True,
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier où garder ce qui est reçu ; le même dossier reprend où il en était.",
)
@click.option("--url", metavar="ADRESSE", help="Adresse de l’API (sinon celle de la plateforme).")
@click.option(
    "--token-file",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Fichier qui contient le jeton (sinon TERREAU_DEMARCHES_TOKEN).",
)
@verb
def fetch_demarche(
    number: int,
    to: Path,
    url: str | None,
    token_file: Path | None,
    instance: Path,
    as_json: bool,
) -> int:
    """Reçoit les dossiers d’une démarche en ligne, à importer ensuite."""
    verbs = start(Instance.load(instance))
    report = verbs.fetch_demarche(number, to, url=url, token_file=token_file)
    _show(as_json, report, fetch_text)
    return REJECTED if report["problems"] else DONE


@terreau.command()
@click.option(
    "--to",
    required=True,
    metavar="DOSSIER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier où écrire.",
)
@click.option("--concept", metavar="NOTATION", help="Une seule ambition, par exemple 2.")
@click.option(
    "--formats", default="html,pdf,docx", metavar="LISTE", help="Formats, séparés par des virgules."
)
@click.option("--date", "day", metavar="AAAA-MM-JJ", help="Date portée par les fiches.")
@acting_option
@portfolio_option
@verb
def publish(
    to: Path,
    concept: str | None,
    formats: str,
    day: str | None,
    person: str | None,
    portfolio: str | None,
    instance: Path,
    as_json: bool,
) -> None:
    """Écrit les fiches et le site à publier."""
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise click.UsageError(f"« {day} » n’est pas une date de la forme 2026-11-23.") from error
    report = open_instance(Instance.load(instance)).publish(
        to,
        portfolio=portfolio,
        concept=concept,
        formats=tuple(part.strip() for part in formats.split(",") if part.strip()),
        on=on,
        as_person=person,
    )
    _show(as_json, report, publish_text)


@terreau.command()
@click.argument("standard")
@click.option(
    "--to",
    required=True,
    metavar="CHEMIN",
    type=click.Path(path_type=Path),
    help="Fichier ou dossier où écrire.",
)
@click.option("--scheme", metavar="SLUG", help="Un seul référentiel (skos).")
@click.option("--all", "everything", is_flag=True, help="Avec ce qui n’est pas accepté (projects).")
@portfolio_option
@verb
def export(
    standard: str,
    to: Path,
    scheme: str | None,
    everything: bool,
    portfolio: str | None,
    instance: Path,
    as_json: bool,
) -> None:
    """Écrit les données dans un format ouvert : projects, skos."""
    report = open_instance(Instance.load(instance)).export(
        standard,
        to,
        portfolio=portfolio,
        scheme=scheme,
        everything=everything,
    )
    _show(as_json, report, lambda done: f"{done['records']} éléments écrits : {done['path']}")


@terreau.command()
@click.option("--port", metavar="NUMÉRO", type=click.IntRange(0, 65535), help="Port (sinon 8000).")
@click.option("--no-worker", is_flag=True, help="Sans travaux de fond, lancés à part.")
@verb
def serve(port: int | None, no_worker: bool, instance: Path, as_json: bool) -> None:
    """Sert le site de l’instance, sur cette machine seulement, et fait ses travaux de fond."""
    url, server = open_instance(Instance.load(instance)).serve(port, with_worker=not no_worker)
    _show(as_json, {"url": url}, lambda done: f"Le site est servi : {done['url']} (Ctrl-C arrête)")
    sys.stdout.flush()
    server()


@terreau.command()
@click.option("--once", is_flag=True, help="Fait ce qui attend, puis s’arrête.")
@verb
def worker(once: bool, instance: Path, as_json: bool) -> None:
    """Fait les travaux de fond : lecture des fichiers, plans, entrées."""
    taken_up = open_instance(Instance.load(instance)).worker(once=once)
    _show(as_json, {"taken_up": taken_up}, lambda done: f"Travaux repris : {done['taken_up']}")


@terreau.command(name="sign-in-link")
@click.option("--as", "person", metavar="NOM", help="Personne qui entrera (sinon la propriétaire).")
@verb
def sign_in_link(person: str | None, instance: Path, as_json: bool) -> None:
    """Donne un lien pour entrer sur le site, qui sert une fois, pendant un jour."""
    report = open_instance(Instance.load(instance)).sign_in_link(person)
    _show(as_json, report, sign_in_text)


@terreau.command()
@verb
def check(instance: Path, as_json: bool) -> int:
    """Dit ce qui ne va pas dans cette installation et comment y remédier."""
    found = [finding.as_json() for finding in findings(Instance.load(instance))]
    report = {"ok": not found, "findings": found}
    _show(as_json, report, check_text)
    return DONE if report["ok"] else REJECTED


if __name__ == "__main__":
    run()
