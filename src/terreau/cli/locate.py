"""The verb that turns names of places, in any file of tables, into codes."""

from __future__ import annotations

from pathlib import Path

import click

from terreau.cli.group import show, terreau
from terreau.conf.options import verb
from terreau.territory.gazetteer import Level


@terreau.command()
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--place", required=True, metavar="COLONNE", help="Colonne des noms de lieux.")
@click.option("--departement", metavar="COLONNE", help="Colonne des départements.")
@click.option("--truth", metavar="COLONNE", help="Colonne des codes justes, pour mesurer.")
@click.option(
    "--level",
    "levels",
    metavar="NIVEAU",
    multiple=True,
    type=click.Choice([level.value for level in Level]),
    help="Niveau qui peut être donné (sinon tous) ; peut être répété.",
)
@click.option("--rows", is_flag=True, help="Ajoute la réponse de chaque ligne.")
@verb
def locate(
    file: Path,
    place: str,
    departement: str | None,
    truth: str | None,
    levels: tuple[str, ...],
    rows: bool,
    instance: Path,
    as_json: bool,
) -> None:
    """Change des noms de lieux en codes officiels."""
    # Imported here, as for every heavy verb: `terreau --help` answers at once.
    from terreau.conf.locating import Columns, locate_file, locate_text  # noqa: PLC0415

    del instance  # any file will do: no portfolio is read
    columns = Columns(place, departement, truth)
    chosen = [Level(level) for level in levels] or None
    show(as_json, locate_file(file, columns, levels=chosen, with_rows=rows), locate_text)
