"""The command line's help and its complaints in French, where click speaks English."""

from __future__ import annotations

import re

import click

VALUE = re.compile(r"'([^']*)'")
SECTIONS = {"Options": "Options", "Commands": "Verbes", "Arguments": "Arguments"}


class FrenchFormatter(click.HelpFormatter):
    """Writes the headings of a help page in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line of a help page."""
        super().write_usage(prog, args, prefix or "Utilisation\u00a0: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{'':>{self.current_indent}}{SECTIONS.get(heading, heading)}\u00a0:\n")


class FrenchContext(click.Context):
    """Gives every command the French formatter."""

    formatter_class = FrenchFormatter


class FrenchCommand(click.Command):
    """A verb whose help is in French."""

    context_class = FrenchContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, described in French."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide et s’arrête."
        return option


class FrenchGroup(FrenchCommand, click.Group):
    """The verbs, their help in French."""

    command_class = FrenchCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the program's name on the first line."""
        return ["[OPTIONS]", "VERBE", "[ARGUMENTS]…"] if ctx else []


def sentence(error: click.UsageError) -> str:
    """What is wrong with the command line, in one French sentence."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return "Il manque un verbe."
        case click.MissingParameter():
            return f"Il manque {_named(error.param)}."
        case click.NoSuchOption():
            return f"L’option « {error.option_name} » n’existe pas."
        case click.BadOptionUsage():
            return f"L’option « {error.option_name} » attend une valeur."
        case click.BadParameter():
            return f"La valeur donnée à {_named(error.param)} ne convient pas{_why(error)}."
    return _plain(error)


def _why(error: click.BadParameter) -> str:
    """The value that click quotes, and what its type expects, where these are known."""
    found = VALUE.search(error.message)
    said = f" (« {found[1]} »)" if found else ""
    match error.param.type if error.param else None:
        case click.IntRange() as kind:
            return f"{said} : un nombre entier de {kind.min} à {kind.max} est attendu"
        case click.Path() as kind if not kind.file_okay:
            return f"{said} : un dossier est attendu"
    return said


def _plain(error: click.UsageError) -> str:
    """Click's complaints that have no class of their own; our own sentences as they are."""
    message = error.format_message()
    if message.startswith("No such command"):
        quoted = message.split("'")[1]
        return f"Le verbe « {quoted} » n’existe pas."
    if message.startswith("Missing command"):
        return "Il manque un verbe."
    if message.startswith("Got unexpected extra argument"):
        return f"En trop : « {message.partition('(')[2].removesuffix(')')} »."
    return message


def _named(param: click.Parameter | None) -> str:
    if param is None:
        return "une valeur"
    if isinstance(param, click.Argument):
        return f"l’argument « {param.human_readable_name} »"
    return f"l’option « {param.opts[0]} »"
