"""The group of verbs, and what every verb does with its answer or its failure.

Exit status: 0 done; 1 done, but something was rejected or a check failed; 2 wrong use; 3 could
not be done. With `--json`, standard output is one JSON object and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from terreau import __version__
from terreau.conf.bootstrap import UserError
from terreau.conf.instance import InstanceError
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
        print_json({"error": {"code": code, "message": message, "hint": hint}})
    else:
        click.echo(message, err=True)
        if hint:
            click.echo(hint, err=True)
    return status


def print_json(report: dict[str, Any]) -> None:
    """Write the answer as one JSON object."""
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))


def show(as_json: bool, report: dict[str, Any], text: Callable[[dict[str, Any]], str]) -> None:
    """Write the answer: as JSON where it was asked for, else as `text` puts it in French."""
    if as_json:
        print_json(report)
    else:
        click.echo(text(report))


@click.group(cls=FrenchGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="terreau", help="Affiche la version et s’arrête.")
@click.option("--instance", type=click.Path(path_type=Path, file_okay=False), hidden=True)
def terreau(instance: Path | None) -> None:
    """Terreau : des projets soutenus aux connaissances partagées."""
