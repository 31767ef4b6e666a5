"""The command line: one function per verb, no logic of its own; a module per family of verbs."""

from terreau.cli import identify, instance, locate, portfolio, resolve, territory
from terreau.cli.group import main, run, terreau

__all__ = [
    "identify",
    "instance",
    "locate",
    "main",
    "portfolio",
    "resolve",
    "run",
    "terreau",
    "territory",
]
