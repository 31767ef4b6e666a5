"""The verb that reads the names of a portfolio and proposes who and where they are."""

from __future__ import annotations

from pathlib import Path

from terreau.cli.group import show, terreau
from terreau.conf.bootstrap import open_instance
from terreau.conf.instance import Instance
from terreau.conf.options import acting_option, portfolio_option, verb
from terreau.conf.texts import identify_text


@terreau.command()
@acting_option
@portfolio_option
@verb
def identify(person: str | None, portfolio: str | None, instance: Path, as_json: bool) -> None:
    """Lit les noms d’un portefeuille et propose qui est qui et où c’est, sans rien décider."""
    report = open_instance(Instance.load(instance)).identify(portfolio, as_person=person)
    show(as_json, report, identify_text)
