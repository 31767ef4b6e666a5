"""The verbs about the projects of a portfolio: bring them in, publish them, export them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from terreau.cli.group import DONE, REJECTED, show, terreau
from terreau.conf.bootstrap import open_instance, start
from terreau.conf.instance import Instance
from terreau.conf.options import acting_option, portfolio_option, short_text, verb
from terreau.conf.texts import fetch_text, import_text, publish_text


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
    show(as_json, report, import_text)
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
    show(as_json, report, fetch_text)
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
    show(as_json, report, publish_text)


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
    show(as_json, report, lambda done: f"{done['records']} éléments écrits : {done['path']}")
