"""The verb that says which names, in any file of tables, are the same organisation."""

from __future__ import annotations

from pathlib import Path

import click

from terreau.cli.group import show, terreau
from terreau.conf.instance import Instance
from terreau.conf.options import ENGINES, verb


@terreau.command()
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--name", required=True, metavar="COLONNE", help="Colonne des noms d’organismes.")
@click.option("--place", metavar="COLONNE", help="Colonne des communes ou des départements.")
@click.option("--identifier", metavar="COLONNE", help="Colonne des SIREN, SIRET ou numéros RNA.")
@click.option("--truth", metavar="COLONNE", help="Colonne de la vérité, pour mesurer.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="Moteur : cette machine, ou Spark.",
)
@click.option("--rows", is_flag=True, help="Ajoute la réponse de chaque ligne.")
@verb
def resolve(
    file: Path,
    name: str,
    place: str | None,
    identifier: str | None,
    truth: str | None,
    engine: str,
    rows: bool,
    instance: Path,
    as_json: bool,
) -> None:
    """Dit quels noms désignent le même organisme."""
    # Imported here: `terreau --help` answers without the libraries of matching.
    from terreau.conf.resolving import Columns, resolve_file, resolve_text  # noqa: PLC0415

    report = resolve_file(
        file,
        Columns(name, place, identifier, truth),
        engine=engine,
        instance=Instance.load(instance),
        with_rows=rows,
    )
    show(as_json, report, resolve_text)
