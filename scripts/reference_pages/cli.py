"""The page of the command line: verbs and options from click, JSON keys from our own words."""

from __future__ import annotations

from collections.abc import Mapping

import click
from scripts.reference_pages import words

from terreau.cli import group

FAILURE = "error"


def verbs() -> Mapping[str, click.Command]:
    """The verbs, in alphabetical order; those of a group bear its name (« territory load »)."""
    found: dict[str, click.Command] = {}
    for name, command in group.terreau.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": one for inner, one in command.commands.items()}
        else:
            found[name] = command
    return dict(sorted(found.items()))


def page() -> str:
    """The whole page."""
    words.same("[keys]", {*verbs(), FAILURE}, words.sections("keys"))
    statuses = words.words("statuses")
    rows = ((f"`{getattr(group, name)}`", meaning) for name, meaning in statuses.items())
    return words.page(
        "Commandes",
        words.text("cli"),
        "## Codes de sortie",
        words.table(("code", "sens"), rows),
        "## Quand une commande échoue",
        "Aux codes 2 et 3, le message va sur la sortie d'erreur. Avec `--json`, la sortie standard "
        "porte à la place :",
        words.keys_table(words.words("keys", FAILURE)),
        *(part for name, command in verbs().items() for part in _verb(name, command)),
    )


def _verb(name: str, command: click.Command) -> list[str]:
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    usage = " ".join(["terreau", name, *(_usage(one) for one in arguments)])
    rows = [(f"`{_placeholder(one)}`", _meaning(name, one), "") for one in arguments]
    rows += [(_spelled(one), _meaning(name, one), _default(one)) for one in options]
    return [
        f"## {name}",
        (command.help or "").strip(),
        f"`{usage}`",
        words.table(("argument ou option", "sens", "sinon"), rows),
        "Clés JSON :",
        words.keys_table(words.words("keys", name)),
    ]


def _placeholder(argument: click.Argument) -> str:
    return (argument.name or "").upper()


def _usage(argument: click.Argument) -> str:
    name = _placeholder(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _spelled(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    values = words.words("values")
    if option.metavar is None and option.type.name not in values:
        raise words.Unworded(f"[values] has no name for {option.type.name!r} ({option.opts})")
    return f"{names} `{option.metavar or values[option.type.name]}`"


def _meaning(verb: str, parameter: click.Parameter) -> str:
    own = getattr(parameter, "help", None)
    found = own or words.words("parameters").get(f"{verb} {parameter.name}")
    if not found:
        raise words.Unworded(f"[parameters] has no words for {verb} {parameter.name}")
    return str(found)


def _default(option: click.Option) -> str:
    if option.required:
        return "obligatoire"
    if option.is_flag or not isinstance(option.default, str):
        return ""
    return f"`{option.default}`"
