"""The verbs about territories: load official files, say which are loaded."""

from __future__ import annotations

from pathlib import Path

import click

from terreau.cli.group import DONE, REJECTED, show, terreau
from terreau.conf import territory_files
from terreau.conf.instance import Instance
from terreau.conf.options import acting_option, verb
from terreau.conf.usage import FrenchGroup

VINTAGE_LENGTH = 20


@terreau.group(cls=FrenchGroup)
def territory() -> None:
    """Précise les territoires avec des fichiers officiels."""


@territory.command()
@click.argument(
    "files",
    metavar="FICHIER…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option("--vintage", metavar="ANNÉE", help="Millésime (sinon l’année du nom du fichier).")
@click.option("--replace", is_flag=True, help="Retire ce que le fichier ne dit plus.")
@acting_option
@verb
def load(
    files: tuple[Path, ...],
    vintage: str | None,
    replace: bool,
    person: str | None,
    instance: Path,
    as_json: bool,
) -> int:
    """Charge des fichiers officiels : positions, contours, densité, quartiers prioritaires."""
    if len(vintage or "") > VINTAGE_LENGTH:
        raise click.UsageError(f"Un millésime a {VINTAGE_LENGTH} caractères au plus.")
    report = territory_files.load(
        Instance.load(instance), files, vintage=vintage or "", replace=replace, as_person=person
    )
    show(as_json, report, territory_files.load_text)
    return REJECTED if report["rejected"] else DONE


@territory.command()
@verb
def status(instance: Path, as_json: bool) -> None:
    """Dit quels fichiers officiels sont chargés, et ce qu’ils donnent."""
    show(as_json, territory_files.status(Instance.load(instance)), territory_files.status_text)
