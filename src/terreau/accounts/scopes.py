"""What roles can be held on, told by a package that knows portfolios: accounts lie below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from terreau.accounts.models import INSTANCE_SCOPE
from terreau.accounts.permissions import Scoped

EVERYTHING = "toute l’instance"


@dataclass(frozen=True, slots=True)
class Scope:
    """Something that a role is held on: its key in memberships, its name, its page."""

    key: str
    label: str
    address: str
    target: Scoped


class Directory(Protocol):
    """Finds what roles are held on."""

    def portfolios(self) -> list[Scope]:
        """Every portfolio, in the order of its lists."""

    def named(self, keys: Iterable[str]) -> dict[str, Scope]:
        """The portfolios and projects of `keys` that exist, in a fixed number of queries."""


class _Empty:
    """No portfolio is known."""

    def portfolios(self) -> list[Scope]:
        return []

    def named(self, keys: Iterable[str]) -> dict[str, Scope]:  # noqa: ARG002
        return {}


_registered: list[Directory] = [_Empty()]


def register(known: Directory) -> None:
    """Make `known` the directory that pages ask; called once, when Django starts."""
    _registered[:] = [known]


def directory() -> Directory:
    """The directory in use."""
    return _registered[0]


def labels(keys: Iterable[str]) -> dict[str, str]:
    """What people read for each of `keys`; one that leads nowhere any more keeps its key."""
    wanted = set(keys)
    found = directory().named(wanted - {INSTANCE_SCOPE})
    told = {key: found[key].label if key in found else key for key in wanted}
    return told | {INSTANCE_SCOPE: EVERYTHING}
