"""Options that several verbs of the command line take, written once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from terreau.conf.instance import DEFAULT_DIR

NAME_LENGTH = 200
ENGINES = DUCKDB, SPARK = ("duckdb", "spark")
"""Where names are matched; named here, so that `--help` loads none of them."""
Verb = TypeVar("Verb", bound=Callable[..., Any])


def choose_instance(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    """`--instance` before or after the verb; the one nearest to the verb wins."""
    inherited = context.parent.params.get("instance") if context.parent else None
    chosen = value or inherited or Path(os.environ.get("TERREAU_INSTANCE", DEFAULT_DIR))
    return Path(chosen)


def short_text(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A name as it is kept: without blanks around it, neither empty nor too long."""
    if value is None:
        return None
    if not 0 < len(value.strip()) <= NAME_LENGTH:
        raise click.UsageError(f"Un nom a de 1 à {NAME_LENGTH} caractères.")
    return value.strip()


def verb(function: Verb) -> Verb:
    """Options that every verb takes."""
    folder = click.Path(path_type=Path, file_okay=False)
    wrapped = click.option("--json", "as_json", is_flag=True, help="Répond par un objet JSON.")(
        function
    )
    return click.option(
        "--instance",
        metavar="DOSSIER",
        type=folder,
        callback=choose_instance,
        help="Dossier de l’instance (sinon TERREAU_INSTANCE, sinon ./terreau-instance).",
    )(wrapped)


def portfolio_option(function: Verb) -> Verb:
    """The portfolio that a verb is about."""
    return click.option("--portfolio", metavar="SLUG", help="Portefeuille visé.")(function)


def acting_option(function: Verb) -> Verb:
    """Who acts, where it is not the owner."""
    return click.option(
        "--as", "person", metavar="NOM", help="Personne qui agit (sinon la propriétaire)."
    )(function)
