"""Starts Django on a chosen instance, before anything that needs its models is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from terreau.conf.instance import Instance

if TYPE_CHECKING:
    from terreau.conf.verbs import Verbs


class UserError(Exception):
    """A failure that a person can act upon: a code, a sentence, a hint and an exit status."""

    def __init__(self, code: str, message: str, hint: str = "", exit_status: int = 3) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
        self.exit_status = exit_status


@dataclass(frozen=True, slots=True)
class Progress:
    """Says what is going on, on standard error, and only where a person watches."""

    write: Callable[[str], None]

    @classmethod
    def on_terminal(cls) -> Progress:
        """Progress for a terminal; silent where standard error is a file or a pipe."""
        if not sys.stderr.isatty():
            return cls(lambda _: None)
        return cls(lambda text: print(text, file=sys.stderr, flush=True))  # noqa: T201


def start(instance: Instance, progress: Progress | None = None) -> Verbs:
    """The verbs on `instance`, whose folder may still be missing; Django starts once a process."""
    os.environ["TERREAU_INSTANCE"] = str(instance.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.conf.settings")
    _start_django()
    # Models can be imported only now that Django has started.
    verbs = import_module("terreau.conf.verbs").Verbs
    return cast("Verbs", verbs(instance, progress or Progress.on_terminal()))


def _start_django() -> None:
    # Imported here: `terreau --help` answers without Django.
    import django  # noqa: PLC0415
    from django.apps import apps  # noqa: PLC0415

    if apps.ready:
        return
    try:
        django.setup()
    except ValueError as error:
        raise UserError(
            "database_url",
            "DATABASE_URL n’est pas l’adresse d’une base que Terreau connaît.",
            "Écrivez-la ainsi : postgres://nom:mot-de-passe@machine/base, ou retirez-la.",
        ) from error


def open_instance(instance: Instance) -> Verbs:
    """The verbs on an instance that exists; UserError where it does not."""
    if not instance.exists:
        raise UserError(
            "no_instance",
            f"Il n’y a pas d’instance dans « {instance.path} ».",
            "Créez-la avec « terreau init », ou essayez « terreau demo ».",
        )
    return start(instance)
